// What the screens ask of the phone's memory: homes, their people, entries, promises and matters, and what waits for whom.
import { isUnder, sitsIn } from '#kit/actor.ts';
import type { PhoneAttachment } from '#modules/attachment/model.ts';
import type { CaseStep, PhoneCase } from '#modules/case/model.ts';
import type { Member, PhoneHousehold } from '#modules/household/model.ts';
import type { Notice } from '#modules/notice/model.ts';
import { isShown } from '#modules/notice/rules.ts';
import type { Me, StaffedOffice } from '#modules/people/model.ts';
import { isLast } from '#modules/supply/kinds/networks.ts';
import { pointOf, type SupplyNode } from '#modules/supply/model.ts';
import type { Area } from '#modules/territory/model.ts';
import type { DoorPromise, Visit } from '#modules/visit/model.ts';
import { type ToSee, whomToSee } from '#modules/visit/rules.ts';
import type { LocalQuery } from '#sync/door.ts';
import { mayDo } from '#sync/outbox.ts';
import type { Phone } from '#sync/store.ts';
import {
  type Entry,
  findHomes,
  type HomeIndex,
  livingIn,
  makeEntries,
  makeIndex,
} from '#modules/household/ui/phone-search.ts';

export interface PhoneOffice extends StaffedOffice {
  readonly people: readonly { readonly name: string; readonly phone: string; readonly role: string }[];
}

const list = <R>(phone: Phone, kind: string): R[] => [...(phone.view.value.rows.get(kind)?.values() ?? [])] as R[];
export const findOf = <R>(phone: Phone, kind: string, id: string): R | undefined =>
  phone.view.value.rows.get(kind)?.get(id) as R | undefined;

/** Worked out once per state of the store, when it is first asked for. */
function perState<R>(make: (phone: Phone) => R): (phone: Phone) => R {
  let known: { readonly of: unknown; readonly made: R } | undefined;
  return (phone) => {
    const of = phone.view.value;
    if (known?.of !== of) known = { of, made: make(phone) };
    return known.made;
  };
}

export const me = (phone: Phone): Me | undefined => findOf<Me>(phone, 'me', phone.identity.person);

/** Doors in the order people count them: 3-9 before 3-10. */
const orderOf = ({ ground, door }: PhoneHousehold): string =>
  `${ground} ${door.replaceAll(/\d+/g, (number) => number.padStart(6, '0'))}`;

export const homes = perState((phone): readonly PhoneHousehold[] =>
  list<PhoneHousehold>(phone, 'household')
    .filter((home) => home.closedAt === null)
    .map((home) => ({ home, order: orderOf(home) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ home }) => home),
);
export const findHome = (phone: Phone, id: string): PhoneHousehold | undefined => findOf(phone, 'household', id);
/** Records of a kind by what one of their fields names: a page asks for those of one home many times. */
function grouped<R extends object>(kind: string, by: keyof R): (phone: Phone, id: string) => readonly R[] {
  const groups = perState((phone) => {
    const made = new Map<unknown, R[]>();
    for (const record of list<R>(phone, kind)) {
      const group = made.get(record[by]);
      if (group) group.push(record);
      else made.set(record[by], [record]);
    }
    return made;
  });
  return (phone, id) => groups(phone).get(id) ?? [];
}

const membersAt = grouped<Member>('member', 'household');
export const membersOf = (phone: Phone, home: string): Member[] =>
  membersAt(phone, home)
    .filter((member) => member.leftAt === null)
    .sort((a, b) => Number(b.relation === '户主') - Number(a.relation === '户主') || a.born.localeCompare(b.born));
const visitsAt = grouped<Visit>('visit', 'household');
export const visitsOf = (phone: Phone, home: string): Visit[] =>
  [...visitsAt(phone, home)].sort((a, b) => b.claimedAt - a.claimedAt);
export const findVisit = (phone: Phone, id: string): Visit | undefined => findOf(phone, 'visit', id);
export const promisesOf: (phone: Phone, home: string) => readonly DoorPromise[] = grouped('promise', 'household');
export const cases = perState((phone): readonly PhoneCase[] =>
  list<PhoneCase>(phone, 'case')
    .filter((matter) => !matter.restricted)
    .sort((a, b) => b.changedAt - a.changedAt),
);
export const findCase = (phone: Phone, id: string): PhoneCase | undefined => findOf(phone, 'case', id);
export const casesOf = (phone: Phone, home: string): PhoneCase[] =>
  cases(phone).filter((matter) => matter.household === home);
const filesOfMatter = grouped<PhoneAttachment>('attachment', 'matter');
const filesOfVisit = grouped<PhoneAttachment>('attachment', 'visit');
/** The files of a matter or of an entry, in the order they were named; those still in the queue too. */
export const filesOf = (phone: Phone, of: 'matter' | 'visit', id: string): PhoneAttachment[] =>
  [...(of === 'matter' ? filesOfMatter : filesOfVisit)(phone, id)].sort(
    (a, b) => a.namedAt - b.namedAt || (a.id < b.id ? -1 : 1),
  );
export const findOffice = (phone: Phone, id: string | null): PhoneOffice | undefined =>
  id === null ? undefined : findOf<PhoneOffice>(phone, 'office', id);
export const areas = (phone: Phone): Area[] => list<Area>(phone, 'area');
const areasByGround = perState((phone) => new Map(areas(phone).map((area) => [area.ground, area])));
export const areaOf = (phone: Phone, ground: string): Area | undefined => areasByGround(phone).get(ground);
/** The pipes and lines that serve a home, by name. */
export const supplyNames = (phone: Phone, codes: readonly string[]): string[] => {
  const nodes = list<SupplyNode>(phone, 'supply-node');
  const find = (code: string): SupplyNode | undefined =>
    nodes.find((node) => pointOf(node.network, node.code) === code);
  // A home's own tap says nothing; the pipe it hangs on does.
  return codes.map((code) => {
    const node = find(code);
    const last = node && isLast(node.kind) && node.parent !== null;
    return (last ? find(pointOf(node.network, node.parent))?.name : undefined) ?? node?.name ?? code;
  });
};
export const notices = (phone: Phone, now: number): Notice[] =>
  list<Notice>(phone, 'notice')
    .filter((notice) => isShown(notice, now))
    .sort((a, b) => b.fromAt - a.fromAt);

const can = (phone: Phone, name: string, input: unknown): boolean => mayDo(phone, name, input, Date.now());

export interface Waiting {
  /** Grid workers ask for a word of help. */
  readonly help: PhoneCase[];
  /** Held by my office and not yet accepted. */
  readonly accept: PhoneCase[];
  /** Answers to carry back to the door. */
  readonly tell: PhoneCase[];
  /** Told; the household's word may be brought by me. */
  readonly check: PhoneCase[];
  /** Held by my office, under way. */
  readonly mine: PhoneCase[];
}

/** What waits for a step of this person; every rule is asked for every matter. */
export const waiting = perState(judge);

function judge(phone: Phone): Waiting {
  const open = cases(phone).filter((matter) => matter.state !== 'closed');
  const actor = phone.actor.value;
  const held = open.filter((matter) => sitsIn(actor, matter.holder) && matter.side !== 'merged');
  return {
    help: open.filter(
      (matter) => matter.help === 'asked' && can(phone, 'case.give-help', { case: matter.id, text: '?' }),
    ),
    accept: held.filter((matter) => matter.state === 'reported'),
    tell: open.filter((matter) => matter.state === 'answered' && can(phone, 'case.tell', { case: matter.id })),
    check: open.filter(
      (matter) =>
        matter.state === 'household-check' &&
        can(phone, 'case.say', { case: matter.id, outcome: 'solved', by: 'visit' }),
    ),
    mine: held.filter((matter) => matter.state === 'accepted' || matter.state === 'in-progress'),
  };
}

/** Whom to see next: for a grid worker all his homes, for heads and liaison officers only what they promised or must ask. */
export function toSee(phone: Phone, now: number): ToSee[] {
  const actor = phone.actor.value;
  const grids = actor.posts.filter((post) => post.role === 'level-2-worker').map((post) => post.ground);
  const own = homes(phone).filter((home) => grids.some((ground) => isUnder(home.ground, ground)));
  const promises = list<DoorPromise>(phone, 'promise').filter((promise) => sitsIn(actor, promise.office));
  return whomToSee(own, promises, waiting(phone).check, now);
}

/** The steps of a matter in their order; a matter reported here a moment ago has only its own. */
export const stepsOf = (matter: PhoneCase): readonly CaseStep[] => [...(matter.steps ?? [])].sort((a, b) => a.n - b.n);

const living = perState((phone) => livingIn(list<Member>(phone, 'member')));
const entriesOf = (phone: Phone, some: readonly PhoneHousehold[]): Entry[] =>
  makeEntries(some, living(phone), (home) => areaOf(phone, home.ground)?.name ?? '');
let indexed: { readonly of: unknown; readonly index: HomeIndex } | undefined;

/** Homes that fit what was typed. */
export function searchHomes(phone: Phone, typed: string): readonly PhoneHousehold[] {
  if (typed.trim() === '') return homes(phone);
  const of = phone.view.value;
  if (indexed?.of !== of) indexed = { of, index: makeIndex(entriesOf(phone, homes(phone))) };
  return findHomes(indexed.index, typed);
}

const slice = 250;

/** Makes ready for the first sign that is typed, a little at a time so that no tap waits for it. */
export async function warmSearch(phone: Phone): Promise<void> {
  const of = phone.view.value;
  const all = homes(phone);
  const entries: Entry[] = [];
  for (let at = 0; at < all.length; at += slice) {
    if (indexed?.of === of || phone.view.value !== of) return;
    entries.push(...entriesOf(phone, all.slice(at, at + slice)));
    await new Promise((done) => setTimeout(done));
  }
  if (phone.view.value === of) indexed = { of, index: makeIndex(entries) };
}

/** The same, by name, for screens that hold only the door. */
export const queries: Readonly<Record<string, LocalQuery>> = {
  'people.me': (phone) => me(phone),
  'household.find': (phone, input: { text: string }) => searchHomes(phone, input.text),
  'visit.to-see': (phone, input: { now: number }) => toSee(phone, input.now),
  'case.waiting': (phone) => waiting(phone),
  'notice.list': (phone, input: { now: number }) => notices(phone, input.now),
};
