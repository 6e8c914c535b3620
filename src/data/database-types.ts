// How PostgreSQL's values become JavaScript's, fixed once: nothing is rounded and no date is moved by a time zone.
import pg from 'pg';
import { Problem } from '#kit/problem.ts';

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  interval: 1186,
  numeric: 1700,
  int8s: 1016,
  dates: 1182,
  numerics: 1231,
  texts: 1009,
};

/** A count or a position as a number; a value that a number cannot hold exactly throws `broken number-too-large`. */
function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Problem('broken', 'number-too-large');
  return value;
}

const asText = (text: string): string => text;
const readTexts = pg.types.getTypeParser(oid.texts) as (text: string) => (string | null)[];

const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, readInt8],
  [oid.int8s, (text) => readTexts(text).map((item) => (item === null ? null : readInt8(item)))],
  [oid.numeric, asText],
  [oid.numerics, readTexts],
  // A calendar day stays the text 2026-02-17; the driver would make it midnight in the server's own zone.
  [oid.date, asText],
  [oid.dates, readTexts],
  [oid.timestamp, asText],
  [oid.interval, asText],
]);

/** int8 → number or error, numeric, date, timestamp, interval → text, timestamptz → Date, jsonb → value, ltree and unknown → text. */
export const types = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(id)) ||
    pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
};
