// What the access matrix is tried on: matters in each hand, homes, entries, made through the door by those who may.
import path from 'node:path';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { Named } from '#modules/attachment/model.ts';
import { execute } from '#server/execute.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { Parts } from '#server/files/parts.ts';
import { hashOf, sessionScope } from '#server/session.ts';
import { say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { namedPicture } from '#tests/files/sending.ts';
import { caseSecret, importer, type Matrix } from './county.ts';
import { makeBurdens } from './burdens.ts';
import { makeMessages, openHook } from './messages.ts';
import { makeKinds } from './kinds.ts';
import { makePolicies, policyOf } from './policies.ts';

type Home = 'one' | 'two' | 'three' | 'four' | 'elsewhere';

/** A matter of a home, reported by the worker of its grid. */
export async function report({ cast }: Matrix, home: Home, more: object = {}): Promise<string> {
  const id = newId();
  const by = home === 'elsewhere' ? cast.worker2 : cast.worker;
  await say(cast.county, by, 'case.report', {
    case: id,
    household: cast.homes[home],
    category: 'W1',
    title: '水浑',
    ...more,
  });
  return id;
}

const ways = {
  head: [],
  village: ['case.hand-up head'],
  township: ['case.hand-up head', 'case.hand-up village'],
  department: ['case.hand-up head', 'case.hand-up village', 'case.dispatch township water'],
  keeper: ['case.hand-up head', 'case.dispatch village keeper'],
} as const;

/** A matter brought into the hands of that office by the verbs of those who hold it on the way. */
export async function heldBy(
  m: Matrix,
  holder: keyof typeof ways,
  home: Home = 'three',
  more: object = {},
): Promise<string> {
  const { cast } = m;
  const id = await report(m, home, more);
  for (const step of ways[holder]) {
    const [verb = '', who = '', to] = step.split(' ');
    const actor = home === 'elsewhere' && who === 'head' ? (m.people.head2?.actor ?? cast.head) : cast[who as 'head'];
    await say(cast.county, actor, verb, { case: id, ...(to ? { office: cast.offices[to as 'water'] } : {}) });
  }
  return id;
}

export async function answeredBy(
  m: Matrix,
  holder: 'department' | 'village',
  home: Home = 'three',
  more: object = {},
): Promise<string> {
  const id = await heldBy(m, holder, home, more);
  await say(m.cast.county, m.cast[holder], 'case.answer', { case: id, text: '已修好' });
  return id;
}

/** A matter of the water bureau to which the township called the farm bureau. */
export async function calledTo(m: Matrix, home: Home = 'three'): Promise<string> {
  const matter = await heldBy(m, 'department', home);
  const call = { case: matter, offices: [m.cast.offices.farm], text: '周三上午到三社阀门井看' };
  await say(m.cast.county, m.cast.township, 'case.call-offices', call);
  return matter;
}

/** A matter about which the worker called for help. */
async function helpWanted(m: Matrix): Promise<string> {
  const id = await heldBy(m, 'head');
  await say(m.cast.county, m.cast.worker, 'case.ask-help', { case: id, text: '怎么办' });
  return id;
}

/** An incident of the water bureau over the matters of two groups. */
export async function incidentOf(m: Matrix): Promise<{ incident: string; cases: string[] }> {
  const cases = [await heldBy(m, 'department', 'three'), await heldBy(m, 'department', 'elsewhere')];
  const incident = newId();
  await say(m.cast.county, m.cast.department, 'incident.open', { incident, title: '阀后水浑', cases, cause: '阀坏' });
  return { incident, cases };
}

export async function visitBy(m: Matrix, home: Home, more: object = {}): Promise<{ visit: string; promise: string }> {
  const [visit, promise] = [newId(), newId()];
  const input = {
    visit,
    household: m.cast.homes[home],
    note: '水浑',
    parts: [{ kind: 'well' }],
    promises: [{ promise, text: '带表来' }],
    ...more,
  };
  await say(m.cast.county, m.cast.worker, 'visit.record', input);
  return { visit, promise };
}

/** A picture that its command names; `received` puts its bytes there as if they had come. */
export const picture = () =>
  namedPicture(Buffer.from('named, not yet come'), { attachment: newId() } satisfies Partial<Named>);

async function received(m: Matrix, bytes: Buffer, ids: readonly string[]): Promise<void> {
  const hash = await openFileStore(path.join(m.server.dataDir, 'attachments')).put(bytes);
  const kept = { mime: 'image/jpeg', bytes: bytes.length, keptHash: hash, smallHash: hash };
  for (const attachment of ids)
    await say(m.cast.county, serviceActor('jobs'), 'attachment.receive', { attachment, kept });
}

/** A picture beside everything whose rights differ. */
async function makeFiles(m: Matrix) {
  const { cast } = m;
  const files = {
    head: picture(),
    home: picture(),
    inner: picture(),
    plate: picture(),
    restricted: picture(),
    aboutWorker: picture(),
    visit: picture(),
    confidence: picture(),
    aboutAdult2: picture(),
    coming: picture(),
    paper: picture(),
    paperWaits: picture(),
  };
  const papered = {
    paper: await policyOf(m, false, files.paper),
    paperWaits: await policyOf(m, false, files.paperWaits),
  };
  await heldBy(m, 'head', 'three', { attachments: [files.head] });
  const matter = await report(m, 'one', { attachments: [files.home, files.plate] });
  await say(cast.county, cast.worker, 'case.note', { case: matter, text: '内部', attachments: [files.inner] });
  await report(m, 'three', { category: 'D6', attachments: [files.restricted] });
  const aboutOffice = cast.offices.level2;
  await report(m, 'three', { category: 'V4', aboutOffice, attachments: [files.aboutWorker] });
  await visitBy(m, 'one', { attachments: [files.visit] });
  await visitBy(m, 'one', { confidential: true, attachments: [files.confidence] });
  await visitBy(m, 'one', { subject: m.members.adult2, attachments: [files.aboutAdult2] });
  // A plate sends no files: what the holder of its secret may see is put beside its matter by hand.
  await inScope(cast.county.database, { ...sessionScope, service: 'import' }, (tx) =>
    tx.exec('update attachment set matter = $2 where id = $1', [files.plate.attachment, m.secretCase]),
  );
  await report(m, 'three', { attachments: [files.coming] });
  const parts = new Parts(openFileStore(path.join(m.server.dataDir, 'attachments')));
  const { attachment, bytes: length } = files.coming;
  await parts.begin({ attachment, author: cast.worker.person, length, key: null, done: false });
  const ids = Object.fromEntries(Object.entries(files).map(([name, one]) => [name, one.attachment]));
  await received(
    m,
    await makeJpeg(64, 48),
    Object.values(ids).filter((id) => id !== attachment),
  );
  await say(cast.county, cast.department, 'policy.check', { policy: papered.paper, edition: 1 });
  return { filed: matter, papered, files: ids as Record<keyof typeof files, string> };
}

/** What is only looked at: made once. */
export async function makeTargets(m: Matrix) {
  const { cast } = m;
  const { county, offices, homes } = cast;
  const by = (name: string) => m.people[name]?.actor ?? cast.worker;
  const about = (office: string | null) =>
    report(m, 'three', { category: 'V4', ...(office ? { aboutOffice: office } : {}) });
  const own = newId();
  await say(county, by('adult'), 'case.report', { case: own, household: homes.one, category: 'W1', title: '我家水浑' });
  const notice = newId();
  await say(county, cast.village, 'notice.publish', {
    notice,
    office: offices.village,
    title: '停水',
    text: '周三停水',
    fromAt: 0,
  });
  const note = { case: m.secretCase, text: '内部', internal: true };
  await say(county, cast.head, 'case.note', note);
  const command = newId();
  const noted = {
    v: 1 as const,
    id: command,
    name: 'case.note',
    input: { ...note, internal: false },
    at: 1,
    device: null,
    author: cast.worker.person,
  };
  await execute(county, cast.worker, noted);
  const told = {
    head: await heldBy(m, 'head'),
    restricted: await report(m, 'three', { category: 'D6' }),
    aboutWorker: await about(offices.level2),
  };
  return {
    ...told,
    messages: await makeMessages(m, told),
    hook: await openHook(m),
    helpWanted: await helpWanted(m),
    toldHow: await say(county, by('adult'), 'telling.choose', { household: homes.one, texts: true, language: 'zh' }),
    ...(await makeBurdens(m)),
    ...(await makePolicies(m)),
    department: await heldBy(m, 'department', 'four'),
    keeper: await heldBy(m, 'keeper'),
    called: await calledTo(m, 'two'),
    aboutTownship: await about(offices.township),
    aboutNobody: await about(null),
    subject: await report(m, 'one', { subject: m.members.adult2 }),
    own,
    notice,
    ...(await makeKinds(m)),
    command,
    incident: (await incidentOf(m)).incident,
    ...(await makeFiles(m)),
    visit: await visitBy(m, 'one'),
    confidence: await visitBy(m, 'one', { confidential: true }),
    aboutAdult2: await visitBy(m, 'one', { subject: m.members.adult2 }),
  };
}
export type Targets = Awaited<ReturnType<typeof makeTargets>>;

/** Two people said different things of home three; the input that lets what stands stay. */
export async function twoWords({ cast }: Matrix): Promise<Record<string, unknown>> {
  const household = cast.homes.three;
  const change = (howToCome: string, was: object): object => ({ household, howToCome, was });
  await say(cast.county, importer, 'household.change', change('先打电话', {}));
  await say(cast.county, cast.worker, 'household.change', change(`走后门 ${newId()}`, { howToCome: '没看过' }));
  return { household, field: 'howToCome', command: null, stands: '先打电话' };
}

const say2 = (matter: string): Record<string, unknown> => ({ case: matter, outcome: 'solved', by: 'call' });

/** The holder of the secret follows one fixed matter: it is put into that state again. */
export async function bySecret(m: Matrix, holder: 'department' | 'village'): Promise<Record<string, unknown>> {
  const matter = await answeredBy(m, holder, 'one');
  await inScope(m.cast.county.database, { ...sessionScope, service: 'import' }, async (tx) => {
    await tx.exec('update matter set secret_hash = null where secret_hash = $1', [hashOf(caseSecret)]);
    await tx.exec('update matter set secret_hash = $2 where id = $1', [matter, hashOf(caseSecret)]);
  });
  return say2(matter);
}
