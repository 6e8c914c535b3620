// zd export-village: everything of one village as tables, pages and pictures that any machine opens without our program.
import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { readReason } from '#server/export/let-out.ts';
import { handOutVillage, type WholeVillage } from '#server/export/village.ts';
import { openFileStore, type FileStore } from '#server/files/file-store.ts';
import { countyOf } from '#server/provision.ts';
import { readArguments } from './arguments.ts';
import { inCounty } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';
import { csvOf, indexPage, picturesPage, type PictureFile, readMe, sheetPage } from './village-pages.ts';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
};

/** Files in the order in which they are written, with their hashes for SHA256SUMS. */
class Folder {
  readonly #root: string;
  readonly sums: string[] = [];
  constructor(root: string) {
    this.#root = root;
  }
  async put(name: string, bytes: string | Uint8Array): Promise<void> {
    const file = path.join(this.#root, name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, bytes, { mode: 0o600, flag: 'wx', flush: true });
    this.sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
  }
}

async function putPictures(folder: Folder, { pictures }: WholeVillage, store: FileStore): Promise<PictureFile[]> {
  const files: PictureFile[] = [];
  for (const [n, picture] of pictures.entries()) {
    const bytes = await store.get(picture.hash).catch(() => undefined);
    if (!bytes) continue;
    const ending = endings[picture.mime.split(';')[0] ?? ''] ?? 'bin';
    const name = `pictures/${String(n + 1).padStart(5, '0')}.${ending}`;
    await folder.put(name, bytes);
    files.push({ ...picture, name });
  }
  return files;
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
  return inCounty(settings, async ({ database, facts }) => {
    const county = countyOf(database, facts);
    const village = await handOutVillage(county, { code, by, ...reason });
    await mkdir(root, { recursive: true, mode: 0o700 });
    const folder = new Folder(root);
    for (const sheet of village.sheets) {
      await folder.put(`${sheet.name}.csv`, csvOf(sheet));
      await folder.put(`${sheet.name}.html`, sheetPage(village, sheet));
    }
    const files = await putPictures(folder, village, openFileStore(path.join(settings.dataDir, 'attachments')));
    await folder.put('pictures.html', picturesPage(village, files));
    await folder.put('index.html', indexPage(village, files.length, { county: facts.name, ...reason }));
    for (const lang of ['zh', 'en'] as const) await folder.put(`README.${lang}.txt`, readMe(village, lang));
    await writeFile(path.join(root, 'SHA256SUMS'), folder.sums.join(''), { mode: 0o600, flush: true });
    print(sentence('cli.village-exported', { place: root, homes: village.homes, pictures: files.length }));
    print(sentence('cli.village-told'));
    return 0;
  });
}
