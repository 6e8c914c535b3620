// A supply network from its source to the homes: pipes grey, the suspected section ochre, homes told apart by shape and colour.
import type { JSX } from 'preact';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

type HomeState = 'reported' | 'clear' | 'silent';
export type TreeHome = { id: string; label: string; state: HomeState };
export type TreeNode = {
  id: string;
  /** The name of the valve, tank or section: V3. */
  label: string;
  /** Beside the name: whom it serves. */
  serves?: string;
  /** Second voice: nobody reported. */
  note?: string;
  /** The section that feeds this node is the suspected one. */
  suspect?: boolean;
  homes?: readonly TreeHome[];
  branches?: readonly TreeNode[];
};
type Legend = Record<HomeState, string>;

const drop = 'M0-8c4 5 6 7.5 6 10.5a6 6 0 0 1-12 0C-6-.5-4-3 0-8z';

function Glyph(props: { state: HomeState }): JSX.Element {
  return (
    <svg viewBox="-16 -16 32 32" aria-hidden="true">
      {props.state === 'reported' ? (
        <>
          <circle r="15" fill="var(--color-warning)" />
          <path d={drop} fill="var(--color-warning-content)" />
        </>
      ) : props.state === 'clear' ? (
        <>
          <circle r="13.5" fill="var(--color-base-100)" stroke="var(--color-success)" stroke-width="3" />
          <path d="M-6 0l4 5 8-9" fill="none" stroke="var(--color-success)" stroke-width="3" />
        </>
      ) : (
        <circle r="14" fill="var(--color-base-100)" stroke="var(--zd-line)" stroke-width="2.5" stroke-dasharray="3 4" />
      )}
    </svg>
  );
}

function Homes(props: { homes: readonly TreeHome[]; legend: Legend; lone: boolean }): JSX.Element {
  return (
    <ul class={`zd-tree-homes ${props.lone ? 'zd-tree-lone' : ''}`}>
      {props.homes.map((home) => (
        <li key={home.id} class="zd-tree-home">
          <Glyph state={home.state} />
          <span class="zd-two">{home.label}</span>
          <span class="sr-only">{props.legend[home.state]}</span>
        </li>
      ))}
    </ul>
  );
}

function Branch(props: { node: TreeNode; legend: Legend }): JSX.Element {
  const { node, legend } = props;
  const suspect = node.suspect === true;
  const homes = node.homes ?? [];
  // Without words beside the box the homes hang on the pipe itself; else they stand apart, a few of many.
  const onPipe = node.serves === undefined && node.note === undefined;
  const branches =
    node.branches === undefined ? null : (
      <ul class="zd-tree-branches">
        {node.branches.map((one) => (
          <Branch key={one.id} node={one} legend={legend} />
        ))}
      </ul>
    );
  return (
    <li class={suspect ? 'zd-tree-suspect' : ''}>
      <div class={`zd-tree-line ${onPipe ? 'zd-tree-pipe' : ''}`}>
        {node.label === '' ? null : <span class="zd-tree-box">{node.label}</span>}
        {node.serves === undefined ? null : (
          <span class={suspect ? 'zd-tone-wait zd-ink font-bold' : ''}>{node.serves}</span>
        )}
        {node.note === undefined ? null : <span class="zd-two">{node.note}</span>}
        {suspect || homes.length === 0 ? null : <Homes homes={homes} legend={legend} lone={!onPipe} />}
      </div>
      {suspect ? (
        <div class="zd-tree-soft">
          {homes.length === 0 ? null : <Homes homes={homes} legend={legend} lone={false} />}
          {branches}
        </div>
      ) : (
        branches
      )}
    </li>
  );
}

/** `legend` names the three states of a home in the words of the matter; without it look's own words stand there. */
export function SupplyTree(props: { source: TreeNode; label: string; legend?: Legend }): JSX.Element {
  const legend = props.legend ?? {
    reported: t('look.tree.reported'),
    clear: t('look.tree.clear'),
    silent: t('look.tree.silent'),
  };
  return (
    <section class="zd-tree" aria-label={props.label}>
      <p class="zd-tree-key">
        {(['reported', 'clear', 'silent'] as const).map((state) => (
          <span key={state}>
            <Glyph state={state} />
            {legend[state]}
          </span>
        ))}
      </p>
      <div class="zd-tree-root">
        <span class="zd-tree-source">
          <Icon name="droplet" />
        </span>
        <span>
          <b>{props.source.label}</b>
          {props.source.note === undefined ? null : <span class="zd-two"> {props.source.note}</span>}
        </span>
      </div>
      <ul class="zd-tree-branches">
        {(props.source.branches ?? []).map((node) => (
          <Branch key={node.id} node={node} legend={legend} />
        ))}
      </ul>
    </section>
  );
}
