// Reporting a matter: who receives it first, who is copied, and the ways around for restricted matters and complaints about staff.
import * as z from 'zod/mini';
import { type Actor, type ActorPost, isUnder } from '#kit/actor.ts';
import { type Deciding, defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { attachments } from '#modules/attachment/model.ts';
import { attach } from '#modules/attachment/rules.ts';
import type { Household } from '#modules/household/model.ts';
import type { OfficeKind, StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice, receivingOffice } from '#modules/people/rules.ts';
import { type Category, findCategory, ownRecord } from './kinds/categories.ts';
import { isHidden } from './commands-parts.ts';
import type { Case, CaseNumber } from './model.ts';
import { isAbout } from './rules-bypass.ts';
import { rulesOf } from './rules-county.ts';
import { type blank, deadlines, holderDeadline } from './rules.ts';

const degrees = z._default(z.nullable(z.number().check(z.gte(-180), z.lte(180))), null);
const nullableId = z._default(z.nullable(z.uuid()), null);

const input = z.object({
  case: z.uuid(),
  household: z.uuid(),
  category: z.string().check(z.maxLength(4)),
  title: z.string().check(z.minLength(1), z.maxLength(80)),
  text: z._default(z.string().check(z.maxLength(2000)), ''),
  visit: nullableId,
  sameAs: nullableId,
  subject: nullableId,
  /** SHA-256 of the case's own secret, which the household gets on paper or on its screen. */
  secretHash: z._default(z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))), null),
  /** The office a V4 complaint is about. */
  aboutOffice: nullableId,
  /** Says that life or a minor is in danger, whatever the category. */
  mustReport: z._default(z.boolean(), false),
  /** Which numbers were called, and when, while out of coverage (restricted matters). */
  called: z._default(
    z.array(z.object({ number: z.string().check(z.maxLength(20)), at: z.int() })).check(z.maxLength(10)),
    [],
  ),
  lat: degrees,
  lon: degrees,
  attachments,
});
type Input = z.infer<typeof input>;

interface Route {
  readonly holder: StaffedOffice;
  readonly firstReceiver: string | null;
  readonly copied: readonly string[];
  readonly restricted: boolean;
  readonly complainedOf: readonly string[];
}

/** CASE-30: danger to a minor or to life is restricted, whatever the reporter calls it. */
const isRestricted = (said: Pick<Input, 'category' | 'mustReport'>): boolean =>
  said.mustReport || findCategory(said.category)?.first === 'restricted';

/** The office that has this in the catalogue is the named one. */
const mustReportDuty = 'D6';

const mustFind = (office: StaffedOffice | undefined): StaffedOffice => {
  if (!office) throw new Problem('conflict', 'no-office-to-receive');
  return office;
};

/** Offices that only the security administrator sets: nobody makes himself the named one. */
const trusted: readonly OfficeKind[] = ['field-office', 'department', 'county-centre', 'outside-body'];

/**
 * CASE-30: must-report matters go to the one named office and nowhere else. Where the county names several it is the first
 * with somebody in post: danger does not wait for a post to be filled, and what is restricted is never passed on later.
 */
function restrictedRoute(chain: readonly StaffedOffice[]): Route {
  const named = chain.filter((office) => trusted.includes(office.kind) && office.duties.includes(mustReportDuty));
  const holder = mustFind(named.find((office) => office.staffed) ?? named[0]);
  return { holder, firstReceiver: null, copied: [], restricted: true, complainedOf: [] };
}

const nearby: readonly OfficeKind[] = ['level-2', 'level-1', 'liaison', 'village', 'village-specialist'];

/**
 * CASE-17: a matter about conduct of staff goes to the level above the office complained of, never through it.
 * Where no office is named it may be anybody near the door: nobody below the receiver sees it.
 */
function bypassRoute(chain: readonly StaffedOffice[], about: string | null): Route {
  const office = chain.find((one) => one.id === about);
  if (about !== null && !office) throw new Problem('invalid', 'office-not-here');
  const of = office ? [office] : chain.filter((one) => nearby.includes(one.kind));
  const complainedOf = [...new Set(of.flatMap((one) => one.sitting))];
  const high = office !== undefined && (office.kind === 'township' || trusted.includes(office.kind));
  // About the county centre itself: to the office that the catalogue names for conduct of staff.
  const above = [
    ...(high ? [] : [nearestOffice(chain, 'township')]),
    nearestOffice(chain, 'county-centre'),
    ...chain.filter((one) => one.duties.includes('V4')),
  ].flatMap((one) => (one ? [receivingOffice(one, chain)] : []));
  // Whoever is complained of may hold more than one post: an office in which he sits is passed over as well.
  const holder = mustFind(above.find((one) => one.id !== about && !isAbout({ complainedOf }, one)));
  return { holder, firstReceiver: null, copied: [], restricted: false, complainedOf };
}

const nearestPost = (actor: Actor, home: Household): ActorPost | undefined =>
  actor.posts.filter((one) => isUnder(home.ground, one.ground)).sort((a, b) => b.ground.length - a.ground.length)[0];

/** CASE-2: the worker's report goes to the level-1 head with the liaison officer copied; a villager's own report to his grid worker with the head copied. */
function ordinaryRoute(chain: readonly StaffedOffice[], category: Category, actor: Actor, home: Household): Route {
  const receive = (office: StaffedOffice | undefined): StaffedOffice => receivingOffice(mustFind(office), chain);
  const level1 = nearestOffice(chain, 'level-1');
  const liaison = nearestOffice(chain, 'liaison');
  const post = nearestPost(actor, home);
  const copied = [level1?.id, liaison?.id];
  const own = post?.role === 'level-2-worker' || !post ? undefined : chain.find((office) => office.id === post.office);
  const first = post?.office ?? null;
  const done = (holder: StaffedOffice): Route => ({
    holder,
    firstReceiver: first ?? holder.id,
    copied: copied.filter((id): id is string => id !== undefined && id !== holder.id),
    restricted: false,
    complainedOf: [],
  });
  // CASE-18: danger to life does not climb the ladder: it goes at once to the office the catalogue names first.
  if (category.severity === '1' && (category.first === 'township' || category.first === 'village'))
    return done(receive(nearestOffice(chain, category.first)));
  // CASE-87: about what is kept of it the home asks the office that keeps the roster, and nobody who writes in it.
  if (category.code === ownRecord) return { ...done(receive(nearestOffice(chain, 'village'))), copied: [] };
  if (own) return done(receive(own));
  return done(receive(post ? level1 : nearestOffice(chain, 'level-2')));
}

function mayReport(actor: Actor, home: Household): void {
  const ownHome = (actor.standing === 'adult' || actor.standing === 'plate') && actor.household === home.id;
  const serves =
    actor.standing === 'staff' &&
    actor.posts.some((post) => isUnder(home.ground, post.ground) && post.officeKind !== 'administration');
  if (!ownHome && !serves && actor.service !== 'import') throw new Problem('refused', 'not-yours');
}

/** What a report says of a matter; everything else is still open then. */
type Reported = Omit<Case, 'id' | 'version' | 'state' | 'changedAt' | Exclude<keyof typeof blank, 'number'>>;

function recordOf(
  said: Input,
  found: { home: Household; category: Category; route: Route },
  { actor, now, at, loaded }: Deciding,
): Reported {
  const rules = rulesOf({ loaded, now });
  const { home, category, route } = found;
  const severity = route.restricted ? '1' : category.severity;
  const due = deadlines(severity, now, rules);
  const { title, text, visit, sameAs, subject, lat, lon } = said;
  return {
    title,
    text,
    visit,
    sameAs,
    subject,
    lat,
    lon,
    severity,
    ground: home.ground,
    number: route.restricted ? null : (loaded.list<CaseNumber>('case-number')[0]?.number ?? null),
    household: home.id,
    category: category.code,
    restricted: route.restricted,
    namedOffice: route.restricted ? route.holder.id : null,
    holder: route.holder.id,
    holderSince: now,
    holderBy: holderDeadline(route.holder, severity, now, rules),
    firstReceiver: route.firstReceiver,
    copied: route.copied,
    reporter: actor.person,
    reporterStanding: actor.standing,
    complainedOf: route.complainedOf,
    secretHash: route.restricted ? null : said.secretHash,
    reportedAt: now,
    claimedAt: at,
    ...due,
  };
}

export const reportCase = defineVerb({
  name: 'case.report',
  input,
  who: [
    'plate',
    'adult',
    'level-2-worker',
    'level-1-head',
    'liaison-officer',
    'village-officer',
    'village-specialist',
    'township-officer',
    'service:import',
  ],
  offline: true,
  needs: (said) => [
    // CASE-32: a restricted matter takes no number, so that no gap tells of it.
    ...(isRestricted(said) ? [] : [{ kind: 'case-number', id: said.case }]),
    { kind: 'household', id: said.household },
    {
      kind: 'chain',
      of: { kind: 'household', id: said.household },
      category: isRestricted(said) ? mustReportDuty : said.category,
    },
    ...(said.aboutOffice ? [{ kind: 'office-named', id: said.aboutOffice }] : []),
  ],
  decide(said, context) {
    const home = context.loaded.get<Household>('household', said.household);
    mayReport(context.actor, home);
    const category = findCategory(said.category);
    if (!category) throw new Problem('invalid', 'category-unknown', { category: said.category });
    const chain = context.loaded.list<StaffedOffice>('office');
    const route = isRestricted(said)
      ? restrictedRoute(chain)
      : category.first === 'bypass'
        ? bypassRoute(chain, said.aboutOffice)
        : ordinaryRoute(chain, category, context.actor, home);
    const record = recordOf(said, { home, category, route }, context);
    const data = {
      at: context.now,
      by: route.firstReceiver,
      person: context.actor.person,
      text: said.text,
      to: route.holder.id,
      record,
      called: said.called,
    };
    const to = { ground: home.ground, household: home.id, matter: said.case, visit: null, step: 1 };
    const who = { forHome: true, hidden: isHidden(record), office: nearestPost(context.actor, home)?.office ?? null };
    return [
      { name: 'case.reported', kind: 'case', id: said.case, data },
      ...attach(said.attachments, { ...to, ...who }, context),
    ];
  },
});
