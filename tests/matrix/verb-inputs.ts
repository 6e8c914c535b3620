// For each row of the table about a verb: a fresh thing to try it on, and what to say.
import { newId } from '#kit/id.ts';
import { hashOf } from '#server/session.ts';
import { say } from '#tests/cast.ts';
import { importer, type Matrix } from './county.ts';
import { disputes } from './dispute-inputs.ts';
import { leftBehind } from './boxes.ts';
import { erasures } from './erasures.ts';
import { importInputs } from './imports.ts';
import { kindInputs } from './kinds.ts';
import { opinions } from './opinions.ts';
import { policies } from './policies.ts';
import { overseen } from './oversee-inputs.ts';
import { telling } from './telling-inputs.ts';
import { answeredBy, bySecret, heldBy, incidentOf, picture, report, twoWords, visitBy } from './targets.ts';

export type Make = (m: Matrix) => Promise<Record<string, unknown>>;

const ring = [
  [
    [104, 35],
    [104.1, 35],
    [104.1, 35.1],
    [104, 35],
  ],
];
let counter = 100;
const next = (): number => {
  counter += 1;
  return counter;
};

async function freshPost(m: Matrix, office: string): Promise<string> {
  const [person, post] = [newId(), newId()];
  await say(m.cast.county, importer, 'person.register', { person, name: '新人', staff: true });
  await say(m.cast.county, importer, 'post.assign', {
    post,
    person,
    office,
    fromAt: 0,
    toAt: m.cast.county.now() + 86_400_000,
    chosen: 'election',
  });
  return post;
}

const assignTo =
  (office: (m: Matrix) => string): Make =>
  async (m) => {
    const person = newId();
    await say(m.cast.county, importer, 'person.register', { person, name: '新人', staff: true });
    return {
      post: newId(),
      person,
      office: office(m),
      fromAt: 0,
      toAt: m.cast.county.now() + 86_400_000,
      chosen: 'election',
    };
  };

async function freshMember(m: Matrix): Promise<string> {
  const member = newId();
  const one = { member, household: m.cast.homes.three, name: '新成员', born: '1970-01' };
  await say(m.cast.county, importer, 'member.add', one);
  return member;
}

const openIn =
  (kind: string): Make =>
  async (m) => ({ office: newId(), kind, name: `新${kind}`, area: m.cast.areas.group });
const area = (m: Matrix): string => m.cast.areas.group;

const places: Readonly<Record<string, Make>> = {
  'area.open|a grid in group 1': async (m) => ({
    area: newId(),
    kind: 'level-2',
    code: `629901101203001${String(next()).slice(-2)}`,
    name: '新网格',
    parent: area(m),
    validFrom: '2024-01-01',
    again: next() % 99,
  }),
  'area.rename|group 1': async (m) => ({ area: area(m), name: '一社' }),
  'area.draw|group 1': async (m) => ({ area: area(m), shape: ring }),
  'office.open|a specialist in group 1': openIn('village-specialist'),
  'office.open|a department': async (m) => ({
    office: newId(),
    kind: 'department',
    name: '新局',
    area: m.cast.areas.county,
  }),
  'office.open|an administration in group 1': openIn('administration'),
  'office.change|the office of group 1': async (m) => ({ office: m.cast.offices.level1, phone: '19900000001' }),
  'office.change|the water bureau': async (m) => ({ office: m.cast.offices.water, phone: '19900000001' }),
  'person.register|a new member of the staff': async () => ({ person: newId(), name: '新人', staff: true }),
  "person.block|the worker's sign-in": async (m) => ({ person: m.cast.worker.person, blocked: false }),
  'post.assign|in grid 1': assignTo((m) => m.cast.offices.level2),
  'post.assign|in the township': assignTo((m) => m.cast.offices.township),
  'post.assign|in the supervision committee': assignTo((m) => m.cast.offices.supervision),
  'post.assign|in the field office': assignTo((m) => m.station),
  'post.end|in grid 1': async (m) => ({ post: await freshPost(m, m.cast.offices.level2), reason: '届满' }),
  'post.end|in the township': async (m) => ({ post: await freshPost(m, m.cast.offices.township), reason: '届满' }),
  "post.away|the worker's": async (m) => ({ post: m.posts.worker, from: 1, to: 2, deputy: null }),
  "post.back|the worker's": async (m) => ({ post: m.posts.worker }),
  "notice.publish|in the village's name": async (m) => ({
    notice: newId(),
    office: m.cast.offices.village,
    title: '停水',
    text: '停水',
    fromAt: 0,
  }),
  'notice.withdraw|of the village': async (m) => {
    const notice = newId();
    await say(m.cast.county, m.cast.village, 'notice.publish', {
      notice,
      office: m.cast.offices.village,
      title: '停水',
      text: '停水',
      fromAt: 0,
    });
    return { notice };
  },
};

const visitInput = (household: string): Record<string, unknown> => ({
  visit: newId(),
  household,
  parts: [{ kind: 'well' }],
});

const homes: Readonly<Record<string, Make>> = {
  'household.register|in grid 1': async (m) => ({
    household: newId(),
    grid: m.cast.areas.grid,
    door: `9-${next()}`,
    head: '新户',
  }),
  'household.change|home three': async (m) => ({ household: m.cast.homes.three, howToCome: '先打电话' }),
  'household.settle|home three': twoWords,
  'household.move|home three to group 2': async (m) => ({ household: m.cast.homes.three, grid: m.cast.areas.grid2 }),
  'household.plate|home three': async (m) => ({
    household: m.cast.homes.three,
    plateHash: hashOf(newId()),
    plateShort: `ZZZZZ${next()}`,
  }),
  'household.choose|home one': async (m) => ({ household: m.cast.homes.one, declined: [] }),
  'member.add|home three': async (m) => ({ member: newId(), household: m.cast.homes.three, name: '新成员' }),
  'member.leave|home three': async (m) => ({ member: await freshMember(m) }),
  'member.verify|home three': async (m) => {
    const [member, person] = [await freshMember(m), newId()];
    await say(m.cast.county, importer, 'person.register', { person, name: '新成员', staff: false, member });
    return { member, person };
  },
  'visit.record|home three': async (m) => visitInput(m.cast.homes.three),
  'visit.record|a home whose matter the water keeper holds': async (m) => {
    await heldBy(m, 'keeper', 'four');
    return visitInput(m.cast.homes.four);
  },
  "visit.correct|the worker's entry": async (m) => ({ visit: (await visitBy(m, 'three')).visit, note: '改' }),
  'promise.keep|made by the worker': async (m) => ({ promise: (await visitBy(m, 'three')).promise }),
};

const restricted =
  (more: object = {}): Make =>
  async (m) => ({ case: await report(m, 'two', { category: 'D6' }), ...more });
const suspension = (m: Matrix, matter: string): Record<string, unknown> => ({
  case: matter,
  reviewAt: m.cast.county.now() + 20 * 86_400_000,
  text: '冬天不能开挖',
});
const held =
  (holder: Parameters<typeof heldBy>[1], more: object = {}): Make =>
  async (m) => ({ case: await heldBy(m, holder), ...more });
const toOffice =
  (holder: 'township' | 'village', office: 'water' | 'keeper'): Make =>
  async (m) => ({ case: await heldBy(m, holder), office: m.cast.offices[office] });

const files: Readonly<Record<string, Make>> = {
  'attachment.receive|named by the worker': async (m) => {
    const one = picture();
    await report(m, 'three', { attachments: [one] });
    const kept = { mime: 'image/jpeg', bytes: 1, keptHash: 'a'.repeat(64) };
    return { attachment: one.attachment, kept };
  },
  'attachment.refuse|named by the worker': async (m) => {
    const one = picture();
    await report(m, 'three', { attachments: [one] });
    return { attachment: one.attachment, fault: 'file-broken' };
  },
  'attachment.follow|home three': async (m) => ({ household: m.cast.homes.three }),
};

const cases: Readonly<Record<string, Make>> = {
  'left.take|in grid 1': async (m) => ({ entry: await leftBehind(m) }),
  'left.set-aside|in grid 1': async (m) => ({ entry: await leftBehind(m) }),
  'left.bring-back|in grid 1': async (m) => ({ entry: await leftBehind(m, 'set-aside') }),
  'case.report|home three': async (m) => ({
    case: newId(),
    household: m.cast.homes.three,
    category: 'W1',
    title: '水浑',
  }),
  'case.report|home one': async (m) => ({ case: newId(), household: m.cast.homes.one, category: 'W1', title: '水浑' }),
  'case.accept|held by the level-1 head': held('head'),
  'case.hand-up|held by the level-1 head': held('head'),
  'case.hand-up|held by the water keeper': held('keeper'),
  'case.dispatch|held by the township': toOffice('township', 'water'),
  'case.dispatch|held by the village, to its keeper': toOffice('village', 'keeper'),
  'case.dispatch|held by the village, to the bureau': toOffice('village', 'water'),
  'case.return|held by the water bureau': held('department', { text: '不归我们' }),
  ...disputes,
  ...overseen,
  'case.answer|held by the water bureau': held('department', { text: '已修好' }),
  'case.extend|held by the water bureau': held('department', { by: 2, text: '等配件' }),
  'case.extend|restricted': restricted({ by: 1, text: '等' }),
  'case.suspend|held by the water bureau': async (m) => suspension(m, await heldBy(m, 'department')),
  'case.suspend|restricted': async (m) => suspension(m, await report(m, 'two', { category: 'D6' })),
  'case.resume|suspended by the water bureau': async (m) => {
    const matter = await heldBy(m, 'department');
    await say(m.cast.county, m.cast.department, 'case.suspend', suspension(m, matter));
    return { case: matter };
  },
  'case.end-unanswered|told by the worker': async (m) => {
    const matter = await answeredBy(m, 'department');
    await say(m.cast.county, m.cast.worker, 'case.tell', { case: matter });
    return { case: matter };
  },
  'case.tell|answered': async (m) => ({ case: await answeredBy(m, 'department') }),
  'case.say|answered by the water bureau': (m) => bySecret(m, 'department'),
  'case.say|answered by the village': (m) => bySecret(m, 'village'),
  'case.withdraw|reported behind the plate': async (m) => ({ case: (await bySecret(m, 'village')).case }),
  'case.note|held by the water bureau': held('department', { text: '记一笔' }),
  'case.note|about the worker': async (m) => ({
    case: await report(m, 'three', { category: 'V4', aboutOffice: m.cast.offices.level2 }),
    text: '记',
  }),
  'case.note|restricted': restricted({ text: '记' }),
  'case.say|restricted': restricted({ outcome: 'solved', by: 'call' }),
  'case.withdraw|restricted': restricted(),
  'case.accept|restricted': restricted(),
  'case.answer|restricted': restricted({ text: '好' }),
  'case.hand-up|restricted': restricted(),
  'case.tell|restricted': restricted(),
  'case.ask-help|held by the level-1 head': held('head', { text: '怎么办' }),
  'case.give-help|asked by the worker': async (m) => {
    const matter = await heldBy(m, 'head');
    await say(m.cast.county, m.cast.worker, 'case.ask-help', { case: matter, text: '怎么办' });
    return { case: matter, text: '找水管员' };
  },
  'case.follow|home three': async (m) => ({ household: m.cast.homes.three }),
  'visit.follow|home three': async (m) => ({ household: m.cast.homes.three }),
  'case.pass|held by the level-1 head': held('head'),
  'case.close-restricted|restricted': restricted({ text: '已处置' }),
  'incident.open|held by the water bureau': async (m) => ({
    incident: newId(),
    title: '水浑',
    cases: [await heldBy(m, 'department')],
  }),
  'incident.join|held by the water bureau': async (m) => ({
    incident: (await incidentOf(m)).incident,
    cases: [await heldBy(m, 'department')],
  }),
  'incident.leave|held by the water bureau': async (m) => {
    const { incident, cases: ids } = await incidentOf(m);
    return { incident, case: ids[0] };
  },
  'incident.cause|held by the water bureau': async (m) => ({
    incident: (await incidentOf(m)).incident,
    cause: '水源浑',
  }),
  'incident.resolve|held by the water bureau': async (m) => ({
    incident: (await incidentOf(m)).incident,
    text: '已修',
  }),
  'incident.pass|held by the water bureau': async (m) => {
    const { incident, cases: ids } = await incidentOf(m);
    return { incident, case: ids[0] };
  },
  'incident.reopen|held by the water bureau': async (m) => {
    const { incident, cases: ids } = await incidentOf(m);
    return { incident, case: ids[0] };
  },
};

export const verbInputs: Readonly<Record<string, Make>> = {
  ...places,
  ...homes,
  ...files,
  ...cases,
  ...telling,
  ...kindInputs,
  ...erasures,
  ...importInputs,
  ...opinions,
  ...policies,
};
