// An app speaks only words that it carries, and each part of the desk only what came with the first screen or with itself: no screen shows a bare key.
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Import, isNode, type Node, nameOf, readSource, walk } from './read-source.ts';
import { readText } from './report.ts';

const isWords = (file: string): boolean => /(^|[/-])words\.(zh|en)\.ts$/.test(file);

function placeOf(from: string, file: string): string | undefined {
  if (from.startsWith('#')) return `src/${from.slice(1)}`;
  return from.startsWith('.') ? posix.join(posix.dirname(file), from) : undefined;
}

const read = new Map<string, readonly Import[]>();

function importsOf(base: string, file: string): readonly Import[] {
  const place = join(base, file);
  const known = read.get(place) ?? readSource(file, readText(base, file)).imports;
  read.set(place, known);
  return known;
}

interface Part {
  readonly entry: string;
  readonly files: readonly string[];
  /** Files that are asked for later. */
  readonly late: readonly string[];
}

/** What comes together with this file; with `all` also what it asks for later. */
function broughtBy(base: string, entry: string, all: boolean): Part {
  const files = new Set<string>();
  const later = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file) || !/\.tsx?$/.test(file) || !existsSync(join(base, file))) return;
    files.add(file);
    if (isWords(file)) return;
    for (const { from, typeOnly, late } of importsOf(base, file)) {
      const place = typeOnly ? undefined : placeOf(from, file);
      if (place && late && !all) later.add(place);
      else if (place) add(place);
    }
  };
  add(entry);
  return { entry, files: [...files], late: [...later].filter((file) => !isWords(file)) };
}

/** The desk as it arrives: the first screen, then each part by itself. */
function deskParts(base: string): Part[] {
  const main = broughtBy(base, 'src/apps/desk/main.tsx', false);
  const known = new Set(main.late);
  const parts = [main];
  for (const entry of known) {
    const part = broughtBy(base, entry, false);
    for (const next of part.late) known.add(next);
    parts.push({ ...part, files: [...new Set([...main.files, ...part.files])] });
  }
  return parts;
}

/** What a text says as a key: the whole of it, or how it begins when it is put together. */
interface Key {
  readonly text: string;
  readonly begins: boolean;
}

function textsOf(node: unknown): Key[] {
  if (!isNode(node)) return [];
  if (node.type === 'ConditionalExpression') return [...textsOf(node.consequent), ...textsOf(node.alternate)];
  if (node.type === 'TemplateLiteral') {
    const [first] = node.quasis as { value: { cooked: string } }[];
    return first && /^\w+\.([\w-]+\.)+$/.test(first.value.cooked) ? [{ text: first.value.cooked, begins: true }] : [];
  }
  return node.type === 'Literal' && typeof node.value === 'string' ? [{ text: node.value, begins: false }] : [];
}

/** Texts that may be keys: what is handed to `t`, and what an object holds to be said later. */
const keysIn = (node: Node): Key[] => {
  const said = node.type === 'CallExpression' && /^(t|hasWord)$/.test(nameOf(node.callee));
  if (said) return textsOf((node.arguments as Node[])[0]);
  return node.type === 'Property' ? textsOf(node.value) : [];
};

const holds = (keys: ReadonlySet<string>, { text, begins }: Key): boolean =>
  begins ? [...keys].some((key) => key.startsWith(text)) : keys.has(text);

/** `words` of every file with Chinese words. */
export function roomFaults(base: string, words: ReadonlyMap<string, Readonly<Record<string, string>>>): string[] {
  const known = new Set([...words.values()].flatMap((book) => Object.keys(book)));
  const keys = new Map<string, { line: number; key: Key }[]>();
  const keysOf = (file: string): { line: number; key: Key }[] => {
    const found = keys.get(file) ?? [];
    if (!keys.has(file))
      walk(file, readText(base, file), (node, line) => void found.push(...keysIn(node).map((key) => ({ line, key }))));
    keys.set(file, found);
    return found;
  };
  const faults = new Set<string>();
  const check = (app: string, { entry, files }: Part): void => {
    const own = new Set(files.flatMap((file) => Object.keys(words.get(file) ?? {})));
    for (const file of files.filter((one) => !isWords(one)))
      for (const { line, key } of keysOf(file))
        if (holds(known, key) && !holds(own, key))
          faults.add(`${file}:${line}: the ${app} app does not carry the words for ${key.text} when ${entry} comes`);
  };
  // A phone brings what its later parts say before they are drawn; the desk joins them as each arrives.
  check('field', broughtBy(base, 'src/apps/field/main.tsx', true));
  for (const part of deskParts(base)) check('desk', part);
  return [...faults];
}
