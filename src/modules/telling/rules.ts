// Who is told what when something happened to a matter (TELL rules): pure, so that the same fact always tells the same.
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { silentCodes } from '#modules/case/kinds/categories.ts';
import type { Case } from '#modules/case/model.ts';
import type { Errand } from '#modules/errand/model.ts';
import type { Digest } from '#modules/opinion/model.ts';
import {
  homeKinds,
  type Message,
  type MessageKind,
  type MessageState,
  type Telling,
  type ToldHow,
  type Webhook,
} from './model.ts';

const oneDay = 86_400_000;
const offset = 8 * 3_600_000;

export interface Happening {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One who has to know. Without an office it is the household. */
export interface Told {
  readonly kind: MessageKind;
  readonly office: string | null;
  readonly level?: number;
}

/** TELL-2: what of a matter's story the household is told at once. */
const forHome: Readonly<Record<string, MessageKind>> = {
  'case.accepted': 'accepted',
  'case.handed-up': 'moved',
  'case.dispatched': 'moved',
  'case.returned': 'moved',
  'case.passed': 'moved',
  'case.stepped-up': 'moved',
  'case.ruling-asked': 'moved',
  'case.ruled': 'moved',
  'case.joined': 'moved',
  'case.extended': 'extended',
  'case.suspended': 'suspended',
  'case.answered': 'answered',
  'case.referred': 'answered',
  'case.solved': 'closed',
  'case.no-answer': 'closed',
  'case.withdrawn': 'closed',
};

/** TELL-6, TELL-9: what an office is asked for, though another has the matter. */
const asked: Readonly<Record<string, MessageKind>> = {
  'case.office-called': 'called',
  'case.call-back-due': 'call-back',
};

/** Facts that anybody is told of. */
export const toldFacts: readonly string[] = [
  ...Object.keys(forHome),
  'case.reported',
  'case.not-solved',
  'case.help-asked',
  'case.office-called',
  'case.call-back-due',
  'case.supervised',
];

/** What of a matter decides who is told; a phone knows as much. */
export type ToldOf = Pick<
  Case,
  'restricted' | 'namedOffice' | 'holder' | 'household' | 'firstReceiver' | 'copied' | 'reporterStanding'
>;

/** TELL-6: to whom of the offices. One that moved the matter to itself knows it. */
function offices({ name, data }: Happening, matter: ToldOf): Told[] {
  const to = typeof data['to'] === 'string' ? data['to'] : null;
  const byItself =
    to !== null && to === data['by'] && (name !== 'case.reported' || matter.reporterStanding === 'staff');
  if (name === 'case.answered' || name === 'case.referred')
    return matter.firstReceiver === null || matter.firstReceiver === data['by']
      ? []
      : [{ kind: 'carry', office: matter.firstReceiver }];
  if (name === 'case.help-asked') return matter.copied.map((office) => ({ kind: 'help', office }));
  if (name === 'case.supervised') return [{ kind: 'supervised', office: matter.holder }];
  if (to === null || byItself || name === 'case.office-came') return [];
  return [{ kind: asked[name] ?? 'new', office: to }];
}

/** Everybody who has to know of this fact, in the order in which he is told. */
export function toldBy(happening: Happening, matter: ToldOf): Told[] {
  // TELL-3: of a restricted matter the named office alone is told.
  if (matter.restricted)
    return happening.name === 'case.reported' ? [{ kind: 'new', office: matter.namedOffice ?? matter.holder }] : [];
  const kind = forHome[happening.name];
  const home: Told[] = kind === undefined || matter.household === null ? [] : [{ kind, office: null }];
  return [...home, ...offices(happening, matter)];
}

/** Facts of what is no matter that an office is told of. */
export const toldOfRecords: readonly string[] = [
  'errand.handed-on',
  'errand.received',
  'digest.made',
  'digest.passed-up',
  'digest.answered',
];

/** TELL-19: who got the errand, and once it was received who gave it. */
export function toldOfErrand({ name, data }: Happening, { story }: Pick<Errand, 'story'>): Told[] {
  if (name === 'errand.handed-on') return [{ kind: 'errand', office: String(data['to']) }];
  const given = story.findLast((line) => line.what === 'handed-on' && line.to === data['by']);
  return given?.office == null ? [] : [{ kind: 'errand-taken', office: given.office }];
}

/** TELL-20: `township` is the office above the village, if there is one. */
export function toldOfDigest(
  { name, data }: Happening,
  digest: Pick<Digest, 'office'>,
  township: string | null,
): Told[] {
  if (name === 'digest.made') return [{ kind: 'opinions', office: digest.office }];
  if (name === 'digest.passed-up') return township === null ? [] : [{ kind: 'opinions', office: township }];
  return data['by'] === digest.office ? [] : [{ kind: 'opinions-answered', office: digest.office }];
}

/** TELL-15: nothing of what is restricted or about staff leaves the county's program. */
export const mayLeave = (matter: Pick<Case, 'restricted' | 'complainedOf' | 'category'>): boolean =>
  !matter.restricted && matter.complainedOf.length === 0 && !silentCodes().includes(matter.category);

/** TELL-11: the first moment (ms) from `at` on that is not in the quiet hours. */
export function afterQuiet(at: number, { quietFrom, quietTo }: Pick<Telling, 'quietFrom' | 'quietTo'>): number {
  const midnight = Math.floor((at + offset) / oneDay) * oneDay - offset;
  const minute = Math.floor((at - midnight) / 60_000);
  const quiet =
    quietFrom <= quietTo ? minute >= quietFrom && minute < quietTo : minute >= quietFrom || minute < quietTo;
  if (!quiet) return at;
  const end = midnight + quietTo * 60_000;
  return end > at ? end : end + oneDay;
}

/** TELL-11: danger to life wakes an office; a household and a reminder wait for the morning. */
export const mayWake = (told: Told, severity: string): boolean =>
  severity === '1' && told.office !== null && told.kind !== 'digest';

/** TELL-13: what failed for one receiver is not sent because another got it. */
export function stateOfAll(states: readonly MessageState[]): MessageState {
  if (states.includes('failed')) return 'failed';
  return states.includes('ready') ? 'ready' : 'sent';
}

export const isMuted = ({ muted }: Pick<Telling, 'muted'>, channel: string, kind: string): boolean =>
  muted.includes(`${channel}:${kind}`);

/** What may be switched off. The household's own page is not among them (TELL-16). */
export const switches = (officeKinds: readonly string[]): string[] => [
  ...homeKinds.map((kind) => `sms:${kind}`),
  ...officeKinds.map((kind) => `inbox:${kind}`),
];

const longest = 6 * 3_600_000;
/** How long what fails for a while is tried (ms). */
export const triedFor = oneDay;

/** TELL-14: so long (ms) after it happened it is still news; a server that lay down for days, or was put back, texts nobody of last week. */
export const newsFor = 2 * oneDay;

/** TELL-14: how long to wait (ms) after so many tries; `chance` from 0 to 1 spreads them. */
export const waitAfter = (attempts: number, chance: number): number =>
  Math.min(longest, 30_000 * 2 ** Math.max(0, attempts - 1)) * (0.5 + chance / 2);

export const messageKind: RecordKind<Message> = {
  kind: 'message',
  apply(message, fact) {
    if (!message) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name !== 'message.retried') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    const again = { state: 'ready', attempts: 0, settledAt: null, fault: null } as const;
    return { ...message, ...again, at: fact.data.at, notBefore: fact.data.at, version: message.version + 1 };
  },
};

export const tellingKind: RecordKind<Telling> = {
  kind: 'telling',
  apply(telling, fact) {
    if (!telling) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name !== 'telling.configured') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    const { quietFrom, quietTo, digestAt, muted, language } = fact.data;
    return { ...telling, quietFrom, quietTo, digestAt, muted, language, version: telling.version + 1 };
  },
};

export const toldHowKind: RecordKind<ToldHow> = {
  kind: 'told-how',
  apply(before, fact) {
    if (fact.name !== 'telling.chosen') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    const { texts, language } = fact.data;
    return { id: fact.id, ground: '', texts, language, version: (before?.version ?? 0) + 1 };
  },
};

export const webhookKind: RecordKind<Webhook> = {
  kind: 'webhook',
  apply(webhook, fact) {
    if (fact.name === 'webhook.opened')
      return { ground: '', closedAt: null, ...fact.data, openedAt: fact.data.at, id: fact.id, version: 1 };
    if (!webhook) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'webhook.closed') return { ...webhook, closedAt: fact.data.at, version: webhook.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};
