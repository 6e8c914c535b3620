// zd hotline: files the matters of a hotline's table or JSON, each as the hotline itself would over Open311.
import { readFileSync } from 'node:fs';
import { Problem } from '#kit/problem.ts';
import { fileHotline } from '#server/open311/hotline.ts';
import { countyOf } from '#server/provision.ts';
import { readArguments } from './arguments.ts';
import { inCounty } from './open-county.ts';
import { print, sayError, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Problem('missing', 'file-unreadable', { file });
  }
}

const shown = 20;

/** Exit status 1 when rows were wrong; the others are filed all the same. */
export async function hotline(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    system: { type: 'string' },
    words: { type: 'string' },
    preview: { type: 'boolean', default: false },
  });
  const [file = ''] = positionals;
  const { system = '', words, preview } = values;
  if (file === '' || system === '') throw new Problem('invalid', 'hotline-usage');
  const given = {
    system,
    preview,
    bytes: readBytes(file),
    ...(words === undefined ? {} : { words: readBytes(words) }),
  };
  return inCounty(readSettings(values.data), async ({ database, facts }) => {
    const { filed, known, wrong } = await fileHotline(countyOf(database, facts), given);
    print(sentence('cli.hotline', { filed, known, wrong: wrong.length }));
    for (const { line, problem } of wrong.slice(0, shown))
      print(`  ${sentence('cli.hotline-row', { line })} ${sayError(problem)}`);
    if (wrong.length > shown) print(sentence('cli.more', { n: wrong.length - shown }));
    if (preview) print(sentence('cli.import-preview'));
    return wrong.length === 0 ? 0 : 1;
  });
}
