// Objecting to a public list: a matter of its own, and for whoever asks one that passes the office that made the list.
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { reportCase } from '#modules/case/commands-report.ts';
import type { Household } from '#modules/household/model.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { Publicity } from './model.ts';
import { isOpenNow } from './rules.ts';

const input = z.object({
  publicity: z.uuid(),
  household: z.uuid(),
  case: z.uuid(),
  /** Place of the line, from 0; null: the list as a whole. */
  row: z._default(z.nullable(z.int().check(z.gte(0))), null),
  text: z.string().check(z.minLength(1), z.maxLength(1500)),
  /** Nobody near the door learns who objects. */
  quiet: z._default(z.boolean(), false),
  secretHash: z._default(z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))), null),
});
type Input = z.infer<typeof input>;

/** PUBLICITY-9, PUBLICITY-10: a question about what was made public; quietly one about whoever made it. */
const category = { open: 'V1', quiet: 'V4' } as const;

/** Titles are read in lists by offices that open no home: the list's own, no name of a line. */
const titleOf = (list: Publicity | undefined): string => `公示异议：${list?.title ?? ''}`;

/** Near a door: whoever sits there does not learn of a quiet objection. */
const nearby = ['level-2', 'level-1', 'liaison', 'village', 'village-specialist'];

/** PUBLICITY-10: with the office that made the list, also where that is the township. */
function keptFrom(report: readonly Fact[], list: Publicity, chain: readonly StaffedOffice[]): Fact[] {
  const near = chain.filter((one) => nearby.includes(one.kind) || one.id === list.office).flatMap((one) => one.sitting);
  return report.map((fact) => {
    if (fact.name !== 'case.reported') return fact;
    const complainedOf = [...new Set([...fact.data.record.complainedOf, ...near])];
    return { ...fact, data: { ...fact.data, record: { ...fact.data.record, complainedOf } } };
  });
}

/** The report as the case module knows it. `about`: the office to be passed, where it is not one near the door. */
const reportOf = (said: Input, list?: Publicity, about: string | null = null) =>
  z.parse(reportCase.input, {
    case: said.case,
    household: said.household,
    category: said.quiet ? category.quiet : category.open,
    title: titleOf(list).slice(0, 80),
    // PUBLICITY-14: the line's number; its name would outlive the list in another home's matter.
    text: said.row === null ? said.text : `第${said.row + 1}行：${said.text}`,
    secretHash: said.secretHash,
    aboutOffice: about,
  });

/** His own home's, or one that he serves. */
function mustBeOf(actor: Actor, home: Household): void {
  const own = actor.household === home.id;
  const serves = actor.standing === 'staff' && actor.posts.some((post) => isUnder(home.ground, post.ground));
  if (!own && !serves) throw new Problem('refused', 'not-yours');
}

export const objectToList = defineVerb({
  name: 'publicity.object',
  input,
  who: ['plate', 'adult', 'level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'],
  offline: false,
  needs: (said, actor) => [{ kind: 'publicity', id: said.publicity }, ...reportCase.needs(reportOf(said), actor)],
  decide(said, context) {
    const { actor, loaded, now } = context;
    const list = loaded.get<Publicity>('publicity', said.publicity);
    const home = loaded.get<Household>('household', said.household);
    mustBeOf(actor, home);
    // PUBLICITY-9
    if (!isUnder(home.ground, list.ground)) throw new Problem('refused', 'not-yours');
    if (!isOpenNow(list, now)) throw new Problem('conflict', 'publicity-over');
    if (said.row !== null && said.row >= list.rowCount) throw new Problem('invalid', 'publicity-changes');
    const objection = {
      at: now,
      quiet: said.quiet,
      ...(said.quiet ? { row: null, matter: null } : { row: said.row, matter: said.case }),
    };
    const chain = loaded.list<StaffedOffice>('office');
    const high = said.quiet && chain.some((one) => one.id === list.office && !nearby.includes(one.kind));
    const report = reportCase.decide(reportOf(said, list, high ? list.office : null), context);
    return [
      ...(said.quiet ? keptFrom(report, list, chain) : report),
      // PUBLICITY-10
      { name: 'publicity.objected', kind: 'publicity', id: list.id, data: { at: now, objection } },
    ];
  },
});
