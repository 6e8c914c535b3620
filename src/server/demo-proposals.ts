// The demo village's proposals, one in each stage: new, talked over with its first vote, being carried out, done, declined; made and seconded as any are.
import { type Actor, nobody } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { County, CountyFacts } from './county.ts';
import { findOfficer } from './demo-polls.ts';
import { execute } from './execute.ts';
import { countyOf } from './provision.ts';

const day = 86_400_000;
const importScope = { ...emptyScope, standing: 'service', service: 'import' };

interface Act {
  /** Days before the demo was made. */
  readonly ago: number;
  readonly verb: 'take-up' | 'decline' | 'minute' | 'vote' | 'decide' | 'step';
  readonly input?: object;
}
interface Plan {
  /** Days before the demo was made. */
  readonly ago: number;
  readonly door: string;
  readonly title: string;
  readonly text: string;
  readonly named?: boolean;
  readonly seconds: number;
  readonly words?: readonly string[];
  readonly acts: (at: Made) => readonly Act[];
}
interface Made {
  /** The day so many days from now. */
  dayIn(days: number): string;
  readonly poll: string | undefined;
  readonly steps: readonly string[];
}

const plans: readonly Plan[] = [
  {
    ago: 160,
    door: '5-11',
    title: '文化室晚上也开门',
    text: '农闲时候晚上没处去，文化室六点就锁门。能不能开到九点，轮流看门。',
    named: true,
    seconds: 17,
    acts: ({ dayIn, steps: [first, second] }) => [
      { ago: 155, verb: 'take-up' },
      {
        ago: 140,
        verb: 'decide',
        input: {
          body: 'representatives',
          on: dayIn(-140),
          entitled: 37,
          present: 32,
          agreed: 30,
          text: '文化室每天开到晚上九点，各社轮流看门，电费从村集体出。',
          steps: [
            { id: first, text: '排好轮流看门的表', due: dayIn(-130) },
            { id: second, text: '换门锁，装灯', due: dayIn(-110) },
          ],
        },
      },
      { ago: 133, verb: 'step', input: { step: first } },
      { ago: 112, verb: 'step', input: { step: second, note: '从这天起开到九点' } },
    ],
  },
  {
    ago: 70,
    door: '2-06',
    title: '垃圾箱挪到路口，再添六个',
    text: '箱子在渠边，风一吹就进渠。挪到路口车好收，五社六社离得远，得添几个。',
    seconds: 21,
    words: ['六社一个箱子都没有', '收垃圾的日子最好定下来'],
    acts: ({ dayIn, steps: [first, second, third] }) => [
      { ago: 66, verb: 'take-up' },
      {
        ago: 58,
        verb: 'minute',
        input: {
          body: 'council',
          on: dayIn(-58),
          present: 14,
          text: '看了七处地方，定下六处。五社路口窄，箱子放在磨坊旁边。\n两家报价：每个 380 元和 420 元，先问能不能保三年。',
        },
      },
      {
        ago: 45,
        verb: 'decide',
        input: {
          body: 'representatives',
          on: dayIn(-45),
          entitled: 37,
          present: 31,
          agreed: 27,
          text: '旧箱挪到路口，添六个新箱，从卫生费里出；每周二、周五清运。',
          steps: [
            { id: first, text: '七个路口打好水泥台', due: dayIn(-20) },
            { id: second, text: '买六个新箱', due: dayIn(-5) },
            { id: third, text: '新旧箱都放好，贴上清运日子', due: dayIn(20) },
          ],
        },
      },
      { ago: 22, verb: 'step', input: { step: first, note: '六社的台子是住户自己打的' } },
      { ago: 4, verb: 'step', input: { step: second, due: dayIn(9), note: '厂家说雪天路滑，晚两周到' } },
    ],
  },
  {
    ago: 40,
    door: '4-09',
    title: '村口的空地修个小广场',
    text: '空地腾出来了，一下雨就是泥。铺平了晒粮、跳舞、办事都能用。',
    seconds: 26,
    words: ['停车的地方也留两个', '树别都砍了'],
    acts: ({ dayIn, poll }) => [
      { ago: 36, verb: 'take-up' },
      {
        ago: 34,
        verb: 'minute',
        input: {
          body: 'council',
          on: dayIn(-34),
          present: 12,
          text: '有说铺平的，有说停车的，有说种树的。先按户投一投，听听大家，再开代表会议定。',
        },
      },
      ...(poll === undefined ? [] : [{ ago: 22, verb: 'vote', input: { poll } } as const]),
      {
        ago: 12,
        verb: 'minute',
        input: {
          body: 'council',
          on: dayIn(-12),
          present: 15,
          text: '念了投票的结果和住户的话。铺平的最多；东边留两个车位，老槐树不动。请两家来量，量好了开代表会议。',
        },
      },
    ],
  },
  {
    ago: 25,
    door: '6-03',
    title: '田里的路也装灯',
    text: '秋收拉粮常到半夜，机耕路上看不见。',
    seconds: 4,
    acts: () => [
      {
        ago: 18,
        verb: 'decline',
        input: { because: '田里没有电，电费也没有着落。今年先装村里的六盏；机耕路的两处急弯先刷反光漆。' },
      },
    ],
  },
  {
    ago: 3,
    door: '3-14',
    title: '三社坡道装一段扶手',
    text: '冬天坡上结冰，老人上下靠着墙走。从水站到桥头那一段最陡，先装这一段就行。',
    seconds: 8,
    words: ['我妈去年在那里摔过', '可以用修渠剩下的钢管'],
    acts: () => [],
  },
];

type Say = (actor: Actor, name: string, input: object) => Promise<void>;

function sayIn(county: County): Say {
  return async (actor, name, input) => {
    const envelope = { v: 1, id: newId(), name, input, at: county.now(), device: null, author: actor.person } as const;
    const answer = await execute(county, actor, envelope);
    if (answer.status === 'refused') throw new Problem('broken', 'demo-refused', { verb: name, code: answer.code });
  };
}

const adultOf = (household: string): Actor => ({ ...nobody, standing: 'adult', household });

/** `until` (ms) is when the demo was made. */
export async function fillProposals(database: Database, facts: CountyFacts, until: number): Promise<void> {
  const post = await findOfficer(database);
  if (!post) return;
  let now = until;
  const county = countyOf(database, facts, () => now);
  const say = sayIn(county);
  const { person, area: _, ...held } = post;
  const officer: Actor = { ...nobody, person, standing: 'staff', posts: [held] };
  const { homes, polls } = await inScope(database, importScope, async (tx) => ({
    homes: await tx.query<{ id: string; door: string }>(
      'select id, door from household where closed_at is null order by md5(id::text)',
    ),
    polls: await tx.query<{ id: string }>(`select id from poll where kind = 'pre-vote' and state = 'counted'`),
  }));
  for (const [place, plan] of plans.entries()) {
    const own = homes.find((home) => home.door === plan.door) ?? homes[place];
    if (!own) return;
    const proposal = newId();
    const { title, text, named = false, words = [] } = plan;
    now = until - plan.ago * day;
    await say(adultOf(own.id), 'proposal.raise', { proposal, from: newId(), household: own.id, title, text, named });
    const others = homes.filter((home) => home.id !== own.id).slice(place * 30, place * 30 + plan.seconds);
    for (const [at, home] of others.entries())
      await say(adultOf(home.id), 'proposal.say', { proposal, voice: newId(), seconds: true, words: words[at] ?? '' });
    const acts = plan.acts({
      dayIn: (days) => dayOf(until + days * day),
      poll: polls[0]?.id,
      steps: [newId(), newId(), newId()],
    });
    for (const act of acts) {
      now = until - act.ago * day;
      const more = act.verb === 'minute' ? { minute: newId() } : {};
      await say(officer, `proposal.${act.verb}`, { proposal, ...more, ...act.input });
    }
  }
}
