// The list of matters at the desk: one of four views, filtered by the address, with rows that can be joined.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { useAsk } from '#look/door.ts';
import { heldKeys } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Chip, DeskRow, Empty, Field, Note, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Inbox, InboxRow, InboxView } from '../model.ts';
import { categoryGroups, dueOf, dueWord, isLate, ringOf, stateWord } from './desk-state.ts';

/** What the address says about the list. */
export type InboxFilter = { category: string; area: string; text: string };
export const noFilter: InboxFilter = { category: '', area: '', text: '' };

type Props = {
  view: InboxView;
  filter: InboxFilter;
  onFilter: (filter: InboxFilter) => void;
  areas: readonly { value: string; label: string; group?: string }[];
  open: string | undefined;
  hrefOf: (id: string) => string;
  onJoin: (rows: readonly InboxRow[]) => void;
  problem: (code: string) => string;
  saved: boolean;
  onSave: () => void;
};

const page = 60;

function RightOf(props: { row: InboxRow; fresh: boolean }): JSX.Element {
  const { row } = props;
  const now = nowMs.value;
  if (heldKeys.value.includes(row.id))
    return (
      <Chip bare tone="wait" icon="send">
        {t('case.due.soon')}
      </Chip>
    );
  const late = isLate(row, now);
  const due = dueOf(row);
  const soon = !late && due !== null && due - now < 24 * 3_600_000;
  const word = dueWord(row, now);
  return (
    <>
      {props.fresh ? (
        <Chip bare tone="act" icon="refresh">
          {t('case.fresh')}
        </Chip>
      ) : null}{' '}
      {late ? (
        <Chip bare tone="bad" icon="alarm">
          {word}
        </Chip>
      ) : soon ? (
        <b class="zd-tone-wait zd-ink">{word}</b>
      ) : (
        word
      )}
    </>
  );
}

function Row(props: {
  row: InboxRow;
  on: boolean;
  fresh: boolean;
  href: string;
  pick?: (on: boolean) => void;
  picked: boolean;
}): JSX.Element {
  const { row } = props;
  const desk = (
    <DeskRow
      id={`row-${row.id}`}
      on={props.on}
      href={props.href}
      ring={ringOf(row, nowMs.value)}
      title={row.title}
      right={<RightOf row={row} fresh={props.fresh} />}
      under={`${stateWord(row)} · ${row.place}`}
      number={row.number ?? t('case.noNumber')}
    />
  );
  if (props.pick === undefined) return <li>{desk}</li>;
  return (
    <li class="flex items-stretch">
      <label class="grid place-items-center w-12 flex-none border-b border-base-300">
        <input
          type="checkbox"
          class="w-6 h-6"
          checked={props.picked}
          aria-label={t('case.inbox.chooseRow', { title: row.title })}
          onChange={(event) => props.pick?.(event.currentTarget.checked)}
        />
      </label>
      <div class="zd-grow">{desk}</div>
    </li>
  );
}

/** Ids whose row moved since the list was first seen in this view; opening one takes the mark off. */
function useFresh(rows: readonly InboxRow[] | undefined, key: string, open: string | undefined): ReadonlySet<string> {
  const seen = useRef<{ key: string; versions: Map<string, number> }>({ key: '', versions: new Map() });
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (rows === undefined) return;
    const before = seen.current;
    if (before.key === key) {
      const moved = rows
        .filter((row) => row.id !== open && before.versions.get(row.id) !== row.version)
        .map((row) => row.id);
      if (moved.length > 0) setFresh((old) => new Set([...old, ...moved]));
    } else setFresh(new Set());
    seen.current = { key, versions: new Map(rows.map((row) => [row.id, row.version])) };
  }, [rows, key]);
  useEffect(() => {
    if (open !== undefined) setFresh((old) => (old.has(open) ? new Set([...old].filter((id) => id !== open)) : old));
  }, [open]);
  return fresh;
}

function Filters(props: Props): JSX.Element {
  const { filter, onFilter } = props;
  const any = { value: 'any', label: t('case.inbox.any') };
  const set = (part: Partial<InboxFilter>): void => onFilter({ ...filter, ...part });
  return (
    <div class="flex flex-col gap-3 px-5 pb-4">
      <Select
        label={t('case.inbox.category')}
        value={filter.category === '' ? 'any' : filter.category}
        answers={[any, ...categoryGroups()]}
        onChange={(value) => set({ category: value === 'any' ? '' : value })}
      />
      <Select
        label={t('case.inbox.area')}
        value={filter.area === '' ? 'any' : filter.area}
        answers={[any, ...props.areas]}
        onChange={(value) => set({ area: value === 'any' ? '' : value })}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="bookmark" disabled={filter.category === '' && filter.area === ''} onClick={props.onSave}>
          {props.saved ? t('case.inbox.unsave') : t('case.inbox.save')}
        </Button>
        <Button kind="text" onClick={() => onFilter(noFilter)}>
          {t('case.inbox.clear')}
        </Button>
      </div>
    </div>
  );
}

function Head(
  props: Props & { panel: string; setPanel: (panel: string) => void; picking: boolean; onPicking: () => void },
): JSX.Element {
  const toggle = (name: string) => (): void => props.setPanel(props.panel === name ? '' : name);
  const area = props.areas.find((one) => one.value === props.filter.area)?.label;
  const group = categoryGroups().find((one) => one.value === props.filter.category)?.label;
  const what = [group, area, props.filter.text].filter((one) => one !== undefined && one !== '').join('、');
  useEffect(() => {
    if (props.panel === 'search') document.getElementById('inbox-search')?.focus();
  }, [props.panel]);
  return (
    <>
      <div class="zd-pane-head">
        <h1 class="zd-grow min-w-24">{t(`desk.view.${props.view}`)}</h1>
        <div class="flex gap-2">
          <Button icon="list-check" pressed={props.picking} onClick={props.onPicking}>
            {t('case.inbox.many')}
          </Button>
          <Button icon="filter" pressed={props.panel === 'filter'} onClick={toggle('filter')}>
            {t('case.inbox.filter')}
          </Button>
          <Button kind="text" icon="search" label={t('case.inbox.search')} onClick={toggle('search')} />
        </div>
      </div>
      {props.panel === 'search' ? (
        <div class="px-5 pb-4">
          <Field
            id="inbox-search"
            quiet
            type="search"
            icon="search"
            label={t('case.inbox.search')}
            placeholder={t('case.inbox.searchHint')}
            value={props.filter.text}
            onInput={(text) => props.onFilter({ ...props.filter, text })}
          />
        </div>
      ) : null}
      {props.panel === 'filter' ? <Filters {...props} /> : null}
      {what !== '' && props.panel !== 'filter' ? (
        <p class="flex items-center gap-2 px-5 pb-2">
          <span class="zd-grow zd-two">{t('case.inbox.filtered', { what })}</span>
          <Button kind="text" icon="x" onClick={() => props.onFilter(noFilter)}>
            {t('case.inbox.clear')}
          </Button>
        </p>
      ) : null}
    </>
  );
}

function PickBar(props: { rows: readonly InboxRow[]; onJoin: () => void; onCancel: () => void }): JSX.Element {
  const alike = new Set(props.rows.map((row) => row.category)).size < 2;
  return (
    <div class="sticky bottom-0 z-1 flex flex-col gap-2 p-3 bg-base-100 border-t border-base-300">
      {alike ? null : <p class="zd-two">{t('case.inbox.unlike')}</p>}
      <div class="flex flex-wrap items-center gap-2">
        <b class="zd-grow" role="status">
          {t('case.inbox.chosen', { n: props.rows.length })}
        </b>
        <Button kind="filled" icon="git-merge" disabled={props.rows.length === 0} onClick={props.onJoin}>
          {t('case.inbox.join')}
        </Button>
        <Button kind="text" onClick={props.onCancel}>
          {t('case.inbox.cancel')}
        </Button>
      </div>
    </div>
  );
}

function Nothing(props: Props): JSX.Element {
  const filtered = Object.values(props.filter).some((part) => part !== '');
  return (
    <div class="p-5">
      {filtered ? (
        <Empty icon="search" tone="calm" title={t('case.empty.filtered')} text={t('case.empty.filteredText')} />
      ) : (
        <Empty title={t(`case.empty.${props.view}`)} text={t('case.empty.text')} />
      )}
    </div>
  );
}

/** Moves the focus to the row before or after the one in focus, else the open one, else the first. */
function stepRow(rows: readonly InboxRow[], open: string | undefined, by: 1 | -1): void {
  const at = rows.findIndex((row) => document.activeElement?.id === `row-${row.id}`);
  const from = at >= 0 ? at : rows.findIndex((row) => row.id === open);
  const next = rows[Math.min(rows.length - 1, Math.max(0, from < 0 ? 0 : from + by))];
  if (next !== undefined) document.getElementById(`row-${next.id}`)?.focus();
}

export function InboxList(props: Props): JSX.Element {
  const { filter } = props;
  const [panel, setPanel] = useState(filter.text === '' ? '' : 'search');
  const [limit, setLimit] = useState(page);
  const [picked, setPicked] = useState<ReadonlySet<string> | undefined>();
  const input = {
    view: props.view,
    category: filter.category || null,
    area: filter.area || null,
    text: filter.text.trim() || null,
    limit,
  };
  const asked = useAsk<Inbox>('case.inbox', input, ['case', 'incident']);
  const last = useRef<Inbox | undefined>(undefined);
  if (asked.data !== undefined) last.current = asked.data;
  const rows = (asked.data ?? last.current)?.rows;
  const fresh = useFresh(asked.data?.rows, JSON.stringify(input), props.open);
  useKeys({
    j: () => stepRow(rows ?? [], props.open, 1),
    k: () => stepRow(rows ?? [], props.open, -1),
    '/': () => setPanel('search'),
  });
  const chosen = (rows ?? []).filter((row) => picked?.has(row.id) === true);
  const pick =
    (id: string) =>
    (on: boolean): void => {
      setPicked((old) => new Set(on ? [...(old ?? []), id] : [...(old ?? [])].filter((one) => one !== id)));
    };
  let body: ComponentChildren = null;
  if (asked.problem !== undefined && rows === undefined) {
    body = (
      <div class="p-5">
        <Note tone="bad" icon="alert-circle" title={t('problem.title')}>
          {props.problem(asked.problem.code)}
        </Note>
      </div>
    );
  } else if (rows?.length === 0) body = <Nothing {...props} />;
  return (
    <>
      <Head
        {...props}
        panel={panel}
        setPanel={setPanel}
        picking={picked !== undefined}
        onPicking={() => setPicked(picked === undefined ? new Set() : undefined)}
      />
      {body}
      <ul class="border-t border-base-300" aria-label={t('case.inbox.list')}>
        {(rows ?? []).map((row) => (
          <Row
            key={row.id}
            row={row}
            on={row.id === props.open}
            fresh={fresh.has(row.id)}
            href={props.hrefOf(row.id)}
            pick={picked === undefined ? undefined : pick(row.id)}
            picked={picked?.has(row.id) === true}
          />
        ))}
      </ul>
      {asked.data?.next == null ? null : (
        <p class="p-5 text-center">
          <Button onClick={() => setLimit(Math.min(200, limit + page))}>{t('case.inbox.more')}</Button>
        </p>
      )}
      {picked === undefined ? null : (
        <PickBar
          rows={chosen}
          onCancel={() => setPicked(undefined)}
          onJoin={() => {
            props.onJoin(chosen);
            setPicked(undefined);
          }}
        />
      )}
    </>
  );
}
