// Two years of visits: each home by the interval it agreed to, what is said by the season, and waves of hail.
import { awake, dateOf, day, moment, monthOf, within, yearOf } from './days.ts';
import type { Amount, FactWord, HistorySpan, Moment, VisitEvent, VisitPart } from './history-shapes.ts';
import { levelOneOffice } from './offices.ts';
import { phrase } from './phrasing.ts';
import type { Saying } from './phrases-visits.ts';
import { comments, facts, help, moreHelp, opinions, policies, policyMonths, promises } from './phrases-visits.ts';
import { gridName, groups, vacantGrid } from './places.ts';
import type { Random } from './random.ts';
import type { Household } from './shapes.ts';

/** Who comes: the grid's worker, or the level-1 head where the grid has nobody. */
export function visitingOffice({ group, grid }: Household): string {
  return group === vacantGrid.group && grid === vacantGrid.number ? levelOneOffice(group) : gridName(group, grid);
}

const inSeason = (list: readonly Saying[], month: number): readonly Saying[] =>
  list.filter((one) => one.months?.includes(month) ?? true);
const say = (random: Random, list: readonly Saying[], month: number): string =>
  phrase(random, random.pick(inSeason(list, month)).text);

const amountWords: Record<Amount, readonly string[]> = {
  good: ['不错', '比去年好', '好收成'],
  poor: ['一般', '比去年少', '不如往年'],
  failed: ['几乎没收', '连种子都没回来', '算是绝收'],
};

function factPart(random: Random, fact: FactWord, at: Moment, on: string | null = null): VisitPart {
  const amount: Amount | null =
    fact === 'harvest'
      ? random.weighted<Amount>([
          ['good', 4],
          ['poor', 5],
          ['failed', 1],
        ])
      : null;
  const pattern = random.pick(facts[fact]).replaceAll('{AMOUNT}', random.pick(amountWords[amount ?? 'poor']));
  const ownDay = fact === 'birth' || fact === 'funeral' ? dateOf(at - random.whole(1, 9) * day) : null;
  return { kind: 'fact', fact, amount, on: on ?? ownDay, text: phrase(random, pattern) };
}

/** Facts of the season, with how often they are told. */
function seasonalFact(random: Random, home: Household, month: number): FactWord | null {
  const bearing = home.members.some(
    ({ sex, born }) => sex === '女' && Number(born.slice(0, 4)) >= 1988 && Number(born.slice(0, 4)) <= 2003,
  );
  const list: [FactWord | null, number][] = [[null, 6]];
  if ([7, 9, 10, 11].includes(month)) list.push(['harvest', 9]);
  if ([10, 11, 12, 1, 2].includes(month)) list.push(['wedding', 0.7]);
  if (bearing) list.push(['birth', 0.3]);
  if ([7, 8].includes(month)) list.push(['flood', 0.4]);
  if ([5, 6, 7].includes(month)) list.push(['drought', 0.8]);
  if ([2, 3].includes(month)) list.push(['away', 1.5]);
  if ([12, 1].includes(month)) list.push(['returned', 2.5]);
  list.push(['funeral', 0.3], ['illness', 0.4]);
  return random.weighted(list);
}

function promisePart(random: Random, at: Moment, until: Moment): VisitPart {
  const due = at + random.whole(3, 21) * day;
  const kept = within(random, at + random.whole(1, 24) * day, 8, 19);
  const text = say(random, promises, monthOf(at));
  return { kind: 'promise', text, due: dateOf(due), keptAt: kept < until && random.chance(0.95) ? kept : null };
}

function policyPart(random: Random, month: number): VisitPart {
  const topic = random.weighted(
    Object.keys(policies).map((code) => [code, policyMonths[code]?.includes(month) ? 6 : 1] as const),
  );
  return { kind: 'policy', topic, text: phrase(random, random.pick(policies[topic] ?? [])) };
}

/** One to three things said; at least one. */
function parts(random: Random, home: Household, at: Moment, until: Moment): VisitPart[] {
  const month = monthOf(at);
  const often = home.intervalDays <= 7;
  const found: VisitPart[] = [];
  const fact = random.chance(often ? 0.1 : 0.4) ? seasonalFact(random, home, month) : null;
  if (fact) found.push(factPart(random, fact, at));
  if (random.chance(often ? 0.06 : 0.34)) {
    found.push({ kind: 'opinion', text: say(random, opinions, month), named: random.chance(0.3) });
  }
  if (random.chance(often ? 0.12 : 0.36)) found.push(policyPart(random, month));
  if (random.chance(often || home.care.length > 0 ? 0.5 : 0.18)) {
    found.push({ kind: 'help', text: say(random, [...help, ...moreHelp], month) });
  }
  if (random.chance(0.07)) found.push({ kind: 'comment', text: say(random, comments, month) });
  if (random.chance(0.08)) found.push(promisePart(random, at, until));
  return found.length > 0 ? random.shuffled(found).slice(0, 3) : [{ kind: 'well' }];
}

function visitOf(home: Household, at: Moment, said: readonly VisitPart[], confidential: boolean): VisitEvent {
  const office = visitingOffice(home);
  return { at, kind: 'visit', householdDoor: home.door, grid: home.gridCode, office, confidential, parts: said };
}

/** Families away are met when they come home for the new year or the national holiday, else by telephone. */
function nearHoliday(random: Random, at: Moment): Moment {
  const month = monthOf(at);
  if (month <= 4) return moment(yearOf(at), 2, random.whole(1, 20));
  return month >= 8 && month <= 11 ? moment(yearOf(at), 10, random.whole(1, 8)) : at;
}

const textsOf = (said: readonly VisitPart[]): string[] => said.flatMap((part) => ('text' in part ? [part.text] : []));
/** Whether something of it was told at this door not long ago in the same words. */
const repeats = (said: readonly VisitPart[], lately: readonly string[]): boolean =>
  textsOf(said).some((text) => lately.includes(text));

function regularVisits(random: Random, home: Household, { from, until }: HistorySpan): VisitEvent[] {
  const visits: VisitEvent[] = [];
  let lately: readonly string[] = [];
  const hit = home.care.includes('受灾户') ? until - 70 * day : null;
  const interval = (at: Moment): number => (hit !== null && at < hit ? 180 : home.intervalDays);
  let at = from + random.next() * interval(from) * day;
  while (at < until - 2 * day) {
    const slot = home.home === '外出' ? nearHoliday(random, at) : at;
    const when = awake(random, within(random, slot, 8, 19.5));
    if (when > from && when < until) {
      let said = parts(random, home, when, until);
      for (let tries = 0; tries < 4 && repeats(said, lately); tries += 1) said = parts(random, home, when, until);
      lately = [...textsOf(said), ...lately].slice(0, 12);
      visits.push(visitOf(home, when, said, random.chance(0.03)));
    }
    at += interval(at) * day * (0.8 + random.next() * 0.4);
  }
  return visits;
}

/** One or two hailstorms a summer, each over one or two groups: the same fact in many homes within days. */
function hailVisits(random: Random, households: readonly Household[], span: HistorySpan): VisitEvent[] {
  const visits: VisitEvent[] = [];
  for (let year = yearOf(span.from); year <= yearOf(span.until); year += 1)
    for (let storm = random.whole(1, 2); storm > 0; storm -= 1) {
      const fell = moment(year, random.whole(6, 8), random.whole(3, 27));
      const number = random.whole(1, groups.length);
      const hitHomes = households.filter((home) => home.home === '在家' && home.group === number);
      for (const home of random.shuffled(hitHomes).slice(0, random.whole(8, 13))) {
        const at = within(random, fell + random.whole(0, 5) * day + day, 8, 19);
        const fact = factPart(random, 'hail', at, dateOf(fell));
        if (at > span.from && at < span.until) visits.push(visitOf(home, at, [fact], false));
      }
    }
  return visits;
}

export function visitEvents(random: Random, households: readonly Household[], span: HistorySpan): VisitEvent[] {
  const regular = households
    .filter((home) => home.home !== '空户')
    .flatMap((home) => regularVisits(random.branch(`visits ${home.door}`), home, span));
  const hail = hailVisits(random.branch('hail'), households, span);
  return [...regular, ...hail].sort((a, b) => a.at - b.at);
}
