// A message: what somebody is told about a matter, over which channel, and whether it arrived; and how the county tells.
import type { RecordBase } from '#kit/command.ts';

export const channels = ['inbox', 'page', 'sms', 'webhook', 'open311'] as const;
export type Channel = (typeof channels)[number];
export const messageStates = ['ready', 'sent', 'failed'] as const;
export type MessageState = (typeof messageStates)[number];

/** What a household is told. */
export const homeKinds = ['accepted', 'moved', 'extended', 'suspended', 'answered', 'closed'] as const;
/** What an office is told. */
export const officeKinds = [
  'new',
  'carry',
  'help',
  'called',
  'supervised',
  'near',
  'overdue',
  'call-back',
  'review',
  'digest',
  'errand',
  'errand-taken',
  'opinions',
  'opinions-answered',
] as const;
export type MessageKind = (typeof homeKinds)[number] | (typeof officeKinds)[number];

/** Ids and kinds only: the words are made when it is shown or sent, from what stands then. */
export interface Message extends RecordBase {
  readonly cause: string;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly matter: string | null;
  /** What it is about when that is no matter: an errand, or a digest of what homes think. */
  readonly record: string | null;
  /** To whom: a household, or an office. */
  readonly household: string | null;
  readonly office: string | null;
  readonly webhook: string | null;
  /** How far an overdue matter has been escalated. */
  readonly level: number | null;
  readonly counts: DigestCounts | null;
  readonly state: MessageState;
  readonly at: number;
  readonly notBefore: number;
  readonly attempts: number;
  readonly settledAt: number | null;
  /** Why it did not arrive. */
  readonly fault: string | null;
}

/** A morning's digest for an office. */
export interface DigestCounts {
  readonly open: number;
  readonly untaken: number;
  readonly dueToday: number;
  readonly overdue: number;
}

/** How the county tells: one row. Minutes of the day in China. */
export interface Telling extends RecordBase {
  readonly quietFrom: number;
  readonly quietTo: number;
  readonly digestAt: number;
  /** What is switched off, as `channel:kind`. */
  readonly muted: readonly string[];
  readonly language: 'zh' | 'en';
}
export const tellingId = '00000000-0000-7000-8000-000000007e11';

/** How a household wants to be told; its id is the household's. */
export interface ToldHow extends RecordBase {
  readonly texts: boolean;
  readonly language: 'zh' | 'en';
}

/** Another system that hears of what happens. */
export interface Webhook extends RecordBase {
  /** Null hears of the whole county. */
  readonly office: string | null;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly openedAt: number;
  readonly closedAt: number | null;
}

/** A row of `message.inbox`. */
export interface InboxMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly level: number | null;
  readonly at: number;
  readonly counts: DigestCounts | null;
  readonly matter: string | null;
  readonly record: string | null;
  readonly number: number | null;
  readonly title: string | null;
  /** What it was about is done: the matter is closed, or another office has it. */
  readonly past: boolean;
  readonly officeName: string;
}

/** A row of `message.of-case` or `message.failed`. */
export interface ToldRow {
  readonly id: string;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly state: MessageState;
  readonly at: number;
  readonly notBefore: number;
  readonly settledAt: number | null;
  readonly attempts: number;
  readonly fault: string | null;
  /** Null = the household. */
  readonly officeName: string | null;
  readonly matter: string | null;
  readonly number: number | null;
}
