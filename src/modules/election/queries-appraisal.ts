// The appraisals of one's ground, newest year first; the people in each stand in the order of offices.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { OfficeKind } from '#modules/people/model.ts';
import { appraisers } from './commands-appraisal.ts';
import { laws } from './kinds/laws.ts';
import type { AppraisalRow } from './model-appraisal.ts';
import { unfitTwice } from './rules-appraisal.ts';
import { appraisalTable } from './store-appraisal.ts';

const whoText = `select post.id, person.name, office.name as office, office.kind as kind from post join person on person.id = post.person
  join office on office.id = post.office where post.id = any($1::uuid[])`;

export const listAppraisals = defineQuery({
  name: 'appraisal.list',
  input: z.object({}),
  who: [...appraisers, 'adult'],
  touches: 'none',
  async answer(tx): Promise<AppraisalRow[]> {
    const rows = await tx.query<Record<string, unknown>>(
      `select ${appraisalTable.select} from appraisal order by year desc, ground limit 40`,
    );
    const all = rows.map(appraisalTable.read);
    const people = await tx.query<{ id: string; name: string; office: string; kind: OfficeKind }>(whoText, [
      all.flatMap((one) => one.rows.map(({ post }) => post)),
    ]);
    const areas = await tx.query<{ id: string; name: string }>('select id, name from area where id = any($1::uuid[])', [
      all.map((one) => one.area),
    ]);
    return all.map(({ id, year, day, entitled, came, area, rows: judged, ...rest }) => {
      const now = { id, year, day, entitled, came, area, rows: judged, ...rest };
      const before = all.find((one) => one.area === area && one.year === year - 1);
      return {
        id,
        year,
        day,
        entitled,
        came,
        place: areas.find((one) => one.id === area)?.name ?? '',
        rows: judged.map((one) => {
          const who = people.find((person) => person.id === one.post);
          return {
            ...one,
            name: who?.name ?? '',
            office: who?.office ?? '',
            ofCommittee: who?.kind === laws.committee.office,
            unfitTwice: unfitTwice(one.person, now, before),
          };
        }),
      };
    });
  },
});

export const appraisalQueries = [listAppraisals];
