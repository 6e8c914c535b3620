// The process whose memory is measured: brings one file into a county, and tells by lines of JSON how far the bar says it is and what it holds.
import { readFileSync } from 'node:fs';
import { openDatabase } from '#data/database.ts';
import { importFile } from '#server/import/import-file.ts';
import { running } from '#server/import/progress.ts';
import { undoRun } from '#server/import/undo.ts';
import { countyOf, findCounty } from '#server/provision.ts';

/** What it is asked: where the county is, what to do, and with which file and number. */
export interface ChildAsked {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly file: string;
  readonly run: string;
  readonly within: string;
  /** Share of the file after which it is stopped; above 1 it comes to its end. */
  readonly stopAt: number;
}
export interface ChildSample {
  readonly rss: number;
  /** As the bar says, 0 to 1. */
  readonly bar: number | null;
}
export interface ChildTold {
  readonly made: number;
  readonly undone: number;
}

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function main({ appUrl, ownerUrl, file, run, within, stopAt }: ChildAsked): Promise<void> {
  const database = await openDatabase({ appUrl, ownerUrl, poolSize: 10 });
  const facts = await findCounty(database);
  if (!facts) throw new Error('there is no county');
  const county = countyOf(database, facts);
  const watch = setInterval(() => {
    const progress = running.get(run);
    const bar = progress && progress.of > 0 ? progress.done / progress.of : null;
    tell({ rss: process.memoryUsage.rss(), bar } satisfies ChildSample);
    if (progress?.stage === 'bringing' && bar !== null && bar > stopAt) progress.stop = true;
  }, 500);
  try {
    if (file === '') {
      const { counts } = await undoRun(county, run);
      tell({ made: 0, undone: counts['household'] ?? 0 } satisfies ChildTold);
      return;
    }
    const number = { id: run, person: null, office: null, ground: within, file: 'homes.csv' };
    const report = await importFile(county, { kind: 'roster', bytes: readFileSync(file), within, run: number });
    if (report.wrong > 0)
      throw new Error(`${report.wrong} rows are wrong: ${JSON.stringify(report.errors.slice(0, 3))}`);
    tell({
      made: report.counts['household']?.made ?? 0,
      undone: report.stopped?.counts['household'] ?? 0,
    } satisfies ChildTold);
  } finally {
    clearInterval(watch);
    await database.close();
  }
}

await main(JSON.parse(process.argv[2] ?? '{}') as ChildAsked);
