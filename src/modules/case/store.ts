// The SQL on matters and their story.
import type { Fact } from '#kit/command.ts';
import type { Asking } from '#data/table.ts';
import { defineTable } from '#data/table.ts';
import type { Case, CaseNumber, CaseStep } from './model.ts';

export const caseTable = defineTable<Case>('case', 'matter', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  number: 'bigint',
  household: 'uuid',
  category: 'text',
  severity: 'text',
  title: 'text',
  text: 'text',
  state: 'text',
  side: 'text',
  restricted: 'bool',
  namedOffice: 'uuid',
  holder: 'uuid',
  holderSince: 'time',
  holderBy: 'time',
  previousHolder: 'uuid',
  returns: 'int',
  disputedAt: 'time',
  ruledAt: 'time',
  ruledFor: 'uuid',
  firstReceiver: 'uuid',
  copied: 'uuid[]',
  called: 'uuid[]',
  came: 'uuid[]',
  supervisedAt: 'time',
  supervisedBy: 'uuid',
  reporter: 'uuid',
  reporterStanding: 'text',
  complainedOf: 'uuid[]',
  visit: 'uuid',
  sameAs: 'uuid',
  subject: 'uuid',
  incident: 'uuid',
  secretHash: 'text',
  reportedAt: 'time',
  claimedAt: 'time',
  respondBy: 'time',
  resolveBy: 'time',
  originalBy: 'time',
  extendedAt: 'time',
  stoppedAt: 'time',
  reviewAt: 'time',
  respondedAt: 'time',
  answeredAt: 'time',
  answeredBy: 'uuid',
  answer: 'text',
  rating: 'text',
  satisfied: 'bool',
  route: 'text',
  toldAt: 'time',
  toldBy: 'uuid',
  callBackAt: 'time',
  callBack: 'uuid',
  outcome: 'text',
  proof: 'text',
  closedAt: 'time',
  help: 'text',
  lat: 'float',
  lon: 'float',
  changedAt: 'time',
});

const insertStep = `insert into step (matter, n, name, at, office, person, to_office, text, internal)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Writes the line of the story that a fact makes. `version` is the case's version after the fact, so lines are dense. */
export async function saveStep(tx: Asking, fact: Fact, version: number): Promise<number> {
  const { at, by, person, to, text, internal } = fact.data;
  // CASE-76: sent before the line and not waited for, because the commit is sent right behind them.
  const emptied =
    fact.name === 'case.erased' ? tx.exec(`update step set text = '' where matter = $1`, [fact.id]) : undefined;
  const put = tx.exec(insertStep, [
    fact.id,
    version,
    fact.name,
    new Date(at),
    by ?? null,
    person ?? null,
    to ?? null,
    text ?? '',
    internal ?? false,
  ]);
  const [lines] = await Promise.all([put, emptied]);
  return lines;
}

/** The story of one case, oldest first; inner notes only for those the scope lets see them. */
export async function loadSteps(tx: Asking, matter: string): Promise<CaseStep[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select matter, n, name, at, office, person, to_office as "toOffice", text, internal from step where matter = $1 order by n`,
    [matter],
  );
  return rows.map((row) => ({ ...row, at: (row.at as Date).getTime() }) as CaseStep);
}

/** Draws the next number of the county's one series. */
export async function drawNumber(tx: Asking, id: string): Promise<CaseNumber> {
  const [row] = await tx.query<{ number: number }>(`select nextval('matter_number') as number`);
  return { id, ground: '', version: 0, number: row?.number ?? 0 };
}
