// The people and matters that the screens of the checks show, made once by the server's own verbs.
import { newId } from '#kit/id.ts';
import type { Place } from '#server/focus/village.ts';
import { weighVillage } from '#server/focus/weigh.ts';
import { electionIn } from './election-seed.ts';
import {
  type Adult,
  answer,
  holderOf,
  type Home,
  paintPlate,
  type Reported,
  reportFrom,
  roomActor,
  rows,
  say,
  verifyAdult,
  type Village,
  workerHomes,
} from './village.ts';

/** What the checks act on: homes by use, matters in the states that matter. */
export interface Seeds {
  readonly homes: readonly Home[];
  /** Same trouble in three neighbouring homes. */
  readonly same: readonly Reported[];
  readonly answered: Reported;
  readonly open: Reported;
  readonly refused: Reported;
  /** Held by the village's desk. */
  readonly held: Reported;
  readonly incident: string;
  /** Four homes below one valve without water: the village is asked whether it is one cause. */
  readonly finding: string;
  readonly plate: { readonly code: string; readonly short: string };
  readonly plateHome: Home;
  /** A home with which no office has anything to do: its id. */
  readonly quietHome: string;
  /** Plates to report from, one for each opening: a home may not report without end. */
  readonly morePlates: string[];
  readonly adult: Adult;
  /** A quarrel with its mediation, one without, and a place that was looked at. */
  readonly quarrel: string;
  readonly dispute: string;
  readonly unheard: string;
  readonly spot: string;
  readonly errand: string;
  readonly policy: string;
  readonly campaign: string;
  readonly election: string;
  /** The demo village's public list that is open. */
  readonly list: string;
  /** The demo's own: one that runs, one that was counted. */
  readonly poll: { readonly running: string; readonly counted: string };
  /** The demo's own, by state. */
  readonly proposals: Readonly<Record<string, string>>;
}

async function proposals(village: Village): Promise<Seeds['proposals']> {
  const found = await rows<{ id: string; state: string }>(village, 'select id, state from proposal', []);
  return Object.fromEntries(found.map(({ id, state }) => [state, id]));
}

async function polls(village: Village): Promise<Seeds['poll']> {
  const found = await rows<{ id: string; state: string }>(village, 'select id, state from poll', []);
  const of = (state: string): string => found.find((one) => one.state === state)?.id ?? '';
  return { running: of('open'), counted: of('counted') };
}

const talks = async (village: Village): Promise<Pick<Seeds, 'poll' | 'proposals'>> => ({
  poll: await polls(village),
  proposals: await proposals(village),
});

export async function seed(village: Village): Promise<Seeds> {
  const homes = await workerHomes(village);
  const at = (place: number): Home => {
    const home = homes[place];
    if (!home) throw new Error('the worker has too few homes');
    return home;
  };
  const water = { category: 'W2', title: '停水' };
  const same: Reported[] = [];
  for (const place of [1, 2, 3]) same.push(await reportFrom(village, at(place), water));
  for (const place of [9, 10]) await reportFrom(village, at(place), water);
  const answered = await reportFrom(village, at(0), { category: 'R1', title: '门前的路坏了' });
  await answer(village, answered.id);
  const open = await reportFrom(village, at(0), { category: 'E1', title: '垃圾没人收' });
  const refused = await reportFrom(village, at(4), { category: 'S6', title: '想问医保怎么交' });
  const held = await reportFrom(village, at(7), { category: 'E1', title: '路边垃圾堆满了' });
  await moveTo(village, held.id, '柳湾村委会');
  const officer = await roomActor(village, 'village');
  const incident = newId();
  const inbox: string[] = [];
  for (const place of [5, 6])
    inbox.push((await reportFrom(village, at(place), { category: 'W1', title: '自来水浑' })).id);
  for (const id of inbox) await moveTo(village, id, '柳湾村委会');
  await say(village, officer, 'incident.open', { incident, title: '三社自来水浑', cases: inbox });
  const finding = await proposal(village);
  const plate = await paintPlate(village, at(0));
  const morePlates: string[] = [];
  for (const place of [1, 2, 3, 4, 5, 6, 7]) morePlates.push((await paintPlate(village, at(place))).code);
  const adult = await verifyAdult(village, at(0));
  const more = await seedParts(village, at(0), at(10));
  const [card] = await rows<{ id: string }>(village, `select id from policy where code = 'old-age-allowance'`, []);
  const [campaign] = await rows<{ id: string }>(village, 'select id from campaign', []);
  const [list] = await rows<{ id: string }>(
    village,
    `select id from publicity where state = 'shown' and to_at > now()`,
    [],
  );
  if (!list) throw new Error('the demo village shows no list');
  const [quiet] = await rows<{ id: string }>(village, quietText, []);
  const { election } = await electionIn(village);
  const parts = {
    election,
    list: list.id,
    policy: card?.id ?? '',
    campaign: campaign?.id ?? '',
    plate,
    plateHome: at(0),
    quietHome: quiet?.id ?? '',
    morePlates,
    adult,
    ...more,
  };
  return { homes, same, answered, open, refused, held, incident, finding, ...(await talks(village)), ...parts };
}

const quietText = `select id from household where closed_at is null and id not in (select household from matter where household is not null)
  and id not in (select household from errand) and not exists (select from dispute where household.id = any(homes)) order by id limit 1`;

/** What the county finds by itself, a moment after the fourth home. */
async function proposal(village: Village): Promise<string> {
  const [place] = await rows<Place>(
    village,
    `select area.id, area.ground::text as ground from area join office on office.ground = area.ground where office.name = $1`,
    ['柳湾村委会'],
  );
  if (place) await weighVillage(village.county, place, 'W');
  const [found] = await rows<{ id: string }>(village, `select id from finding where tier = 'proposal'`, []);
  if (!found) throw new Error('the four homes were not found to have one cause');
  return found.id;
}

/** A quarrel that is mediated, one that nobody mediates yet, a place found full, a question answered at the door. */
async function seedParts(
  village: Village,
  one: Home,
  other: Home,
): Promise<Pick<Seeds, 'quarrel' | 'dispute' | 'unheard' | 'spot' | 'errand'>> {
  const worker = await roomActor(village, 'worker');
  const [quarrel, unheard, dispute, spot] = [newId(), newId(), newId(), newId()];
  const report = (id: string, home: Home, title: string): Promise<void> =>
    say(village, worker, 'case.report', { case: id, household: home.id, category: 'D1', title });
  await report(quarrel, one, '地边的树挡了光');
  await report(unheard, other, '两家争一条水沟');
  const parties = [
    { id: newId(), household: one.id, name: one.head },
    { id: newId(), name: '河对面的老罗' },
  ];
  const [post] = worker.posts;
  const [committee] = await rows<{ id: string }>(village, 'select id from office where name = $1', ['柳湾村委会']);
  // Both the phone and the village's desk show it.
  const mediators = [
    { office: post?.office ?? '', name: '调解的老马' },
    { office: committee?.id ?? '', name: '村里的老祁' },
  ];
  await say(village, worker, 'dispute.open', { dispute, case: quarrel, parties, mediators });
  const [area] = await rows<{ id: string }>(village, 'select id from area where ground = $1::ltree', [post?.ground]);
  await say(village, worker, 'spot.open', { spot, area: area?.id ?? '', kind: 'refuse', name: '桥头垃圾点' });
  const answers = ['taken', 'around', 'fire'].map((point) => ({ point, well: point !== 'taken' }));
  await say(village, worker, 'spot.look', { spot, look: newId(), answers, note: '三天没清', case: newId() });
  const said = { question: newId(), household: one.id, topic: 'S3', text: '医保啥时候交', answer: '十二月二十日前。' };
  await say(village, worker, 'question.answer', said);
  const errand = newId();
  const asked = { errand, household: one.id, kind: 'pension-certify', agreed: true };
  await say(village, worker, 'errand.ask', asked);
  return { quarrel, dispute, unheard, spot, errand };
}

/** Hands a matter up until this office has it. */
async function moveTo(village: Village, matter: string, office: string): Promise<void> {
  for (let steps = 0; steps < 4; steps++) {
    const holder = await holderOf(village, matter);
    if (holder.office === office) return;
    await say(village, holder.actor, 'case.hand-up', { case: matter, text: '' });
  }
}
