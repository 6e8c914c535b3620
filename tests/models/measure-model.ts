// A slow and simple second opinion on the figures: it reads the journal from its first row, keeps every matter whole, and imports nothing of the program but the type of what a fact carries.
import type { FactData } from '#kit/command.ts';

export interface Line {
  readonly name: string;
  readonly kind: string;
  readonly record: string;
  /** null for what is hidden. */
  readonly ground: string | null;
  /** As it lies in the journal. */
  readonly payload: FactData;
}

interface Told {
  ground: string;
  reported: number;
  respondBy: number | null;
  deadline: number | null;
  first: number | null;
  contact: number | null;
  /** The answer that stands now. */
  answer: number | null;
  everAnswered: boolean;
  answeredBy: string | null;
  /** Who gave the last answer; a referral is none. */
  answerer: string | null;
  holder: string;
  firstHolder: string;
  word: string | null;
  how: string | null;
  told: boolean;
  ended: number | null;
  suspended: number | null;
  reopened: boolean;
  up: boolean;
  sent: boolean;
  returns: number;
  incident: string | null;
  rating: string | null;
  satisfied: boolean | null;
}

export type Count = Record<string, number>;
/** `place office day` → what is counted there; office `*` for all. */
export type Counts = Map<string, Count>;

const day = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
const byPerson = new Set(
  'accepted handed-up dispatched returned ruling-asked ruled joined answered referred extended suspended'
    .split(' ')
    .map((name) => `case.${name}`),
);

/** Facts that name an office which does not take the matter. */
const beside = new Set(['case.copied', 'case.noted', 'case.office-called', 'case.office-came', 'case.call-back-due']);

function begin(ground: string, record: Line['payload']): Told {
  return {
    ground,
    reported: record.reportedAt,
    respondBy: record.respondBy,
    deadline: record.resolveBy,
    first: record.resolveBy,
    contact: null,
    answer: null,
    everAnswered: false,
    answeredBy: null,
    answerer: null,
    holder: record.holder,
    firstHolder: record.holder,
    word: null,
    how: null,
    told: false,
    ended: null,
    suspended: null,
    reopened: false,
    up: false,
    sent: false,
    returns: 0,
    incident: null,
    rating: null,
    satisfied: null,
  };
}

/** How it ends, or goes on after an unhappy word. */
function end(one: Told, name: string, data: Line['payload']): void {
  switch (name) {
    case 'case.solved':
      // Whatever is said of it after it was referred: it had left the clocks before.
      Object.assign(one, { word: 'solved', how: data.proof, ended: one.ended ?? data.at });
      break;
    case 'case.not-solved':
      Object.assign(one, {
        word: data.outcome,
        how: data.proof,
        ended: null,
        reopened: true,
        answer: null,
        satisfied: null,
      });
      break;
    case 'case.no-answer':
      Object.assign(one, { word: 'no-answer', ended: data.at });
      break;
    case 'case.withdrawn':
      one.ended = data.at;
      break;
    case 'case.referred':
      Object.assign(one, {
        ended: data.at,
        answeredBy: data.by,
        suspended: null,
        word: null,
        how: null,
        rating: null,
        satisfied: null,
      });
      break;
  }
}

/** One sentence of the story after the other. */
function live(one: Told, name: string, data: Line['payload']): void {
  if (byPerson.has(name) && data.person) one.contact ??= data.at;
  if (data.to && !beside.has(name)) one.holder = data.to;
  if (data.resolveBy !== undefined && data.resolveBy !== null && !['case.reported'].includes(name))
    one.deadline = data.resolveBy;
  end(one, name, data);
  switch (name) {
    case 'case.moved':
      one.ground = data.ground;
      break;
    case 'case.dispatched':
      one.sent = true;
      break;
    case 'case.returned':
      one.returns += 1;
      break;
    case 'case.stepped-up':
      one.up = true;
      one.suspended = null;
      break;
    case 'case.joined':
      one.incident = data.incident;
      break;
    case 'case.left-incident':
      one.incident = null;
      break;
    case 'case.suspended':
      one.suspended = data.at;
      break;
    case 'case.resumed':
      one.suspended = null;
      break;
    case 'case.answered':
      Object.assign(one, {
        answer: data.at,
        everAnswered: true,
        answeredBy: data.by,
        answerer: data.by,
        suspended: null,
      });
      Object.assign(one, { word: null, how: null, rating: null, satisfied: null });
      break;
    case 'case.told':
      one.told = true;
      break;
    case 'case.satisfied':
      one.satisfied = data.satisfied;
      break;
    case 'case.rated':
      one.rating = data.rating;
      break;
  }
}

const words: Record<string, string> = {
  solved: 'solved',
  partly: 'partly',
  'not-solved': 'not_solved',
  'no-answer': 'no_answer',
};
const hows: Record<string, string> = { secret: 'by_secret', adult: 'by_adult', call: 'by_other', visit: 'by_other' };

/** Which offices are of the village, and which work for the county from outside its territory. */
export interface Offices {
  readonly village: ReadonlySet<string>;
  readonly outside: ReadonlySet<string>;
}
interface Sheet extends Offices {
  readonly counts: Counts;
}

function count(
  { counts, outside }: Sheet,
  ground: string,
  [office, at]: [string, number],
  names: readonly string[],
): void {
  const labels = ground.split('.');
  for (const depth of [1, 2, 3]) {
    if (depth > labels.length) continue;
    for (const who of depth < 3 && outside.has(office) ? ['*', office] : ['*']) {
      const key = `${labels.slice(0, depth).join('.')} ${who} ${day(at)}`;
      const found = counts.get(key) ?? {};
      for (const name of names) found[name] = (found[name] ?? 0) + 1;
      counts.set(key, found);
    }
  }
}

function countOne(sheet: Sheet, one: Told): void {
  const gone = (deadline: number): boolean => one.ended !== null && !one.everAnswered && one.ended <= deadline;
  const { respondBy, deadline, first } = one;
  if (respondBy !== null && !(one.contact === null && gone(respondBy)))
    count(
      sheet,
      one.ground,
      [one.firstHolder, respondBy],
      ['respond_due', ...(one.contact !== null && one.contact <= respondBy ? ['respond_met'] : [])],
    );
  const office = one.answeredBy ?? one.holder;
  const stands = one.suspended !== null && one.suspended <= (deadline ?? 0) && one.ended === null;
  if (deadline !== null && !gone(deadline) && !stands)
    count(
      sheet,
      one.ground,
      [office, deadline],
      ['closing_due', ...(one.answer !== null && one.answer <= deadline ? ['closing_met'] : [])],
    );
  if (first === null || gone(first)) return;
  const names = ['first_due'];
  if (one.answer !== null && one.answer <= first) names.push('first_met');
  if (one.word) names.push(words[one.word] ?? '?');
  if (one.word && one.word !== 'no-answer' && one.how) names.push(hows[one.how] ?? '?');
  if (one.everAnswered) {
    names.push('answered');
    if (one.answerer && sheet.village.has(one.answerer)) names.push('on_level');
    if (one.reopened) names.push('reopened');
  }
  if (one.up) names.push('stepped_up');
  if (one.sent) names.push('sent');
  if (one.sent && one.returns > 0) names.push('returned');
  if (one.sent && one.returns > 1) names.push('returned_twice');
  if (one.incident) names.push('joined');
  if (one.incident && (one.told || one.word)) names.push('joined_told');
  if (one.rating) names.push(`rated_${one.rating}`);
  if (one.satisfied !== null) names.push(one.satisfied ? 'satisfied' : 'unsatisfied');
  count(sheet, one.ground, [office, first], names);
}

/** Everything counted from scratch. `lines` in the order in which they happened. */
export function countedFromScratch(lines: readonly Line[], offices: Offices): Counts {
  const sheet: Sheet = { ...offices, counts: new Map() };
  const matters = new Map<string, Told>();
  const named = new Map<string, boolean>();
  const incidents = new Map<string, { ground: string; holder: string }>();
  for (const { name, kind, record, ground, payload } of lines) {
    if (ground === null) continue;
    if (kind === 'incident') {
      if (name === 'incident.opened') incidents.set(record, { ground: payload.ground, holder: payload.holder });
      if (payload.cause) named.set(record, named.get(record) ?? true);
      const one = incidents.get(record);
      if (one && name === 'incident.passed') one.holder = payload.to;
      if (!one || name !== 'incident.resolved') continue;
      if (!named.has(record)) named.set(record, false);
      count(sheet, one.ground, [one.holder, payload.at], named.get(record) ? ['found', 'cause_named'] : ['found']);
    }
    if (kind !== 'case') continue;
    if (name === 'case.reported') matters.set(record, begin(ground, payload.record));
    const one = matters.get(record);
    if (one) live(one, name, payload);
  }
  for (const one of matters.values()) countOne(sheet, one);
  return sheet.counts;
}
