// Follows the sealed journal and makes a message for everybody who has to know, in the transaction that moves its position (TELL-1).
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { Case } from '#modules/case/model.ts';
import { caseTable } from '#modules/case/store.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { loadChainOfCase, loadOffices } from '#modules/people/store.ts';
import type { Message } from '#modules/telling/model.ts';
import { type Happening, type Told, toldBy, toldFacts, toldOfRecords } from '#modules/telling/rules.ts';
import { addMessages, loadTelling } from '#modules/telling/store.ts';
import { jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { messagesOfRecords } from './follow-records.ts';
import { planned, type Ways } from './plan.ts';

export const followerName = 'telling';
/** A batch is one write, which the sealer waits for: it stays small. */
const batch = 40;
/** What lies further back (ms), as in a village brought with its past, is news to nobody. */
const freshFor = 3 * 86_400_000;

interface Row {
  readonly pos: number;
  readonly seq: number;
  readonly command: string;
  readonly name: string;
  readonly record: string;
  readonly payload: Happening['data'] | null;
  readonly at: Date;
}

const nextText = `select seal.pos, seal.seq, journal.command, journal.name, journal.record, journal.payload, journal.at
  from seal join journal on journal.seq = seal.seq where seal.pos > $1 and journal.name = any($2) order by seal.pos limit ${batch}`;

/** TELL-5, TELL-18: the phone of the household, or of the member it is about; none for what was told in confidence, or where none is wanted. */
const phoneText = `select matter.id, case when coalesce(visit.confidential, false) or matter.restricted or told_how.texts = false then ''
    when matter.subject is not null then coalesce(member.phone, '') else coalesce(household.phone, '') end as phone, told_how.language
  from matter left join household on household.id = matter.household left join member on member.id = matter.subject
  left join visit on visit.id = matter.visit left join told_how on told_how.id = matter.household where matter.id = any($1::uuid[])`;

/** Where a household may be texted about a matter, '' being nowhere, and in which language it wants it. */
export interface Reach {
  readonly phone: string;
  readonly language: 'zh' | 'en' | null;
}

export async function reachOf(tx: Tx, matters: readonly string[]): Promise<ReadonlyMap<string, Reach>> {
  const rows = await tx.query<Reach & { id: string }>(phoneText, [matters]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The offices on the way up from a matter, and those named that lie beside it. */
export async function officesAround(tx: Tx, matter: string, named: readonly string[]): Promise<StaffedOffice[]> {
  const chain = await loadChainOfCase(tx, matter, null);
  const missing = named.filter((id) => !chain.some((office) => office.id === id));
  return missing.length === 0 ? chain : [...chain, ...(await loadOffices(tx, missing))];
}

const officesOf = (told: readonly Told[]): string[] => told.flatMap(({ office }) => (office === null ? [] : [office]));

/** What many homes share through their incident is told to an office once. */
const causeOf = (row: Row, told: Told, matter: Case): string =>
  matter.side === 'merged' && told.office !== null ? `incident ${matter.incident} ${row.command}` : `fact ${row.seq}`;

async function messagesOf(
  tx: Tx,
  rows: readonly Row[],
  { ways, now }: { ways: Ways; now: number },
): Promise<Message[]> {
  const ids = [...new Set(rows.map((row) => row.record))];
  const [matters, reach] = await Promise.all([caseTable.load(tx, ids), reachOf(tx, ids)]);
  const byId = new Map(matters.map((one) => [one.id, one]));
  const all = await Promise.all(
    rows.map(async (row) => {
      const matter = byId.get(row.record);
      if (!matter || row.payload === null) return [];
      const told = toldBy({ name: row.name, data: row.payload }, matter);
      const named = officesOf(told);
      const chain = named.length === 0 ? [] : await officesAround(tx, matter.id, named);
      const about = { matter, now, phone: reach.get(matter.id)?.phone ?? '', chain };
      return told.flatMap((one) => planned(one, { ...about, cause: causeOf(row, one, matter) }, ways));
    }),
  );
  return all.flat();
}

const officeText = `select id from office where name = $1 and closed_at is null limit 1`;

interface How {
  readonly texts: boolean;
  readonly peer: string | null;
}

async function followOnce(tx: Tx, now: number, { texts, peer }: How): Promise<{ rows: number; told: number }> {
  // Two servers follow one after the other: the position is held until its messages are written.
  const { pos } = await tx.one<{ pos: number }>('select pos from reaction where name = $1 for update', [followerName]);
  const { head } = await tx.one<{ head: number | null }>('select max(pos) as head from seal');
  if ((head ?? 0) <= pos) return { rows: 0, told: 0 };
  const rows = await tx.query<Row>(nextText, [pos, [...toldFacts, ...toldOfRecords]]);
  const fresh = rows.filter((row) => now - row.at.getTime() < freshFor);
  const [peerOffice] = peer === null ? [] : await tx.query<{ id: string }>(officeText, [peer]);
  const ways = { ...(await loadTelling(tx)), texts, peerOffice: peerOffice?.id ?? null };
  const ofRecords = fresh.flatMap(({ payload, ...row }) =>
    payload !== null && toldOfRecords.includes(row.name) ? [{ ...row, data: payload }] : [],
  );
  const ofMatters = fresh.filter(({ name }) => !toldOfRecords.includes(name));
  const told = await addMessages(tx, [
    ...(await messagesOf(tx, ofMatters, { ways, now })),
    ...(await messagesOfRecords(tx, ofRecords, { ways, now })),
  ]);
  const upto = rows.length === batch ? (rows.at(-1)?.pos ?? head) : head;
  await tx.exec('update reaction set pos = $2 where name = $1', [followerName, upto]);
  return { rows: rows.length, told };
}

/** Follows up to the head. Answers how many messages are new. `peer`: the office that stands for another system, by its name. */
export async function followTelling(county: County, texts: boolean, peer: string | null = null): Promise<number> {
  let told = 0;
  for (;;) {
    const step = await inScope(county.database, jobs, (tx) => followOnce(tx, county.now(), { texts, peer }));
    told += step.told;
    if (step.rows < batch) return told;
  }
}
