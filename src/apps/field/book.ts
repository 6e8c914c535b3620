// What the phone can do: the verbs and kinds it shares with the server, and how it finds what a verb needs among its own rows.
import { type Actor, isUnder, nobody } from '#kit/actor.ts';
import { type Envelope, type Need, type RecordBase, type RecordKind, Unknown, type Verb } from '#kit/command.ts';
import { attachmentKind } from '#modules/attachment/rules.ts';
import { phoneVerbs } from '#modules/case/commands.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import type { CaseStep, PhoneCase } from '#modules/case/model.ts';
import { caseKind } from '#modules/case/rules.ts';
import { householdVerbs } from '#modules/household/commands.ts';
import type { PhoneHousehold } from '#modules/household/model.ts';
import { householdKind, memberKind } from '#modules/household/rules.ts';
import { homeFromOutside } from '#modules/household/ui/from-outside.ts';
import type { Me, StaffedOffice } from '#modules/people/model.ts';
import { visitVerbs } from '#modules/visit/commands.ts';
import { promiseKind, visitKind } from '#modules/visit/rules.ts';
import type { Book, Rows } from '#sync/overlay.ts';

/** On the phone a matter carries its story; a pending command adds its line, as the server will. */
const phoneCaseKind: RecordKind<PhoneCase> = {
  kind: 'case',
  apply(before, fact) {
    const after = caseKind.apply(before as Parameters<typeof caseKind.apply>[0], fact);
    const { at, by, person, to, text, internal } = fact.data;
    const step: CaseStep = {
      matter: fact.id,
      n: after.version,
      name: fact.name,
      at,
      office: by ?? null,
      person: person ?? null,
      toOffice: to ?? null,
      text: text ?? '',
      internal: internal ?? false,
    };
    return { ...after, steps: [...(before?.steps ?? []), step] };
  },
};

/** Verbs and kinds that come later than the first screen, with their words. */
export interface Part {
  readonly verbs: readonly unknown[];
  readonly kinds: readonly unknown[];
  gather?(need: Need, rows: Rows): Found;
}
/** By the first word of their verbs' names. */
const later: Readonly<Record<string, () => Promise<{ readonly part: Part }>>> = {
  dispute: () => import('./mediation-part.ts'),
  spot: () => import('./spot-part.ts'),
  question: () => import('./question-part.ts'),
  proposal: () => import('./proposal-part.ts'),
  ask: () => import('./ask-part.ts'),
  errand: () => import('./errand-part.ts'),
  inquiry: () => import('./campaign-part.ts'),
};
const parts: Part[] = [];
const coming = new Map<string, Promise<void>>();

function bring(of: string): Promise<void> {
  const known = coming.get(of);
  if (known) return known;
  const come = async (): Promise<void> => {
    const { part } = (await later[of]?.()) ?? { part: { verbs: [], kinds: [] } };
    parts.push(part);
    for (const verb of part.verbs as readonly Verb[]) verbs.set(verb.name, verb);
    for (const kind of part.kinds as readonly RecordKind[]) kinds.set(kind.kind, kind);
  };
  // What did not come is asked for again the next time; until then nothing can be shown of it.
  const asked = come().catch(() => void coming.delete(of));
  coming.set(of, asked);
  return asked;
}

const list = <R>(rows: Rows, kind: string): R[] => [...(rows.get(kind)?.values() ?? [])] as R[];

/** The offices on the way from a ground up to the county, as the server would load them. */
export const chainOf = (rows: Rows, ground: string): StaffedOffice[] =>
  list<StaffedOffice>(rows, 'office').filter((office) => office.closedAt === null && isUnder(ground, office.ground));

type Found = { kind: string; record: RecordBase }[];

function gather(need: Need, rows: Rows): Found {
  const offices = (found: readonly StaffedOffice[]): { kind: string; record: RecordBase }[] =>
    found.map((record) => ({ kind: 'office', record }));
  if ('of' in need) {
    const of = rows.get(need.of.kind)?.get(need.of.id) as RecordBase | undefined;
    if (!of) throw new Unknown(`${need.of.kind}-not-here`);
    return offices(chainOf(rows, of.ground));
  }
  if (need.kind === 'reopen-office' || need.kind === 'office-before')
    return offices(list<StaffedOffice>(rows, 'office'));
  return parts.flatMap((part) => part.gather?.(need, rows) ?? []);
}

function actorOf(rows: Rows, person: string, device: string): Actor {
  const me = rows.get('me')?.get(person) as Me | undefined;
  if (!me) return nobody;
  const posts = me.posts.map(({ id, office, officeKind, role, ground, deputising }) => ({
    id,
    office,
    officeKind,
    role,
    ground,
    deputising,
  }));
  return { ...nobody, person, device, posts, standing: 'staff' };
}

interface Said {
  readonly category?: string;
  readonly mustReport?: boolean;
  readonly parts?: readonly { readonly fact?: string }[];
}

/** A restricted matter, and a wish for help in illness, leave the phone once the county has them. */
function forget(envelope: Pick<Envelope, 'name' | 'input'>): boolean {
  const said = envelope.input as Said;
  if (envelope.name === 'case.report')
    return said.mustReport === true || findCategory(said.category ?? '')?.first === 'restricted';
  return envelope.name === 'visit.record' && (said.parts ?? []).some((part) => part.fact === 'illness');
}

const byName = (verbs: readonly unknown[]): Map<string, Verb> =>
  new Map((verbs as readonly Verb[]).map((verb) => [verb.name, verb]));
const notOfHomes: readonly string[] = ['me', 'area', 'office', 'setting', 'notice'];

/** Without a lease: the offices, and of a home what stands on its gate, so that one can still write about it. */
function outside(kind: string, record: object): object | undefined {
  if (kind === 'household') return homeFromOutside(record as PhoneHousehold);
  return notOfHomes.includes(kind) ? record : undefined;
}

const firstKinds: readonly unknown[] = [
  householdKind,
  memberKind,
  attachmentKind,
  visitKind,
  promiseKind,
  phoneCaseKind,
];
const kinds = new Map((firstKinds as readonly RecordKind[]).map((kind) => [kind.kind, kind]));
const verbs = byName([...householdVerbs, ...visitVerbs, ...phoneVerbs]);

export const book: Book = {
  verbs,
  kinds,
  standing: ['setting'],
  unknownCodes: new Set(['no-office-to-receive', 'office-not-here', 'case-nowhere-to-return']),
  gather,
  actor: actorOf,
  outside,
  forget,
  ready: async (names) => {
    const wanted = new Set(names.map((name) => name.split('.')[0] ?? ''));
    await Promise.all([...wanted].filter((of) => of in later).map(bring));
  },
};
