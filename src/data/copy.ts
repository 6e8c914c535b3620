// COPY into a table from rows in memory: the quickest way in, for making large counties and restoring them.
import type pg from 'pg';

/** What the driver's connection offers beside queries; its own types leave it out. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** One value in COPY's text format: Date, Uint8Array, boolean, number, text and flat arrays. */
export function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return escaped(`{${value.map(literal).join(',')}}`);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return escaped(String(value as string | number));
}

const rowsPerChunk = 500;

/** `table` and `columns` are our own words, never a caller's. Rejects with PostgreSQL's error; nothing of it is kept then. */
export function copyInto(
  client: pg.Client,
  table: string,
  columns: string,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const submittable = {
      submit: (wire: Wire) => wire.query(`copy ${table} (${columns}) from stdin`),
      handleCopyInResponse: (wire: Wire) => {
        for (let at = 0; at < rows.length; at += rowsPerChunk) {
          const lines = rows.slice(at, at + rowsPerChunk).map((row) => `${row.map(copyValue).join('\t')}\n`);
          wire.sendCopyFromChunk(Buffer.from(lines.join('')));
        }
        wire.endCopyFrom();
      },
      handleError: (error: Error) => {
        failed = error;
        reject(error);
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => (failed ? undefined : resolve()),
    };
    client.query(submittable as unknown as pg.Submittable);
  });
}
