// A network as an outline that is walked with the arrow keys, each row with its kind, its name and the homes below it.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { isFirst } from '../kinds/networks.ts';
import { feedsOf } from '../rules.ts';
import { nameOnly } from './node-form.tsx';
import { type Branch, type OutlineRow, rowsOf } from './outline.ts';

interface Props {
  readonly roots: readonly Branch[];
  readonly turned: ReadonlyMap<string, boolean>;
  readonly chosen: string | undefined;
  readonly label: string;
  readonly onChoose: (id: string) => void;
  readonly onTurn: (id: string, open: boolean) => void;
}

/** What the arrow keys do in a tree (ARIA practices): right opens or goes down, left closes or goes up. */
function keysOf(rows: readonly OutlineRow[], at: number, props: Props): Readonly<Record<string, () => void>> {
  const row = rows[at];
  if (!row) return {};
  const go = (place: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (next) props.onChoose(next.branch.node.id);
  };
  const { id } = row.branch.node;
  const up = (): void => {
    for (let place = at - 1; place >= 0; place--)
      if ((rows[place]?.branch.depth ?? 0) < row.branch.depth) return go(place);
  };
  return {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => {
      if (row.branch.children.length === 0) return;
      if (row.open) go(at + 1);
      else props.onTurn(id, true);
    },
    ArrowLeft: () => (row.open ? props.onTurn(id, false) : up()),
  };
}

function Row(props: { row: OutlineRow; chosen: boolean; first: boolean; on: Props }): JSX.Element {
  const { row, chosen, on } = props;
  const { node, depth, children, below } = row.branch;
  const kind = t(`supply.kind.${node.kind}`);
  const gap = feedsOf(node).length === 0 && !isFirst(node.kind);
  return (
    <li
      id={`node-${node.id}`}
      role="treeitem"
      class={`zd-outline-row ${chosen ? 'zd-outline-on' : ''}`}
      style={{ '--depth': String(Math.min(depth, 8)) }}
      aria-level={depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={chosen}
      aria-expanded={children.length === 0 ? undefined : row.open}
      tabIndex={chosen || props.first ? 0 : -1}
      onClick={() => on.onChoose(node.id)}
    >
      <span
        class="zd-outline-turn"
        aria-hidden="true"
        onClick={(event) => {
          if (children.length === 0) return;
          event.stopPropagation();
          on.onTurn(node.id, !row.open);
        }}
      >
        {children.length === 0 ? null : <Icon name={row.open ? 'chevron-down' : 'chevron-right'} />}
      </span>
      <span class="zd-grow min-w-0">
        <b>{node.code}</b> {nameOnly(node)}
        {node.name.includes(kind) ? null : <span class="zd-two"> {kind}</span>}
        {gap ? <span class="zd-outline-gap">{t('supply.desk.noFeed')}</span> : null}
        {node.also.length > 0 ? (
          <span class="zd-two"> {t('supply.desk.alsoFrom', { codes: node.also.join(t('look.and')) })}</span>
        ) : null}
      </span>
      <span class={below === 0 ? 'zd-two zd-num' : 'zd-num'}>{t('supply.desk.homes', { n: below })}</span>
    </li>
  );
}

export function Outline(props: Props): JSX.Element {
  const rows = rowsOf(props.roots, props.turned);
  const at = rows.findIndex(({ branch }) => branch.node.id === props.chosen);
  const list = useRef<HTMLUListElement>(null);
  const walks = useRef(false);
  useEffect(() => {
    const row = document.getElementById(`node-${props.chosen ?? ''}`);
    row?.scrollIntoView({ block: 'nearest' });
    if (walks.current) row?.focus();
    walks.current = false;
  }, [props.chosen]);
  return (
    <ul
      ref={list}
      role="tree"
      class="zd-outline"
      aria-label={props.label}
      onKeyDown={(event) => {
        const act = keysOf(rows, at === -1 ? 0 : at, props)[event.key];
        if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        walks.current = true;
        act();
      }}
    >
      {rows.map((row, place) => (
        <Row
          key={row.branch.node.id}
          row={row}
          chosen={row.branch.node.id === props.chosen}
          first={at === -1 && place === 0}
          on={props}
        />
      ))}
    </ul>
  );
}
