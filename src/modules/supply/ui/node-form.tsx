// The small form of a node: what it is, its code and name, and what feeds it; a new one says at once which homes it feeds.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { Button, Choice, Field, Refused, Select, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { familyOf, isFirst, isLast, type NodeKind } from '../kinds/networks.ts';
import type { Drawn, SupplyPage } from '../model.ts';
import type { DrawnNode, Net } from '../rules-drawing.ts';
import { HomePicker } from './home-picker.tsx';

const letters: Partial<Record<NodeKind, string>> = {
  source: 'S',
  tank: 'K',
  main: 'M',
  valve: 'V',
  branch: 'B',
  tap: 'T',
  transformer: 'D',
  line: 'L',
  switch: 'K',
  meter: 'E',
  entrance: 'R',
  road: 'R',
  bridge: 'Q',
  lane: 'X',
  outfall: 'P',
  drain: 'G',
  manhole: 'J',
};

/** The next free number of the kind's letter: nobody has to think of one. */
export function nextCode(nodes: readonly Pick<Drawn, 'code'>[], kind: NodeKind): string {
  const letter = letters[kind] ?? 'N';
  const numbers = nodes.flatMap(({ code }) => {
    const hit = new RegExp(`^${letter}(\\d{1,6})$`).exec(code);
    return hit ? [Number(hit[1])] : [];
  });
  return `${letter}${Math.max(0, ...numbers) + 1}`;
}

interface Draft {
  readonly kind: NodeKind;
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly also: string;
  readonly place: string;
}

const none = '-';

/** "35.1, 104.2"; undefined where it is no place. */
function placeOf(text: string): Pick<Drawn, 'lat' | 'lon'> | undefined {
  if (text.trim() === '') return { lat: null, lon: null };
  const [lat = Number.NaN, lon = Number.NaN, ...more] = text
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter(Boolean)
    .map(Number);
  const sound = more.length === 0 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return sound ? { lat, lon } : undefined;
}

const draftOf = (node: DrawnNode): Draft => ({
  kind: node.kind,
  code: node.code,
  name: node.name,
  parent: node.parent ?? none,
  also: node.also.join('、'),
  place: node.lat === null || node.lon === null ? '' : `${node.lat}, ${node.lon}`,
});

/** Many write the code into the name too ("V3 阀 三社下庄"): it is said once. */
export const nameOnly = ({ code, name }: Pick<Drawn, 'code' | 'name'>): string =>
  name === code ? '' : name.startsWith(`${code} `) ? name.slice(code.length + 1) : name;
export const nodeLabel = (node: Pick<Drawn, 'code' | 'name'>): string => `${node.code} ${nameOnly(node)}`.trim();

function Fields(props: {
  net: Net;
  node: DrawnNode | undefined;
  draft: Draft;
  looped: boolean;
  tried: boolean;
  onChange: (draft: Draft) => void;
}): JSX.Element {
  const { net, node, draft, onChange, tried } = props;
  const kinds = familyOf(net.network)?.kinds ?? [];
  const twice = net.nodes.some((one) => one.code === draft.code.trim() && one.id !== node?.id);
  const codeError =
    draft.code.trim() === '' ? t('supply.desk.need.code') : twice ? t('supply.desk.need.other') : undefined;
  const feeds = net.nodes.filter((one) => one.id !== node?.id && !isLast(one.kind));
  return (
    <>
      <Choice
        label={t('supply.desk.kind')}
        value={draft.kind}
        columns={3}
        answers={kinds.map((kind) => ({ value: kind, label: t(`supply.kind.${kind}`) }))}
        onChange={(kind) => {
          const untouched = node === undefined && draft.code === nextCode(net.nodes, draft.kind);
          onChange({ ...draft, kind, code: untouched ? nextCode(net.nodes, kind) : draft.code });
        }}
      />
      <div class="grid gap-x-4 sm:grid-cols-[8rem_1fr]">
        <Field
          label={t('supply.desk.code')}
          value={draft.code}
          maxLength={30}
          onInput={(code) => onChange({ ...draft, code })}
          error={tried || twice ? codeError : undefined}
        />
        <Field
          label={t('supply.desk.name')}
          optional
          value={draft.name}
          maxLength={60}
          onInput={(name) => onChange({ ...draft, name })}
        />
      </div>
      <Select
        label={t('supply.desk.from')}
        value={draft.parent}
        answers={[
          { value: none, label: t(isFirst(draft.kind) ? 'supply.desk.begins' : 'supply.desk.fromNothing') },
          ...feeds.map((one) => ({ value: one.code, label: nodeLabel(one), group: t(`supply.kind.${one.kind}`) })),
        ]}
        onChange={(parent) => onChange({ ...draft, parent })}
      />
      {props.looped ? (
        <Field
          label={t('supply.desk.also')}
          hint={t('supply.desk.alsoHint')}
          optional
          value={draft.also}
          onInput={(also) => onChange({ ...draft, also })}
        />
      ) : null}
      <Field
        label={t('supply.desk.place')}
        optional
        placeholder="35.1234, 104.5678"
        value={draft.place}
        onInput={(place) => onChange({ ...draft, place })}
        error={placeOf(draft.place) === undefined ? t('supply.desk.need.place') : undefined}
      />
    </>
  );
}

export interface NodeSheetProps {
  readonly page: SupplyPage;
  readonly net: Net;
  readonly looped: boolean;
  /** The node that is changed; undefined: a new one. */
  readonly node: DrawnNode | undefined;
  /** Where a new one hangs to begin with. */
  readonly below: DrawnNode | undefined;
  readonly nowhere: ReadonlySet<string>;
  readonly failed: Problem | undefined;
  readonly problem: (code: string, facts?: Record<string, string | number>) => string;
  readonly onClose: () => void;
  readonly onSave: (drawn: Drawn, homes: readonly string[]) => void;
}

/** What comes below a node by itself: the next kind of the family, until the last. */
function kindBelow(net: Net, below: DrawnNode | undefined): NodeKind {
  const kinds = familyOf(net.network)?.kinds ?? ['branch'];
  const next = below === undefined ? 0 : Math.min(kinds.indexOf(below.kind) + 1, kinds.length - 2);
  return kinds[Math.max(0, next)] ?? 'branch';
}

export function NodeSheet(props: NodeSheetProps): JSX.Element {
  const { net, node, below } = props;
  const [draft, setDraft] = useState<Draft>(() => {
    if (node) return draftOf(node);
    const kind = kindBelow(net, below);
    return { kind, code: nextCode(net.nodes, kind), name: '', parent: below?.code ?? none, also: '', place: '' };
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const save = (): void => {
    setTried(true);
    const place = placeOf(draft.place);
    const code = draft.code.trim();
    if (code === '' || place === undefined) return;
    if (net.nodes.some((one) => one.code === code && one.id !== node?.id)) return;
    const also = draft.also
      .split(/[、,，;；\s]+/)
      .filter((one) => one !== '' && one !== draft.parent)
      .filter((one, at, all) => all.indexOf(one) === at);
    const parent = draft.parent === none ? null : draft.parent;
    props.onSave(
      { kind: draft.kind, code, name: draft.name.trim(), parent, also: props.looped ? also : [], ...place },
      [...chosen],
    );
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={node ? t('supply.desk.changeOf', { code: node.code }) : t('supply.desk.add')}
      foot={
        <Button kind="filled" icon="check" onClick={save}>
          {node ? t('supply.desk.save') : t('supply.desk.saveWith', { n: chosen.size })}
        </Button>
      }
    >
      <Refused failed={props.failed} problem={props.problem} />
      <Fields net={net} node={node} draft={draft} looped={props.looped} tried={tried} onChange={setDraft} />
      {node ? null : (
        <HomePicker
          page={props.page}
          network={net.network}
          chosen={chosen}
          nowhere={props.nowhere}
          onChange={setChosen}
        />
      )}
    </Sheet>
  );
}
