// The sheets of the editor and what each of them draws: a node, its homes, its end, and the networks themselves.
import type { JSX } from 'preact';
import { newId } from '#kit/id.ts';
import { t } from '#look/words.ts';
import type { SupplyPage } from '../model.ts';
import { attaching, detaching, type DrawnNode, type Net, placing, redrawing, removing } from '../rules-drawing.ts';
import { HomesSheet, type Named, NetworkSheet, networkName, NowhereSheet, RemoveSheet } from './desk-sheets.tsx';
import { type Drawer, nothingChanges } from './drawing-acts.ts';
import { nodeLabel, NodeSheet } from './node-form.tsx';

export type Opened = 'add' | 'change' | 'homes' | 'remove' | 'nowhere' | 'network' | 'new-network' | 'bring';
export type Speak = (code: string, facts?: Record<string, string | number>) => string;

export interface Editing {
  readonly page: SupplyPage;
  readonly net: Net;
  readonly now: Named;
  readonly node: DrawnNode | undefined;
  readonly opened: Opened | undefined;
  readonly drawer: Drawer;
  readonly close: () => void;
  readonly choose: (id: string | undefined) => void;
  readonly problem: Speak;
}

export function NodeSheets(props: Editing & { nowhere: ReadonlySet<string> }): JSX.Element | null {
  const { page, net, now, node, opened, drawer, close, nowhere } = props;
  const shared = { page, net, nowhere, failed: drawer.failed, problem: props.problem, onClose: close };
  if (opened === 'nowhere') return <NowhereSheet {...shared} />;
  if (opened === 'add' || (opened === 'change' && node))
    return (
      <NodeSheet
        {...shared}
        looped={now.looped}
        node={opened === 'change' ? node : undefined}
        below={node}
        onSave={(drawn, homes) => {
          const id = opened === 'change' && node ? node.id : newId();
          const added = opened === 'add';
          const changes = added ? placing(net, id, drawn, homes) : redrawing(net, id, drawn);
          const text = t(added ? 'supply.desk.added' : 'supply.desk.changed', {
            node: nodeLabel(drawn),
            n: homes.length,
          });
          drawer.draw({ net, changes, text }, () => {
            props.choose(id);
            close();
          });
        }}
      />
    );
  if (node && opened === 'homes')
    return (
      <HomesSheet
        {...shared}
        node={node}
        onSave={(more, less) => {
          const [on, off] = [attaching(net, more, node.code), detaching(net, less)];
          const changes = { nodes: [...on.nodes, ...off.nodes], homes: [...on.homes, ...off.homes] };
          const text = t('supply.desk.hung', { node: nodeLabel(node), more: more.length, less: less.length });
          drawer.draw({ net, changes, text }, close);
        }}
      />
    );
  if (node && opened === 'remove')
    return (
      <RemoveSheet
        {...shared}
        node={node}
        onSave={(to) => {
          const text = t('supply.desk.removed', { node: nodeLabel(node) });
          drawer.draw({ net, changes: removing(net, node.id, to), text }, () => {
            props.choose(net.nodes.find((one) => one.code === to)?.id);
            close();
          });
        }}
      />
    );
  return null;
}

export function NetworkSheets(
  props: Omit<Editing, 'now' | 'net'> & { net: Net | undefined; now: Named | undefined; onGo: (code: string) => void },
): JSX.Element | null {
  const { page, now, net, opened, drawer, close } = props;
  if (opened !== 'network' && opened !== 'new-network') return null;
  const known = opened === 'network' ? now : undefined;
  const netOf = (code: string): Net => ({
    network: code,
    nodes: page.nodes.filter((one) => one.network === code),
    homes: page.homes,
  });
  return (
    <NetworkSheet
      page={page}
      failed={drawer.failed}
      problem={props.problem}
      onClose={close}
      known={known}
      empty={net?.nodes.length === 0}
      onTakeDown={() => {
        if (known)
          drawer.draw(
            {
              net: netOf(known.code),
              changes: nothingChanges,
              closes: true,
              text: t('supply.desk.dropped', { name: networkName(known) }),
            },
            close,
          );
      }}
      onSave={({ code, name, looped }) => {
        const called = { id: known?.id ?? newId(), name, looped };
        drawer.draw(
          { net: netOf(code), changes: nothingChanges, called, text: t('supply.desk.named', { name }) },
          () => {
            props.onGo(code);
            close();
          },
        );
      }}
    />
  );
}
