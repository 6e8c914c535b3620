// The list of matters at the desk: one of the views, narrowed by the address, walked by keys, with rows that can be chosen for one act on several.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { heldKeys } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Chip, DeskRow, Empty, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { InboxRow } from '../model.ts';
import type { BulkAct } from '../model-desk.ts';
import { BulkProgress } from './desk-bulk-progress.tsx';
import { bulkWanted } from './desk-bulk-send.ts';
import { askedFilter, isPlain } from './desk-filter.ts';
import { InboxHead, type InboxProps } from './desk-inbox-head.tsx';
import { PickBar } from './desk-pick-bar.tsx';
import { pick, pickAll, picked, pickNone } from './desk-picked.ts';
import type { Bound, listKeys, pickKeys } from './desk-keys.ts';
import { printList } from './desk-print.tsx';
import { useRows } from './desk-rows.ts';
import { dueOf, dueWord, isLate, ringOf, stateWord } from './desk-state.ts';

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
  /** Tab stops at one row of the list, so that what is beside the list is near. */
  stop: boolean;
}): JSX.Element {
  const tabIndex = props.stop ? 0 : -1;
  const { row } = props;
  // The same row stays in the page when choosing begins, and so does the focus.
  return (
    <li class={props.pick === undefined ? 'zd-row-box' : 'zd-pick-row zd-row-box'} data-row={row.id}>
      {props.pick === undefined ? null : (
        <label class="grid place-items-center w-12 flex-none">
          <input
            type="checkbox"
            class="w-6 h-6"
            tabIndex={tabIndex}
            checked={props.picked}
            aria-label={t('case.inbox.chooseRow', { title: row.title })}
            onChange={(event) => props.pick?.(event.currentTarget.checked)}
          />
        </label>
      )}
      <div class="zd-grow" key="row">
        <DeskRow
          id={`row-${row.id}`}
          tabIndex={tabIndex}
          on={props.on}
          href={props.href}
          ring={ringOf(row, nowMs.value)}
          title={row.title}
          right={<RightOf row={row} fresh={props.fresh && props.pick === undefined} />}
          under={[row.supervised ? t('case.supervised') : '', stateWord(row), row.place].filter(Boolean).join(' · ')}
          number={row.number ?? t('case.noNumber')}
        />
      </div>
    </li>
  );
}

const latestOf = (rows: readonly InboxRow[]): number => Math.max(0, ...rows.map((row) => row.changedAt));

/** Ids whose row moved since the list was first seen in this view, or came to it; opening one takes the mark off. */
function useFresh(rows: readonly InboxRow[] | undefined, key: string, open: string | undefined): ReadonlySet<string> {
  const seen = useRef({ key: '', latest: 0, versions: new Map<string, number>() });
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (rows === undefined) return;
    const { key: known, latest, versions } = seen.current;
    if (known === key) {
      // What was there all the time and is only now asked for is not new.
      const isNew = (row: InboxRow): boolean =>
        versions.has(row.id) ? versions.get(row.id) !== row.version : row.changedAt > latest;
      const moved = rows.filter((row) => row.id !== open && isNew(row)).map((row) => row.id);
      if (moved.length > 0) setFresh((old) => new Set([...old, ...moved]));
    } else setFresh(new Set());
    seen.current = { key, latest: latestOf(rows), versions: new Map(rows.map((row) => [row.id, row.version])) };
  }, [rows?.map((row) => `${row.id}${row.version}`).join(), key]);
  useEffect(() => {
    if (open !== undefined) setFresh((old) => (old.has(open) ? new Set([...old].filter((id) => id !== open)) : old));
  }, [open]);
  return fresh;
}

function Nothing(props: InboxProps): JSX.Element {
  return (
    <div class="p-5">
      {isPlain(props.filter) ? (
        <Empty title={t(`case.empty.${props.view}`)} text={t('case.empty.text')} />
      ) : (
        <Empty icon="search" tone="calm" title={t('case.empty.filtered')} text={t('case.empty.filteredText')} />
      )}
    </div>
  );
}

const idInFocus = (): string | undefined => /^row-(.+)$/.exec(document.activeElement?.id ?? '')?.[1];

/** The row in focus, else the open one. */
function rowAt(rows: readonly InboxRow[], open: string | undefined): number {
  const at = rows.findIndex((row) => row.id === idInFocus());
  return at >= 0 ? at : rows.findIndex((row) => row.id === open);
}

/** Moves the focus to the row before or after that one, else to the first. */
function stepRow(rows: readonly InboxRow[], open: string | undefined, by: number): void {
  const from = rowAt(rows, open);
  const next = rows[Math.min(rows.length - 1, Math.max(0, from < 0 ? 0 : from + by))];
  if (next !== undefined) document.getElementById(`row-${next.id}`)?.focus();
}

/** When the row in focus leaves the list, the one that takes its place is in focus. */
function useRowStays(rows: readonly InboxRow[]): void {
  const last = useRef<{ id: string; at: number } | undefined>(undefined);
  useEffect(() => {
    const before = last.current;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (before !== undefined && lost && !rows.some((row) => row.id === before.id)) {
      const next = rows[Math.min(before.at, rows.length - 1)];
      if (next !== undefined) document.getElementById(`row-${next.id}`)?.focus();
    }
    const id = idInFocus();
    last.current = id === undefined ? undefined : { id, at: rows.findIndex((row) => row.id === id) };
  });
}

const arrows: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The end of what was asked for: when it comes into sight there is more; the keys of the list ask for it before they are there. */
function More(props: { more: () => void }): JSX.Element {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && props.more());
    watch.observe(place.current);
    return () => watch.disconnect();
  });
  return (
    <p class="p-5 text-center" ref={place}>
      <Button tabIndex={-1} onClick={props.more}>
        {t('case.inbox.more')}
      </Button>
    </p>
  );
}

/** The rows of the same category as the one in focus, else the open one, else the first. */
function alikeOf(rows: readonly InboxRow[], open: string | undefined): readonly InboxRow[] {
  const current = rows[rowAt(rows, open)] ?? rows[0];
  return rows.filter((row) => row.category === current?.category);
}

function Picking(props: InboxProps & { rows: readonly InboxRow[] }): JSX.Element {
  const { rows } = props;
  const chosen = rows.filter((row) => picked.value?.has(row.id) === true);
  const alike = alikeOf(rows, props.open ?? chosen[0]?.id).filter((row) => picked.value?.has(row.id) !== true);
  const act = (name: BulkAct): void => {
    if (chosen.length > 0) bulkWanted.value = { act: name, rows: chosen };
  };
  const title = props.kept?.name ?? t(`desk.view.${props.view}`);
  const print = (): void => printList({ rows: chosen, title, office: props.office });
  const keys: Bound<typeof pickKeys> = {
    a: () => act('accept'),
    d: () => act('dispatch'),
    m: () => act('join'),
    p: chosen.length > 0 ? print : undefined,
    Escape: pickNone,
  };
  useKeys(keys);
  return (
    <PickBar
      rows={chosen}
      alike={alike.length}
      onAlike={() => pickAll(alike.map((row) => row.id))}
      onAct={act}
      onPrint={print}
      onCancel={pickNone}
    />
  );
}

export function InboxList(props: InboxProps): JSX.Element {
  const { filter } = props;
  const [panel, setPanel] = useState(filter.text === '' ? '' : 'search');
  const input = { view: props.view, ...askedFilter(filter) };
  const { rows: known, own, problem, hasMore, more } = useRows(input);
  const rows = known ?? [];
  const fresh = useFresh(own ? known : undefined, JSON.stringify(input), props.open);
  useRowStays(rows);
  useEffect(() => pickNone, [JSON.stringify(input)]);
  const step = (by: number) => (): void => {
    stepRow(rows, props.open, by);
    if (hasMore && rowAt(rows, props.open) >= rows.length - 3) more();
  };
  const toggle = (): void => {
    const row = rows[rowAt(rows, props.open)];
    if (row !== undefined) pick(row.id, picked.value?.has(row.id) !== true);
  };
  const picking = picked.value !== undefined;
  const [last, setLast] = useState('');
  const stop = [last, props.open ?? ''].find((id) => rows.some((row) => row.id === id)) ?? rows[0]?.id;
  const keys: Bound<typeof listKeys> = {
    j: step(1),
    k: step(-1),
    x: toggle,
    X: () => pickAll(alikeOf(rows, props.open).map((row) => row.id)),
    f: () => setPanel('filter'),
    '/': () => setPanel('search'),
  };
  useKeys(keys);
  let body: ComponentChildren = null;
  if (problem !== undefined && known === undefined) {
    body = (
      <div class="p-5">
        <Note tone="bad" icon="alert-circle" title={t('problem.title')}>
          {props.problem(problem.code)}
        </Note>
      </div>
    );
  } else if (known?.length === 0) body = <Nothing {...props} />;
  return (
    <>
      <InboxHead
        {...props}
        panel={panel}
        setPanel={setPanel}
        picking={picking}
        onPicking={() => (picking ? pickNone() : pickAll([]))}
      />
      {body}
      <ul
        class="border-t border-base-300"
        aria-label={t('case.inbox.list')}
        onFocusIn={(event) => setLast((event.target as HTMLElement).closest('li')?.dataset['row'] ?? '')}
        onKeyDown={(event) => {
          const by = arrows[event.key];
          if (by === undefined || idInFocus() === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          step(by)();
        }}
      >
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            on={row.id === props.open}
            fresh={fresh.has(row.id)}
            href={props.hrefOf(row.id)}
            pick={picking ? (on) => pick(row.id, on) : undefined}
            picked={picked.value?.has(row.id) === true}
            stop={row.id === stop}
          />
        ))}
      </ul>
      {hasMore ? <More more={more} /> : null}
      <BulkProgress />
      {picking ? <Picking {...props} rows={rows} /> : null}
    </>
  );
}
