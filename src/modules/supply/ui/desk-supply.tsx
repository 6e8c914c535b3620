// The editor of a village's supply networks: the outline beside the drawing, what is chosen in it, and the acts on it.
import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import { Button, Card, Empty, Refused, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AreaRow, Shape } from '#modules/territory/model.ts';
import type { SupplyPage } from '../model.ts';
import { type DrawnNode, homesNowhere, type Net, unfed } from '../rules-drawing.ts';
import { type Editing, NetworkSheets, NodeSheets, type Opened, type Speak } from './desk-acts.tsx';
import { NetworkDrawing } from './desk-drawing.tsx';
import { NodePanel } from './desk-node.tsx';
import { Outline } from './desk-outline.tsx';
import { type Named, networkName } from './desk-sheets.tsx';
import { useDrawer } from './drawing-acts.ts';
import { hasPlaces, layAsTree, layOnGround } from './drawing-layout.ts';
import { outlineOf } from './outline.ts';

export interface BringNetwork {
  readonly village: string;
  readonly network: string;
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
interface Props {
  readonly problem: Speak;
  /** The sheet that brings a file; the desk has it. */
  readonly bring: (asked: BringNetwork) => JSX.Element;
}

function Tabs(props: {
  networks: readonly Named[];
  now: string;
  onGo: (code: string) => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="flex flex-wrap items-center gap-2">
      {props.networks.map((one) => (
        <Button key={one.code} pressed={one.code === props.now} onClick={() => props.onGo(one.code)}>
          {networkName(one)}
        </Button>
      ))}
      {props.children}
    </div>
  );
}

interface Picture {
  readonly net: Net;
  readonly roots: ReturnType<typeof outlineOf>;
  readonly chosen: string | undefined;
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly onChoose: (id: string) => void;
}

function Drawn(props: Picture): JSX.Element {
  const { roots, shapes } = props;
  const placed = hasPlaces(roots);
  const [asTree, setAsTree] = useState(false);
  const onGround = placed && !asTree;
  const layout = useMemo(
    () =>
      onGround
        ? layOnGround(
            roots,
            shapes.flatMap((shape) => shape.flat()),
          )
        : layAsTree(roots),
    [roots, onGround, shapes],
  );
  return (
    <Card label={t('supply.desk.drawing')}>
      {placed ? (
        <div class="zd-button-row zd-button-row-left mb-3">
          <Button icon="map-2" pressed={onGround} onClick={() => setAsTree(false)}>
            {t('supply.desk.asMap')}
          </Button>
          <Button icon="route" pressed={!onGround} onClick={() => setAsTree(true)}>
            {t('supply.desk.asTree')}
          </Button>
        </div>
      ) : null}
      <NetworkDrawing
        layout={layout}
        shapes={shapes}
        chosen={props.chosen}
        label={t('supply.desk.picture', { name: props.name, nodes: props.net.nodes.length })}
        onChoose={props.onChoose}
      />
    </Card>
  );
}

/** What is not drawn yet, in figures that open their list. */
function Gaps(props: {
  nowhere: number;
  loose: readonly DrawnNode[];
  onShow: () => void;
  onChoose: (id: string) => void;
}): JSX.Element {
  const [loose] = props.loose;
  return (
    <>
      {props.nowhere === 0 ? null : (
        <Button kind="text" icon="home-question" onClick={props.onShow}>
          {t('supply.desk.nowhere', { n: props.nowhere })}
        </Button>
      )}
      {loose === undefined ? null : (
        <Button kind="text" icon="alert-circle" onClick={() => props.onChoose(loose.id)}>
          {t('supply.desk.loose', { n: props.loose.length })}
        </Button>
      )}
    </>
  );
}

/** The grids of a village as outlines behind the drawing. */
function useShapes(village: string | null): readonly Shape[] {
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data;
  return useMemo(() => {
    const ground = tree?.find((area) => area.id === village)?.ground;
    if (ground === undefined) return [];
    return (tree ?? []).flatMap((area) =>
      area.shape && area.kind === 'level-2' && area.ground.startsWith(`${ground}.`) ? [area.shape] : [],
    );
  }, [tree, village]);
}

export function SupplyScreen(props: Props): JSX.Element {
  const [village, setVillage] = useState<string | null>(null);
  const asked = useAsk<SupplyPage>('supply.page', { village }, ['supply-node', 'supply-network', 'household']);
  const page = asked.data;
  const drawer = useDrawer(page, asked.again);
  const [wanted, setWanted] = useState('W');
  const [opened, setOpened] = useState<Opened>();
  const [picked, setPicked] = useState<string>();
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const now = page?.networks.find((one) => one.code === wanted) ?? page?.networks[0];
  const shapes = useShapes(page?.village ?? null);
  const net = useMemo<Net | undefined>(
    () =>
      page && now
        ? { network: now.code, nodes: page.nodes.filter((one) => one.network === now.code), homes: page.homes }
        : undefined,
    [page, now],
  );
  const roots = useMemo(() => (net ? outlineOf(net) : []), [net]);
  const node = net?.nodes.find((one) => one.id === picked);
  const nowhere = useMemo(() => new Set(net ? homesNowhere(net).map(({ id }) => id) : []), [net]);
  const open = (what: Opened): void => {
    drawer.forget();
    setOpened(what);
  };
  const close = (): void => setOpened(undefined);
  const name = networkName(now ?? { code: 'W', name: '' });
  const code = page?.villages.find((one) => one.id === page.village)?.code ?? '';
  const editing: Omit<Editing, 'net' | 'now'> = {
    page: page as SupplyPage,
    node,
    opened,
    drawer,
    close,
    choose: setPicked,
    problem: props.problem,
  };
  const bringSheet =
    opened === 'bring'
      ? props.bring({ village: code, network: now?.code ?? 'W', name, onDone: asked.again, onClose: close })
      : null;
  return (
    <>
      <header class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>{t('supply.desk.title')}</h1>
          <p class="zd-two">{t('supply.desk.text')}</p>
        </div>
        <div class="zd-button-row">
          <Button icon="upload" onClick={() => open('bring')}>
            {t('supply.desk.bring')}
          </Button>
          <Button kind="filled" icon="plus" onClick={() => open(net ? 'add' : 'new-network')}>
            {t(net ? 'supply.desk.add' : 'supply.desk.newNetwork')}
          </Button>
        </div>
      </header>
      <Refused failed={asked.problem ?? (opened === undefined ? drawer.failed : undefined)} problem={props.problem} />
      {page === undefined || page.villages.length < 2 ? null : (
        <Select
          label={t('supply.desk.village')}
          value={page.village ?? ''}
          answers={page.villages.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setVillage}
        />
      )}
      {page === undefined ? null : (
        <Tabs networks={page.networks} now={now?.code ?? ''} onGo={setWanted}>
          {now ? (
            <Button kind="text" icon="pencil" onClick={() => open('network')}>
              {t('supply.desk.network')}
            </Button>
          ) : null}
          <Button kind="text" icon="plus" onClick={() => open('new-network')}>
            {t('supply.desk.newNetwork')}
          </Button>
          <span class="zd-push" />
          {net ? (
            <Gaps nowhere={nowhere.size} loose={unfed(net.nodes)} onShow={() => open('nowhere')} onChoose={setPicked} />
          ) : null}
        </Tabs>
      )}
      {net === undefined || net.nodes.length === 0 ? (
        page === undefined ? null : (
          <Empty icon="route" tone="calm" title={t('supply.desk.none')} text={t('supply.desk.noneText')} />
        )
      ) : (
        <div class="zd-net-columns">
          <Card label={t('supply.desk.outline')}>
            <Outline
              roots={roots}
              turned={turned}
              chosen={picked}
              label={t('supply.desk.outlineOf', { name })}
              onChoose={setPicked}
              onTurn={(id, on) => setTurned(new Map([...turned, [id, on]]))}
            />
          </Card>
          <div class="flex flex-col gap-4 min-w-0">
            {page && node ? <NodePanel page={page} net={net} node={node} onAct={open} /> : null}
            <Drawn net={net} roots={roots} chosen={picked} name={name} shapes={shapes} onChoose={setPicked} />
          </div>
        </div>
      )}
      {page && net && now ? <NodeSheets {...editing} net={net} now={now} nowhere={nowhere} /> : null}
      {page ? <NetworkSheets {...editing} net={net} now={now} onGo={setWanted} /> : null}
      {bringSheet}
    </>
  );
}
