// The SQL on findings and the questions they ask.
import { type Asking, defineTable } from '#data/table.ts';
import type { Ask, Finding } from './model.ts';
import { gridWeek } from './rules.ts';

export const findingTable = defineTable<Finding>('finding', 'finding', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  topic: 'text',
  category: 'text',
  tier: 'text',
  since: 'time',
  until: 'time',
  score: 'float',
  canTell: 'bool',
  causes: 'json',
  inside: 'json',
  outside: 'json',
  raisedAt: 'time',
  weighedAt: 'time',
  state: 'text',
  judgedAt: 'time',
  judgedBy: 'uuid',
  because: 'text',
  againAt: 'time',
  incident: 'uuid',
});

export const askTable = defineTable<Ask>('ask', 'ask', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  finding: 'uuid',
  category: 'text',
  sameAs: 'uuid',
  askedAt: 'time',
  reply: 'text',
  repliedAt: 'time',
  author: 'uuid',
  office: 'uuid',
  matter: 'uuid',
  endedAt: 'time',
});

const load = async (tx: Asking, where: string, values: readonly unknown[]): Promise<Ask[]> =>
  (await tx.query<Record<string, unknown>>(`select ${askTable.select} from ask where ${where}`, values)).map(
    askTable.read,
  );

export const loadAsksOf = (tx: Asking, finding: string): Promise<Ask[]> => load(tx, 'finding = $1', [finding]);
export const loadAsksAt = (tx: Asking, household: string): Promise<Ask[]> => load(tx, 'household = $1', [household]);

/** FIND-2: of a village those that are open or were asked this week, and what its open findings asked before. */
export const loadAsksIn = (tx: Asking, village: string): Promise<Ask[]> =>
  load(
    tx,
    `ground <@ (select ground from area where id = $1) and (ended_at is null or asked_at > now() - $2 * interval '1 ms'
       or finding in (select id from finding where state in ('open', 'waiting') and ground = (select ground from area where id = $1)))`,
    [village, gridWeek],
  );
