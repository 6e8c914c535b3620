// For the rows of the table about mediation: a dispute in the hands of the level-1 head, mediated by the village's water keeper.
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { dayAfter } from '#modules/dispute/rules.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

export interface Mediation {
  readonly case: string;
  readonly dispute: string;
  readonly parties: readonly [string, string];
}

const partiesOf = (m: Matrix, [a, b]: Mediation['parties']): object[] => [
  { id: a, household: m.cast.homes.three, name: '安桂香' },
  { id: b, name: '河对面的老罗' },
];
const keeper = (m: Matrix): object => ({ office: m.cast.offices.keeper, name: '马水生' });

async function opening(m: Matrix, category = 'D1'): Promise<{ said: Mediation; input: Record<string, unknown> }> {
  const matter = newId();
  const { county, worker, homes } = m.cast;
  await say(county, worker, 'case.report', { case: matter, household: homes.three, category, title: '争地界' });
  const said: Mediation = { case: matter, dispute: newId(), parties: [newId(), newId()] };
  const { dispute, parties } = said;
  const input = { dispute, case: matter, parties: partiesOf(m, parties), mediators: [keeper(m)] };
  return { said, input };
}

export async function mediationBy(m: Matrix): Promise<Mediation> {
  const { said, input } = await opening(m);
  await say(m.cast.county, m.cast.worker, 'dispute.open', input);
  return said;
}

const open =
  (
    more: (said: Mediation, m: Matrix) => object,
    before: (m: Matrix, said: Mediation) => Promise<unknown> = async () => 0,
  ): Make =>
  async (m) => {
    const said = await mediationBy(m);
    await before(m, said);
    return { dispute: said.dispute, ...more(said, m) };
  };

const today = (m: Matrix): string => dayOf(m.cast.county.now());
const session = (m: Matrix): object => ({ session: { at: m.cast.county.now(), present: [], text: '各说各的理' } });
const agreement = (m: Matrix, { parties }: Mediation): object => ({
  agreement: {
    form: 'written',
    on: dayAfter(today(m), -8),
    about: '地界相争一尺',
    duties: [{ party: parties[0], text: '移回界石' }],
  },
  parties,
});
export const agreed = (m: Matrix, said: Mediation): Promise<unknown> =>
  say(m.cast.county, m.cast.head, 'dispute.agree', { dispute: said.dispute, ...agreement(m, said) });
const refuse = (m: Matrix, { dispute, parties }: Mediation): Promise<unknown> =>
  say(m.cast.county, m.cast.head, 'dispute.mediator', {
    dispute,
    mediator: keeper(m),
    say: 'refused',
    party: parties[1],
  });
const end = (m: Matrix, { dispute, parties }: Mediation): Promise<unknown> =>
  say(m.cast.county, m.cast.head, 'dispute.end', { dispute, ending: 'refused', endedBy: parties[1] });
const mediated = 'mediated by the water keeper';

export const mediations: Readonly<Record<string, Make>> = {
  'dispute.open|a dispute held by the level-1 head': async (m) => (await opening(m)).input,
  'dispute.open|restricted': async (m) => (await opening(m, 'D6')).input,
  [`dispute.answer-matter|${mediated}`]: open((said) => ({ case: said.case })),
  [`dispute.add-parties|${mediated}`]: open(() => ({ parties: [{ id: newId(), name: '又一家' }] })),
  [`dispute.mediator|${mediated}`]: open((_, m) => ({
    mediator: { office: m.cast.offices.village, name: '何启明' },
    say: 'named',
  })),
  [`dispute.session|${mediated}`]: open((_, m) => session(m)),
  'dispute.session|refused the water keeper': open((_, m) => session(m), refuse),
  [`dispute.agree|${mediated}`]: open((said, m) => agreement(m, said)),
  [`dispute.end|${mediated}`]: open(() => ({ ending: 'no-agreement' })),
  'dispute.again|ended by a party': open(({ parties }) => ({ parties }), end),
  'dispute.follow-up|agreed eight days ago': open(() => ({ followUp: { after: 7, outcome: 'kept' } }), agreed),
  'dispute.court|agreed eight days ago': open(
    ({ parties }, m) => ({ court: 'asked', courtOn: today(m), parties }),
    agreed,
  ),
  'dispute.follow|a dispute held by the level-1 head': async (m) => ({ case: (await mediationBy(m)).case }),
};
