// The process whose memory is measured: brings one file into a county, takes it back or hands the roster out, and tells by lines of JSON how far the bar says it is and what it holds.
import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openDatabase } from '#data/database.ts';
import { markLine } from '#server/export/draw-list.ts';
import { rosterSheet } from '#server/export/roster.ts';
import { plainTextPieces, workbookPieces } from '#server/export/sheet-pieces.ts';
import { handOutVillage } from '#server/export/village.ts';
import type { County } from '#server/county.ts';
import { importFile } from '#server/import/import-file.ts';
import { running } from '#server/import/progress.ts';
import { undoRun } from '#server/import/undo.ts';
import { countyOf, findCounty } from '#server/provision.ts';

/** What it is asked: where the county is, what to do, and with which file and number. */
export interface ChildAsked {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly doing: 'bring' | 'undo' | 'hand-out';
  readonly file: string;
  readonly run: string;
  /** Ground of the village, its code, and the telephone of its officer. */
  readonly within: string;
  readonly village: string;
  readonly officer: string;
  /** Share of the file after which it is stopped; above 1 it comes to its end. */
  readonly stopAt: number;
}
export interface ChildSample {
  readonly rss: number;
  /** As the bar says, 0 to 1; null where there is none yet. */
  readonly bar: number | null;
  readonly stage: string;
}
export interface ChildTold {
  readonly made: number;
  readonly undone: number;
}

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function bring(county: County, { file, run, within }: ChildAsked): Promise<ChildTold> {
  const number = { id: run, person: null, office: null, ground: within, file: 'homes.csv' };
  const report = await importFile(county, { kind: 'roster', bytes: readFileSync(file), within, run: number });
  if (report.wrong > 0) throw new Error(`${report.wrong} rows are wrong: ${JSON.stringify(report.errors.slice(0, 3))}`);
  const { counts, stopped } = report;
  return { made: counts['household']?.made ?? 0, undone: stopped?.counts['household'] ?? 0 };
}

/** As `zd export-village` does it, the roster alone. */
async function handOut(county: County, { file, village, officer }: ChildAsked): Promise<ChildTold> {
  const asked = { code: village, by: officer, reason: 'check-roster', words: 'bench' } as const;
  const { homes } = await handOutVillage(county, asked, async (whole) => {
    const sheet = rosterSheet(whole.roster(), { title: whole.name, line: markLine(whole.mark, 'zh') });
    const pieces = file.endsWith('.csv') ? plainTextPieces(sheet) : workbookPieces(whole.mark, sheet);
    await pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), createWriteStream(file));
  });
  return { made: homes, undone: 0 };
}

async function undo(county: County, { run }: ChildAsked): Promise<ChildTold> {
  const { counts } = await undoRun(county, run);
  return { made: 0, undone: counts['household'] ?? 0 };
}

async function main(asked: ChildAsked): Promise<void> {
  const { appUrl, ownerUrl, doing, run, stopAt } = asked;
  const database = await openDatabase({ appUrl, ownerUrl, poolSize: 10 });
  const facts = await findCounty(database);
  if (!facts) throw new Error('there is no county');
  const county = countyOf(database, facts);
  const watch = setInterval(() => {
    const progress = running.get(run);
    const bar = progress && progress.of > 0 ? progress.done / progress.of : null;
    tell({ rss: process.memoryUsage.rss(), bar, stage: progress?.stage ?? '' } satisfies ChildSample);
    if (progress?.stage === 'bringing' && bar !== null && bar > stopAt) progress.stop = true;
  }, 100);
  try {
    tell(await { bring, undo, 'hand-out': handOut }[doing](county, asked));
  } finally {
    clearInterval(watch);
    await database.close();
  }
}

await main(JSON.parse(process.argv[2] ?? '{}') as ChildAsked);
