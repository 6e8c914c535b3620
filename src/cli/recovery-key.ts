// The recovery key at the keyboard: printed once when it is made, asked for when a backup is opened.
import { createInterface } from 'node:readline/promises';
import { Problem } from '#kit/problem.ts';
import { readClosingKey, writeClosingKey } from '#data/backup.ts';
import { type ClosingKey, closingKeyOf, makeRecoveryKey, type OpeningKey, openingKeyOf } from '#data/recovery-key.ts';
import { print, printError, sayError, sentence } from './sentences.ts';

/** The county's closing key; made and its paper printed at the first backup, or when a new one is wanted. */
export async function ensureClosingKey(dataDir: string, anew: boolean, now: number): Promise<ClosingKey> {
  const known = await readClosingKey(dataDir);
  if (known && !anew) return known;
  const paper = makeRecoveryKey();
  const key = closingKeyOf(paper, now);
  // Printed first: a key that is kept and was never seen would close backups for ever.
  print(sentence(known ? 'cli.recovery-key-anew' : 'cli.recovery-key'));
  print(`\n    ${paper}\n`);
  await writeClosingKey(dataDir, key);
  return key;
}

/** From ZD_RECOVERY_KEY, else typed. Throws `invalid recovery-key-needed` where nobody can type, and what is wrong with it after three tries. */
export async function askRecoveryKey(): Promise<OpeningKey> {
  const given = process.env['ZD_RECOVERY_KEY']?.trim();
  if (given) return openingKeyOf(given);
  if (!process.stdin.isTTY) throw new Problem('invalid', 'recovery-key-needed');
  const line = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (let round = 1; ; round++) {
      try {
        return openingKeyOf(await line.question(sentence('cli.recovery-key-ask')));
      } catch (error) {
        if (!(error instanceof Problem) || round === 3) throw error;
        printError(sayError(error));
      }
    }
  } finally {
    line.close();
  }
}
