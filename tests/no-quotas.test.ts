// What no verb may ask of a worker, read from the wire shapes themselves: no place, no picture, no count for a visit, and no tag that marks a person.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { careTags } from '#modules/household/kinds/care-tags.ts';
import { commentRows } from '#modules/opinion/rules-comments.ts';
import { verbs } from '#server/registry.ts';

const sourcesOf = (folder: string): string[] =>
  readdirSync(path.join(import.meta.dirname, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|sql)$/.test(file))
    .map((file) => path.join(import.meta.dirname, '..', folder, file));

type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
};

const shapeOf = (input: z.ZodMiniType): Shape => z.toJSONSchema(input, { io: 'input' }) as Shape;

/** Every property there is, however deep, as a path. */
function pathsOf(shape: Shape, at = ''): { path: string; shape: Shape; required: boolean }[] {
  const own = Object.entries(shape.properties ?? {}).flatMap(([name, one]) => [
    { path: `${at}${name}`, shape: one, required: shape.required?.includes(name) === true },
    ...pathsOf(one, `${at}${name}.`),
  ]);
  const inside = [shape.items, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].filter((one) => one !== undefined);
  return [...own, ...inside.flatMap((one) => pathsOf(one, at))];
}

const place = /(^|\.)(lat|lon|lng|gps|place|position|location|accuracy)$/i;
const picture = /photo|picture|image|attachment/i;

/** What is wrong with a verb's input, as sentences. The verbs on pictures themselves name the one they are about. */
function faultsOf(name: string, shape: Shape): string[] {
  const paths = pathsOf(shape);
  const ofVisit = /^(visit|promise|left)\./.test(name);
  return paths.flatMap(({ path, shape: own, required }) => [
    ...(ofVisit && place.test(path) ? [`${name} asks where somebody was: ${path}`] : []),
    // The place of a count sheet is a hall.
    ...(place.test(path) && required && !name.startsWith('election.') ? [`${name} must have a place: ${path}`] : []),
    ...(picture.test(path) &&
    !path.includes('.') &&
    // Nor is it about a visit where a picture of the ground from above lies or goes.
    !/^(attachment|aerial)\./.test(name) &&
    (required || (own.minItems ?? 0) > 0)
      ? [`${name} must have a picture: ${path}`]
      : []),
    ...(/(target|quota|count|goal)$/i.test(path) ? [`${name} sets a number to reach: ${path}`] : []),
  ]);
}

test('no verb asks for a place on a visit, a picture anywhere, or a number to reach', () => {
  expect(verbs.size).toBeGreaterThan(40);
  expect([...verbs.values()].flatMap((verb) => faultsOf(verb.name, shapeOf(verb.input)))).toEqual([]);
});

test('an ordinary visit needs no more than the home and what was said', () => {
  const required = shapeOf(verbs.get('visit.record')?.input ?? z.never()).required ?? [];
  expect([...required].sort()).toEqual(['household', 'parts', 'visit']);
});

test('the guard sees each of these when it is there', () => {
  const planted = z.object({
    visit: z.uuid(),
    lat: z._default(z.nullable(z.number()), null),
    attachments: z.array(z.object({ file: z.uuid() })).check(z.minLength(1)),
    visitTarget: z.int(),
  });
  expect(faultsOf('visit.record', shapeOf(planted))).toEqual([
    'visit.record asks where somebody was: lat',
    'visit.record must have a picture: attachments',
    'visit.record sets a number to reach: visitTarget',
  ]);
  expect(faultsOf('case.report', shapeOf(z.object({ lat: z.number() })))).toEqual([
    'case.report must have a place: lat',
  ]);
});

const marked = /上访|信访|前科|刑满|吸毒|涉毒|精神|信仰|宗教|邪教|矫正|维稳|稳控|重点/;

test('care tags are offers of service: none marks petitioning, crime, drugs, belief or illness of the mind', () => {
  expect(careTags.length).toBeGreaterThan(15);
  expect(
    careTags.filter(({ zh, en }) => marked.test(zh) || /petition|crim|drug|belief|relig|mental|key/i.test(en)),
  ).toEqual([]);
  expect(marked.test('信访重点人员')).toBe(true);
});

const dictionary = readFileSync(path.join(import.meta.dirname, '../data-dictionary.tsv'), 'utf8')
  .split('\n')
  .map((line) => line.split('\t'));

test('OPINION-9 a comment knows an office and no person, and no answer about people is put in the order of what was said', () => {
  const columns = dictionary.filter(([table]) => table === 'comment').map(([, column]) => column);
  expect(columns).toEqual(['id', 'village', 'office', 'month', 'level', 'words']);
  const rows = commentRows(
    ['乙办', '甲办'].flatMap((name, at) =>
      Array.from(
        { length: 5 },
        () => ({ office: name, name, month: '2026-01', level: at === 0 ? 'well' : 'poor', words: '' }) as const,
      ),
    ),
  );
  // By name alone: who was called well stands in no other place than who was called poor.
  expect(rows.map((row) => row.name)).toEqual(['乙办', '甲办'].sort());
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['name', 'office', 'said', 'words', 'year']);
  const sorted = sourcesOf('src').filter((file) =>
    /order by[^`';]*\b(level|rating|satisfied|score of)\b/i.test(readFileSync(file, 'utf8')),
  );
  expect(sorted.map((file) => path.basename(file))).toEqual([]);
});
