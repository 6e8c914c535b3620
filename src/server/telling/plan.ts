// From who has to know to the messages that tell him: over which channel, from when on, and under which id.
import type { Case } from '#modules/case/model.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import type { Channel, Message, Telling, Webhook } from '#modules/telling/model.ts';
import { afterQuiet, isMuted, mayLeave, mayWake, type Told } from '#modules/telling/rules.ts';
import { derivedId } from '../import/row-ids.ts';

/** How messages leave this county. */
export interface Ways {
  readonly telling: Telling;
  readonly webhooks: readonly Webhook[];
  /** Is there a way to text phones? */
  readonly texts: boolean;
  /** The office that stands for the other system that matters are filed with. */
  readonly peerOffice?: string | null;
}

export interface About {
  readonly matter: Case;
  /** The fact or moment it follows from: the same cause tells the same receiver once (TELL-1). */
  readonly cause: string;
  readonly now: number;
  /** Where the household may be texted about this matter; '' is nowhere. */
  readonly phone: string;
  readonly chain: readonly StaffedOffice[];
}

interface Receiver {
  readonly channel: Channel;
  readonly household?: string | null;
  readonly office?: string | null;
  readonly webhook?: string | null;
}

interface Moment {
  readonly cause: string;
  readonly matter: string | null;
  readonly record?: string;
  readonly now: number;
  readonly notBefore: number;
}

export function messageOf(told: Told, to: Receiver, about: Moment): Message {
  const { channel, household = null, office = null, webhook = null } = to;
  // What only has to be shown has arrived as soon as it may be seen.
  const shown = (channel === 'inbox' || channel === 'page') && about.notBefore <= about.now;
  return {
    id: derivedId('message', about.cause, told.kind, channel, household ?? office ?? '', webhook ?? ''),
    ground: '',
    version: 1,
    cause: about.cause,
    kind: told.kind,
    channel,
    matter: about.matter,
    record: about.record ?? null,
    household,
    office,
    webhook,
    level: told.level ?? null,
    counts: null,
    state: shown ? 'sent' : 'ready',
    at: about.now,
    notBefore: about.notBefore,
    attempts: 0,
    settledAt: shown ? about.now : null,
    fault: null,
  };
}

/** TELL-12: the office itself, or the one that stands in for it when nobody sits there. */
function sittingFor(office: string, chain: readonly StaffedOffice[]): string {
  const found = chain.find((one) => one.id === office);
  return found ? receivingOffice(found, chain).id : office;
}

/** TELL-5, TELL-16: texted where that may be, else on its own page. */
function homeChannel(told: Told, { matter, phone }: About, { telling, texts }: Ways): Channel {
  return texts && phone !== '' && mayLeave(matter) && !isMuted(telling, 'sms', told.kind) ? 'sms' : 'page';
}

function receivers(told: Told, about: About, ways: Ways): Receiver[] {
  const { matter } = about;
  const office = told.office === null ? null : sittingFor(told.office, about.chain);
  const own: Receiver[] =
    office === null
      ? [{ channel: homeChannel(told, about, ways), household: matter.household }]
      : isMuted(ways.telling, 'inbox', told.kind)
        ? []
        : [{ channel: 'inbox', office }];
  // TELL-15: a webhook of an office hears what that office is told, one of the county hears all.
  const hears = ({ kinds, office: of }: Webhook): boolean =>
    kinds.includes(told.kind) && (of === null || of === office) && mayLeave(matter);
  const beside = ways.webhooks.filter(hears).map((one): Receiver => ({ channel: 'webhook', office, webhook: one.id }));
  // OPEN-11
  const filed = told.kind === 'new' && office !== null && office === ways.peerOffice && mayLeave(matter);
  return [...own, ...beside, ...(filed ? [{ channel: 'open311', office } as const] : [])];
}

/** Every message by which one receiver is told, each with its own state (TELL-13). */
export function planned(told: Told, about: About, ways: Ways): Message[] {
  const { matter, cause, now } = about;
  return receivers(told, about, ways).map((to) => {
    const atOnce = to.channel === 'webhook' || to.channel === 'open311' || mayWake(told, matter.severity);
    const notBefore = atOnce ? now : afterQuiet(now, ways.telling);
    return messageOf(told, to, { cause, matter: matter.id, now, notBefore });
  });
}

/** An office told of something that is no matter: by day, in its inbox, and by the webhooks that hear of it (TELL-19, TELL-20). */
export function plannedOf(
  told: Told & { readonly office: string },
  about: {
    readonly cause: string;
    readonly record: string;
    readonly now: number;
    readonly chain: readonly StaffedOffice[];
  },
  { telling, webhooks }: Ways,
): Message[] {
  const { cause, record, now, chain } = about;
  const office = sittingFor(told.office, chain);
  const hears = webhooks.filter((one) => one.kinds.includes(told.kind) && (one.office ?? office) === office);
  const to: Receiver[] = [
    ...(isMuted(telling, 'inbox', told.kind) ? [] : [{ channel: 'inbox', office } as const]),
    ...hears.map((one) => ({ channel: 'webhook', office, webhook: one.id }) as const),
  ];
  return to.map((one) => {
    const notBefore = one.channel === 'webhook' ? now : afterQuiet(now, telling);
    return messageOf(told, one, { cause, matter: null, record, now, notBefore });
  });
}
