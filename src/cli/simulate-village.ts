// One generated village of a simulated county: its grids, people, homes, visits and matters, said verb by verb on paper.
import { familyNames, givenName, type Sex } from '#demo/names.ts';
import type { Random } from '#demo/random.ts';
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import { type OfficeKind, roleOf } from '#modules/people/model.ts';
import { nameKey } from '#server/import/person-names.ts';
import type { Paper } from '#server/paper.ts';
import { hashOf, secretActor } from '#server/session.ts';

export interface Simulation {
  readonly paper: Paper;
  readonly random: Random;
  /** Id of a thing by what names it. */
  readonly id: (...parts: (string | number)[]) => string;
  /** ms; everything happened in the year before. */
  readonly until: number;
  readonly visitsPerHome: number;
  readonly casesPerHome: number;
  /** Share of the matters a department has in its catalogue that go all the way up to it; none unless said. */
  readonly sent?: {
    readonly share: number;
    readonly departments: readonly (Seat & { readonly duties: readonly string[] })[];
  };
  readonly counts: { homes: number; members: number; visits: number; cases: number };
}

export const importer = serviceActor('import');
export const homesPerVillage = 263;
const groups = 7;
const gridsPerGroup = 3;
const oneDay = 86_400_000;
const digits = [...'一二三四五六七'];

export interface Place {
  readonly area: string;
  readonly ground: string;
  readonly code: string;
}

export function openArea(
  sim: Simulation,
  kind: string,
  place: { readonly name: string; readonly tail: string; readonly above: Place | null },
): Place {
  const { name, tail, above } = place;
  const code = `${above?.code ?? ''}${tail}`;
  const area = sim.id('area', code);
  sim.paper.say(
    importer,
    'area.open',
    { area, kind, code, name, parent: above?.area ?? null, validFrom: '2020-01-01' },
    sim.until - 400 * oneDay,
  );
  return { area, code, ground: above ? `${above.ground}.${tail}` : tail };
}

export interface Seat {
  readonly office: string;
  readonly actor: Actor;
}

/** An office with one person in post. */
export function openSeat(
  sim: Simulation,
  kind: OfficeKind,
  seat: {
    readonly name: string;
    readonly place: Place;
    readonly above: Seat | null;
    readonly duties?: readonly string[];
  },
): Seat {
  const { name, place, above, duties = [] } = seat;
  const [office, person, post] = ['office', 'person', 'post'].map((what) => sim.id(what, place.code, kind, name)) as [
    string,
    string,
    string,
  ];
  const at = sim.until - 399 * oneDay;
  const own = personName(sim.random, sim.random.chance(0.6) ? '男' : '女', sim.random.whole(1966, 1995));
  const phone = `199${String(sim.random.whole(0, 99_999_999)).padStart(8, '0')}`;
  sim.paper.say(
    importer,
    'office.open',
    { office, kind, name, area: place.area, parent: above?.office ?? null, duties },
    at,
  );
  sim.paper.say(importer, 'person.register', { person, name: own, phone, pinyin: nameKey(own), staff: true }, at);
  sim.paper.say(
    importer,
    'post.assign',
    { post, person, office, fromAt: at, toAt: at + 3000 * oneDay, chosen: 'appointment' },
    at,
  );
  const actor: Actor = {
    ...nobody,
    person,
    standing: 'staff',
    posts: [{ id: post, office, officeKind: kind, role: roleOf[kind], ground: place.ground, deputising: false }],
  };
  return { office, actor };
}

function personName(random: Random, sex: Sex, year: number): string {
  return random.pick(familyNames) + givenName(random, sex, year);
}

interface Grid {
  readonly place: Place;
  readonly worker: Seat;
  readonly head: Seat;
  /** The offices above: village, township. */
  readonly above: readonly Seat[];
}

function openGrids(sim: Simulation, village: Place, [office, township]: readonly [Seat, Seat]): Grid[] {
  return Array.from({ length: groups }, (_, group) => {
    const name = `${digits[group]}社`;
    const place = openArea(sim, 'level-1', { name, tail: String(group + 1).padStart(3, '0'), above: village });
    const head = openSeat(sim, 'level-1', { name: `${name}网格长`, place, above: office });
    openSeat(sim, 'liaison', { name: `${name}包片干部`, place, above: office });
    return Array.from({ length: gridsPerGroup }, (_unused, grid): Grid => {
      const own = openArea(sim, 'level-2', {
        name: `${name}${grid + 1}网格`,
        tail: String(grid + 1).padStart(2, '0'),
        above: place,
      });
      return {
        place: own,
        head,
        above: [office, township],
        worker: openSeat(sim, 'level-2', { name: `${name}${grid + 1}网格`, place: own, above: head }),
      };
    });
  }).flat();
}

interface Home {
  readonly id: string;
  readonly grid: Grid;
}

function openHome(sim: Simulation, grid: Grid, number: number): Home {
  const { random, paper, counts } = sim;
  const door = `${grid.place.code.slice(14, 15)}-${String(number).padStart(3, '0')}`;
  const id = sim.id('home', grid.place.code, number);
  const at = sim.until - 390 * oneDay;
  const born = random.whole(1940, 1990);
  const head = personName(random, '男', born);
  const phone = `1990000${String(random.whole(0, 9999)).padStart(4, '0')}`;
  const home = random.weighted([
    ['at-home', 84],
    ['away', 13],
    ['vacant', 3],
  ] as const);
  const where = { lat: 35 + random.whole(0, 999_999) / 1e6, lon: 104 + random.whole(0, 999_999) / 1e6 };
  paper.say(
    importer,
    'household.register',
    {
      household: id,
      grid: grid.place.area,
      door,
      head,
      pinyin: nameKey(head),
      phone,
      home,
      ...where,
      visitInterval: random.pick([30, 90, 180]),
    },
    at,
  );
  counts.homes += 1;
  const relations = ['户主', '配偶', '长子', '长女', '孙子'].slice(0, random.whole(1, 5));
  for (const [n, relation] of relations.entries()) {
    const sex: Sex = relation === '配偶' || relation === '长女' ? '女' : '男';
    const year = relation === '户主' || relation === '配偶' ? born : born + 26;
    const name = n === 0 ? head : personName(random, sex, year);
    const input = {
      member: sim.id('member', id, n),
      household: id,
      name,
      pinyin: nameKey(name),
      relation,
      sex,
      born: `${year}-0${random.whole(1, 9)}`,
      phone: n === 0 ? phone : '',
    };
    paper.say(importer, 'member.add', input, at);
    counts.members += 1;
  }
  return { id, grid };
}

const said = (random: Random): Record<string, unknown> =>
  random.weighted<Record<string, unknown>>([
    [{ kind: 'well' }, 5],
    [{ kind: 'policy', topic: random.pick(['medical-insurance', 'farmland-subsidy', 'pension']) }, 3],
    [{ kind: 'comment', text: '路灯早点亮就好了。' }, 1],
    [{ kind: 'fact', fact: 'harvest', amount: random.pick(['good', 'poor', 'failed']) }, 1],
    [{ kind: 'help', text: '帮着把柴火搬进了屋。' }, 1],
  ]);

function visit(sim: Simulation, home: Home, n: number): void {
  const at = sim.until - sim.random.whole(1, 360) * oneDay - sim.random.whole(0, oneDay - 1);
  const input = { visit: sim.id('visit', home.id, n), household: home.id, parts: [said(sim.random)] };
  sim.paper.say(home.grid.worker.actor, 'visit.record', input, at);
  sim.counts.visits += 1;
}

const matters = [
  ['W1', '水停了', '早上起来没水'],
  ['W2', '水很浑', '接出来的水发黄'],
  ['R1', '路上有坑', '下雨后车过不去'],
  ['P1', '电压不稳', '晚上灯忽明忽暗'],
  ['A3', '洋芋烂在地里', '雨多，挖不出来'],
  ['S3', '医保没缴上', '手机上提示失败'],
] as const;

/** Reported, accepted, answered, told, and said to be solved: as far as this one has come. */
function matter(sim: Simulation, home: Home, n: number): void {
  const { random, paper } = sim;
  const { worker, head } = home.grid;
  const id = sim.id('case', home.id, n);
  const [category, title, text] = random.pick(matters);
  let at = sim.until - random.whole(5, 350) * oneDay - random.whole(0, oneDay - 1);
  const step = (actor: Actor, name: string, input: Record<string, unknown> = {}): void => {
    paper.say(actor, name, { case: id, ...input }, at);
    at += random.whole(1, 30) * 3_600_000;
  };
  const far = random.weighted([
    [5, 80],
    [3, 8],
    [2, 6],
    [1, 4],
    [0, 2],
  ] as const);
  step(worker.actor, 'case.report', {
    household: home.id,
    category,
    title,
    text,
    secretHash: hashOf(`${id} simulated`),
  });
  const department = sim.sent?.departments.find((one) => one.duties.includes(category));
  const up = department && random.chance(sim.sent?.share ?? 0) ? [head, ...home.grid.above] : [];
  const last = up.length > 0 && far > 1 && department ? department.actor : head.actor;
  if (far > 0) step(head.actor, 'case.accept');
  if (far > 1) {
    step(head.actor, 'case.note', { text: '去看过了，约好明天修。' });
    for (const seat of up.slice(0, -1)) step(seat.actor, 'case.hand-up');
    for (const seat of up.slice(-1)) step(seat.actor, 'case.dispatch', { office: department?.office });
  }
  if (far > 2) step(last, 'case.answer', { text: '修好了，请再看看。' });
  if (far > 3) step(worker.actor, 'case.tell', { text: '当面说了。' });
  if (far > 4) step(secretActor(id), 'case.say', { outcome: 'solved' });
  sim.counts.cases += 1;
}

/** `homes` of them, spread over 7 groups and 21 grids. */
export function simulateVillage(
  sim: Simulation,
  at: { readonly number: number; readonly township: Place; readonly above: Seat },
  homes: number,
): void {
  const name = `第${at.number + 1}村`;
  const village = openArea(sim, 'village', { name, tail: String(201 + (at.number % 700)), above: at.township });
  const office = openSeat(sim, 'village', {
    name: `${name}委会`,
    place: village,
    above: at.above,
    duties: ['W4', 'R1', 'A3', 'S1'],
  });
  openSeat(sim, 'village-specialist', {
    name: `${name}水管员`,
    place: village,
    above: office,
    duties: ['W1', 'W2', 'W3'],
  });
  const grids = openGrids(sim, village, [office, at.above]);
  for (let n = 0; n < homes; n++) {
    const grid = grids[n % grids.length];
    if (!grid) return;
    const home = openHome(sim, grid, n + 1);
    for (let v = 0; v < sim.visitsPerHome; v++) visit(sim, home, v);
    const whole = Math.floor(sim.casesPerHome);
    const cases = whole + (sim.random.chance(sim.casesPerHome - whole) ? 1 : 0);
    for (let c = 0; c < cases; c++) matter(sim, home, c);
  }
}
