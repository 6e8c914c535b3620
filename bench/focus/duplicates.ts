// Duplicates without a network, on a city's own requests: fitted on the first part of the time, measured on the second.
import { likelyDuplicates, type Sign, signs, signsOfAll, type Told } from '../../src/focus/duplicates.ts';
import { type Request, readRequests } from './requests.ts';
import { type Row, shareRow } from './row.ts';

/** arrival: what had come in when the request came. whole: also what came later, as somebody tidying up would see it. */
type Scope = 'arrival' | 'whole';

interface Question {
  readonly request: Request;
  readonly others: readonly Request[];
  readonly parent: Request;
}

const days = 180;

function questions(requests: readonly Request[], part: 'first' | 'second', scope: Scope): Question[] {
  const [start, end] = [requests[0]!.at, requests.at(-1)!.at];
  const border = Math.floor((start + end) / 2);
  const firstOfSecond = requests.findIndex((one) => one.at >= border);
  return requests.flatMap((request, at) => {
    const parent = request.parent === undefined ? undefined : requests[request.parent];
    if (!parent || request.at < border !== (part === 'first')) return [];
    if (scope === 'arrival' && request.parent! > at) return [];
    // What is fitted never sees the second part.
    const until = scope === 'arrival' ? at : part === 'first' ? firstOfSecond : requests.length;
    if (request.parent! >= until) return [];
    const others = requests.filter(
      (one, place) => place < until && place !== at && Math.abs(one.at - request.at) <= days,
    );
    return [{ request, others, parent }];
  });
}

function placeIn(order: readonly (Told | undefined)[], { parent }: Question): number {
  const at = order.indexOf(parent);
  return at < 0 ? 4 : at + 1;
}

/** What a 250-metre list on a map does: the nearest first, and of those the latest. */
function nearestFirst({ request, others }: Question): Told[] {
  const metres = (one: Told): number => Math.round(Math.hypot(one.east - request.east, one.north - request.north));
  const all = others.map((told) => ({ told, metres: metres(told), days: Math.abs(told.at - request.at) }));
  const nearest = all.filter((one) => one.metres < 1000);
  return nearest.sort((a, b) => a.metres - b.metres || a.days - b.days).map((one) => one.told);
}

function rowsOf(scope: Scope, asked: readonly Question[]): Row[] {
  const words = scope === 'arrival' ? 'when it comes in' : 'looking back';
  const judge = (
    name: string,
    order: (question: Question) => readonly (Told | undefined)[],
    goals: [number?, number?],
  ): Row[] => {
    const places = asked.map((one) => placeIn(order(one), one));
    const within = (most: number): [number, number] => [places.filter((place) => place <= most).length, places.length];
    return [
      shareRow(`parent first, ${words}: ${name}`, within(1), goals[0]),
      shareRow(`parent among three, ${words}: ${name}`, within(3), goals[1]),
    ];
  };
  const ours = ({ request, others }: Question): (Told | undefined)[] =>
    likelyDuplicates(request, others).map((one) => others[one.other]);
  return [...judge('finder', ours, [68, 87]), ...judge('nearest first', nearestFirst, [])];
}

export function duplicateRows(file: string): Row[] {
  const requests = readRequests(file);
  return (['arrival', 'whole'] as const).flatMap((scope) => rowsOf(scope, questions(requests, 'second', scope)));
}

type Choice = { all: number[][]; right: number };

const odds = (values: number[], by: number[]): number => values.reduce((sum, value, at) => sum + value * by[at]!, 0);

function likelihood(choices: readonly Choice[], by: number[], pull: number): number {
  return choices.reduce(
    (sum, { all, right }) => {
      const each = all.map((values) => odds(values, by));
      const top = Math.max(...each);
      return sum + each[right]! - top - Math.log(each.reduce((total, one) => total + Math.exp(one - top), 0));
    },
    -(pull / 2) * by.reduce((sum, one) => sum + one * one, 0),
  );
}

function slope(choices: readonly Choice[], by: number[], pull: number): number[] {
  const sum = by.map((one) => -pull * one);
  for (const { all, right } of choices) {
    const each = all.map((values) => odds(values, by));
    const top = Math.max(...each);
    const total = each.reduce((all, one) => all + Math.exp(one - top), 0);
    for (const [at, values] of all.entries()) {
      const push = (at === right ? 1 : 0) - Math.exp(each[at]! - top) / total;
      for (let sign = 0; sign < sum.length; sign += 1) sum[sign]! += push * values[sign]!;
    }
  }
  return sum;
}

/** Climbs with a step of its own for every sign (Rprop): slow, plain, and the function has one top. */
function climb(choices: readonly Choice[], pull: number): number[] {
  const by = signs.map(() => 0);
  const step = signs.map(() => 0.1);
  let before = signs.map(() => 0);
  for (let round = 0; round < 300; round += 1) {
    const now = slope(choices, by, pull);
    for (const [at, one] of now.entries()) {
      step[at]! *= one * before[at]! > 0 ? 1.2 : one * before[at]! < 0 ? 0.5 : 1;
      by[at]! += Math.sign(one) * step[at]!;
    }
    before = now;
  }
  return by;
}

/** The weights that make the known parents of the first part likeliest; weights are pulled towards nothing. */
export function fitDuplicates(file: string): Record<Sign, number> {
  const requests = readRequests(file);
  const asked = (['arrival', 'whole'] as const).flatMap((scope) => questions(requests, 'first', scope));
  const choices = asked.flatMap(({ request, others, parent }) => {
    const candidates = signsOfAll(request, others);
    const right = candidates.findIndex((one) => others[one.other] === parent);
    return right < 0 ? [] : [{ all: candidates.map((one) => one.values), right }];
  });
  const pull = 2;
  const by = climb(choices, pull);
  console.log(`${choices.length} duplicates, log-likelihood ${likelihood(choices, by, pull).toFixed(2)}`);
  return Object.fromEntries(signs.map((sign, at) => [sign, Math.round(by[at]! * 1000) / 1000])) as Record<Sign, number>;
}
