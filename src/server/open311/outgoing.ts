// The county files with another system what that system's office here holds, and asks it from time to time how far it is (OPEN-11, OPEN-12).
import { inScope } from '#data/scope.ts';
import type { Message } from '#modules/telling/model.ts';
import { executeAsJobs, jobs } from '../execute-as.ts';
import type { County } from '../county.ts';
import { spokenOf } from '../export/ledgers-matters.ts';
import { derivedId } from '../import/row-ids.ts';
import { failed, type Outcome } from '../telling/post-out.ts';
import { callPeer, type Peer } from './peer.ts';

interface Going {
  readonly category: string;
  readonly title: string;
  readonly text: string;
  readonly code: string;
  readonly address: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** Kind, grid and what the office that sent it wrote for the other system; no home, and none of its words. */
const goingText = `select matter.category, coalesce(place.code, '') as code, coalesce(place.name, '') as address,
    case when matter.household is null then matter.lat end as lat, case when matter.household is null then matter.lon end as lon,
    coalesce((select step.text from step where step.matter = matter.id and step.to_office = $2 order by n desc limit 1), '') as text
  from matter left join lateral (select area.code, (select string_agg(up.name, '' order by nlevel(up.ground)) from area as up where up.ground @> area.ground) as name
    from area where area.ground @> matter.ground order by nlevel(area.ground) desc limit 1) as place on true
  where matter.id = $1 and matter.holder = $2 and matter.state <> 'closed' and ${spokenOf}`;

const longest = 4000;

/** Files it; whether it arrived is the message's state, and the number it was given there a line in the matter's story. */
export async function fileWithPeer(
  county: County,
  peer: Peer | undefined,
  { matter, office, nameOf }: Pick<Message, 'matter' | 'office'> & { nameOf(category: string): string },
  stop?: AbortSignal,
): Promise<Outcome> {
  if (!peer) return failed('no-way', false);
  const [going] = await inScope(county.database, jobs, (tx) => tx.query<Going>(goingText, [matter, office]), {
    readOnly: true,
  });
  // It went on meanwhile, or ended: there is nothing to send any more.
  if (!going || matter === null || office === null) return failed('closed', true);
  const description = [nameOf(going.category), going.text]
    .filter((one) => one !== '')
    .join('\n')
    .slice(0, longest);
  const form: Record<string, string> = {
    service_code: peer.services[going.category] ?? going.category,
    description,
    address_id: going.code,
    address_string: going.address,
    customer_reference: matter,
    ...(going.lat === null || going.lon === null ? {} : { lat: String(going.lat), long: String(going.lon) }),
  };
  const { outcome, rows } = await callPeer(peer, 'requests.json', { form, ...(stop ? { stop } : {}) });
  if (!outcome.arrived) return outcome;
  const given = rows[0]?.['service_request_id'];
  if (typeof given !== 'string' && typeof given !== 'number') return failed('said-no', true);
  const theirs = String(given).slice(0, 200);
  const id = derivedId(county.facts.generation, 'open311', 'sent', matter, office, theirs);
  await executeAsJobs(county, 'open311.note-sent', { case: matter, office, theirs }, id);
  return outcome;
}

interface Followed {
  readonly id: string;
  readonly theirs: string;
  readonly heard: string;
  readonly polls: number;
  readonly version: number;
}

const first = 5 * 60_000;
const most = 6 * 3_600_000;
/** As long as one answer stays short. */
const batch = 10;

/** Twice as long each time nothing is new, six hours at most (ms); `chance` from 0 to 1 spreads them. */
export const waitFor = (polls: number, chance: number): number =>
  Math.min(most, first * 2 ** Math.min(polls, 10)) * (0.75 + chance / 4);

const takeText = `update open311_sent set polls = polls + 1, next_at = $2 where id in
    (select id from open311_sent where not ended and next_at <= $1 order by next_at limit ${batch} for update skip locked)
  returning id, theirs, heard, polls, version`;
const laterText = `update open311_sent set next_at = $2, polls = $3 where id = $1`;

const wordOf = (row: Readonly<Record<string, unknown>>, name: string): string => {
  const value = row[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 500) : '';
};

async function hear(county: County, one: Followed, row: Readonly<Record<string, unknown>>): Promise<boolean> {
  const [status, notes, updated] = ['status', 'status_notes', 'updated_datetime'].map((name) => wordOf(row, name));
  const heard = [status, notes].join('|');
  if (heard === one.heard || status === '') return false;
  const text = [status, notes, updated]
    .filter((part) => part !== '')
    .join('　')
    .slice(0, 1000);
  const id = derivedId(county.facts.generation, 'open311', 'hear', one.id, one.version, heard);
  await executeAsJobs(county, 'open311.hear', { case: one.id, heard, text, ended: status === 'closed' }, id);
  return true;
}

/** One round: asks about what is due, and about what had nothing new later and later. Answers how many had news. */
export async function followPeer(county: County, peer: Peer | undefined, stop?: AbortSignal): Promise<number> {
  if (!peer) return 0;
  const now = county.now();
  const due = await inScope(county.database, jobs, (tx) =>
    tx.query<Followed>(takeText, [new Date(now), new Date(now + 60_000)]),
  );
  if (due.length === 0) return 0;
  const ids = due.map(({ theirs }) => theirs).join(',');
  const path = `requests.json?service_request_id=${encodeURIComponent(ids)}`;
  const { outcome, rows } = await callPeer(peer, path, stop ? { stop } : {});
  const told = outcome.arrived ? 0 : (outcome.waitMs ?? 0);
  let news = 0;
  for (const one of due) {
    const row = rows.find((each) => wordOf(each, 'service_request_id') === one.theirs);
    const isNew = row !== undefined && (await hear(county, one, row));
    if (isNew) news += 1;
    const polls = isNew ? 0 : one.polls;
    const next = new Date(now + Math.max(told, waitFor(polls, Math.random())));
    await inScope(county.database, jobs, (tx) => tx.exec(laterText, [one.id, next, polls]));
  }
  return news;
}
