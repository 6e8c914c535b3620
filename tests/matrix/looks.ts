// How to see whether somebody sees something: by query over HTTP, and by raw SQL under his own scope.
import { inScope } from '#data/scope.ts';
import { scopeOf } from '#server/scope-of.ts';
import { ask } from '#server/ask.ts';
import type { Matrix } from './county.ts';
import { deskLooks } from './desk-looks.ts';
import { kindLooks, kindRows } from './kind-looks.ts';
import { mapLooks } from './map-looks.ts';
import { recordLooks, recordRows } from './record-looks.ts';
import type { Row } from './expected.ts';
import type { Targets } from './targets.ts';

export type Look = (m: Matrix, t: Targets, who: string) => Promise<boolean>;

/** The answer of a query as text; '' when it was refused. */
async function answerOf(m: Matrix, who: string, query: string, input: object): Promise<string> {
  const one = m.people[who];
  if (!one) throw new Error(`nobody is called ${who}`);
  if (who === 'plate' || who === 'secret') {
    // Without a session there is no way to ask over HTTP; the door itself is asked as its pages would.
    const byCode = await m.server.ask(one.caller, query, input);
    if (byCode.status !== 401) throw new Error(`a ${who} opened a session`);
    return ask(m.cast.county, one.actor, query, input).then(
      (answer) => JSON.stringify(answer),
      () => '',
    );
  }
  const { status, text } = await m.server.ask(one.caller, query, input);
  if (status === 200) return text;
  if (status === 401 || status === 403) return '';
  throw new Error(`${query} for ${who}: ${status} ${text}`);
}

const has =
  (query: string, input: (m: Matrix, t: Targets) => object, wanted: (m: Matrix, t: Targets) => string): Look =>
  async (m, t, who) =>
    (await answerOf(m, who, query, input(m, t))).includes(wanted(m, t));
const answers =
  (query: string, input: (m: Matrix, t: Targets) => object = () => ({})): Look =>
  async (m, t, who) =>
    (await answerOf(m, who, query, input(m, t))) !== '';
const page = (
  key: 'head' | 'called' | 'department' | 'keeper' | 'restricted' | 'aboutWorker' | 'aboutTownship' | 'aboutNobody',
): Look => answers('case.page', (_, t) => ({ case: t[key] }));

export const looks: Readonly<Record<string, Look>> = {
  ...deskLooks(has, answerOf),
  ...kindLooks(has, answers),
  ...recordLooks(has, answers),
  ...mapLooks(has),
  'query territory.tree|grid 1': has(
    'territory.tree',
    () => ({}),
    (m) => `"id":"${m.cast.areas.grid}"`,
  ),
  'query territory.coverage|the village': answers('territory.coverage', (m) => ({ area: m.cast.areas.village })),
  'query territory.coverage|group 1': answers('territory.coverage', (m) => ({ area: m.cast.areas.group })),
  'query left.list|in grid 1': has(
    'left.list',
    () => ({}),
    () => 'visit.record',
  ),
  "query left.count|one's own ground": answers('left.count'),
  'query people.me|oneself': answers('people.me'),
  'query people.offices|the office of grid 1': has(
    'people.offices',
    () => ({}),
    (m) => `"id":"${m.cast.offices.level2}"`,
  ),
  'query people.find|a member of the staff': has(
    'people.find',
    () => ({ text: '文跃山' }),
    (m) => m.cast.worker.person,
  ),
  'query people.devices|the phones of the worker': answers('people.devices', (m) => ({ person: m.cast.worker.person })),
  "query people.phone-held|the worker's phone": async (m, _, who) => {
    const [device] = (
      await m.server.ask(m.people.security?.caller ?? {}, 'people.devices', {
        person: m.cast.worker.person,
      })
    ).body as { id: string }[];
    const { status, text } = await m.server.ask(m.people[who]?.caller ?? {}, 'people.phone-held', {
      device: device?.id,
    });
    return status === 200 && text.includes(m.cast.homes.one);
  },
  'query household.find|home one': has(
    'household.find',
    () => ({ text: '杜来顺' }),
    (m) => m.cast.homes.one,
  ),
  'query household.page|home one': answers('household.page', (m) => ({
    household: m.cast.homes.one,
    reason: 'support',
  })),
  'query household.page|a home whose matter the water bureau holds': answers('household.page', (m) => ({
    household: m.cast.homes.four,
    reason: 'support',
  })),
  'query case.inbox|held by the level-1 head': has(
    'case.inbox',
    () => ({ view: 'mine', limit: 200 }),
    (_, t) => t.head,
  ),
  'query case.inbox|called by the township': has(
    'case.inbox',
    () => ({ view: 'asked', limit: 200 }),
    (_, t) => t.called,
  ),
  'query case.inbox|restricted': has(
    'case.inbox',
    () => ({ view: 'changed', limit: 200 }),
    (_, t) => t.restricted,
  ),
  "query case.counts|one's own desk": answers('case.counts'),
  'query case.page|held by the level-1 head': page('head'),
  'query case.page|held by the water bureau': page('department'),
  'query case.page|held by the water keeper': page('keeper'),
  'query case.page|called by the township': page('called'),
  'query case.page|restricted': page('restricted'),
  'query case.page|about the worker': page('aboutWorker'),
  'query case.page|about the township': page('aboutTownship'),
  'query case.page|about nobody named': page('aboutNobody'),
  'query incident.list|held by the water bureau': has(
    'incident.list',
    () => ({}),
    (_, t) => t.incident,
  ),
  'query incident.page|held by the water bureau': answers('incident.page', (_, t) => ({ incident: t.incident })),
  'query dispute.list|mediated by the water keeper': has(
    'dispute.list',
    () => ({}),
    (_, t) => t.mediation.dispute,
  ),
  'query dispute.page|mediated by the water keeper': answers('dispute.page', (_, t) => ({
    dispute: t.mediation.dispute,
  })),
  'query dispute.of|a dispute held by the level-1 head': answers('dispute.of', (_, t) => ({ case: t.mediation.case })),
  'query guidance.page|a call for help in group 1': has(
    'guidance.page',
    () => ({}),
    (_, t) => t.helpWanted,
  ),
  "query guidance.page|one's own ground": answers('guidance.page'),
  'query measure.overview|the village': answers('measure.overview', (m) => ({ area: m.cast.areas.village })),
  'query measure.overview|the county': answers('measure.overview', (m) => ({ area: m.cast.areas.county })),
  'query measure.overview|the water bureau': answers('measure.overview', (m) => ({ office: m.cast.offices.water })),
  'query measure.homes|of group 1': answers('measure.homes', (m) => ({ area: m.cast.areas.group, fact: 'hail' })),
  'query measure.facts|of the village': answers('measure.facts', (m) => ({ area: m.cast.areas.village })),
  'query measure.cases|of the village': answers('measure.cases', (m) => ({
    area: m.cast.areas.village,
    figure: 'solved',
    of: 'whole',
    quarter: '2020-Q1',
  })),
  'query notice.list|of the village': has(
    'notice.list',
    () => ({}),
    (_, t) => t.notice,
  ),
  "query message.inbox|about the level-1 head's matter": has(
    'message.inbox',
    () => ({}),
    (_, t) => t.messages.head,
  ),
  'query message.inbox|restricted': has(
    'message.inbox',
    () => ({}),
    (_, t) => t.messages.restricted,
  ),
  "query message.of-case|the level-1 head's": has(
    'message.of-case',
    (_, t) => ({ case: t.head }),
    (_, t) => t.messages.head,
  ),
  'query message.of-case|restricted': has(
    'message.of-case',
    (_, t) => ({ case: t.restricted }),
    (_, t) => t.messages.restricted,
  ),
  'query message.of-case|about the worker': has(
    'message.of-case',
    (_, t) => ({ case: t.aboutWorker }),
    (_, t) => t.messages.aboutWorker,
  ),
  'query message.failed|in the county': has(
    'message.failed',
    () => ({}),
    (_, t) => t.messages.failed,
  ),
  "query measure.brief|one's own place": answers('measure.brief'),
  'query measure.burden|the county': answers('measure.burden', (m) => ({ area: m.cast.areas.county })),
  'query measure.burden|the water bureau': answers('measure.burden', (m) => ({ office: m.cast.offices.water })),
  'query request.list|waiting for the township': has(
    'request.list',
    () => ({}),
    (_, t) => t.waiting,
  ),
  'query request.list|approved': has(
    'request.list',
    () => ({}),
    (_, t) => t.approved,
  ),
  "query telling.settings|the county's": answers('telling.settings'),
  'query journal.status|the journal': answers('journal.status'),
};

const byId = (id: (m: Matrix, t: Targets) => string): [string, (m: Matrix, t: Targets) => string] => ['id = $1', id];
const any: [string, (m: Matrix, t: Targets) => string] = ['$1::text is not null', () => 'any'];
type Which = Readonly<Record<string, readonly [string, (m: Matrix, t: Targets) => string]>>;

const which: Which = {
  ...kindRows(byId),
  'household|home one': byId((m) => m.cast.homes.one),
  'household|a home whose matter the water bureau holds': byId((m) => m.cast.homes.four),
  'household|a home to whose matter the farm bureau was called': byId((m) => m.cast.homes.two),
  'member|the adult of home one': byId((m) => m.members.adult),
  'member|the other adult of home one': byId((m) => m.members.adult2),
  'person|the adult of home one': ['member = $1', (m) => m.members.adult],
  'visit|at home one': byId((_, t) => t.visit.visit),
  'visit|at home one, in confidence': byId((_, t) => t.confidence.visit),
  'visit|at home one, about the other adult': byId((_, t) => t.aboutAdult2.visit),
  'promise|at home one': byId((_, t) => t.visit.promise),
  'promise|at home one, in confidence': byId((_, t) => t.confidence.promise),
  'matter|held by the level-1 head': byId((_, t) => t.head),
  'matter|held by the water bureau': byId((_, t) => t.department),
  'matter|called by the township': byId((_, t) => t.called),
  'matter|restricted': byId((_, t) => t.restricted),
  'matter|about the worker': byId((_, t) => t.aboutWorker),
  'matter|reported behind the plate': byId((m) => m.secretCase),
  'matter|reported by the adult of home one': byId((_, t) => t.own),
  'matter|about the other adult of home one': byId((_, t) => t.subject),
  "step|of the plate's matter": ["matter = $1 and name = 'case.reported'", (m) => m.secretCase],
  "step|an inner note of the plate's matter": ['matter = $1 and internal', (m) => m.secretCase],
  'step|restricted': ['matter = $1', (_, t) => t.restricted],
  'attachment|of a matter held by the level-1 head': byId((_, t) => t.files.head),
  "attachment|of the plate's matter": byId((_, t) => t.files.plate),
  'attachment|beside an inner note on a matter of home one': byId((_, t) => t.files.inner),
  'attachment|of a restricted matter': byId((_, t) => t.files.restricted),
  'attachment|of a matter about the worker': byId((_, t) => t.files.aboutWorker),
  'attachment|of an entry at home one': byId((_, t) => t.files.visit),
  'attachment|of an entry in confidence': byId((_, t) => t.files.confidence),
  'attachment|a paper of a checked card': byId((_, t) => t.files.paper),
  'attachment|a paper that nobody has checked': byId((_, t) => t.files.paperWaits),
  'attachment|of an entry about the other adult': byId((_, t) => t.files.aboutAdult2),
  'incident|held by the water bureau': byId((_, t) => t.incident),
  "message|about the level-1 head's matter": byId((_, t) => t.messages.head),
  "message|to the household of the plate's matter": byId((_, t) => t.messages.home),
  "message|to an office about the plate's matter": byId((_, t) => t.messages.toOffice),
  'message|restricted': byId((_, t) => t.messages.restricted),
  'message|about the worker': byId((_, t) => t.messages.aboutWorker),
  'message|failed': byId((_, t) => t.messages.failed),
  "message|the village's digest": byId((_, t) => t.messages.digest),
  'webhook|of the county': byId((_, t) => t.hook),
  'request|waiting for the township': byId((_, t) => t.waiting),
  'burden|said by the worker': byId((_, t) => t.burden),
  'reminder|any row': any,
  'dispute|mediated by the water keeper': byId((_, t) => t.mediation.dispute),
  'measured|of a matter held by the level-1 head': ['record = $1', (_, t) => t.head],
  'measure_day|of the village': ['place = $1', (m) => m.cast.grounds.village],
  'measure_day|of a grid': ['place = $1', (m) => m.cast.grounds.grid],
  'measure_span|of a grid': ['place = $1', (m) => m.cast.grounds.grid],
  'measure_month|of the village': ['place = $1', (m) => m.cast.grounds.village],
  'measure_span_month|of a grid': ['place = $1', (m) => m.cast.grounds.grid],
  'spot|in grid 1': byId((_, t) => t.spot),
  'supply_node|in the village': byId((_, t) => t.supply.node),
  'supply_network|in the village': byId((_, t) => t.supply.network),
  'finding|of the village': byId((_, t) => t.found.finding),
  'election|of grid 1': byId((_, t) => t.election),
  'appraisal|of the village': byId((_, t) => t.appraisal),
  'ask|at home one': byId((_, t) => t.found.ask),
  'look|in grid 1': ['spot = $1', (_, t) => t.spot],
  'journal|any row': any,
  'credential|any row': any,
  'session|any row': any,
  'invitation|any row': any,
  'server_key|any row': any,
  'county_secret|any row': any,
  ...recordRows(any),
  "device|the worker's": ['person = $1', (m) => m.cast.worker.person],
  "holding|of the worker's phone": ['person = $1', (m) => m.cast.worker.person],
  'command_log|of the worker': ['id = $1', (_, t) => t.command],
  'hand_over_box|of grid 1': ["envelope->>'name' = $1 and ground is not null", () => 'visit.record'],
  'desk_view|a list the worker kept': ['name = $1', () => '我的水'],
  'hand_over_box|restricted': ["envelope->>'name' = $1", () => 'case.report'],
};

export function rowsOf(row: Row): Look | undefined {
  const found = which[`${row.name}|${row.relation}`];
  if (!found) return undefined;
  const [where, id] = found;
  return async (m, t, who) => {
    const actor = m.people[who]?.actor;
    if (!actor) throw new Error(`nobody is called ${who}`);
    const rows = await inScope(m.cast.county.database, scopeOf(actor), (tx) =>
      tx.query(`select 1 from ${row.name} where ${where} limit 1`, [id(m, t)]),
    );
    return rows.length > 0;
  };
}
