// Errands without a database: one asked for by a home of the small village, and whatever is said of it decided and applied purely.
import type { Actor } from '#kit/actor.ts';
import type { Verb } from '#kit/command.ts';
import { askErrand } from '#modules/errand/commands-ask.ts';
import { noteStep } from '#modules/errand/commands.ts';
import type { Errand } from '#modules/errand/model.ts';
import { errandKind } from '#modules/errand/rules.ts';
import type { Member } from '#modules/household/model.ts';
import { actorOf, applied, chain, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';

export const adult: Member = {
  id: idOf('member'),
  ground: grounds.grid,
  version: 1,
  household: idOf('home'),
  name: '杜来顺',
  pinyin: '',
  relation: '户主',
  sex: '',
  born: '1950-03',
  phone: '',
  person: null,
  verifiedAt: null,
  leftAt: null,
};
export const said = { errand: idOf('errand'), household: idOf('home'), kind: 'insurance-claim', agreed: true };
export const policy = { id: idOf('policy'), code: 'policy' };
export const jobs: Actor = { ...actorOf('level1'), person: null, posts: [], standing: 'service', service: 'jobs' };

interface Else {
  readonly actor?: Actor;
  readonly member?: Member;
  readonly known?: Errand;
  readonly at?: number;
}
export const asking = (
  more: object = {},
  { actor = actorOf('level2'), member = adult, known, at = monday }: Else = {},
): Errand =>
  applied(
    errandKind,
    known,
    decide(
      askErrand,
      { ...said, ...more },
      {
        actor,
        at,
        now: monday + 3000,
        records: [
          ['household', homeOf()],
          ['member', member],
          ...(known ? ([['errand', known]] as Loose[]) : []),
        ] as Loose[],
      },
    ),
  );

/** Said by somebody of a village whose offices are these. */
export const among =
  (offices: Loose[]) =>
  (verb: Verb, errand: Errand, input: object, who: Actor = actorOf('level2')): Errand =>
    applied(
      errandKind,
      errand,
      decide(verb, { errand: errand.id, ...input }, { actor: who, records: [['errand', errand], ...offices] }),
    );
export const does = among(chain());
export const to = (name: Parameters<typeof actorOf>[0]): object => ({ to: idOf(`office ${name}`) });
export const steps = (errand: Errand, ...codes: string[]): Errand =>
  codes.reduce((one, code) => does(noteStep as Verb, one, { step: code, self: true }), errand);
