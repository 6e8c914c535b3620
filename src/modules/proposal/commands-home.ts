// What a home does: makes a proposal, itself or through whoever serves it at its door, takes it back, and says something to another home's.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import { isStatutory } from '#modules/poll/kinds/statutory.ts';
import type { OpenProposals, Proposal, ProposalHome, Voice } from './model.ts';
import { isOpen, mostOpen, mustBePublic, type Raised, villageOf } from './rules.ts';

const words = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const doorRoles = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

export const raiseProposal = defineVerb({
  name: 'proposal.raise',
  input: z.object({
    proposal: z.uuid(),
    /** Of the record that says whose it is. */
    from: z.uuid(),
    household: z.uuid(),
    title: words(40),
    text: words(600),
    named: z._default(z.boolean(), false),
  }),
  who: ['adult', ...doorRoles],
  offline: true,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'proposals-open', id: input.household },
  ],
  decide(input, { actor, loaded, now }) {
    const home = loaded.get<Household>('household', input.household);
    const own = actor.standing === 'adult' && actor.household === home.id;
    const [post] = actor.posts
      .filter((one) => doorRoles.includes(one.role) && isUnder(home.ground, one.ground))
      .sort((a, b) => b.ground.length - a.ground.length);
    // PROPOSAL-1
    if (!own && !post) throw new Problem('refused', 'not-yours');
    const { proposal, from, household, title, text, named } = input;
    // PROPOSAL-11
    if (isStatutory([title, text])) throw new Problem('refused', 'proposal-statutory');
    mustBePublic(title, text);
    // PROPOSAL-12
    if ((loaded.find<OpenProposals>('proposals-open', household)?.n ?? 0) >= mostOpen)
      throw new Problem('refused', 'proposal-enough', { n: mostOpen });
    const ground = villageOf(home.ground);
    const record: Raised = { ground, title, text, named };
    const office = own ? null : (post?.office ?? null);
    const whose: Omit<ProposalHome, 'id' | 'version'> = { ground, proposal, household, author: actor.person, office };
    return [
      { name: 'proposal.raised', kind: 'proposal', id: proposal, data: { at: now, by: office, record } },
      { name: 'proposal-home.noted', kind: 'proposal-home', id: from, data: { record: whose } },
    ];
  },
});

const ofIt = (input: { proposal: string }) => [
  { kind: 'proposal', id: input.proposal },
  { kind: 'proposal-home-of', id: input.proposal },
];

export const withdrawProposal = defineVerb({
  name: 'proposal.withdraw',
  input: z.object({ proposal: z.uuid() }),
  who: ['adult'],
  offline: false,
  needs: ofIt,
  decide(input, { actor, loaded, now }) {
    const proposal = loaded.get<Proposal>('proposal', input.proposal);
    // PROPOSAL-12
    if (!loaded.list<ProposalHome>('proposal-home').some((one) => one.household === actor.household))
      throw new Problem('refused', 'not-yours');
    if (proposal.state === 'withdrawn') return [];
    if (!isOpen(proposal.state)) throw new Problem('conflict', 'proposal-moved-on');
    return [{ name: 'proposal.withdrawn', kind: 'proposal', id: proposal.id, data: { at: now, by: null } }];
  },
});

export const sayToProposal = defineVerb({
  name: 'proposal.say',
  input: z.object({
    proposal: z.uuid(),
    voice: z.uuid(),
    seconds: z.boolean(),
    words: z._default(z.string().check(z.trim(), z.maxLength(300)), ''),
  }),
  who: ['adult'],
  offline: false,
  needs: (input, { household }) => [
    ...ofIt(input),
    { kind: 'voices-in', id: input.proposal },
    ...(household === null ? [] : [{ kind: 'household', id: household }]),
  ],
  decide(input, { actor, loaded }) {
    const { ground, id: proposal, state } = loaded.get<Proposal>('proposal', input.proposal);
    const home = loaded.get<Household>('household', actor.household ?? '');
    if (!isUnder(home.ground, ground)) throw new Problem('refused', 'not-yours');
    if (!isOpen(state)) throw new Problem('conflict', 'proposal-moved-on');
    // PROPOSAL-3: another home, once; what it said before gives way.
    if (loaded.list<ProposalHome>('proposal-home').some((one) => one.household === home.id))
      throw new Problem('refused', 'proposal-own');
    const { seconds, words: said } = input;
    const known = loaded.list<Voice>('voice').find((one) => one.household === home.id);
    if (known?.seconds === seconds && known.words === said) return [];
    if (known)
      return [{ name: 'voice.changed', kind: 'voice', id: known.id, data: { by: null, seconds, words: said } }];
    const record = { ground, proposal, household: home.id, seconds, words: said };
    return [{ name: 'voice.given', kind: 'voice', id: input.voice, data: { by: null, record } }];
  },
});

export const proposalHomeVerbs = [raiseProposal, withdrawProposal, sayToProposal];
