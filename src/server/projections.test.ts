// What a phone is handed, property by property, against the data dictionary: nothing travels that may not.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { PullResponse } from '#kit/wire.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { namedPicture } from '#tests/files/sending.ts';
import { pull } from './pull.ts';
import type { ServerKey } from './server-keys.ts';

type Line = Readonly<Record<'table' | 'column' | 'class' | 'phone', string>>;

function readDictionary(): Line[] {
  const [head = '', ...lines] = readFileSync(path.join(import.meta.dirname, '../../data-dictionary.tsv'), 'utf8')
    .trim()
    .split('\n');
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i], cell])) as Line);
}
const dictionary = readDictionary();
const mayTravel = new Set(
  dictionary.filter((line) => line.phone === 'yes').map((line) => `${line.table}.${line.column}`),
);
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const tableOf: Readonly<Record<string, string>> = { case: 'matter', 'supply-node': 'supply_node' };

/** Properties that are no column of the record's own table: what is made from others, each with the columns it shows. */
const made: Readonly<Record<string, readonly string[]>> = {
  'case.steps': [
    'step.matter',
    'step.n',
    'step.name',
    'step.at',
    'step.office',
    'step.person',
    'step.to_office',
    'step.text',
    'step.internal',
  ],
  'office.people': ['person.name', 'person.phone', 'post.role'],
  'office.staffed': ['post.office'],
  'office.sitting': [],
  'me.person': ['person.id'],
  'me.name': ['person.name'],
  'me.posts': [
    'post.id',
    'post.role',
    'post.office',
    'office.kind',
    'office.name',
    'post.ground',
    'area.name',
    'post.to_at',
  ],
  'me.county': ['county.name', 'county.filing_number', 'county.complaint_phone', 'county.demo'],
  'me.id': ['person.id'],
  'me.ground': [],
  'me.version': [],
};
/** The keys inside those. */
const inner: Readonly<Record<string, readonly string[]>> = {
  'case.steps': ['matter', 'n', 'name', 'at', 'office', 'person', 'toOffice', 'text', 'internal'],
  'office.people': ['name', 'phone', 'role'],
  'me.posts': ['id', 'role', 'office', 'officeKind', 'officeName', 'ground', 'areaName', 'toAt', 'deputising'],
};

let cast: Cast;
let records: PullResponse['records'];
beforeAll(async () => {
  cast = await makeCast();
  const { county, homes, areas } = cast;
  const importer = serviceActor('import');
  await say(county, importer, 'household.plate', {
    household: homes.one,
    plateHash: 'a'.repeat(64),
    plateShort: 'ABCDEFGH',
  });
  await say(county, importer, 'household.change', { household: homes.one, care: ['低保', '受灾户'] });
  await say(county, importer, 'member.add', { member: newId(), household: homes.one, name: '杜来顺', born: '1954-03' });
  await say(county, importer, 'supply.place', {
    node: newId(),
    village: areas.village,
    network: 'W',
    code: 'T1-01',
    name: '阀',
    kind: 'valve',
  });
  await say(county, cast.worker, 'visit.record', {
    visit: newId(),
    household: homes.one,
    parts: [{ kind: 'well' }],
    promises: [{ promise: newId(), text: '带表来' }],
  });
  await say(county, cast.worker, 'case.report', {
    case: newId(),
    household: homes.one,
    category: 'W1',
    title: '水浑',
    secretHash: 'b'.repeat(64),
    attachments: [namedPicture(Buffer.from('水'))],
  });
  await say(county, cast.village, 'notice.publish', {
    notice: newId(),
    office: cast.offices.village,
    title: '停水',
    text: '停水',
    fromAt: 0,
  });
  const key = { id: 'k', publicJwk: {} } as unknown as ServerKey;
  records = (await pull(county, cast.worker, { cursor: null, after: null, limit: 2000, witness: null }, key)).records;
});
afterAll(() => cast?.close());

test('a phone is handed every kind there is, so that nothing is left unlooked at', () => {
  expect([...new Set(records.map((one) => one.kind))].sort()).toEqual([
    'area',
    'attachment',
    'case',
    'household',
    'me',
    'member',
    'notice',
    'office',
    'promise',
    'supply-node',
    'visit',
  ]);
});

test('every property that travels is a column that the dictionary lets travel', () => {
  const forbidden = new Set<string>();
  for (const { kind, record } of records)
    for (const [key, value] of Object.entries(record as Record<string, unknown>)) {
      const columns = made[`${kind}.${key}`] ?? [`${tableOf[kind] ?? kind}.${snake(key)}`];
      for (const column of columns.filter((one) => !mayTravel.has(one)))
        forbidden.add(`${kind}.${key} shows ${column}`);
      const keys = inner[`${kind}.${key}`];
      for (const one of keys ? (value as object[]) : [])
        for (const name of Object.keys(one))
          if (!keys?.includes(name)) forbidden.add(`${kind}.${key}.${name} is not looked at`);
    }
  expect([...forbidden]).toEqual([]);
});

test('HOME-7 no plate code, no secret, and of care only what may be named on a phone', () => {
  const text = JSON.stringify(records);
  for (const hidden of ['a'.repeat(64), 'b'.repeat(64), 'ABCDEFGH', '低保']) expect(text).not.toContain(hidden);
  expect(text).toContain('受灾户');
});

test('nothing secret may travel, be exported or reach a department', () => {
  const secret = dictionary.filter((line) => line.class === 'K') as readonly Record<string, string>[];
  expect(secret.length).toBeGreaterThan(8);
  expect(secret.filter((line) => line.phone !== 'no' || line.export !== 'no' || line.department !== 'no')).toEqual([]);
});
