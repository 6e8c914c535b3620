// The server's log: one JSON line per event, without names, numbers, texts or secrets of anybody.
import { existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';

const mostBytes = 50 * 1024 * 1024;

/** Secrets in paths and telephone numbers have no place in a log, wherever they come from. */
export const withoutSecrets = (text: string): string =>
  text.replaceAll(/(^|\/)(c|h|p|v)\/(?!:)[^/\s?#"]+/g, '$1$2/…').replaceAll(/(?<!\d)1\d{10}(?!\d)/g, '…');

export interface Log {
  event(name: string, facts?: Record<string, string | number | boolean>): void;
  /** Writes out what still waits. */
  end(): void;
}

/** To `server.log` in the data directory (the older half goes to `server.log.1` at a start), or to the output when ZD_LOG is `stdout`. */
export function openLog(dataDir: string): Log {
  const file = path.join(dataDir, 'server.log');
  const toOutput = process.env['ZD_LOG'] === 'stdout';
  if (!toOutput && existsSync(file) && statSync(file).size > mostBytes) renameSync(file, `${file}.1`);
  const destination = pino.destination({ dest: toOutput ? 1 : file, sync: false, mkdir: true, mode: 0o600 });
  // A full disk takes the log away, never the server.
  destination.on('error', () => {});
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination,
  );
  const event: Log['event'] = (name, facts = {}) => {
    const clean = Object.fromEntries(
      Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? withoutSecrets(value) : value]),
    );
    const bad = /failed|broken|fatal/.test(name);
    logger[bad ? 'error' : 'info']({ event: name, ...clean });
  };
  return {
    event,
    end: () => {
      try {
        destination.flushSync();
      } catch {
        // Never opened, or the disk is full.
      }
    },
  };
}
