// What is done with a policy card at a desk: write it, check what another wrote, take it back.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { type Deciding, defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Attachment, limits } from '#modules/attachment/model.ts';
import { type NamedPaper, papers } from '#modules/attachment/model-papers.ts';
import { attach } from '#modules/attachment/rules.ts';
import type { Office } from '#modules/people/model.ts';
import type { Area } from '#modules/territory/model.ts';
import type { Edition, Paper, Policy } from './model.ts';
import { mayChange, mayCheck, mayWrite, papersIn, writers } from './rules.ts';
import { readRule } from './rules-eligible.ts';

const line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const lines = z.array(line(200)).check(z.maxLength(12));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const words = z.object({
  title: line(60),
  text: line(1000),
  amount: z._default(z.string().check(z.maxLength(300)), ''),
  documents: z._default(lines, []),
  steps: z._default(lines, []),
  window: z._default(z.string().check(z.maxLength(200)), ''),
});
const card = z.object({
  zh: words,
  en: words,
  issuer: line(80),
  documentNo: z._default(z.string().check(z.maxLength(80)), ''),
  phone: z._default(z.string().check(z.maxLength(30)), ''),
  validFrom: day,
  validTo: z._default(z.nullable(day), null),
  rule: z._default(z.unknown(), null),
  papers: z._default(z.array(z.object({ attachment: z.uuid(), title: line(60) })).check(z.maxLength(limits.inOne)), []),
});

/** POLICY-12: each was named just now or stands on an edition of this card, and none is named for nothing. */
function papersOf(
  said: readonly Pick<Paper, 'attachment' | 'title'>[],
  named: readonly NamedPaper[],
  before: Policy | undefined,
): Paper[] {
  const known = before ? [...before.earlier, before.shown, before.draft].flatMap(papersIn) : [];
  const found = said.map((one): Paper => {
    const of = [...named, ...known].find(({ attachment }) => attachment === one.attachment);
    if (!of) throw new Problem('invalid', 'policy-paper');
    return { attachment: one.attachment, title: one.title, kind: of.kind, bytes: of.bytes };
  });
  const ids = new Set(found.map((one) => one.attachment));
  if (ids.size < found.length || named.some((one) => !ids.has(one.attachment)))
    throw new Problem('invalid', 'policy-paper');
  return found;
}

export const writePolicy = defineVerb({
  name: 'policy.write',
  input: z.object({
    policy: z.uuid(),
    office: z.uuid(),
    area: z.uuid(),
    code: z._default(z.string().check(z.maxLength(40)), ''),
    card,
    attachments: papers,
  }),
  who: [...writers, 'service:import'],
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'area', id: input.area },
    { kind: 'policy', id: input.policy },
  ],
  decide(input, context) {
    const { actor, loaded, now } = context;
    const office = loaded.get<Office>('office', input.office);
    const { ground } = loaded.get<Area>('area', input.area);
    const before = loaded.find<Policy>('policy', input.policy);
    // POLICY-1
    const sits = actor.posts.some((post) => post.office === office.id && writers.some((role) => role === post.role));
    const own = actor.service === 'import' || (sits && (!before || mayChange(actor, before)));
    if (!own || !isUnder(ground, office.ground)) throw new Problem('refused', 'not-yours');
    if (before && before.ground !== ground) throw new Problem('invalid', 'policy-area');
    const { validFrom, validTo } = input.card;
    if (validTo !== null && validTo < validFrom) throw new Problem('invalid', 'policy-dates');
    const edition: Edition = {
      n: Math.max(0, before?.shown?.n ?? 0, before?.draft?.n ?? 0) + 1,
      card: {
        ...input.card,
        rule: input.card.rule === null ? null : readRule(input.card.rule),
        papers: papersOf(input.card.papers, input.attachments, before),
      },
      writer: actor.person,
      office: office.id,
      writtenAt: now,
      checker: null,
      checkedBy: null,
      checkedAt: null,
    };
    const data = { at: now, by: office.id, ground, office: office.id, code: input.code, edition };
    const none = { household: null, matter: null, visit: null, step: null };
    const to = { ...none, ground, policy: input.policy, forHome: true, hidden: true, office: office.id };
    return [
      { name: 'policy.written', kind: 'policy', id: input.policy, data },
      ...attach(input.attachments, to, context),
    ];
  },
});

export const checkPolicy = defineVerb({
  name: 'policy.check',
  input: z.object({
    policy: z.uuid(),
    /** What was read: an edition written meanwhile is not checked unseen. */
    edition: z.int(),
  }),
  who: [...writers, 'service:import'],
  offline: false,
  needs: (input) => [
    { kind: 'policy', id: input.policy },
    { kind: 'papers-of', id: input.policy },
  ],
  decide(input, { actor, loaded, now }) {
    const policy = loaded.get<Policy>('policy', input.policy);
    if (actor.service !== 'import' && !mayWrite(actor, policy.ground)) throw new Problem('refused', 'not-yours');
    // POLICY-2
    if (actor.service !== 'import' && !mayCheck(actor, policy)) throw new Problem('refused', 'policy-own-check');
    const edition = policy.draft ?? policy.shown;
    if (edition?.n !== input.edition) throw new Problem('conflict', 'policy-edition');
    // POLICY-12
    const here = new Set(
      loaded.list<Attachment>('attachment').flatMap(({ id, state }) => (state === 'received' ? [id] : [])),
    );
    const away = papersIn(edition).find((one) => !here.has(one.attachment));
    if (away) throw new Problem('conflict', 'policy-paper-away', { title: away.title });
    return [{ name: 'policy.checked', kind: 'policy', id: policy.id, data: checked(policy, { actor, now }) }];
  },
});

function checked(policy: Policy, { actor, now }: Pick<Deciding, 'actor' | 'now'>): Record<string, unknown> {
  const post = actor.posts.find(
    (one) => writers.some((role) => role === one.role) && isUnder(policy.ground, one.ground),
  );
  return { at: now, by: post?.office ?? policy.office, person: actor.person };
}

export const withdrawPolicy = defineVerb({
  name: 'policy.withdraw',
  input: z.object({ policy: z.uuid() }),
  who: [...writers],
  offline: false,
  needs: (input) => [{ kind: 'policy', id: input.policy }],
  decide(input, { actor, loaded, now }) {
    const policy = loaded.get<Policy>('policy', input.policy);
    if (!mayChange(actor, policy)) throw new Problem('refused', 'not-yours');
    if (policy.withdrawnAt !== null) throw new Problem('conflict', 'policy-withdrawn');
    const { at, by } = checked(policy, { actor, now });
    return [{ name: 'policy.withdrawn', kind: 'policy', id: policy.id, data: { at, by } }];
  },
});

export const policyVerbs = [writePolicy, checkPolicy, withdrawPolicy];
