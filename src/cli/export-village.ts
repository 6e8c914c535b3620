// zd export-village: everything of one village as tables, pages and pictures that any machine opens without our program.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { markLine } from '#server/export/draw-list.ts';
import { readReason } from '#server/export/let-out.ts';
import { rosterSheet } from '#server/export/roster.ts';
import { type ListSheet, plainTextPieces, workbookPieces } from '#server/export/sheet-pieces.ts';
import { worldFileOf } from '#modules/aerial/rules-world-file.ts';
import { handOutVillage, type WholeVillage } from '#server/export/village.ts';
import type { VillageSheet } from '#server/export/village-sheets.ts';
import { openFileStore, type FileStore } from '#server/files/file-store.ts';
import { countyOf } from '#server/provision.ts';
import { readArguments } from './arguments.ts';
import { Folder } from './export-folder.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';
import { showing, type Shown } from './show-progress.ts';
import {
  csvHead,
  csvRow,
  indexPage,
  picturesPage,
  type PictureFile,
  readMe,
  sheetFoot,
  sheetHead,
  sheetRow,
} from './village-pages.ts';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
};

async function putPictures(folder: Folder, { pictures }: WholeVillage, store: FileStore): Promise<PictureFile[]> {
  const files: PictureFile[] = [];
  for (const [n, picture] of pictures.entries()) {
    const bytes = await store.get(picture.hash).catch(() => undefined);
    if (!bytes) continue;
    const ending = endings[picture.mime.split(';')[0] ?? ''] ?? 'bin';
    const name = `pictures/${String(n + 1).padStart(5, '0')}.${ending}`;
    await folder.put(name, [bytes]);
    // AERIAL-7: beside it and by its name, as programs for maps look for it.
    const { corners, width, height } = picture;
    if (corners && width && height)
      await folder.put(name.replace(/\.[a-z]+$/, '.jgw'), [worldFileOf(corners, { width, height })]);
    files.push({ ...picture, name });
  }
  return files;
}

/** Rows that are written of the rows there are; each is counted when the disk has it. */
class Progress implements Shown {
  readonly stage = 'writing';
  done = 0;
  of = 0;
  stop = false;

  /** Throws `conflict export-stopped` once somebody wants it no more. */
  async *counted<R>(rows: AsyncIterable<R>): AsyncGenerator<R> {
    for await (const row of rows) {
      if (this.stop) throw new Problem('conflict', 'export-stopped');
      yield row;
      this.done += 1;
    }
  }
}

interface Writing {
  readonly village: WholeVillage;
  readonly folder: Folder;
  readonly progress: Progress;
}

async function putSheet({ village, folder, progress }: Writing, sheet: VillageSheet): Promise<void> {
  const table = await folder.open(`${sheet.name}.csv`);
  const page = await folder.open(`${sheet.name}.html`);
  await table.write(csvHead(sheet));
  await page.write(sheetHead(village, sheet));
  for await (const row of progress.counted(sheet.rows())) {
    await table.write(csvRow(row));
    await page.write(sheetRow(row));
  }
  await page.write(sheetFoot(village));
  await table.close();
  await page.close();
}

async function putRoster({ village, folder, progress }: Writing): Promise<void> {
  const about = { title: village.name, line: markLine(village.mark, 'zh') };
  const sheet = (): ListSheet => rosterSheet(progress.counted(village.roster()), about);
  await folder.put('roster.xlsx', workbookPieces(village.mark, sheet()));
  await folder.put('roster.csv', plainTextPieces(sheet()));
}

/** The same as at a desk: one of the five purposes, and words. */
function readReasonOr(said: { reason: string; words: string }, usage: Problem): ReturnType<typeof readReason> {
  try {
    return readReason(said);
  } catch {
    throw usage;
  }
}

export async function exportVillage(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    data: { type: 'string' },
    village: { type: 'string', default: '' },
    to: { type: 'string', default: '' },
    by: { type: 'string', default: '' },
    reason: { type: 'string', default: '' },
    words: { type: 'string', default: '' },
  });
  const { village: code, by, to } = values;
  const usage = new Problem('invalid', 'export-village-usage');
  if (code === '' || by === '' || to === '') throw usage;
  const reason = readReasonOr(values, usage);
  const settings = readSettings(values.data);
  const root = path.resolve(to);
  if ((await readdir(root).catch(() => [])).length > 0)
    throw new Problem('conflict', 'export-not-empty', { directory: root });
  const progress = new Progress();
  const stop = (): void => void (progress.stop = true);
  return inCounty(settings, async ({ database, facts }) => {
    const county = countyOf(database, facts);
    const store = openFileStore(path.join(settings.dataDir, 'attachments'));
    const folder = await Folder.beside(root);
    let pictures = 0;
    const write = async (village: WholeVillage): Promise<void> => {
      const writing = { village, folder, progress };
      progress.of = village.sheets.reduce((sum, { count }) => sum + count, 2 * village.people);
      for (const sheet of village.sheets) await putSheet(writing, sheet);
      await putRoster(writing);
      const files = await putPictures(folder, village, store);
      pictures = files.length;
      await folder.put('pictures.html', [picturesPage(village, files)]);
      await folder.put('index.html', [indexPage(village, files.length, { county: facts.name, ...reason })]);
      for (const lang of ['zh', 'en'] as const) await folder.put(`README.${lang}.txt`, [readMe(village, lang)]);
      await folder.putSums();
    };
    try {
      const handing = (): Promise<{ homes: number }> => handOutVillage(county, { code, by, ...reason }, write);
      const { homes } = await showing({ read: () => progress, stop }, handing);
      await folder.giveAway();
      print(sentence('cli.village-exported', { place: root, homes, pictures }));
      print(sentence('cli.village-told'));
      return 0;
    } catch (error) {
      await folder.remove();
      if (!(error instanceof Problem) || error.code !== 'export-stopped') throw error;
      print(sentence('problem.export-stopped'));
      return 1;
    }
  });
}
