// A county of so many records with its whole journal, sealed and followed, as a working server leaves it: what a backup of years holds.
import { simulateInto } from '#cli/simulate.ts';
import type pg from 'pg';
import { connectDirect } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { followAll } from '#modules/measure/reactions.ts';
import { reactionList } from '#server/reactions.ts';
import { sealOnce } from '#server/sealer.ts';
import { invite, sessionScope } from '#server/session.ts';
import { followerName } from '#server/telling/follow.ts';
import type { BenchDatabase } from './county.ts';
import { ready, step } from './made-county.ts';
import { multiply } from './multiply.ts';

/** Ten villages are said verb by verb; more are the same ones so many times over. */
const saidHomes = 2630;
const tables = ['area', 'office', 'person', 'post', 'household', 'member', 'visit', 'promise', 'matter', 'step'];
const recordTables = tables.slice(4);
const countText = `select ${recordTables.map((table) => `(select count(*) from ${table})`).join(' + ')} as n`;

/** A worker who may enrol a phone, and a home at whose door he writes. */
export interface Writer {
  readonly person: string;
  readonly household: string;
  readonly code: string;
}

export interface WholeCounty {
  readonly records: number;
  readonly journal: number;
  readonly writers: readonly Writer[];
}

async function numberOf(admin: pg.Client, text: string): Promise<number> {
  return Number((await admin.query<{ n: string }>(text)).rows[0]?.n ?? 0);
}

const factColumns = `command, name, kind, record, ground, left_ground, actor, office, standing, at, claimed_at, payload, salt, payload_digest, digest`;

/**
 * Each copy is a transaction of its own, as the sealer takes them in. What a row says is in its digest, so that a copy says
 * the same of the same record: as many rows and bytes as years would bring, and every one of them verified.
 */
async function copyJournal(admin: pg.Client, times: number): Promise<void> {
  const last = await numberOf(admin, 'select max(seq) as n from journal');
  for (let copy = 1; copy < times; copy++)
    await admin.query(
      `insert into journal (${factColumns}) select ${factColumns} from journal where seq <= $1 order by seq`,
      [last],
    );
}

/** Nobody finds years of facts to catch up with after a restore: where the followers stood comes back too. */
async function followedToTheEnd(admin: pg.Client): Promise<void> {
  const names = [...reactionList.map(({ name }) => name), followerName];
  await admin.query(`insert into reaction (name) select unnest($1::text[]) on conflict do nothing`, [names]);
  await admin.query('update reaction set pos = (select max(pos) from seal)');
}

async function makeRecords(postgres: BenchDatabase, admin: pg.Client, records: number): Promise<void> {
  const wanted = { households: saidHomes, visitsPerHome: 10, casesPerHome: 1, seed: 7, until: Date.now() };
  const households = Math.min(saidHomes, Math.ceil(records / 10));
  await step('homes, visits and matters said', () => simulateInto(postgres.database, { ...wanted, households }));
  await step('figures', () => followAll(postgres.database));
  const times = Math.max(1, Math.ceil(records / (await numberOf(admin, countText))));
  await step(`the same villages ${times} times`, () => multiply(postgres.adminUrl, times, [...tables, 'command_log']));
  await step('their journal', () => copyJournal(admin, times));
  await step('sealed', async () => {
    while ((await sealOnce(postgres.database)).rows > 0);
  });
  await followedToTheEnd(admin);
  await step('swept', () => admin.query('vacuum analyze'));
  // The copying has switched it off.
  await admin.query('alter system reset autovacuum');
}

const writersText = `select distinct on (post.person) post.person, household.id as household from post
  join office on office.id = post.office join household on household.ground = office.ground
  where office.kind = 'level-2' and post.ended_at is null order by post.person limit $1`;

async function invited({ database }: BenchDatabase, admin: pg.Client, phones: number): Promise<Writer[]> {
  const { rows } = await admin.query<Omit<Writer, 'code'>>(writersText, [phones]);
  return inScope(database, sessionScope, async (tx) => {
    const writers: Writer[] = [];
    for (const { person, household } of rows)
      writers.push({ person, household, code: (await invite(tx, { person, purpose: 'phone', by: null })).code });
    return writers;
  });
}

/** In this data directory, where it stays for the next run that names the same one; its PostgreSQL is stopped in the end. */
export const makeWholeCounty = (dataDir: string, records: number, phones: number): Promise<WholeCounty> =>
  ready(dataDir, async (postgres) => {
    const admin = await connectDirect(postgres.adminUrl);
    try {
      await makeRecords(postgres, admin, records);
      return {
        records: await numberOf(admin, countText),
        journal: await numberOf(admin, 'select count(*) as n from journal'),
        writers: await invited(postgres, admin, phones),
      };
    } finally {
      await admin.end();
    }
  });
