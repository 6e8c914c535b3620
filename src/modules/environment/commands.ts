// What can be done about places: name one, look at one, and let one go.
import * as z from 'zod/mini';
import { type Actor, type ActorPost, isUnder, servesGround } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { attachments } from '#modules/attachment/model.ts';
import { attach } from '#modules/attachment/rules.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import type { Case, CaseNumber } from '#modules/case/model.ts';
import { rulesOf } from '#modules/case/rules-county.ts';
import { deadlines, holderDeadline, isOpen } from '#modules/case/rules.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice, receivingOffice } from '#modules/people/rules.ts';
import type { Area } from '#modules/territory/model.ts';
import { findSpotKind, type Point } from './kinds/spots.ts';
import type { Spot } from './model.ts';

const who = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];
const degrees = z._default(z.nullable(z.number().check(z.gte(-180), z.lte(180))), null);
const spotId = { spot: z.uuid() };

function mustServe(actor: Actor, ground: string): void {
  if (actor.standing !== 'staff' || !servesGround(actor, ground, who)) throw new Problem('refused', 'not-yours');
}

export const openSpot = defineVerb({
  name: 'spot.open',
  input: z.object({
    ...spotId,
    area: z.uuid(),
    kind: z.string().check(z.maxLength(20)),
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    lat: degrees,
    lon: degrees,
  }),
  who,
  offline: true,
  needs: (input) => [{ kind: 'area', id: input.area }],
  decide(input, { actor, loaded, now }) {
    const area = loaded.get<Area>('area', input.area);
    // ENV-2
    mustServe(actor, area.ground);
    if (area.ground.split('.').length < 4) throw new Problem('invalid', 'spot-needs-group');
    // ENV-1
    if (!findSpotKind(input.kind)) throw new Problem('invalid', 'spot-kind-unknown');
    const { kind, name, lat, lon } = input;
    const record = { ground: area.ground, kind, name, lat, lon };
    return [{ name: 'spot.opened', kind: 'spot', id: input.spot, data: { at: now, record } }];
  },
});

export const closeSpot = defineVerb({
  name: 'spot.close',
  input: z.object(spotId),
  who,
  offline: true,
  needs: (input) => [{ kind: 'spot', id: input.spot }],
  decide(input, { actor, loaded, now }) {
    const spot = loaded.get<Spot>('spot', input.spot);
    mustServe(actor, spot.ground);
    if (spot.closedAt !== null) throw new Problem('conflict', 'spot-closed');
    return [{ name: 'spot.closed', kind: 'spot', id: spot.id, data: { at: now } }];
  },
});

/** In whose name one looks: the post nearest to the place. */
function postAt(actor: Actor, ground: string): ActorPost {
  const near = actor.posts.filter((post) => who.includes(post.role) && isUnder(ground, post.ground));
  const [post] = near.sort((a, b) => b.ground.length - a.ground.length);
  if (!post || actor.standing !== 'staff') throw new Problem('refused', 'not-yours');
  return post;
}

interface Found {
  readonly spot: Spot;
  readonly wrong: readonly Point[];
  readonly note: string;
  readonly office: string;
}

/** ENV-5: to the office that the catalogue names first, as far as the village or the township is meant. */
function receiverOf(category: string, chain: readonly StaffedOffice[]): StaffedOffice {
  const first = findCategory(category)?.first === 'township' ? 'township' : 'village';
  const office = nearestOffice(chain, first);
  if (!office) throw new Problem('conflict', 'no-office-to-receive');
  return receivingOffice(office, chain);
}

/** The matter of a place: no home behind it, so who looked answers for hearing that it is well again. */
function reported(id: string, { spot, wrong, note, office }: Found, { actor, loaded, now, at }: Deciding): Fact {
  const [first] = wrong;
  const category = findCategory(first?.category ?? '');
  if (!first || !category?.severity) throw new Problem('invalid', 'look-points');
  const chain = loaded.list<StaffedOffice>('office');
  const holder = receiverOf(category.code, chain);
  const head = nearestOffice(chain, 'level-1');
  const copied = [head?.id, nearestOffice(chain, 'liaison')?.id].filter(
    (one): one is string => one !== undefined && one !== holder.id && one !== office,
  );
  const text = [...wrong.map((one) => one.wrongZh), note].filter(Boolean).join('；');
  const record = {
    ground: spot.ground,
    household: null,
    category: category.code,
    severity: category.severity,
    text,
    title: `${spot.name}：${first.wrongZh}`.slice(0, 80),
    number: loaded.list<CaseNumber>('case-number')[0]?.number ?? null,
    restricted: false,
    namedOffice: null,
    complainedOf: [],
    secretHash: null,
    visit: null,
    sameAs: null,
    holder: holder.id,
    holderSince: now,
    holderBy: holderDeadline(holder, category.severity, now, rulesOf({ loaded, now })),
    firstReceiver: office,
    copied,
    reporter: actor.person,
    reporterStanding: actor.standing,
    subject: null,
    reportedAt: now,
    claimedAt: at,
    ...deadlines(category.severity, now, rulesOf({ loaded, now })),
    lat: spot.lat,
    lon: spot.lon,
  };
  const data = { at: now, by: office, person: actor.person, text, to: holder.id, record };
  return { name: 'case.reported', kind: 'case', id, data };
}

/** A line in the story of the place's open matter. */
function noted(known: Case, { wrong, note, office }: Found, { now, actor }: Deciding): { fact: Fact; step: number } {
  const text = [...wrong.map((one) => one.wrongZh), note].filter(Boolean).join('；');
  const data = { at: now, by: office, person: actor.person, text, internal: false };
  return { fact: { name: 'case.noted', kind: 'case', id: known.id, data }, step: known.version + 1 };
}

/** ENV-4: to the open matter of the place, or as a matter of its own; `shows`: there are pictures. */
function matterOf(
  id: string | null,
  found: Found & { readonly shows: boolean },
  context: Deciding,
): { fact: Fact; step: number } | undefined {
  const known = context.loaded.list<Case>('case').find((one) => one.id === found.spot.matter);
  const open = known && isOpen(known) ? known : undefined;
  if (found.wrong.length === 0) {
    if (!found.shows) return undefined;
    // ENV-8
    if (!open || open.answeredAt === null) throw new Problem('invalid', 'look-picture');
    return noted(open, found, context);
  }
  if (open) return noted(open, found, context);
  if (id === null) throw new Problem('invalid', 'look-points');
  return { fact: reported(id, found, context), step: 1 };
}

export const lookAt = defineVerb({
  name: 'spot.look',
  input: z.object({
    ...spotId,
    look: z.uuid(),
    /** Every point of the list, and whether it is well. */
    answers: z.array(z.object({ point: z.string().check(z.maxLength(20)), well: z.boolean() })).check(z.maxLength(12)),
    note: z._default(z.string().check(z.maxLength(500)), ''),
    praise: z._default(z.string().check(z.maxLength(200)), ''),
    /** The matter that comes of it when there is none open. */
    case: z._default(z.nullable(z.uuid()), null),
    attachments,
  }),
  who,
  offline: true,
  needs: (input) => [
    { kind: 'spot', id: input.spot },
    { kind: 'matter-of-spot', id: input.spot },
    { kind: 'chain', of: { kind: 'spot', id: input.spot } },
    ...(input.case === null ? [] : [{ kind: 'case-number', id: input.case }]),
  ],
  decide(input, context) {
    const { actor, loaded, now, at } = context;
    const spot = loaded.get<Spot>('spot', input.spot);
    const { office } = postAt(actor, spot.ground);
    if (spot.closedAt !== null) throw new Problem('conflict', 'spot-closed');
    // ENV-3: every point, once.
    const points = findSpotKind(spot.kind)?.points ?? [];
    const said = new Map(input.answers.map((one) => [one.point, one.well]));
    if (said.size !== input.answers.length || !points.every((one) => said.has(one.code)) || said.size > points.length)
      throw new Problem('invalid', 'look-points');
    const wrong = points.filter((one) => said.get(one.code) === false);
    const found = { spot, wrong, note: input.note, office, shows: input.attachments.length > 0 };
    const matter = matterOf(input.case, found, context);
    const codes = wrong.map((one) => one.code);
    const lookedAt = Math.min(at, now);
    const { note, praise, look } = input;
    const id = matter?.fact.id ?? null;
    const record = {
      ground: spot.ground,
      spot: spot.id,
      claimedAt: lookedAt,
      receivedAt: now,
      office,
      person: actor.person,
      wrong: codes,
      note,
      praise,
      matter: id,
    };
    const to = { ground: spot.ground, household: null, matter: id, visit: null, step: matter?.step ?? null };
    return [
      ...(matter ? [matter.fact] : []),
      { name: 'look.noted', kind: 'look', id: look, data: { at: now, by: office, record } },
      {
        name: 'spot.looked',
        kind: 'spot',
        id: spot.id,
        data: { at: now, by: office, look, lookedAt, wrong: codes, praise, matter: id },
      },
      ...attach(input.attachments, { ...to, forHome: true, hidden: false, office }, context),
    ];
  },
});

export const spotVerbs = [openSpot, closeSpot, lookAt];
