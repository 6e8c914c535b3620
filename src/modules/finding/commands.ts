// What a desk does with a proposal: accepts it, puts it off, or says no.
import * as z from 'zod/mini';
import { type Actor, type ActorPost, isUnder } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Case } from '#modules/case/model.ts';
import { takenTogether } from '#modules/incident/commands.ts';
import type { Office, OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import type { Ask, Finding } from './model.ts';
import { isSettled, longestWait } from './rules.ts';

const oneDay = 86_400_000;
const judges = ['village-officer', 'township-officer'];

/** FIND-6: the post by which the actor judges it. */
export const judgeOf = (finding: Pick<Finding, 'ground'>, actor: Actor): ActorPost | undefined =>
  actor.posts.find(({ role, ground }) => judges.includes(role) && isUnder(finding.ground, ground));

const below: readonly OfficeKind[] = ['level-2', 'level-1', 'liaison', 'village-specialist'];

/** FIND-7: its own, and what lies with the grids below it; the township takes a village's too. */
export const mayTake = (post: ActorPost, office: Pick<Office, 'id' | 'kind' | 'ground'> | undefined): boolean =>
  office !== undefined &&
  (office.id === post.office ||
    (isUnder(office.ground, post.ground) &&
      (below.includes(office.kind) || (post.officeKind === 'township' && office.kind === 'village'))));

function judged(
  id: string,
  { actor, loaded }: Deciding,
): { finding: Finding; post: ActorPost; ends(at: number): Fact[] } {
  const finding = loaded.get<Finding>('finding', id);
  const post = judgeOf(finding, actor);
  if (!post || finding.tier !== 'proposal') throw new Problem('refused', 'not-yours');
  if (isSettled(finding)) throw new Problem('conflict', 'finding-settled');
  // FIND-5
  const ends = (at: number): Fact[] =>
    loaded
      .list<Ask>('ask')
      .filter((ask) => ask.finding === id && ask.endedAt === null)
      .map((ask) => ({ name: 'ask.ended', kind: 'ask', id: ask.id, data: { at } }));
  return { finding, post, ends };
}

const needFinding = (id: string): { kind: string; id: string }[] => [
  { kind: 'finding', id },
  { kind: 'asks-of', id },
];

export const acceptFinding = defineVerb({
  name: 'finding.accept',
  input: z.object({
    finding: z.uuid(),
    incident: z.uuid(),
    title: z.string().check(z.minLength(1), z.maxLength(80)),
    cases: z.array(z.uuid()).check(z.minLength(1), z.maxLength(500)),
    cause: z._default(z.string().check(z.maxLength(500)), ''),
    causeNode: z._default(z.nullable(z.string().check(z.maxLength(30))), null),
  }),
  who: judges,
  offline: false,
  needs: (input) => [
    ...needFinding(input.finding),
    ...input.cases.flatMap((id) => [
      { kind: 'case', id },
      { kind: 'holder-office', id },
    ]),
  ],
  decide(input, context) {
    const { finding, post, ends } = judged(input.finding, context);
    const own = new Set([...finding.inside.matters, ...finding.outside.matters]);
    // FIND-7
    if (!input.cases.every((one) => own.has(one))) throw new Problem('invalid', 'finding-other-matters');
    const { finding: id, ...incident } = input;
    const offices = context.loaded.list<StaffedOffice>('office');
    const all = input.cases.map((one) => context.loaded.get<Case>('case', one));
    const isOurs = (matter: Case): boolean =>
      mayTake(
        post,
        offices.find((office) => office.id === matter.holder),
      );
    if (!all.every(isOurs)) throw new Problem('refused', 'not-holder');
    const data = { at: context.now, by: post.office, incident: input.incident };
    return [
      ...takenTogether(all, { ...incident, holder: post.office }, context),
      { name: 'finding.accepted', kind: 'finding', id, data },
      ...ends(context.now),
    ];
  },
});

export const putOffFinding = defineVerb({
  name: 'finding.put-off',
  input: z.object({ finding: z.uuid(), days: z.int().check(z.gte(1), z.lte(longestWait)) }),
  who: judges,
  offline: false,
  needs: (input) => needFinding(input.finding),
  decide(input, context) {
    const { finding, post } = judged(input.finding, context);
    // FIND-9
    const data = { at: context.now, by: post.office, againAt: context.now + input.days * oneDay };
    return [{ name: 'finding.put-off', kind: 'finding', id: finding.id, data }];
  },
});

export const declineFinding = defineVerb({
  name: 'finding.decline',
  input: z.object({ finding: z.uuid(), because: z.string().check(z.minLength(1), z.maxLength(500)) }),
  who: judges,
  offline: false,
  needs: (input) => needFinding(input.finding),
  decide(input, context) {
    const { finding, post, ends } = judged(input.finding, context);
    const data = { at: context.now, by: post.office, because: input.because };
    return [{ name: 'finding.declined', kind: 'finding', id: finding.id, data }, ...ends(context.now)];
  },
});

export const deskFindingVerbs = [acceptFinding, putOffFinding, declineFinding];
