// Every word is there in both languages, every Problem has words, and no screen speaks past the words files.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { roomFaults } from './check-room-words.ts';
import { plainFaults } from './plain-words.ts';
import { isNode, type Node, nameOf, walk } from './read-source.ts';
import { filesUnder, type Report, readText, root } from './report.ts';

type Words = Record<string, string>;

const han = /\p{Script=Han}/u;
const spokenAttributes = new Set(['title', 'alt', 'placeholder', 'label', 'aria-label', 'aria-description']);

async function wordsOf(base: string, file: string): Promise<Words> {
  const loaded = (await import(pathToFileURL(join(base, file)).href)) as Record<string, unknown>;
  const books = Object.values(loaded).filter((one) => typeof one === 'object' && one !== null);
  return Object.assign({}, ...books) as Words;
}

const holes = (word: string): string =>
  [...new Set([...word.matchAll(/\{#?(\w+)/g)].map((hit) => hit[1] ?? ''))].sort().join(' ');

/** Faults of one pair of words files; only the facts both languages need are compared, not their order. */
export function pairFaults(file: string, zh: Words, en: Words): string[] {
  const faults: string[] = [];
  for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
    const [chinese, english] = [zh[key], en[key]];
    if (chinese === undefined || chinese.trim() === '') faults.push(`${file}: ${key} has no Chinese word`);
    else if (english === undefined || english.trim() === '') faults.push(`${file}: ${key} has no English word`);
    else if (holes(chinese) !== holes(english)) faults.push(`${file}: ${key} names other facts in English`);
  }
  return faults;
}

const literalsOf = (node: unknown): string[] | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node.type !== 'ConditionalExpression') return undefined;
  const [yes, no] = [literalsOf(node.consequent), literalsOf(node.alternate)];
  return yes && no ? [...yes, ...no] : undefined;
};

type Used = { file: string; line: number; key: string };
type Seen = { used: Used[]; unreadable: number; spoken: string[] };

function spokenIn(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === 'JSXText' && /[A-Za-z]{2}|\p{Script=Han}/u.test(String(node.value)))
    return String(node.value).trim();
  if (node.type === 'Literal' && typeof node.value === 'string') {
    const attribute = parent?.type === 'JSXAttribute' ? nameOf(parent.name) : '';
    if (han.test(node.value) || (spokenAttributes.has(attribute) && /[A-Za-z]{2}/.test(node.value))) return node.value;
  }
  const cooked = node.type === 'TemplateElement' ? (node.value as { cooked?: string }).cooked : undefined;
  return cooked && han.test(cooked) ? cooked : undefined;
}

function look(file: string, code: string, seen: Seen): void {
  walk(file, code, (node, line, parent) => {
    const [first, second] = (node.arguments as Node[] | undefined) ?? [];
    const add = (keys: string[]): unknown => seen.used.push(...keys.map((key) => ({ file, line, key })));
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Problem') {
      const codes = literalsOf(second);
      if (codes) add(codes.map((one) => `problem.${one}`));
      else seen.unreadable += 1;
    }
    if (node.type === 'CallExpression' && nameOf(node.callee) === 't') add(literalsOf(first) ?? []);
    const spoken = file.endsWith('.tsx') ? spokenIn(node, parent) : undefined;
    if (spoken) seen.spoken.push(`${file}:${line}: "${spoken.slice(0, 30)}" does not come from a words file`);
  });
}

/** Reads every words.zh.ts with its words.en.ts, and all code of src for Problem codes, t(…) keys and untranslated text. */
export async function checkWords(base: string = root, least = 100): Promise<Report> {
  const faults: string[] = [];
  const all: Words = {};
  const books = new Map<string, Words>();
  for (const file of filesUnder(base, 'src', /(^|[/-])words\.(zh|en)\.ts$/)) {
    const other = file.replace(/(zh|en)\.ts$/, (name) => (name === 'zh.ts' ? 'en.ts' : 'zh.ts'));
    if (!filesUnder(base, 'src', /words\./).includes(other)) faults.push(`${file}: its twin ${other} is missing`);
    else if (file.endsWith('zh.ts')) {
      const zh = await wordsOf(base, file);
      faults.push(...pairFaults(file, zh, await wordsOf(base, other)));
      for (const key of Object.keys(zh))
        if (key in all && all[key] !== zh[key])
          faults.push(`${file}: ${key} says something else in another words file`);
      const { long, coded, stiff } = plainFaults(file, zh);
      faults.push(...[...long, ...coded, ...stiff].map((fault) => `${file}: not plain: ${fault}`));
      Object.assign(all, zh);
      books.set(file, zh);
    }
  }
  const seen: Seen = { used: [], unreadable: 0, spoken: [] };
  for (const file of filesUnder(base, 'src', /\.(ts|tsx)$/))
    if (!/\.test\.tsx?$|^src\/kit\/problem\.ts$|^src\/look\/gallery/.test(file)) look(file, readText(base, file), seen);
  const missing = seen.used
    .filter((one) => !(one.key in all))
    .map((one) => `${one.file}:${one.line}: no words for ${one.key}`);
  const note = seen.unreadable > 0 ? `${seen.unreadable} Problem codes are put together and not compared` : undefined;
  faults.push(...new Set(missing), ...seen.spoken, ...roomFaults(base, books));
  return { name: 'words', read: Object.keys(all).length, what: 'words', least, faults, ...(note ? { note } : {}) };
}
