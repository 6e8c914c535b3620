// Brings one supply network from a file: read whole, compared with what is drawn, and drawn in one act or not at all (SUPPLY-11).
import { type Actor, hasRole, serviceActor } from '#kit/actor.ts';
import { readFileText } from '#kit/file-text.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { Household } from '#modules/household/model.ts';
import { mostNodes } from '#modules/supply/commands.ts';
import { familyOf } from '#modules/supply/kinds/networks.ts';
import { codesIn, type Drawing, type Drawn, type SupplyNetwork, type SupplyNode } from '#modules/supply/model.ts';
import { drawnOf } from '#modules/supply/rules-drawing.ts';
import { faultsOf, onRings } from '#modules/supply/rules-faults.ts';
import { words as zh } from '#modules/supply/words.zh.ts';
import { loadSupplyOf } from '#modules/supply/store.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { scopeOf } from '../scope-of.ts';
import type { ImportCounts, ImportReport } from './import-file.ts';
import { readGround, villageOf } from './known.ts';
import { readNetworkGeoJson } from './network-geojson.ts';
import { readNetworkInp } from './network-inp.ts';
import type { FileNode, NetworkFile } from './network-nodes.ts';
import type { Mapping } from './headings.ts';
import { readNetworkTable } from './network-table.ts';
import type { RowError } from './plan.ts';
import { isZip } from './read-table.ts';
import { noteRun, type Run } from './run.ts';
import { SeenDoors } from './seen-doors.ts';

const mostBytes = 5 * 1024 * 1024;

export interface NetworkRequest {
  readonly bytes: Buffer;
  readonly preview: boolean;
  readonly within: string | null;
  readonly village: string | null;
  /** Code of the network the file is about, and its name when it is a new one. */
  readonly network: string;
  readonly name: string;
  readonly mapping?: Mapping | undefined;
  readonly run?: Run | undefined;
}

async function readNetwork(bytes: Buffer, mapping: Mapping | undefined): Promise<NetworkFile> {
  if (bytes.length > mostBytes) throw new Problem('invalid', 'file-too-big', { most: mostBytes / 1024 / 1024 });
  if (isZip(bytes) || bytes[0] === 0xd0) return readNetworkTable(bytes, mapping);
  const text = readFileText(bytes).replace(/^\uFEFF/, '');
  const start = text.slice(0, 4000);
  if (/^\s*[{[]\s*"/.test(start)) return readNetworkGeoJson(text);
  if (/^\s*\[[A-Za-z]+\]/m.test(start)) return readNetworkInp(text);
  return readNetworkTable(bytes, mapping);
}

interface Known {
  readonly nodes: readonly SupplyNode[];
  readonly named: SupplyNetwork | undefined;
  readonly homes: readonly Household[];
}

async function readKnown(tx: Tx, village: string, network: string): Promise<Known> {
  const found = await loadSupplyOf(tx, village);
  const of = <R>(kind: string): R[] => found.flatMap((one) => (one.kind === kind ? [one.record as unknown as R] : []));
  return {
    nodes: of<SupplyNode>('supply-node').filter((node) => node.network === network && node.removedAt === null),
    named: of<SupplyNetwork>('supply-network').find((one) => one.code === network && one.closedAt === null),
    homes: of<Household>('household'),
  };
}

/** What the file wants a node to be; a name or place that it does not tell stays as it is drawn. */
function wanted(node: FileNode, known: SupplyNode | undefined): Drawn {
  const [parent = null, ...also] = node.feeds;
  return {
    code: node.code,
    name: node.name === '' ? (known?.name ?? '') : node.name,
    kind: node.kind,
    parent,
    also,
    lat: node.lat ?? known?.lat ?? null,
    lon: node.lon ?? known?.lon ?? null,
  };
}

/** A network that is looped needs a record, and a record a name: that of its family until somebody says another. */
const familyName = (network: string): string =>
  `${(zh as Record<string, string>)[`supply.family.${network.slice(0, 1)}`] ?? ''}${network.slice(1)}`;

interface Planned {
  readonly drawing: Omit<Drawing, 'village' | 'network' | 'closes'>;
  readonly errors: readonly RowError[];
  readonly counts: Readonly<Record<string, ImportCounts>>;
}

function planHomes(file: NetworkFile, network: string, known: Known, errors: RowError[]): Drawing['homes'] {
  const byDoor = new Map(known.homes.map((home) => [home.door.normalize('NFKC'), home]));
  const to = new Map<string, string>();
  for (const { line, code, doors } of file.nodes) {
    for (const door of doors) {
      const home = byDoor.get(door);
      const fail = (word: string): unknown =>
        errors.push({ line, column: '住户', code: word, facts: { value: door.slice(0, 40) } });
      if (!home) fail('door-unknown');
      else if (to.has(home.id)) fail('twice');
      else to.set(home.id, code);
    }
  }
  return known.homes.flatMap((home) => {
    const code = to.get(home.id);
    const was = codesIn(home.supplyPoints, network);
    if (code === undefined || (was.length === 1 && was[0] === code)) return [];
    return [{ household: home.id, was, to: [code], back: false }];
  });
}

function checkNodes(file: NetworkFile, network: string, drawn: ReadonlySet<string>, errors: RowError[]): void {
  const codes = new Set([...drawn, ...file.nodes.map((node) => node.code)]);
  const seen = new Set<string>();
  const kinds = familyOf(network)?.kinds ?? [];
  for (const { line, code, kind, feeds } of file.nodes) {
    const fail = (column: string, word: string, value: string): unknown =>
      errors.push({ line, column, code: word, facts: { value: value.slice(0, 40) } });
    if (seen.has(code)) fail('编号', 'twice', code);
    seen.add(code);
    if (code === '' || code.includes(':') || [...code].length > 30) fail('编号', 'not-a-code', code);
    if (!kinds.includes(kind)) fail('类型', 'not-a-choice', kind);
    const lost = feeds.find((feed) => !codes.has(feed));
    if (lost !== undefined) fail('上级编号', 'node-unknown', lost);
    if (feeds.includes(code)) fail('上级编号', 'feeds-itself', code);
    if (feeds.length > 20) fail('上级编号', 'feeds-many', code);
  }
}

function planNetwork(file: NetworkFile, request: NetworkRequest, known: Known): Planned {
  const errors = [...file.errors];
  const drawn = new Map(known.nodes.map((node) => [node.code, node]));
  checkNodes(file, request.network, new Set(drawn.keys()), errors);
  const homes = planHomes(file, request.network, known, errors);
  const counts = {
    'supply-node': { made: 0, changed: 0, same: 0 },
    household: { made: 0, changed: homes.length, same: 0 },
  };
  const after = new Map<string, Drawn>(drawn);
  const nodes = file.nodes.flatMap((node) => {
    const old = drawn.get(node.code);
    const next = wanted(node, old);
    after.set(node.code, next);
    if (old && JSON.stringify(drawnOf(old)) === JSON.stringify(next)) {
      counts['supply-node'].same += 1;
      return [];
    }
    counts['supply-node'][old ? 'changed' : 'made'] += 1;
    return [{ node: old?.id ?? newId(), version: old?.version ?? 0, drawn: next }];
  });
  const list = [...after.values()];
  // A file that holds rings is a looped network; that it is one is not asked again.
  const loops = list.some((node) => node.also.length > 0) || onRings(list).size > 0;
  const looped = known.named?.looped === true || loops;
  const isNew = known.named === undefined && (request.network.length > 1 || loops || request.name !== '');
  const called =
    isNew || (known.named && known.named.looped !== looped)
      ? {
          id: known.named?.id ?? newId(),
          name: request.name || known.named?.name || familyName(request.network),
          looped,
        }
      : null;
  const [wrong] = errors.length > 0 ? [] : faultsOf(list, looped).values();
  if (wrong) throw new Problem('invalid', wrong.code, wrong.facts);
  return { drawing: { nodes, homes, called }, errors, counts };
}

const importScope = scopeOf(serviceActor('import'));

/** Throws `invalid` when the file as a whole cannot be used, and `conflict supply-file-wrong` when it has wrong rows and is not only looked at. */
export async function importNetwork(county: County, actor: Actor, request: NetworkRequest): Promise<ImportReport> {
  if (!familyOf(request.network) || !/^[A-Z][A-Z0-9]{0,3}$/.test(request.network))
    throw new Problem('invalid', 'supply-family-unknown');
  const file = await readNetwork(request.bytes, request.mapping);
  const { table } = file;
  const missing = table?.missing ?? [];
  const shown = { kind: 'network' as const, preview: request.preview, table };
  if (missing.length > 0 && request.preview) return { ...shown, counts: {}, errors: [], wrong: 0 };
  if (missing.length > 0) throw new Problem('invalid', 'file-headings-missing', { headings: missing.join('、') });
  if (file.nodes.length === 0 && file.errors.length === 0) throw new Problem('invalid', 'file-empty');
  if (file.nodes.length > mostNodes) throw new Problem('invalid', 'supply-too-many', { most: mostNodes });
  const { within, village: code } = request;
  const facts = {
    generation: county.facts.generation,
    now: county.now(),
    within,
    village: code,
    bringer: undefined,
    seen: new SeenDoors(),
  };
  const { village, planned } = await inScope(
    county.database,
    importScope,
    async (tx) => {
      const one = villageOf(await readGround(tx, facts));
      return { village: one, planned: planNetwork(file, request, await readKnown(tx, one.id, request.network)) };
    },
    { readOnly: true },
  );
  const { drawing, counts } = planned;
  const errors = planned.errors.toSorted((a, b) => a.line - b.line);
  const isDrawn = drawing.nodes.length + drawing.homes.length > 0;
  const run = isDrawn && !request.preview ? request.run?.id : undefined;
  const report = { ...shown, counts, errors: errors.slice(0, 500), wrong: errors.length, run };
  if (request.preview) return report;
  if (errors.length > 0) throw new Problem('conflict', 'supply-file-wrong', { wrong: errors.length });
  if (isDrawn) {
    const input = { village: village.id, network: request.network, ...drawing, closes: false };
    // Who may draw it draws it under his own name.
    const by = hasRole(actor, ['village-officer', 'township-officer']) ? actor : serviceActor('import');
    const said = {
      v: 1,
      id: newId(),
      name: 'supply.draw',
      input,
      at: county.now(),
      device: null,
      author: by.person,
    } as const;
    const answer = await execute(county, by, said);
    if (answer.status === 'refused') throw new Problem('conflict', answer.code, answer.facts);
    // Drawn in one act, so it is written down after it: the act is there as a whole or not at all.
    if (request.run) await noteRun(county, request.run, answer);
  }
  return report;
}
