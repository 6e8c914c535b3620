// The rules of posts: what counts as being in post, to whom an empty office passes, who may set offices, and three disjoint administrators.
import { expect, test } from 'vitest';
import {
  actorOf,
  applied,
  areaOf,
  chain,
  decide,
  grounds,
  idOf,
  type Loose,
  monday,
  officeOf,
  postOf,
} from '#tests/loaded.ts';
import { assignPost, beAway, blockPerson, comeBack, endPost, openOffice } from './commands.ts';
import { isInPost, nearestOffice, personKind, postKind, receivingOffice } from './rules.ts';
import type { Person, StaffedOffice } from './model.ts';

const oneDay = 86_400_000;
const officesOf = (records: readonly Loose[]): StaffedOffice[] => records.map(([, record]) => record as StaffedOffice);
const person = (name: string): Loose => [
  'person',
  {
    id: idOf(name),
    ground: '',
    version: 1,
    name,
    phone: '',
    pinyin: '',
    staff: true,
    member: null,
    blockedAt: null,
  } as Person,
];
const security = actorOf('administration', 'security-admin');

test('PEOPLE-1 a post counts from its first day until its term ends or it is ended', () => {
  const post = postOf('level1', { fromAt: monday, toAt: monday + oneDay });
  expect([monday - 1, monday, monday + oneDay - 1, monday + oneDay].map((now) => isInPost(post, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const ended = applied(
    postKind,
    post,
    decide(endPost, { post: post.id, reason: '届满' }, { actor: security, records: [['post', post]] }),
  );
  expect(isInPost(ended, monday + 1)).toBe(false);
  expect(() =>
    decide(endPost, { post: post.id, reason: '届满' }, { actor: security, records: [['post', ended]] }),
  ).toThrow('post-already-ended');
});

const assign = (office: StaffedOffice, more: readonly Loose[] = [], role?: string) =>
  decide(
    assignPost,
    {
      post: idOf('new post'),
      person: idOf('somebody'),
      office: office.id,
      fromAt: monday,
      toAt: monday + oneDay,
      chosen: 'election',
      ...(role ? { role } : {}),
    },
    {
      actor: security,
      records: [['office', office], person('somebody'), ...more],
    },
  );

test('PEOPLE-2 the role follows from the kind of office, whatever was asked for', () => {
  expect(assign(officeOf('level2'), [], 'township-officer')[0]?.data.role).toBe('level-2-worker');
  expect(assign(officeOf('administration'), [], 'audit-admin')[0]?.data.role).toBe('audit-admin');
});

test('PEOPLE-3 a desk opens no office of wider trust than its own', () => {
  const records: Loose[] = [
    ['area', areaOf('level-1', 'group', '629901101203001')],
    ['area', areaOf('village', 'village', '629901101203')],
  ];
  const open =
    (kind: string, actor: ReturnType<typeof actorOf>, area = 'area group') =>
    () =>
      decide(openOffice, { office: idOf('new'), kind, name: '新', area: idOf(area) }, { actor, records });
  expect(open('liaison', actorOf('village'))).not.toThrow();
  for (const kind of ['administration', 'department', 'field-office', 'county-centre', 'township']) {
    expect(open(kind, actorOf('village')), kind).toThrow('not-yours');
    expect(open(kind, actorOf('township')), kind).toThrow('not-yours');
    expect(open(kind, security), kind).not.toThrow();
  }
  expect(open('village', actorOf('township'), 'area village')).not.toThrow();
  expect(open('village', actorOf('village'), 'area group')).toThrow('not-yours');
});

test('PEOPLE-4 an empty office passes to its deputy, else one level up', () => {
  const empty = officesOf(chain({ level2: { staffed: false } }));
  expect(receivingOffice(empty.find((one) => one.kind === 'level-2') as StaffedOffice, empty).kind).toBe('level-1');
  const two = officesOf(chain({ level2: { staffed: false }, level1: { staffed: false } }));
  expect(receivingOffice(two.find((one) => one.kind === 'level-2') as StaffedOffice, two).kind).toBe('village');
  const deputised = officesOf(chain({ level2: { staffed: false, deputy: idOf('office liaison') } }));
  expect(receivingOffice(deputised.find((one) => one.kind === 'level-2') as StaffedOffice, deputised).kind).toBe(
    'liaison',
  );
  const circle = officesOf(
    chain({ village: { staffed: false, parent: idOf('office level1') }, level1: { staffed: false } }),
  );
  expect(receivingOffice(circle.find((one) => one.kind === 'level-1') as StaffedOffice, circle)).toBeDefined();
  expect(nearestOffice(empty, 'village')?.id).toBe(idOf('office village'));
});

test('PEOPLE-5 desks set what lies strictly below them, the security administrator everything', () => {
  const end = (actor: ReturnType<typeof actorOf>, name: 'level2' | 'village') => () =>
    decide(endPost, { post: idOf(`post ${name}`), reason: '届满' }, { actor, records: [['post', postOf(name)]] });
  expect(end(actorOf('village'), 'level2')).not.toThrow();
  expect(end(actorOf('township'), 'village')).not.toThrow();
  expect(end(security, 'village')).not.toThrow();
  expect(end(actorOf('village'), 'village')).toThrow('not-yours');
  expect(end(actorOf('level1'), 'level2')).toThrow('not-yours');
  expect(end(actorOf('administration', 'system-admin'), 'level2')).toThrow('not-yours');
});

test('PEOPLE-6 the three administrators are three persons without any other post', () => {
  const holds = (role: 'system-admin' | 'level-1-head'): Loose => [
    'post',
    postOf('level1', { person: idOf('somebody'), role }),
  ];
  expect(() => assign(officeOf('administration'), [holds('system-admin')], 'audit-admin')).toThrow(
    'admin-posts-disjoint',
  );
  expect(() => assign(officeOf('administration'), [holds('level-1-head')], 'audit-admin')).toThrow(
    'admin-posts-disjoint',
  );
  expect(() => assign(officeOf('level2'), [holds('system-admin')])).toThrow('admin-posts-disjoint');
  expect(() => assign(officeOf('level2'), [holds('level-1-head')])).not.toThrow();
  const standsIn: Loose = [
    'post',
    postOf('administration', { role: 'system-admin', deputy: idOf('somebody'), awayFrom: monday, awayTo: null }),
  ];
  expect(() => assign(officeOf('administration'), [standsIn], 'audit-admin')).toThrow('admin-posts-disjoint');
});

test('PEOPLE-7 the security administrator blocks and unblocks a sign-in', () => {
  const records = [person('somebody')];
  const facts = decide(blockPerson, { person: idOf('somebody'), blocked: true }, { actor: security, records });
  const blocked = applied(personKind, records[0]?.[1] as Person, facts);
  expect(blocked.blockedAt).toBe(monday);
  expect(
    applied(
      personKind,
      blocked,
      decide(blockPerson, { person: idOf('somebody'), blocked: false }, { actor: security, records }),
    ).blockedAt,
  ).toBeNull();
  expect(() =>
    decide(
      blockPerson,
      { person: idOf('somebody'), blocked: true },
      { actor: actorOf('administration', 'system-admin'), records },
    ),
  ).toThrow('not-yours');
});

test('PEOPLE-8 a deputy serves already, is somebody else, and joins no two administrators in one person', () => {
  const post = postOf('level1');
  const away =
    (deputy: string | null, records: readonly Loose[], own = post, actor = actorOf('level1')) =>
    () =>
      decide(
        beAway,
        { post: own.id, from: monday, to: monday + oneDay, deputy },
        { actor, records: [['post', own], ...records] },
      );
  expect(away(idOf('person liaison'), [['post', postOf('liaison')]])).not.toThrow();
  expect(away(null, [])).not.toThrow();
  expect(away(idOf('somebody'), [])).toThrow('deputy-not-serving');
  expect(away(idOf('person liaison'), [['post', postOf('liaison', { toAt: monday - 1 })]])).toThrow(
    'deputy-not-serving',
  );
  expect(away(post.person, [])).toThrow('deputy-is-self');
  const admin = postOf('administration', { role: 'system-admin' });
  const other = postOf('centre', { role: 'security-admin' });
  expect(away(other.person, [['post', other]], admin, actorOf('administration', 'system-admin'))).toThrow(
    'admin-posts-disjoint',
  );
  expect(away(idOf('person liaison'), [['post', postOf('liaison')]], post, actorOf('level2'))).toThrow('not-yours');
  const gone = applied(postKind, post, away(null, [])());
  expect(gone).toMatchObject({ awayFrom: monday, awayTo: monday + oneDay });
  expect(
    applied(
      postKind,
      gone,
      decide(comeBack, { post: post.id }, { actor: actorOf('level1'), records: [['post', gone]] }),
    ).awayFrom,
  ).toBeNull();
  expect(grounds.group.startsWith(grounds.village)).toBe(true);
});
