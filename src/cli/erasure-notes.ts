// The notes of erasings as files: beside the data, and beside the backups, so that a backup from before an erasing is put back without what went.
import { existsSync, readFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { fileProblem } from '#data/data-directory.ts';
import type { ErasingNote } from '#server/erase.ts';

const fileName = 'erasures.jsonl';
/** Where the last backup was put, so that a note lies there as soon as it is written. */
const placeName = 'backups-in.txt';

export const notesIn = (directory: string): string => path.join(directory, fileName);

/** Throws `missing file-unreadable`, also for a line that is none. */
export function readNotes(file: string): ErasingNote[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as ErasingNote);
  } catch {
    throw new Problem('missing', 'file-unreadable', { file });
  }
}

const notesOf = (directory: string): ErasingNote[] => {
  const file = notesIn(directory);
  return existsSync(file) ? readNotes(file) : [];
};

/** So many lines more, on the disk when this resolves. */
async function append(file: string, notes: readonly ErasingNote[]): Promise<void> {
  if (notes.length === 0) return;
  try {
    const handle = await open(file, 'a', 0o600);
    try {
      await handle.writeFile(notes.map((note) => `${JSON.stringify(note)}\n`).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileProblem(error, path.dirname(file));
  }
}

const keyOf = ({ kind, id, at }: ErasingNote): string => `${kind} ${id} ${at}`;

/** Adds what the notes of `to` do not hold yet. */
async function bring(notes: readonly ErasingNote[], to: string): Promise<void> {
  const known = new Set(notesOf(to).map(keyOf));
  await append(
    notesIn(to),
    notes.filter((note) => !known.has(keyOf(note))),
  );
}

/** After a backup: all notes lie beside it and every older one, and those to come will. */
export async function keepNotesBeside(dataDir: string, backups: string): Promise<void> {
  await bring(notesOf(dataDir), backups);
  await writeFile(path.join(dataDir, placeName), `${backups}\n`, { mode: 0o600, flush: true });
}

/** A new note, beside the data first. Answers false where the place of the backups could not be reached. */
export async function keepNote(dataDir: string, note: ErasingNote): Promise<boolean> {
  await append(notesIn(dataDir), [note]);
  const place = path.join(dataDir, placeName);
  if (!existsSync(place)) return true;
  return bring([note], readFileSync(place, 'utf8').trim()).then(
    () => true,
    () => false,
  );
}

/** After a restore: what lies beside the backup stands beside the data again. Answers all of it, the oldest first. */
export async function takeNotesBeside(dataDir: string, backups: string): Promise<readonly ErasingNote[]> {
  await bring(notesOf(backups), dataDir);
  return notesOf(dataDir).toSorted((a, b) => a.at - b.at);
}
