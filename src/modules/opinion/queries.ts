// What desks may ask about digests: those of the reader's village or township, with what was said in them and no home that did not agree.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { Digest, DigestRow } from './model.ts';
import { answersBy, mayPassUp } from './rules.ts';
import { digestTable, forDigest } from './store.ts';

const who = ['village-officer', 'township-officer'];

const lineText = `select digest.id as digest, coalesce(nullif(visit.note, ''), part ->> 'text') as text, household.id as household,
    case when coalesce((part ->> 'named')::boolean, false) then household.door || ' ' || household.head end as home
  from digest join visit on visit.id = any(digest.visits) and not visit.confidential join household on household.id = visit.household
    cross join lateral jsonb_array_elements(visit.parts) as part
  where digest.id = any($1::uuid[]) and ${forDigest} order by md5(visit.id::text)`;

const fields = digestTable.select
  .split(', ')
  .map((one) => `digest.${one}`)
  .join(', ');
const listText = `select ${fields}, coalesce(area.name, '') as place, office.name as "answeredByName" from digest
  left join area on area.ground = digest.ground left join office on office.id = digest.answered_by
  order by (digest.answered_at is null) desc, digest.to_at desc limit 60`;

interface Line {
  readonly digest: string;
  readonly text: string;
  readonly household: string;
  readonly home: string | null;
}

export const list = defineQuery({
  name: 'digest.list',
  input: z.object({}),
  who,
  touches: 'household',
  async answer(tx, _, asked): Promise<DigestRow[]> {
    const rows = await tx.query<Record<string, unknown> & Pick<DigestRow, 'id' | 'place' | 'answeredByName'>>(listText);
    const lines = await tx.query<Line>(lineText, [rows.map((row) => row.id)]);
    // OPINION-3: whoever agreed to be named sees who read it.
    for (const { household, home } of lines) if (home !== null) asked.reads(household);
    return rows.map((row): DigestRow => {
      const digest: Digest = digestTable.read(row);
      const { id, fromAt, toAt, upAt, answer, answeredAt } = digest;
      return {
        id,
        fromAt,
        toAt,
        upAt,
        answer,
        answeredAt,
        place: row.place,
        answeredByName: row.answeredByName,
        mayAnswer: answeredAt === null && answersBy(digest, asked.actor, asked.now) !== undefined,
        mayPassUp: mayPassUp(digest, asked.actor),
        lines: lines.filter((one) => one.digest === id).map(({ text, home }) => ({ text, home })),
      };
    });
  },
});

/** How many wait for the reader's own answer: for the menu. */
export const waiting = defineQuery({
  name: 'digest.count',
  input: z.object({}),
  who,
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<number> {
    const rows = await tx.query<Record<string, unknown>>(
      `select ${digestTable.select} from digest where answered_at is null limit 200`,
    );
    return rows.map(digestTable.read).filter((one) => answersBy(one, actor, now) !== undefined).length;
  },
});

export const opinionQueries = [list, waiting];
