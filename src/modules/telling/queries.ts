// What screens may ask about messages: an office's inbox, who was told of a matter, what failed, and how the county tells.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import type { InboxMessage, Telling, ToldRow, Webhook } from './model.ts';
import { loadTelling, webhookTable } from './store.ts';

const thirtyDays = 30 * 86_400_000;
const ms = (value: unknown): number | null => (value === null ? null : (value as Date).getTime());

const inboxText = `select message.id, message.kind, message.level, message.at, message.counts, matter.id as matter, message.record, matter.number, matter.title, office.name as "officeName",
    coalesce(matter.state = 'closed' or (message.kind in ('new', 'near', 'overdue') and matter.holder <> message.office and coalesce(message.level, 0) < 2)
      or (message.kind = 'errand' and errand.handed_to is distinct from message.office) or (message.kind = 'opinions' and digest.answered_at is not null), false) as past
  from message join office on office.id = message.office left join matter on matter.id = message.matter
  left join errand on errand.id = message.record left join digest on digest.id = message.record
  where message.office = any($1::uuid[]) and message.channel = 'inbox' and message.not_before <= $2 and message.at > $3
  order by message.at desc, message.id limit 100`;

export const inbox = defineQuery({
  name: 'message.inbox',
  input: z.object({}),
  who: ['staff'],
  touches: 'list',
  async answer(tx, _, { actor, now }): Promise<InboxMessage[]> {
    const offices = actor.posts.map((post) => post.office);
    const rows = await tx.query<Record<string, unknown>>(inboxText, [
      offices,
      new Date(now),
      new Date(now - thirtyDays),
    ]);
    return rows.map((row) => ({ ...(row as unknown as InboxMessage), at: ms(row.at) ?? 0 }));
  },
});

const rowSelect = `select message.id, message.kind, message.channel, message.state, message.at, message.not_before as "notBefore", message.settled_at as "settledAt",
    message.attempts, message.fault, office.name as "officeName", message.matter, matter.number
  from message left join office on office.id = message.office left join matter on matter.id = message.matter`;
const toRow = (row: Record<string, unknown>): ToldRow => ({
  ...(row as unknown as ToldRow),
  at: ms(row.at) ?? 0,
  notBefore: ms(row.notBefore) ?? 0,
  settledAt: ms(row.settledAt),
});

export const ofCase = defineQuery({
  name: 'message.of-case',
  input: z.object({ case: z.uuid() }),
  who: ['staff'],
  touches: 'list',
  answer: async (tx, input): Promise<ToldRow[]> =>
    (
      await tx.query<Record<string, unknown>>(
        `${rowSelect} where message.matter = $1 and matter.id is not null order by message.at, message.id limit 300`,
        [input.case],
      )
    ).map(toRow),
});

export const failed = defineQuery({
  name: 'message.failed',
  input: z.object({}),
  who: ['system-admin', 'county-officer'],
  touches: 'list',
  answer: async (tx): Promise<ToldRow[]> =>
    (
      await tx.query<Record<string, unknown>>(
        `${rowSelect} where message.state = 'failed' order by message.at desc limit 300`,
      )
    ).map(toRow),
});

export const settings = defineQuery({
  name: 'telling.settings',
  input: z.object({}),
  who: ['system-admin'],
  touches: 'none',
  answer: async (tx): Promise<Telling> => (await loadTelling(tx)).telling,
});

export const webhooks = defineQuery({
  name: 'webhook.list',
  input: z.object({}),
  who: ['system-admin'],
  touches: 'none',
  answer: async (tx): Promise<Webhook[]> =>
    (
      await tx.query<Record<string, unknown>>(
        `select ${webhookTable.select} from webhook where closed_at is null order by opened_at limit 200`,
      )
    ).map(webhookTable.read),
});

export const tellingQueries = [inbox, ofCase, failed, settings, webhooks];
