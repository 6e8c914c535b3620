// A closed matter out of an old case ledger: with its own days, closed as it was, and marked as brought from paper.
import * as z from 'zod/mini';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { findCategory } from './kinds/categories.ts';
import type { CaseNumber } from './model.ts';

const ms = z.int().check(z.gte(0));

export const bringCase = defineVerb({
  name: 'case.bring',
  input: z.object({
    case: z.uuid(),
    /** null: it was nobody's alone, and lies in the village. */
    household: z.nullable(z.uuid()),
    village: z.uuid(),
    category: z.string().check(z.maxLength(4)),
    title: z.string().check(z.minLength(1), z.maxLength(60)),
    text: z.string().check(z.maxLength(2000)),
    answer: z.string().check(z.maxLength(2000)),
    office: z.uuid(),
    reportedAt: ms,
    closedAt: ms,
  }),
  who: ['service:import'],
  offline: false,
  needs: (said) => [
    { kind: 'case-number', id: said.case },
    { kind: 'area', id: said.village },
    ...(said.household === null ? [] : [{ kind: 'household', id: said.household }]),
  ],
  decide(said, { actor, loaded, now }) {
    if (actor.service !== 'import') throw new Problem('refused', 'not-yours');
    const category = findCategory(said.category);
    if (!category) throw new Problem('invalid', 'category-unknown', { category: said.category });
    // CASE-88: what must stay restricted is in no ledger that a whole office reads.
    if (category.first === 'restricted' || category.first === 'bypass')
      throw new Problem('invalid', 'category-not-brought');
    if (said.closedAt < said.reportedAt || said.closedAt > now) throw new Problem('invalid', 'case-not-over');
    const home = said.household === null ? undefined : loaded.get<Household>('household', said.household);
    const { title, text, answer, office, reportedAt, closedAt } = said;
    // CASE-88: no clock, no deadline and no word of the home: it was closed on paper, and nobody is told or asked anew.
    const record = {
      title,
      text,
      answer,
      category: category.code,
      severity: category.severity,
      ground: home?.ground ?? loaded.get<Area>('area', said.village).ground,
      number: loaded.list<CaseNumber>('case-number')[0]?.number ?? null,
      household: said.household,
      restricted: false,
      namedOffice: null,
      holder: office,
      holderSince: closedAt,
      holderBy: null,
      firstReceiver: office,
      copied: [],
      reporter: null,
      reporterStanding: 'service',
      complainedOf: [],
      visit: null,
      sameAs: null,
      subject: null,
      lat: null,
      lon: null,
      secretHash: null,
      reportedAt,
      claimedAt: reportedAt,
      respondBy: null,
      resolveBy: null,
      answeredAt: answer === '' ? null : closedAt,
      answeredBy: answer === '' ? null : office,
      closedAt,
    };
    return [
      { name: 'case.brought', kind: 'case', id: said.case, data: { at: closedAt, by: office, text: answer, record } },
    ];
  },
});
