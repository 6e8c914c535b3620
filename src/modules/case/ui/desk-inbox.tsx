// The list of matters at the desk: one of four views, filtered by the address, with rows that can be joined.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { useAsk } from '#look/door.ts';
import { heldKeys } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Chip, DeskRow, Empty, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Inbox, InboxRow } from '../model.ts';
import { InboxHead, type InboxProps, PickBar } from './desk-inbox-head.tsx';
import { dueOf, dueWord, isLate, ringOf, stateWord } from './desk-state.ts';

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
    <li class="zd-pick-row">
      <label class="grid place-items-center w-12 flex-none">
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

function Nothing(props: InboxProps): JSX.Element {
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

export function InboxList(props: InboxProps): JSX.Element {
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
      <InboxHead
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
