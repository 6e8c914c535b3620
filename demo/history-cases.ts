// The matters that came out of visits: where each one went, who answered, and what the home said.
import { awake, day, hour, monthOf, officeHours } from './days.ts';
import type { CaseEvent, CaseStep, Moment, Outcome, Proof, VisitEvent } from './history-shapes.ts';
import { levelOneOffice, townshipOffice, villageOffice } from './offices.ts';
import { disputes } from './phrases-disputes.ts';
import { farm } from './phrases-farm.ts';
import { power } from './phrases-power.ts';
import { roadsAndHouses } from './phrases-roads.ts';
import { subsidies } from './phrases-subsidies.ts';
import { surroundings } from './phrases-surroundings.ts';
import { villageLife } from './phrases-village.ts';
import {
  dispatches,
  groupHandUps,
  returnReasons,
  secondAnswers,
  tellings,
  villageHandUps,
  words,
} from './phrases-visits.ts';
import { water } from './phrases-water.ts';
import { careAndHealth } from './phrases-welfare.ts';
import { type CaseKind, inMonth, phrase, type Scene, type Way } from './phrasing.ts';
import type { Random } from './random.ts';
import type { Household, Office } from './shapes.ts';

export const caseKinds: readonly CaseKind[] = [
  ...water,
  ...power,
  ...roadsAndHouses,
  ...farm,
  ...subsidies,
  ...careAndHealth,
  ...surroundings,
  ...disputes,
  ...villageLife,
];

/** Danger to life goes at once to the office the catalogue names first, not up the ladder. */
const direct: Readonly<Record<string, string>> = {
  R2: townshipOffice,
  H1: townshipOffice,
  H5: townshipOffice,
  F2: villageOffice,
};

/** How long the one who answers usually takes, in hours: shortest and longest. */
const working: Readonly<Record<Way, readonly [number, number]>> = {
  group: [3, 60],
  village: [6, 110],
  specialist: [3, 70],
  township: [12, 130],
  'field-office': [12, 110],
  department: [20, 210],
  'outside-body': [4, 60],
};
/** Disputes and matters of money and planning take longer. */
/** Water, power, a blocked road, a person unattended, danger: everybody is quicker. */
const urgent = /^(W[123]|P[12]|R2|H[15]|A2|C[25]|M1|F[1-6])$/;
const slow = /^(D[1-4]|R1|R6|H[24]|A5|P5|V[235]|C1|S5)$/;

export interface CaseSources {
  readonly random: Random;
  readonly offices: readonly Office[];
  readonly households: ReadonlyMap<string, Household>;
}

/** Writes the steps one after the other; each one later than the last. */
class Trail {
  readonly steps: CaseStep[] = [];
  private readonly random: Random;
  private readonly pace: number;
  holder: string;
  at: Moment;
  constructor(random: Random, at: Moment, holder: string, pace: number) {
    this.random = random;
    this.pace = pace;
    this.at = at;
    this.holder = holder;
  }

  private later(low: number, high: number, office: string): Moment {
    const wait = (low + (high - low) * this.random.next() ** 2) * hour * this.pace;
    const at = this.at + wait;
    const desk = this.pace === 1 && !office.includes('网格') && !office.startsWith('柳湾村');
    this.at = desk ? officeHours(this.random, at) : awake(this.random, at);
    return this.at;
  }

  private move(
    verb: 'hand-up' | 'dispatch' | 'return',
    to: string,
    waits: readonly [number, number],
    text: string,
  ): void {
    const office = this.holder;
    this.steps.push({ at: this.later(...waits, office), verb, office, to, text });
    this.holder = to;
  }

  accept(): void {
    this.steps.push({ at: this.later(0.3, 9, this.holder), verb: 'accept', office: this.holder, text: '' });
  }
  handUp(to: string): void {
    this.move(
      'hand-up',
      to,
      [0.5, 14],
      phrase(this.random, this.random.pick(this.holder === villageOffice ? villageHandUps : groupHandUps)),
    );
  }
  dispatch(to: string): void {
    this.move('dispatch', to, [0.5, 10], phrase(this.random, this.random.pick(dispatches)));
  }
  sendBack(to: string): void {
    this.move('return', to, [4, 30], phrase(this.random, this.random.pick(returnReasons)));
  }
  answer(text: string, waits: readonly [number, number]): void {
    this.steps.push({ at: this.later(...waits, this.holder), verb: 'answer', office: this.holder, text });
  }
  tell(office: string): void {
    const text = phrase(this.random, this.random.pick(tellings));
    this.steps.push({ at: this.later(1, 40, office), verb: 'tell', office, text });
  }
  say(outcome: Outcome, proof: Proof, office: string): void {
    const text = phrase(this.random, this.random.pick(words[outcome]));
    this.steps.push({ at: this.later(3, 60, office), verb: 'say', office, text, outcome, proof });
  }
}

function officeFor(offices: readonly Office[], way: Way, code: string): string {
  const kind = way === 'specialist' ? 'village-specialist' : way;
  const found = offices.find((office) => office.kind === kind && office.duties.includes(code));
  if (!found) throw new RangeError(`no ${kind} handles ${code}`);
  return found.name;
}

/** From the first holder to the one who can answer it. */
function climb(trail: Trail, way: Way, code: string, { random, offices }: CaseSources): void {
  if (direct[code] === undefined || random.chance(0.7)) trail.accept();
  const ladder =
    way === 'group'
      ? []
      : way === 'village' || way === 'specialist'
        ? [villageOffice]
        : [villageOffice, townshipOffice];
  for (const to of ladder.slice(ladder.indexOf(trail.holder) + 1)) trail.handUp(to);
  if (way === 'group' || way === 'village' || way === 'township') return;
  const to = officeFor(offices, way, code);
  trail.dispatch(to);
  if (way === 'specialist' || way === 'outside-body' || !random.chance(0.04)) return;
  trail.sendBack(townshipOffice);
  trail.dispatch(to);
}

/** The answer walks home and the home speaks; an unhappy word brings a second answer. */
interface Told extends Reported {
  readonly way: Way;
  readonly worker: string;
}

function finish(trail: Trail, { kind, scene, way, worker }: Told, random: Random): void {
  const [low, high] = working[way];
  const slower = slow.test(kind.code) ? 3 : random.chance(0.1) ? 2 : 1;
  trail.answer(phrase(random, random.pick(scene.answers)), [low, high * slower]);
  const speak = (outcome: Outcome): void => {
    const own = trail.holder === worker;
    const proof = random.weighted<Proof>([
      ['secret', 4],
      ['adult', 1],
      ['call', own ? 0 : 2],
      ['visit', own ? 0 : 5],
    ]);
    trail.say(outcome, proof, proof === 'visit' || proof === 'call' ? worker : '');
  };
  trail.tell(worker);
  const first = random.weighted<Outcome>([
    ['solved', 83],
    ['partly', 9],
    ['not-solved', 8],
  ]);
  speak(first);
  if (first === 'solved') return;
  trail.answer(phrase(random, random.pick(secondAnswers)), [12, 96]);
  trail.tell(worker);
  speak('solved');
}

interface Reported {
  readonly kind: CaseKind;
  readonly scene: Scene;
}

/** What is reported in this month. */
function reported(random: Random, at: Moment): Reported {
  const month = monthOf(at);
  const open = (kind: CaseKind): readonly Scene[] => kind.scenes.filter((scene) => inMonth(scene, month));
  // A kind of which little happens in this season is told less often.
  const share = (kind: CaseKind): number => (kind.weight * open(kind).length) / kind.scenes.length;
  const kind = random.weighted(caseKinds.map((one) => [one, share(one)] as const));
  return { kind, scene: random.pick(open(kind)) };
}

/** Everything that happened to one matter, without regard to when the history ends. */
export function caseOf(visit: VisitEvent, sources: CaseSources): CaseEvent {
  const { random, households } = sources;
  const { kind, scene } = reported(random, visit.at);
  const home = households.get(visit.householdDoor);
  if (!home) throw new RangeError(`no home ${visit.householdDoor}`);
  const holder = direct[kind.code] ?? levelOneOffice(home.group);
  let way = random.weighted(kind.ways);
  if (holder === townshipOffice && way === 'village') way = 'township';
  const at = visit.at + 60_000;
  const trail = new Trail(random, at, holder, urgent.test(kind.code) ? 0.3 : 1);
  climb(trail, way, kind.code, sources);
  finish(trail, { kind, scene, way, worker: visit.office }, random);
  return {
    at,
    kind: 'case',
    ref: '',
    householdDoor: visit.householdDoor,
    grid: visit.grid,
    category: kind.code,
    title: phrase(random, scene.title),
    text: phrase(random, random.pick(scene.texts)),
    reportedBy: visit.office,
    holder,
    steps: trail.steps,
  };
}

export const isClosed = (event: CaseEvent): boolean => event.steps.at(-1)?.outcome === 'solved';

/** Cuts a matter off where the history ends, or earlier: what has not happened yet is not told. */
export const openAt = (event: CaseEvent, until: Moment, most = event.steps.length): CaseEvent => ({
  ...event,
  steps: event.steps.slice(0, most).filter((step) => step.at < until),
});

/** Who has a matter after the last of its steps. */
export const holderOf = (event: CaseEvent): string =>
  event.steps.findLast((step) => step.to !== undefined)?.to ?? event.holder;

/** A matter cut off where it lies with this office unanswered, if it ever did before `until`: as early as it came there. */
export function lyingWith(event: CaseEvent, office: string, until: Moment): CaseEvent | undefined {
  const arrival = event.holder === office ? 0 : event.steps.findIndex((step) => step.to === office) + 1;
  if (arrival === 0 && event.holder !== office) return undefined;
  const cut = openAt(event, until, arrival);
  return cut.steps.length === arrival ? cut : undefined;
}

/** Wanted at the end: how many steps an open matter has gone through, by what stands last. */
export function openStages(random: Random, event: CaseEvent): number {
  const answered = event.steps.findIndex((step) => step.verb === 'answer');
  const unhappy = event.steps.findIndex((step) => step.outcome !== undefined && step.outcome !== 'solved');
  return random.weighted([
    [0, 3],
    [1, 4],
    [Math.max(1, answered), 8],
    [answered + 1, 4],
    [answered + 2, 5],
    [unhappy < 0 ? answered + 2 : unhappy + 1, 4],
  ]);
}

/** Open matters are young: none older than this. */
export const openWithin = 24 * day;
