// Decides commands in memory exactly as `execute` does and keeps the rows they would write: how large counties are made in minutes.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import type { Answer, Envelope, Need, RecordBase } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { canonical, writeJournal } from '#data/journal.ts';
import type { Asking } from '#data/table.ts';
import type { Election } from '#modules/election/model.ts';
import type { Case } from '#modules/case/model.ts';
import type { Office, Post, StaffedOffice } from '#modules/people/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { applyAll, authorOf, journalEntry, shownOf } from './execute.ts';
import { loadedFrom } from './load.ts';
import { stores, verbs } from './registry.ts';

/** Rows of one table in the order in which they were written. */
export interface PaperTable {
  readonly columns: string;
  readonly rows: (readonly unknown[])[];
}

export interface Paper {
  /** Throws `broken paper-refused` where a rule says no: what is made must be what could have happened. */
  say(actor: Actor, name: string, input: Readonly<Record<string, unknown>>, at: number): void;
  /** The rows since the last time, by table, parents first; records of these kinds are forgotten afterwards. */
  drain(forget: readonly string[]): Map<string, PaperTable>;
  /** The records of a kind as they stand now. */
  list<R extends RecordBase>(kind: string): readonly R[];
  /** The last number given to a matter. */
  lastNumber(): number;
}

const departments: readonly string[] = ['department', 'outside-body', 'field-office'];
const order = [
  'area',
  'office',
  'person',
  'post',
  'household',
  'member',
  'supply_node',
  'visit',
  'promise',
  'matter',
  'step',
  'incident',
  'notice',
  'policy',
  'request',
  'campaign',
  'election',
  'publicity',
  'disclosure',
  'journal',
  'command_log',
];
const logText = 'insert into command_log (id, author, standing, body_hash, answer) values (…)';

type Found = readonly { readonly kind: string; readonly record: RecordBase }[];

/** Takes the place of a transaction: what would be inserted is kept. */
function recorder(tables: Map<string, PaperTable>): Asking {
  const known = new Map<string, PaperTable>();
  const tableFor = (text: string): PaperTable => {
    const [, name = '', columns = ''] = /^insert into (\w+) \(([^)]+)\)/.exec(text) ?? [];
    const table = tables.get(name) ?? { columns, rows: [] };
    tables.set(name, table);
    known.set(text, table);
    return table;
  };
  return {
    query: () => Promise.reject(new Problem('broken', 'paper-refused', { verb: 'query', code: '' })),
    exec: (text, values = []) => {
      (known.get(text) ?? tableFor(text)).rows.push(values);
      return Promise.resolve(1);
    },
  };
}

type Records = Map<string, Map<string, RecordBase>>;

function staffed(office: Office, sitting: ReadonlyMap<string, readonly string[]>): StaffedOffice {
  const people = sitting.get(office.id) ?? [];
  return { ...office, sitting: people, staffed: people.length > 0 };
}

/** Paths from the county down to this ground. */
const pathsTo = (ground: string): string[] =>
  ground.split('.').map((_, at, labels) => labels.slice(0, at + 1).join('.'));

interface Known {
  readonly records: Records;
  /** Office → persons in post. */
  readonly sitting: Map<string, string[]>;
  readonly postsOf: Map<string, Post[]>;
  readonly officesAt: Map<string, Office[]>;
  /** Records made or changed since the last rows were handed out. */
  readonly fresh: Set<string>;
}

function reachedIn(records: Records, area: string): RecordBase & { homes: number; grids: number } {
  const all = (kind: string): RecordBase[] => [...(records.get(kind)?.values() ?? [])];
  const ground = records.get('area')?.get(area)?.ground ?? '';
  const grids = all('area').filter((one) => isUnder(one.ground, ground) && (one as Area).kind === 'level-2');
  const homes = all('household').filter((one) => isUnder(one.ground, ground));
  return { id: area, ground: '', version: 0, homes: homes.length, grids: grids.length };
}

/** The same answers as `load.ts`, from memory. */
function answerNeed({ records, sitting, postsOf, officesAt }: Known, need: Need): Found {
  const one = <R extends RecordBase>(kind: string, id: string | null): R | undefined =>
    id === null ? undefined : (records.get(kind)?.get(id) as R | undefined);
  const as = (kind: string, found: readonly (RecordBase | undefined)[]): Found =>
    found.flatMap((record) => (record ? [{ kind, record }] : []));
  const office = (id: string | null): Found =>
    as(
      'office',
      [one<Office>('office', id)].map((found) => found && staffed(found, sitting)),
    );
  if ('of' in need) {
    const of = one<RecordBase & { category?: string }>(need.of.kind, need.of.id);
    const category = need.category === 'of-case' || need.category === undefined ? of?.category : need.category;
    const near = pathsTo(of?.ground ?? '').flatMap((ground) => officesAt.get(ground) ?? []);
    const chain = near.filter(
      (found) => !departments.includes(found.kind) || (category !== undefined && found.duties.includes(category)),
    );
    return as(
      'office',
      chain.map((found) => staffed(found, sitting)),
    );
  }
  const matter = one<Case>('case', need.id);
  if (need.kind === 'posts-of') return as('post', postsOf.get(need.id) ?? []);
  if (need.kind === 'office-named') return office(need.id);
  if (need.kind === 'office-before') return office(matter?.previousHolder ?? null);
  if (need.kind === 'holder-office') return office(matter?.holder ?? null);
  if (need.kind === 'cases-of-incident')
    return as(
      'case',
      [...(records.get('case')?.values() ?? [])].filter((one) => (one as Case).incident === need.id),
    );
  if (need.kind === 'reopen-office')
    return office(matter?.answeredBy ?? matter?.firstReceiver ?? matter?.holder ?? null);
  if (need.kind === 'adults-in' || need.kind === 'offices-of-election') return ofElection(records, need, office);
  if (need.kind === 'reached') return as('reached', [reachedIn(records, need.id)]);
  return as(need.kind, [one(need.kind, need.id)]);
}

/** Who lives on a ground, and the offices that an election fills. */
function ofElection(
  records: Records,
  { kind, id }: { kind: string; id: string },
  office: (id: string) => Found,
): Found {
  if (kind === 'offices-of-election') {
    const election = records.get('election')?.get(id) as Election | undefined;
    return (election?.contests ?? []).flatMap((one) => office(one.office));
  }
  const ground = records.get('area')?.get(id)?.ground ?? '';
  return [...(records.get('member')?.values() ?? [])]
    .filter((record) => isUnder(record.ground, ground))
    .map((record) => ({ kind: 'member', record }));
}

function keepRecord(known: Known, kind: string, record: RecordBase): void {
  const ofKind = known.records.get(kind) ?? new Map<string, RecordBase>();
  known.records.set(kind, ofKind.set(record.id, record));
  known.fresh.add(`${kind} ${record.id}`);
  if (record.version > 1) return;
  const add = <V>(map: Map<string, V[]>, key: string, value: V): void =>
    void map.set(key, [...(map.get(key) ?? []), value]);
  if (kind === 'office') add(known.officesAt, record.ground, record as Office);
  if (kind !== 'post') return;
  const post = record as Post;
  add(known.sitting, post.office, post.person);
  add(known.postsOf, post.person, post);
}

function insertFresh({ fresh, records }: Known, writer: Asking): void {
  for (const key of fresh) {
    const [kind = '', id = ''] = key.split(' ');
    const record = records.get(kind)?.get(id);
    if (record) void stores.get(kind)?.table.insert(writer, record);
  }
  fresh.clear();
}

const numbered = (number: number): Found => {
  const record: RecordBase & { number: number } = { id: '', ground: '', version: 0, number };
  return [{ kind: 'case-number', record }];
};

/** `idOf` gives each command its id; `firstNumber` is the number of the first matter. */
export function makePaper(idOf: (name: string, input: unknown, at: number) => string, firstNumber: number): Paper {
  const known: Known = {
    records: new Map(),
    fresh: new Set(),
    sitting: new Map(),
    postsOf: new Map(),
    officesAt: new Map(),
  };
  let tables = new Map<string, PaperTable>();
  let writer = recorder(tables);
  let number = firstNumber - 1;
  const find = (need: Need): Found => (need.kind === 'case-number' ? numbered(++number) : answerNeed(known, need));
  return {
    lastNumber: () => number,
    list: <R extends RecordBase>(kind: string) => [...(known.records.get(kind)?.values() ?? [])] as R[],
    say(actor, name, input, at) {
      const verb = verbs.get(name);
      if (!verb) throw new Problem('broken', 'paper-refused', { verb: name, code: 'verb-unknown' });
      const read = z.parse(verb.input, input);
      const envelope: Envelope = {
        v: 1,
        id: idOf(name, input, at),
        name,
        input,
        at,
        device: null,
        author: actor.person,
      };
      const loaded = loadedFrom(verb.needs(read, actor).flatMap(find));
      const facts = verb.decide(read, { commandId: envelope.id, at, now: at, actor, loaded });
      const changed = applyAll(facts, loaded);
      const answer: Answer = {
        id: envelope.id,
        status: 'accepted',
        facts: facts.map((fact) => ({ name: fact.name, kind: fact.kind, id: fact.id })),
        shown: shownOf(changed),
      };
      for (const { kind, after, facts: own } of changed.values()) {
        keepRecord(known, kind, after);
        for (const { fact, record } of own) {
          void stores.get(kind)?.beside?.(writer, fact, record);
          void writeJournal(writer, journalEntry({ fact, kind, after }, { actor, envelope, now: at }));
        }
      }
      const hash = createHash('sha256')
        .update(canonical([name, input]))
        .digest();
      void writer.exec(logText, [envelope.id, authorOf(actor), actor.standing, hash, JSON.stringify(answer)]);
    },
    drain(forget) {
      insertFresh(known, writer);
      for (const kind of forget) known.records.delete(kind);
      const written = tables;
      tables = new Map();
      writer = recorder(tables);
      return new Map(order.flatMap((name) => (written.has(name) ? [[name, written.get(name) as PaperTable]] : [])));
    },
  };
}
