// After a repair: whether what was just told comes from below a cause that was answered within the last days (INC-8).
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { topicOf } from '#modules/finding/kinds/topics.ts';
import { comesAgain } from '#modules/incident/rules.ts';
import { executeAsJobs, jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { derivedId } from '../import/row-ids.ts';

/** The nodes below a cause, by every pipe that feeds them; grounds as text, since PostgreSQL 15 has no hash of a path; codes are written as homes write them (SUPPLY-10). */
const againText = `with recursive told as (
    select id, household, category, reported_at, subpath(ground, 0, 3)::text as village from matter
      where id = any($1::uuid[]) and nlevel(ground) > 3 and household is not null and not restricted
        and cardinality(complained_of) = 0 and incident is null and side is distinct from 'withdrawn'),
  answered as (
    select incident.id, incident.category, incident.cause_node as code, told.village, told.id as matter, told.category as told_as, told.household
      from told join incident on left(incident.category, 1) = left(told.category, 1) and incident.cause_node is not null
        and (incident.ground <@ told.village::ltree or incident.ground @> told.village::ltree) and not told.id = any(incident.again)
        and (incident.resolved_at between told.reported_at - $2 * interval '1 millisecond' and told.reported_at
          or (incident.resolved_at is null and cardinality(incident.again) > 0))),
  node as (
    select network, ground::text as ground, supply_node.code, parent, also, case when network = 'W' then '' else network || ':' end as stem
      from supply_node where removed_at is null and ground in (select village::ltree from told)),
  below as (
    select answered.id, answered.matter, node.network, node.ground, node.code, node.stem
      from answered join node on node.ground = answered.village and left(node.network, 1) = left(answered.category, 1)
        and node.stem || node.code = answered.code
    union select below.id, below.matter, node.network, node.ground, node.code, node.stem
      from below join node on node.network = below.network and node.ground = below.ground
        and (node.parent = below.code or below.code = any(node.also)))
  select distinct answered.id as incident, answered.matter, answered.category, answered.told_as as "toldAs"
    from answered join below on below.id = answered.id and below.matter = answered.matter
    join household on household.id = answered.household and below.stem || below.code = any(household.supply_points)`;

interface CameAgain {
  readonly incident: string;
  readonly matter: string;
  readonly category: string;
  readonly toldAs: string;
}

const cameAgain = (tx: Tx, matters: readonly string[]): Promise<CameAgain[]> =>
  tx.query<CameAgain>(againText, [matters, comesAgain]);

/** Safe to call twice with the same matters: the same matter at the same incident is the same command. */
export async function reopenBelow(county: County, matters: readonly string[]): Promise<void> {
  const found = await inScope(county.database, jobs, (tx) => cameAgain(tx, matters), { readOnly: true });
  for (const { incident, matter, category, toldAs } of found) {
    const topic = topicOf(toldAs);
    if (topic === undefined || topic !== topicOf(category)) continue;
    const command = derivedId(county.facts.generation, 'incident.reopen', incident, matter);
    await executeAsJobs(county, 'incident.reopen', { incident, case: matter }, command);
  }
}
