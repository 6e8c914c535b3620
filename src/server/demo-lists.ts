// Three public lists of the demo village: one that is open to objections, one whose days are over with its one objection answered, and one that was settled.
import { type Actor, nobody } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Case } from '#modules/case/model.ts';
import type { Household } from '#modules/household/model.ts';
import type { Office, Post } from '#modules/people/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { derivedId } from './import/row-ids.ts';
import type { Paper } from './paper.ts';
import { hashOf, plateActor, secretActor } from './session.ts';

const anHour = 3_600_000;
const oneDay = 24 * anHour;

/** An office and who sits there. */
function deskOf(paper: Paper, fits: (office: Office) => boolean): { office: Office; actor: Actor } {
  const office = paper.list<Office>('office').find(fits);
  const post = paper.list<Post>('post').find((one) => one.office === office?.id);
  if (!office || !post) throw new Problem('broken', 'demo-refused', { verb: 'publicity.make', code: 'village' });
  const held = {
    id: post.id,
    office: office.id,
    officeKind: office.kind,
    role: post.role,
    ground: post.ground,
    deputising: false,
  };
  return { office, actor: { ...nobody, person: post.person, standing: 'staff', posts: [held] } };
}

const villageDesk = (paper: Paper): ReturnType<typeof deskOf> => deskOf(paper, (one) => one.kind === 'village');

/** Every eighth home, in the order of the doors. */
const listed = (paper: Paper, office: Office): Household[] =>
  paper
    .list<Household>('household')
    .filter((home) => home.ground.startsWith(`${office.ground}.`))
    .sort((a, b) => (a.ground + a.door < b.ground + b.door ? -1 : 1))
    .filter((_, place) => place % 8 === 0);

/** They go by their heads, with the names of their groups; what is measured follows from the place in the list. */
function linesOf(paper: Paper, office: Office, item: string, amount: (place: number) => string): object[] {
  const groups = new Map(
    paper.list<Area>('area').flatMap((one) => (one.kind === 'level-1' ? [[one.ground, one.name] as const] : [])),
  );
  return listed(paper, office).map((home, place) => {
    const group = groups.get(home.ground.split('.').slice(0, 4).join('.')) ?? '';
    return { name: home.head, group, item, amount: amount(place) };
  });
}

/** What the village told of the quarter before last, so that the calendar has something done and something due. */
function disclose(paper: Paper, generation: string, at: number): void {
  const { office, actor } = villageDesk(paper);
  const [year = 0, month = 0] = new Date(at + 8 * 3_600_000).toISOString().split('-').map(Number);
  const quarter = Math.ceil(month / 3);
  const period = quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
  const [disclosure, notice] = [
    derivedId(generation, 'disclosure', period),
    derivedId(generation, 'disclosed', period),
  ];
  const title = `财务收支（${period.slice(0, 4)}年第${period.slice(-1)}季度）`;
  const text =
    '收入 86,540.00元：转移支付 60,000.00元，机动地承包 26,540.00元\n支出 52,318.00元：机井维修 21,000.00元，路灯电费 3,318.00元，保洁 28,000.00元';
  const said = { disclosure, notice, office: office.id, item: 'finance', period, title, text };
  paper.say(actor, 'disclosure.publish', said, at);
}

/** Its days are over and its one objection was answered: the village has to say what came of it. */
function due(paper: Paper, generation: string, until: number): void {
  const { office, actor } = villageDesk(paper);
  const [publicity, matter] = ['due', 'objection'].map((one) => derivedId(generation, 'publicity', one));
  const [, home] = listed(paper, office);
  const rows = linesOf(paper, office, '村道养护误工', (place) => `${60 * ((place % 4) + 2)}元`);
  const made = until - 10 * oneDay;
  const title = '2026年村道养护误工补助公示';
  const basis = '村民代表会议决议，公示后按工数发放';
  paper.say(actor, 'publicity.make', { publicity, office: office.id, title, basis, rows }, made);
  if (!home || matter === undefined) return;
  const text = '少算了一天，我家出了四天工。';
  const said = { publicity, household: home.id, case: matter, row: 1, text, secretHash: hashOf(`${matter} nobody`) };
  paper.say(plateActor(home.id, home.ground), 'publicity.object', said, made + oneDay);
  const holder = (): string => paper.list<Case>('case').find((one) => one.id === matter)?.holder ?? office.id;
  for (let at = made + oneDay + anHour; holder() !== office.id; at += anHour)
    paper.say(deskOf(paper, (one) => one.id === holder()).actor, 'case.hand-up', { case: matter, text: '' }, at);
  const answer = '查了派工本，是四天。期满定结果时改过来。';
  paper.say(actor, 'case.answer', { case: matter, text: answer }, made + 3 * oneDay);
  paper.say(
    secretActor(matter),
    'case.say',
    { case: matter, outcome: 'solved', by: null, text: '' },
    made + 4 * oneDay,
  );
}

/** `until`: when the village was opened; the lists belong to the weeks before it. */
export function showLists(paper: Paper, generation: string, until: number): void {
  const { office, actor } = villageDesk(paper);
  const [open, over] = [derivedId(generation, 'publicity', 'open'), derivedId(generation, 'publicity', 'over')];
  const overAt = until - 60 * oneDay;
  disclose(paper, generation, until - 100 * oneDay);
  due(paper, generation, until);
  paper.say(
    actor,
    'publicity.make',
    {
      publicity: over,
      office: office.id,
      title: '2026年集体经济收益分红公示',
      basis: '村民代表会议决议，公示每户分红',
      rows: linesOf(paper, office, '集体经济收益分红', (place) => `${120 + (place % 5) * 40}元`),
    },
    overAt,
  );
  const said = '公示期内没有异议，按公示发放';
  paper.say(actor, 'publicity.settle', { publicity: over, result: 'confirmed', said }, overAt + 10 * oneDay);
  paper.say(
    actor,
    'publicity.make',
    {
      publicity: open,
      office: office.id,
      title: '2026年耕地地力保护补贴面积公示',
      basis: '省耕地地力保护补贴实施方案，公示后按面积发放',
      rows: linesOf(paper, office, '耕地地力保护补贴', (place) => `${((place * 37) % 130) / 10 + 2}亩`),
    },
    until - 2 * oneDay,
  );
}
