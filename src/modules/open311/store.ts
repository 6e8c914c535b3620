// The SQL on keys of other systems and on what they filed.
import { type Asking, defineTable } from '#data/table.ts';
import type { FiledRequest, Key, Sent } from './model.ts';

export const keyTable = defineTable<Key>('open311-key', 'open311_key', {
  id: 'uuid',
  version: 'int',
  name: 'text',
  tokenHash: 'text',
  area: 'uuid',
  scopes: 'text[]',
  perMinute: 'int',
  wordsOut: 'bool',
  madeAt: 'time',
  revokedAt: 'time',
});

export const requestTable = defineTable<FiledRequest>('open311-request', 'open311_request', {
  id: 'uuid',
  version: 'int',
  key: 'uuid',
  ref: 'text',
  saidHash: 'text',
  listed: 'bool',
  wordsOut: 'bool',
  filedAt: 'time',
});

export const sentTable = defineTable<Sent>('open311-sent', 'open311_sent', {
  id: 'uuid',
  version: 'int',
  office: 'uuid',
  theirs: 'text',
  heard: 'text',
  sentAt: 'time',
  heardAt: 'time',
  ended: 'bool',
});

const callText = `insert into open311_call (key, hour, what) values ($1, date_trunc('hour', $2::timestamptz), $3)
  on conflict (key, hour, what) do update set calls = open311_call.calls + 1`;

/** Notes that a key was used for something: one line for each hour and kind of call. */
export const noteCall = (tx: Asking, key: string, what: string, now: number): Promise<number> =>
  tx.exec(callText, [key, new Date(now), what]);
