// A small county in which everything that can happen to matters happens at random: said verb by verb, so that only what the rules allow is there.
import { type Random, seeded } from '#demo/random.ts';
import { type Actor, serviceActor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import type { Case } from '#modules/case/model.ts';
import type { Incident } from '#modules/incident/model.ts';
import { importer, openArea, openSeat, type Place, type Seat, type Simulation } from '#cli/simulate-village.ts';
import { derivedId } from '#server/import/row-ids.ts';
import { makePaper } from '#server/paper.ts';
import { writePaper } from '#server/paper-write.ts';
import { makeCounty } from '#server/provision.ts';
import { sealOnce } from '#server/sealer.ts';
import { hashOf, secretActor } from '#server/session.ts';

const day = 86_400_000;
const hour = 3_600_000;
const from = Date.parse('2026-01-05T00:00:00Z');
/** So many events before the matters of a chapter are left as they stand and new ones begin. */
const chapterEvents = 1000;

export interface RandomCounty {
  readonly countyGround: string;
  readonly townshipGround: string;
  readonly seats: Readonly<Record<string, Seat>>;
  readonly areas: Readonly<Record<string, string>>;
  /** What was said and accepted. */
  readonly events: number;
  readonly refused: number;
}

interface Stage {
  readonly sim: Simulation;
  readonly random: Random;
  readonly seats: Record<string, Seat>;
  readonly areas: Record<string, string>;
  readonly grids: { readonly place: Place; readonly worker: Seat; readonly homes: readonly string[] }[];
  readonly byOffice: Map<string, Seat>;
}

function openOffices(stage: Stage): { county: Place; township: Place } {
  const { sim, seats, areas } = stage;
  const county = openArea(sim, 'county', { name: '随机县', tail: '629980', above: null });
  const seat = (key: string, kind: Parameters<typeof openSeat>[1], at: Parameters<typeof openSeat>[2]): Seat => {
    const one = openSeat(sim, kind, at);
    seats[key] = one;
    stage.byOffice.set(one.office, one);
    return one;
  };
  const centre = seat('centre', 'county-centre', { name: '县中心', place: county, above: null });
  const water = ['W1', 'W2', 'W3', 'W5'];
  seat('water', 'department', { name: '水务局', place: county, above: centre, duties: water });
  seat('farm', 'department', { name: '农业局', place: county, above: centre, duties: ['A3', 'S1'] });
  seat('police', 'department', { name: '公安局', place: county, above: centre, duties: ['D6'] });
  const township = openArea(sim, 'township', { name: '随机乡', tail: '101', above: county });
  const desk = seat('township', 'township', { name: '乡政府', place: township, above: centre, duties: ['R2'] });
  Object.assign(areas, { county: county.area, township: township.area });
  for (const v of [1, 2, 3]) {
    const village = openArea(sim, 'village', { name: `${v}村`, tail: `20${v}`, above: township });
    areas[`village${v}`] = village.area;
    const office = seat(`village${v}`, 'village', { name: `${v}村委会`, place: village, above: desk, duties: ['R1'] });
    seat(`keeper${v}`, 'village-specialist', {
      name: `${v}村水管员`,
      place: village,
      above: office,
      duties: ['W1', 'W2'],
    });
    const group = openArea(sim, 'level-1', { name: '一社', tail: '001', above: village });
    const head = seat(`head${v}`, 'level-1', { name: `${v}村一社网格长`, place: group, above: office });
    for (const g of [1, 2]) {
      const place = openArea(sim, 'level-2', { name: `${g}网格`, tail: `0${g}`, above: group });
      const worker = seat(`worker${v}${g}`, 'level-2', { name: `${v}村${g}网格`, place, above: head });
      const homes = [1, 2, 3, 4].map((n) => {
        const household = sim.id('home', place.code, n);
        const input = { household, grid: place.area, door: `${g}-${n}`, head: '某人', phone: '' };
        sim.paper.say(importer, 'household.register', input, from - day);
        return household;
      });
      stage.grids.push({ place, worker, homes });
    }
  }
  return { county, township };
}

const categories = ['W1', 'W1', 'W2', 'W3', 'R1', 'R2', 'A3', 'S1', 'S3', 'W5', 'D1', 'D6', 'V4', 'C1'];
const jobs = serviceActor('jobs');

/** One thing that might happen to this matter next, and who would say it. */
function nextAct(stage: Stage, matter: Case, at: number): [Actor, string, Record<string, unknown>] {
  const { random, byOffice, seats } = stage;
  const holder = byOffice.get(matter.holder)?.actor ?? jobs;
  const grid = stage.grids.find(({ place }) => place.ground === matter.ground) ?? stage.grids[0];
  const worker = grid?.worker.actor ?? jobs;
  const household = secretActor(matter.id);
  const somebody = random.pick(Object.values(seats));
  // Mostly where the catalogue sends it, sometimes anywhere.
  const sendTo = random.chance(0.7) ? seats[matter.category.startsWith('W') ? 'water' : 'farm'] : undefined;
  const text = '随机';
  const said = (outcome: string): Record<string, unknown> => ({ outcome, text });
  const ended: readonly (readonly [[Actor, string, Record<string, unknown>], number])[] = [
    [[household, 'case.say', said('not-solved')], 3],
    [[seats['township']?.actor ?? jobs, 'case.rate', { rating: random.pick(['good', 'fair', 'poor']) }], 2],
    [[worker, 'case.note', { text }], 1],
    [[household, 'case.satisfy', { satisfied: random.chance(0.7) }], 3],
  ];
  if (matter.state === 'closed') return random.weighted(ended);
  return random.weighted([
    ...ended,
    [[holder, 'case.accept', {}], 8],
    [[holder, 'case.hand-up', { text }], 30],
    [[holder, 'case.dispatch', { office: (sendTo ?? somebody).office, text }], 20],
    [[holder, 'case.return', { text }], 3],
    [[holder, 'case.ask-ruling', { text }], 3],
    [[holder, 'case.rule', { office: somebody.office, text }], 4],
    [[holder, 'case.extend', { by: random.whole(1, 5), text }], 4],
    [[holder, 'case.suspend', { reviewAt: at + random.whole(1, 20) * day, text }], 3],
    [[random.chance(0.5) ? holder : jobs, 'case.resume', {}], 5],
    [[holder, 'case.answer', { text }], 9],
    [[worker, 'case.tell', {}], 9],
    [[household, 'case.say', said(random.pick(['solved', 'solved', 'partly', 'not-solved']))], 6],
    [[worker, 'case.say', { ...said(random.pick(['solved', 'partly'])), by: random.pick(['call', 'visit']) }], 4],
    [[household, 'case.step-up', {}], 2],
    [[household, 'case.withdraw', {}], 1],
    [[holder, 'case.refer', { route: 'court', text }], 1],
    [[seats['township']?.actor ?? jobs, 'case.supervise', { text }], 1],
    [[jobs, 'case.end-unanswered', {}], 6],
    [[worker, 'case.ask-help', { text }], 1],
  ]);
}

/** A new incident over matters of one holder, or the next step of one that is open. */
function incidentAct(stage: Stage, n: number): [Actor, string, Record<string, unknown>] | undefined {
  const { random, sim, byOffice } = stage;
  const open = sim.paper.list<Incident>('incident').filter((one) => one.resolvedAt === null);
  const one = open.length > 3 ? random.pick(open) : undefined;
  if (one) {
    const actor = byOffice.get(one.holder)?.actor ?? jobs;
    return random.weighted([
      [[actor, 'incident.cause', { incident: one.id, cause: '阀门坏了' }], 2],
      [[actor, 'incident.resolve', { incident: one.id, text: '修好了' }], 3],
      [[actor, 'incident.leave', { incident: one.id, case: random.pick([...one.matters, one.id]) }], 1],
    ]);
  }
  const matters = sim.paper.list<Case>('case').filter((matter) => matter.state !== 'closed' && matter.side === null);
  const first = matters.length === 0 ? undefined : random.pick(matters);
  if (!first) return undefined;
  const cases = matters.filter((matter) => matter.holder === first.holder).slice(0, random.whole(1, 4));
  const cause = random.chance(0.3) ? '管子裂了' : '';
  const input = { incident: sim.id('incident', n), title: '一片停水', cases: cases.map(({ id }) => id), cause };
  return [byOffice.get(first.holder)?.actor ?? jobs, 'incident.open', input];
}

function oneEvent(stage: Stage, n: number, at: number): boolean {
  const { random, sim } = stage;
  const matters = sim.paper.list<Case>('case');
  const act = ((): [Actor, string, Record<string, unknown>] | undefined => {
    if (matters.length < 25 || random.chance(0.05)) {
      const grid = random.pick(stage.grids);
      const id = sim.id('case', n);
      const input = {
        case: id,
        household: random.pick(grid.homes),
        category: random.pick(categories),
        title: '一件事',
      };
      return [grid.worker.actor, 'case.report', { ...input, secretHash: hashOf(id) }];
    }
    if (random.chance(0.05)) return incidentAct(stage, n);
    const matter = random.pick(matters);
    const [actor, name, input] = nextAct(stage, matter, at);
    return [actor, name, { case: matter.id, ...input }];
  })();
  if (!act) return false;
  try {
    sim.paper.say(...act, at);
    return true;
  } catch (error) {
    // What the rules refuse did not happen.
    if (error instanceof Problem && error.kind !== 'broken') return false;
    throw error;
  }
}

/** Fills an empty county with so many accepted events, sealed. */
export async function randomCounty(database: Database, wanted: number, seed: number): Promise<RandomCounty> {
  const { generation } = await makeCounty(database, {
    name: '随机县',
    code: '',
    filingNumber: '',
    complaintPhone: '',
    demo: false,
  });
  const id = (...parts: (string | number)[]): string => derivedId(generation, 'random', seed, ...parts);
  let said = 0;
  const paper = makePaper(() => id('command', said++), 2601);
  const counts = { homes: 0, members: 0, visits: 0, cases: 0 };
  const random = seeded(seed);
  const sim: Simulation = { paper, random, id, until: from + 400 * day, visitsPerHome: 0, casesPerHome: 0, counts };
  const stage: Stage = { sim, random, seats: {}, areas: {}, grids: [], byOffice: new Map() };
  const { county, township } = openOffices(stage);
  const owner = await database.direct();
  let [events, tried] = [0, 0];
  const write = async (): Promise<void> => {
    await writePaper(owner, paper.drain(['case', 'incident']), paper.lastNumber());
    while ((await sealOnce(database)).rows > 0);
  };
  try {
    for (let chapter = 0; events < wanted; chapter++) {
      const chapterEnd = Math.min(events + chapterEvents, wanted);
      for (let at = from + (chapter % 100) * 3 * day; events < chapterEnd; tried++) {
        at += random.whole(1, 2 * hour) * (random.chance(0.01) ? 20 : 1);
        if (oneEvent(stage, tried, at)) events += 1;
      }
      await write();
    }
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
  const { seats, areas } = stage;
  return {
    countyGround: county.ground,
    townshipGround: township.ground,
    seats,
    areas,
    events,
    refused: tried - events,
  };
}
