// Weighs what was heard in a village: what stands out becomes or stays a finding, a few homes are asked, and what no longer stands out fades.
import { createFinder } from '#focus/finder.ts';
import type { Cause, Finding as Found, Tally } from '#focus/model.ts';
import { inScope } from '#data/scope.ts';
import type { Finding, FoundCause, FoundTally, Weight } from '#modules/finding/model.ts';
import { affectedOf, isSettled, proposalHomes } from '#modules/finding/rules.ts';
import { findingTable } from '#modules/finding/store.ts';
import { executeAsJobs, jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { derivedId } from '../import/row-ids.ts';
import { loadVillage, oneDay, type Place, type Village } from './village.ts';

function placesOf(cause: Cause, village: Village): string[] {
  if (cause.kind === 'node') return cause.nodes.map((node) => village.points[cause.network]?.[node] ?? '');
  if (cause.kind === 'grid') return [village.grids[cause.grid] ?? ''];
  return cause.kind === 'circle' ? [village.homes[cause.centre] ?? ''] : [];
}

function tallyOf({ homes, affected, clear }: Tally, { refs }: Village): FoundTally {
  const idsOf = (numbers: readonly number[], kind: string): string[] =>
    numbers.flatMap((ref) => (refs[ref]?.kind === kind ? [refs[ref].id] : []));
  return { homes, matters: idsOf(affected, 'matter'), yes: idsOf(affected, 'yes'), no: idsOf(clear, 'no') };
}

/** What most homes called it. */
function categoryOf({ inside }: Found['evidence'], { refs }: Village): string {
  const counts = new Map<string, number>();
  for (const ref of inside.affected) {
    const { category = '' } = refs[ref] ?? {};
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

function weightOf(found: Found, village: Village): Weight {
  const { evidence } = found;
  // FIND-13
  const enough = evidence.inside.affected.length >= proposalHomes;
  return {
    tier: enough ? found.tier : 'hint',
    category: categoryOf(evidence, village),
    since: Math.round(evidence.since * oneDay),
    until: Math.round(evidence.until * oneDay),
    score: found.score,
    canTell: found.canTell,
    causes: found.causes.map(
      ({ cause, homes, probability }): FoundCause => ({
        kind: cause.kind,
        places: placesOf(cause, village),
        homes: homes.length,
        probability,
      }),
    ),
    inside: tallyOf(evidence.inside, village),
    outside: tallyOf(evidence.outside, village),
  };
}

/** Which record it belongs to: the open one that counts the same; undefined when all of it was judged before (FIND-8). */
function idFor(weight: Weight, known: readonly Finding[], name: (first: string) => string): string | undefined {
  const counted = affectedOf(weight);
  const open = known.find((one) => !isSettled(one) && affectedOf(one).some((id) => counted.includes(id)));
  if (open) return open.id;
  const judged = new Set(known.filter(isSettled).flatMap(affectedOf));
  const fresh = counted.filter((id) => !judged.has(id));
  return fresh[0] === undefined ? undefined : name(fresh[0]);
}

/** Log of the Bayes factor from which homes are asked: below it an ordinary coincidence is as likely. */
const worthAsking = 0;

function findingsIn(village: Village, now: number): readonly Found[] {
  const finder = createFinder(village.world, { hint: worthAsking });
  for (const heard of village.heard) finder.add(heard);
  // FIND-2: one home alone is no finding, however rare its trouble is.
  return finder.findings(now / oneDay).filter(({ evidence }) => evidence.inside.affected.length > 1);
}

const knownText = `select ${findingTable.select} from finding where ground = $1 and topic = $2 and (state in ('open', 'waiting') or weighed_at > $3)`;

/** Safe to call at any time and from several processes: the same weight of the same finding is the same command. */
export async function weighVillage(county: County, place: Place, topic: string): Promise<void> {
  const now = county.now();
  const { generation } = county.facts;
  const [village, known] = await inScope(
    county.database,
    jobs,
    async (tx) => {
      const rows = await tx.query<Record<string, unknown>>(knownText, [
        place.ground,
        topic,
        new Date(now - 60 * oneDay),
      ]);
      return [await loadVillage(tx, place, topic, now), rows.map(findingTable.read)] as const;
    },
    { readOnly: true },
  );
  const seen = new Set<string>();
  for (const found of findingsIn(village, now)) {
    const weight = weightOf(found, village);
    const id = idFor(weight, known, (first) => derivedId(generation, 'finding', place.id, topic, first));
    if (id === undefined || seen.has(id)) continue;
    seen.add(id);
    const ask = found.ask.map((home) => {
      const household = village.homes[home] ?? '';
      return { ask: derivedId(generation, 'ask', id, household), household };
    });
    const input = { finding: id, village: place.id, topic, weight, ask };
    await executeAsJobs(county, 'finding.weigh', input, derivedId(generation, 'finding.weigh', JSON.stringify(input)));
  }
  for (const one of known) {
    const gone = !seen.has(one.id);
    if (isSettled(one) || (one.state === 'faded' && gone)) continue;
    const command = derivedId(generation, 'finding.fade', one.id, one.version, Math.floor(now / oneDay), String(gone));
    await executeAsJobs(county, 'finding.fade', { finding: one.id, gone }, command);
  }
}
