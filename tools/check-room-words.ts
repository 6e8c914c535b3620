// An app speaks only words that it carries: what the desk alone says does not travel to the phones, and no phone shows a bare key for it.
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isNode, type Node, nameOf, readSource, walk } from './read-source.ts';
import { readText } from './report.ts';

const isWords = (file: string): boolean => /(^|[/-])words\.(zh|en)\.ts$/.test(file);

function placeOf(from: string, file: string): string | undefined {
  if (from.startsWith('#')) return `src/${from.slice(1)}`;
  return from.startsWith('.') ? posix.join(posix.dirname(file), from) : undefined;
}

/** All files of ours that this one brings along, at once or later. */
function broughtBy(base: string, entry: string): string[] {
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file) || !/\.tsx?$/.test(file) || !existsSync(join(base, file))) return;
    files.add(file);
    if (isWords(file)) return;
    for (const { from, typeOnly } of readSource(file, readText(base, file)).imports) {
      const place = typeOnly ? undefined : placeOf(from, file);
      if (place) add(place);
    }
  };
  add(entry);
  return [...files];
}

const textsOf = (node: unknown): string[] => {
  if (!isNode(node)) return [];
  if (node.type === 'ConditionalExpression') return [...textsOf(node.consequent), ...textsOf(node.alternate)];
  return node.type === 'Literal' && typeof node.value === 'string' ? [node.value] : [];
};

/** Texts that may be keys: what is handed to `t`, and what an object holds to be said later. */
const keysIn = (node: Node): string[] => {
  const said = node.type === 'CallExpression' && /^(t|hasWord)$/.test(nameOf(node.callee));
  if (said) return textsOf((node.arguments as Node[])[0]);
  return node.type === 'Property' ? textsOf(node.value) : [];
};

/** `words` of every file with Chinese words. */
export function roomFaults(base: string, words: ReadonlyMap<string, Readonly<Record<string, string>>>): string[] {
  const known = new Set([...words.values()].flatMap((book) => Object.keys(book)));
  return ['field', 'desk'].flatMap((app) => {
    const files = broughtBy(base, `src/apps/${app}/main.tsx`);
    const own = new Set(files.flatMap((file) => Object.keys(words.get(file) ?? {})));
    const faults = new Set<string>();
    for (const file of files.filter((one) => !isWords(one)))
      walk(file, readText(base, file), (node, line) => {
        for (const key of keysIn(node))
          if (known.has(key) && !own.has(key))
            faults.add(`${file}:${line}: the ${app} app does not carry the words for ${key}`);
      });
    return [...faults];
  });
}
