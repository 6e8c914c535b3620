// What can be done with offices, persons and posts.
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Area } from '#modules/territory/model.ts';
import { type Office, type OfficeKind, officeKinds, type Person, type Post, roleOf, roles } from './model.ts';
import { checkDisjoint, deskOpens, heldBy, isInPost } from './rules.ts';

const name = z.string().check(z.minLength(1), z.maxLength(60));
const phone = z.string().check(z.maxLength(20));
const ms = z.int().check(z.gte(0));

/**
 * PEOPLE-5: offices and posts are set by the security administrator and by the village or township officer for the grids below them.
 * `kind`: of the office, where one is opened, changed or filled (PEOPLE-3).
 */
function mayStaff(actor: Actor, ground: string, kind?: OfficeKind): void {
  const ok =
    actor.service === 'import' ||
    actor.posts.some((post) => {
      if (post.role === 'security-admin') return true;
      const opens = deskOpens[post.role];
      return (
        opens !== undefined &&
        ground !== post.ground &&
        isUnder(ground, post.ground) &&
        (kind === undefined || opens.includes(kind))
      );
    });
  if (!ok) throw new Problem('refused', 'not-yours');
}
const staffing = ['security-admin', 'township-officer', 'village-officer', 'service:import'];

export const openOffice = defineVerb({
  name: 'office.open',
  input: z.object({
    office: z.uuid(),
    kind: z.enum(officeKinds),
    name,
    area: z.uuid(),
    parent: z._default(z.nullable(z.uuid()), null),
    phone: z._default(phone, ''),
    supervisionPhone: z._default(phone, ''),
    duties: z._default(z.array(z.string().check(z.maxLength(4))).check(z.maxLength(80)), []),
    deputy: z._default(z.nullable(z.uuid()), null),
  }),
  who: staffing,
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.area }],
  decide(input, { actor, loaded }) {
    const area = loaded.get<Area>('area', input.area);
    mayStaff(actor, area.ground, input.kind);
    const { office, ...data } = input;
    return [{ name: 'office.opened', kind: 'office', id: office, data: { ...data, ground: area.ground } }];
  },
});

export const changeOffice = defineVerb({
  name: 'office.change',
  input: z.object({
    office: z.uuid(),
    name: z.optional(name),
    phone: z.optional(phone),
    supervisionPhone: z.optional(phone),
    duties: z.optional(z.array(z.string().check(z.maxLength(4))).check(z.maxLength(80))),
    deputy: z.optional(z.nullable(z.uuid())),
  }),
  who: staffing,
  offline: false,
  needs: (input) => [{ kind: 'office', id: input.office }],
  decide(input, { actor, loaded }) {
    const before = loaded.get<Office>('office', input.office);
    mayStaff(actor, before.ground, before.kind);
    const { office, ...data } = input;
    return [{ name: 'office.changed', kind: 'office', id: office, data }];
  },
});

export const registerPerson = defineVerb({
  name: 'person.register',
  input: z.object({
    person: z.uuid(),
    name,
    phone: z._default(phone, ''),
    pinyin: z._default(z.string().check(z.maxLength(120)), ''),
    staff: z.boolean(),
    member: z._default(z.nullable(z.uuid()), null),
  }),
  who: staffing,
  offline: false,
  needs: () => [],
  decide(input, { actor }) {
    const ok = actor.service !== null || actor.posts.some((post) => staffing.includes(post.role));
    if (!ok) throw new Problem('refused', 'not-yours');
    const { person, ...data } = input;
    return [{ name: 'person.registered', kind: 'person', id: person, data }];
  },
});

export const blockPerson = defineVerb({
  name: 'person.block',
  input: z.object({ person: z.uuid(), blocked: z.boolean() }),
  who: ['security-admin'],
  offline: false,
  needs: (input) => [{ kind: 'person', id: input.person }],
  decide(input, { actor, now, loaded }) {
    // PEOPLE-7: the security administrator blocks a sign-in; it takes effect at the very next request.
    if (!actor.posts.some((post) => post.role === 'security-admin')) throw new Problem('refused', 'not-yours');
    loaded.get<Person>('person', input.person);
    const done = input.blocked ? 'person.blocked' : 'person.unblocked';
    return [{ name: done, kind: 'person', id: input.person, data: { at: now } }];
  },
});

export const assignPost = defineVerb({
  name: 'post.assign',
  input: z.object({
    post: z.uuid(),
    person: z.uuid(),
    office: z.uuid(),
    role: z.optional(z.enum(roles)),
    fromAt: ms,
    toAt: ms,
    chosen: z.enum(['election', 'appointment']),
  }),
  who: staffing,
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'person', id: input.person },
    { kind: 'posts-of', id: input.person },
  ],
  decide(input, { actor, loaded, now }) {
    const office = loaded.get<Office>('office', input.office);
    loaded.get<Person>('person', input.person);
    mayStaff(actor, office.ground, office.kind);
    const role = office.kind === 'administration' ? (input.role ?? roleOf[office.kind]) : roleOf[office.kind];
    if (input.toAt <= input.fromAt) throw new Problem('invalid', 'post-term-order');
    checkDisjoint(
      role,
      heldBy(loaded.list<Post>('post'), input.person, now).map((post) => post.role),
    );
    const { person, fromAt, toAt, chosen } = input;
    const data = { person, office: office.id, role, ground: office.ground, fromAt, toAt, chosen };
    return [{ name: 'post.assigned', kind: 'post', id: input.post, data }];
  },
});

export const endPost = defineVerb({
  name: 'post.end',
  input: z.object({ post: z.uuid(), reason: z.string().check(z.minLength(1), z.maxLength(200)) }),
  who: staffing,
  offline: false,
  needs: (input) => [{ kind: 'post', id: input.post }],
  decide(input, { actor, loaded, now }) {
    const post = loaded.get<Post>('post', input.post);
    mayStaff(actor, post.ground);
    if (post.endedAt !== null) throw new Problem('conflict', 'post-already-ended');
    return [{ name: 'post.ended', kind: 'post', id: post.id, data: { at: now, reason: input.reason } }];
  },
});

/** A villager's own sign-in carries none of his posts. */
const isOwn = (post: Post, actor: Actor): boolean => actor.standing === 'staff' && post.person === actor.person;

export const beAway = defineVerb({
  name: 'post.away',
  input: z.object({ post: z.uuid(), from: ms, to: z.nullable(ms), deputy: z.nullable(z.uuid()) }),
  who: [...staffing, 'self'],
  offline: false,
  needs: (input) => [
    { kind: 'post', id: input.post },
    ...(input.deputy ? [{ kind: 'posts-of', id: input.deputy }] : []),
  ],
  decide(input, { actor, loaded, now }) {
    const post = loaded.get<Post>('post', input.post);
    if (!isOwn(post, actor)) mayStaff(actor, post.ground);
    if (input.to !== null && input.to <= input.from) throw new Problem('invalid', 'post-term-order');
    if (input.deputy === post.person) throw new Problem('invalid', 'deputy-is-self');
    if (input.deputy !== null) {
      // PEOPLE-8: the rights of a post pass only to somebody who serves already, and never from one administrator to another.
      const posts = loaded.list<Post>('post');
      if (!posts.some((one) => one.person === input.deputy && isInPost(one, now)))
        throw new Problem('invalid', 'deputy-not-serving');
      checkDisjoint(
        post.role,
        heldBy(posts, input.deputy, now)
          .filter((one) => one.id !== post.id)
          .map((one) => one.role),
      );
    }
    return [
      { name: 'post.away', kind: 'post', id: post.id, data: { from: input.from, to: input.to, deputy: input.deputy } },
    ];
  },
});

export const comeBack = defineVerb({
  name: 'post.back',
  input: z.object({ post: z.uuid() }),
  who: [...staffing, 'self'],
  offline: false,
  needs: (input) => [{ kind: 'post', id: input.post }],
  decide(input, { actor, loaded }) {
    const post = loaded.get<Post>('post', input.post);
    if (!isOwn(post, actor)) mayStaff(actor, post.ground);
    return [{ name: 'post.back', kind: 'post', id: post.id, data: {} }];
  },
});

export const peopleVerbs = [
  openOffice,
  changeOffice,
  registerPerson,
  blockPerson,
  assignPost,
  endPost,
  beAway,
  comeBack,
];
