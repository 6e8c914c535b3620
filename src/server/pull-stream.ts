// GET /pull, version 2: one stream of packed lines for everything that moved, or for the whole ground, homes first; or two words that nothing did.
import type { Actor } from '#kit/actor.ts';
import { packColumn, type PackMemory, packMemory } from '#kit/columns.ts';
import { Problem } from '#kit/problem.ts';
import { idEnding, type PullHead, type PullLine, type PullPart, rootBeginning } from '#kit/wire.ts';
import { inScope } from '#data/scope.ts';
import type { County } from './county.ts';
import { countHomes, holdsNothing } from './phone-holds.ts';
import type { Out } from './projections.ts';
import { handOut, headOf, type Page, pageOf, pullTime, readerOf } from './pull.ts';
import { scopeOf } from './scope-of.ts';
import type { ServerKey } from './server-keys.ts';

export interface StreamAsked {
  readonly generation: string | null;
  readonly pos: number | null;
  /** Where a snapshot that was cut goes on. */
  readonly after: string | null;
  /** The block the phone keeps as witness. */
  readonly seal: number | null;
  /** The end of the id of the server key it seals to. */
  readonly key: string | null;
}

export type StreamAnswer =
  | { readonly wipe: true }
  /** Nothing moved; the beginning of the witnessed root. */
  | { readonly root: string }
  /** Ready lines, each made while the phone reads the one before; `homes` says how much it will be. */
  | { readonly lines: AsyncIterable<string>; readonly homes: number };

/** Small enough that a cut costs a phone on the slowest line a few seconds. */
const rowsOfLine = 500;

/** Throws `conflict generation-moved`, `refused phone-too-many-homes`. Each line is a short transaction of its own: a slow phone holds none open. */
export async function pullStream(
  county: County,
  actor: Actor,
  asked: StreamAsked,
  key: ServerKey,
): Promise<StreamAnswer> {
  const reader = readerOf(actor);
  if (holdsNothing(reader.holds)) return { wipe: true };
  const { generation } = county.facts;
  if (asked.generation !== null && !names(asked.generation, generation))
    throw new Problem('conflict', 'generation-moved');
  const isStart = asked.pos === null && asked.after === null;
  const askedPage = (after: string | null, pos: number | null): Parameters<typeof pageOf>[2] => ({
    cursor: after === null && pos !== null ? { generation, pos } : null,
    after,
    limit: rowsOfLine,
  });
  const begun = await inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const { head, witness, witnessed } = await headOf(tx, asked.seal);
      const isDelta = asked.pos !== null && asked.after === null;
      const page = isDelta ? await pageOf(tx, reader, askedPage(null, asked.pos), head) : undefined;
      const same = isKeyOf(asked, key) && (asked.seal === null || witnessed !== null);
      if (page && same && isEmpty(page)) return { root: witnessed?.root.slice(0, rootBeginning) ?? '' };
      if (page) await handOut(tx, reader, page, county.now());
      const count = await countHomes(tx, reader.holds, { device: actor.device, isStart });
      return { head, witness, witnessed, page, homes: count.all };
    },
    pullTime,
  );
  if (begun.root !== undefined) return { root: begun.root };
  const { head, witness, witnessed, page, homes } = begun;
  const first: PullHead = {
    v: 2,
    generation,
    snapshot: page === undefined,
    pos: asked.after ? Number(asked.after.split('~')[0]) : (page?.pos ?? head),
    homes,
    witness,
    ...(asked.seal === null ? {} : { witnessed }),
    ...(isKeyOf(asked, key) ? {} : { serverKey: { id: key.id, jwk: key.publicJwk } }),
    now: county.now(),
  };
  const next = (after: string | null, pos: number | null): Promise<Page> =>
    inScope(
      county.database,
      scopeOf(actor),
      async (tx) => {
        const found = await pageOf(tx, reader, askedPage(after, pos), head);
        await handOut(tx, reader, found, county.now());
        return found;
      },
      pullTime,
    );
  return { lines: linesOf(first, page ?? next(asked.after, null), next), homes };
}

const names = (named: string, id: string): boolean => named === id || named === id.slice(-idEnding);
const isKeyOf = ({ key: named }: StreamAsked, key: ServerKey): boolean => named !== null && names(named, key.id);
const isEmpty = ({ more, records, gone }: Page): boolean => !more && records.length === 0 && gone.length === 0;
const written = (line: PullLine): string => `${JSON.stringify(line)}\n`;

async function* linesOf(
  first: PullHead,
  start: Page | Promise<Page>,
  next: (after: string | null, pos: number | null) => Promise<Page>,
): AsyncGenerator<string> {
  const memory = packMemory();
  yield written(first);
  for (let page = await start; ; page = await next(page.after ?? null, page.snapshot ? null : page.pos)) {
    yield written(partOf(page, memory));
    if (!page.more) break;
  }
  yield written({ end: true });
}

function partOf(page: Page, memory: PackMemory): PullPart {
  const kinds = [...new Set(page.records.map(({ kind }) => kind))];
  const parts = kinds.map((kind) => {
    const rows = inOrder(
      page.records.filter((one) => one.kind === kind),
      memory,
    );
    return { kind, n: rows.length, rows: packColumn(rows, memory) };
  });
  const gone = page.gone.map(({ kind, id }) => [kind, id] as const);
  return {
    parts,
    ...(gone.length > 0 ? { gone } : {}),
    ...(page.after === undefined ? {} : { after: page.after }),
    ...(page.snapshot ? {} : { pos: page.pos }),
  };
}

interface Placed {
  readonly ground: string;
  readonly household?: string | null;
  readonly claimedAt?: number;
  readonly door?: string;
}

/** What is alike stands together, so that the steps between rows are short: by ground, home, time, door. */
function inOrder(records: readonly Out[], memory: PackMemory): unknown[] {
  const home = (one: Placed): number => memory.places.get(one.household ?? '') ?? -1;
  const compare = (a: Placed, b: Placed): number =>
    (a.ground < b.ground ? -1 : a.ground > b.ground ? 1 : 0) ||
    home(a) - home(b) ||
    (a.claimedAt ?? 0) - (b.claimedAt ?? 0) ||
    ((a.door ?? '') < (b.door ?? '') ? -1 : 1);
  return records.map(({ record }) => record as unknown as Placed).sort(compare);
}
