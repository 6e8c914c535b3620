// The drawing of a network beside its outline: pipes, nodes and, where the ground is known, the grids behind; a click chooses a node.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';
import type { Shape } from '#modules/territory/model.ts';
import { isFirst, isLast } from '../kinds/networks.ts';
import { codesBelow, feedsOf } from '../rules.ts';
import { labelsOf, type Layout, type Spot } from './drawing-layout.ts';

function Ground(props: { layout: Layout; shapes: readonly Shape[] }): JSX.Element | null {
  const { ground } = props.layout;
  if (ground === undefined) return null;
  const path = (ring: Shape[number]): string =>
    `M${ring
      .map(([lon, lat]) =>
        ground(lon, lat)
          .map((one) => one.toFixed(1))
          .join(' '),
      )
      .join('L')}Z`;
  return <path class="zd-net-ground" d={props.shapes.flatMap((shape) => shape.map(path)).join('')} />;
}

function Mark(props: { spot: Spot; tone: string; onChoose: () => void }): JSX.Element {
  const { node, below } = props.spot.branch;
  const place = { transform: `translate(${props.spot.x.toFixed(1)} ${props.spot.y.toFixed(1)})` };
  const shape = isFirst(node.kind) ? (
    <rect x="-8" y="-8" width="16" height="16" rx="4" />
  ) : node.kind === 'tank' ? (
    <rect x="-7" y="-7" width="14" height="14" rx="7" />
  ) : node.kind === 'valve' || node.kind === 'switch' ? (
    <path d="M-8-6V6L8-6V6Z" />
  ) : (
    <circle r={isLast(node.kind) ? 2.5 : 4.5} />
  );
  return (
    <g {...place} class={`zd-net-node ${isLast(node.kind) ? 'zd-net-tap' : ''} ${props.tone}`} onClick={props.onChoose}>
      <title>{[node.code, node.name, t('supply.desk.homes', { n: below })].filter(Boolean).join(' · ')}</title>
      <circle class="zd-net-touch" r="14" />
      {shape}
    </g>
  );
}

const pipe = (from: Spot, to: Spot, tree: boolean): string => {
  const [a, b] = [`${from.x.toFixed(1)} ${from.y.toFixed(1)}`, `${to.x.toFixed(1)} ${to.y.toFixed(1)}`];
  if (!tree) return `M${a}L${b}`;
  const bend = ((from.x + to.x) / 2).toFixed(1);
  return `M${a}C${bend} ${from.y.toFixed(1)} ${bend} ${to.y.toFixed(1)} ${b}`;
};

/** The picture says nothing that the outline does not say: for a screen reader it is one image with a sentence. */
export function NetworkDrawing(props: {
  layout: Layout;
  shapes: readonly Shape[];
  chosen: string | undefined;
  label: string;
  onChoose: (id: string) => void;
}): JSX.Element {
  const { layout, chosen } = props;
  const byCode = new Map(layout.spots.map((spot) => [spot.branch.node.code, spot]));
  const nodes = layout.spots.map(({ branch }) => branch.node);
  const picked = nodes.find((node) => node.id === chosen);
  const lit = picked ? codesBelow(nodes, picked.code) : new Set<string>();
  const tree = layout.ground === undefined;
  const pipes = layout.spots.flatMap((to) =>
    feedsOf(to.branch.node).flatMap((feed) => {
      const from = byCode.get(feed);
      if (!from) return [];
      const on = lit.has(feed) || (picked !== undefined && to.branch.node.id === picked.id);
      return [{ d: pipe(from, to, tree), on, thin: isLast(to.branch.node.kind) }];
    }),
  );
  return (
    <div class={`zd-net ${tree ? 'zd-net-tree' : ''}`}>
      <div
        class="zd-net-paper"
        role="img"
        aria-label={props.label}
        style={{ '--ratio': (layout.width / layout.height).toFixed(3) }}
      >
        <svg viewBox={`0 0 ${layout.width} ${layout.height.toFixed(0)}`} aria-hidden="true">
          <Ground layout={layout} shapes={props.shapes} />
          {pipes
            .toSorted((a, b) => Number(a.on) - Number(b.on))
            .map(({ d, on, thin }) => (
              <path key={d} class={`zd-net-pipe ${on ? 'zd-net-on' : ''} ${thin ? 'zd-net-thin' : ''}`} d={d} />
            ))}
          {layout.spots
            .toSorted((a, b) => Number(isLast(b.branch.node.kind)) - Number(isLast(a.branch.node.kind)))
            .map((spot) => (
              <Mark
                key={spot.branch.node.id}
                spot={spot}
                tone={
                  spot.branch.node.id === chosen ? 'zd-net-chosen' : lit.has(spot.branch.node.code) ? 'zd-net-on' : ''
                }
                onChoose={() => props.onChoose(spot.branch.node.id)}
              />
            ))}
        </svg>
        {labelsOf(layout, chosen).map(({ spot, left, top }) => (
          <span
            key={spot.branch.node.id}
            class={`zd-net-label ${spot.branch.node.id === chosen ? 'zd-net-chosen' : ''}`}
            style={{
              left: `${((100 * left) / layout.width).toFixed(2)}%`,
              top: `${((100 * top) / layout.height).toFixed(2)}%`,
            }}
          >
            {spot.branch.node.code}
          </span>
        ))}
      </div>
    </div>
  );
}
