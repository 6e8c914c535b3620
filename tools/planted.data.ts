// A small repository in order, and one planted fault after another for the guards to see.

export const head = '// This file stands here for the guards to read.\n';
export const sound: Record<string, string> = {
  'src/modules/order.ts': `${head}export const moduleOrder = ['territory', 'visit'];\n`,
  'src/modules/territory/model.ts': `${head}export const ground = 'a.b';\n`,
  'src/modules/visit/rules.ts': `${head}import { ground } from '../territory/model.ts';\n\nexport const place = (): string => ground;\n`,
  'src/modules/visit/words.zh.ts': `${head}export const words = { 'visit.saved': '记下了 {n} 条', 'problem.gone': '不在了' };\n`,
  'src/modules/visit/words.en.ts': `${head}export const words = { 'visit.saved': 'Saved {n}', 'problem.gone': 'Gone' };\n`,
  'src/server/main.ts': `${head}import { place } from '#modules/visit/rules.ts';\n\nconsole.log(place());\n`,
  'src/data/migrations/0001-first.sql':
    "-- The first table of all.\ncreate table visit (id uuid primary key, note text default 'a, b', check (note <> ''));\n",
  'data-dictionary.tsv':
    'table\tcolumn\tclass\tpurpose\tbasis\tretention\tphone\texport\tdepartment\nvisit\tid\ta\tb\tc\td\te\tf\tg\nvisit\tnote\ta\tb\tc\td\te\tf\tg\n',
  'docs/dependencies.tsv': 'name\truns\treason\tlicence\nhono\tserver\trouter\tMIT\n',
  'package-lock.json': '{"packages":{"":{},"node_modules/hono":{"integrity":"sha512-x","license":"MIT"}}}',
};

export type Plant = { fault: string; file: string; text: string; says: RegExp };

export const house: Plant[] = [
  {
    fault: 'an import to the right',
    file: 'src/modules/territory/rules.ts',
    text: `${head}export * from '../visit/rules.ts';\n`,
    says: /stands to the right/,
  },
  {
    fault: 'a screen that reads the store',
    file: 'src/modules/visit/ui/list.tsx',
    text: `${head}import '../store.ts';\n`,
    says: /ui → store/,
  },
  {
    fault: 'data used by rules',
    file: 'src/modules/visit/model.ts',
    text: `${head}import '#data/open.ts';\n`,
    says: /model uses no data/,
  },
  {
    fault: 'a kit that knows modules',
    file: 'src/kit/id.ts',
    text: `${head}import '#modules/order.ts';\n`,
    says: /kit → modules/,
  },
  {
    fault: 'a clock in rules',
    file: 'src/modules/visit/commands.ts',
    text: `${head}export const now = (): number => Date.now();\n`,
    says: /Date\.now/,
  },
  {
    fault: 'a date of today in rules',
    file: 'src/modules/visit/commands.ts',
    text: `${head}export const now = new Date();\n`,
    says: /new Date\(\)/,
  },
  {
    fault: 'Node in rules',
    file: 'src/modules/visit/commands.ts',
    text: `${head}import 'node:fs';\n`,
    says: /runs outside Node/,
  },
  { fault: 'the large zod', file: 'src/kit/wire.ts', text: `${head}import 'zod';\n`, says: /zod\/mini/ },
  { fault: 'an unknown file in a module', file: 'src/modules/visit/extra.ts', text: head, says: /no such file name/ },
  { fault: 'an unknown module', file: 'src/modules/poll/rules.ts', text: head, says: /missing in src\/modules\/order/ },
  { fault: 'a name that says nothing', file: 'src/server/utils.ts', text: head, says: /says nothing/ },
  { fault: 'a name not in kebab-case', file: 'src/server/openDoor.ts', text: head, says: /kebab-case/ },
  {
    fault: 'no opening sentence',
    file: 'src/server/door.ts',
    text: 'export const a = 1;\n',
    says: /open with a comment/,
  },
  {
    fault: 'a migration without sentence',
    file: 'src/data/migrations/0002-more.sql',
    text: 'select 1;\n',
    says: /open with a comment/,
  },
  { fault: 'a long file', file: 'src/server/long.ts', text: head + 'void 0;\n'.repeat(300), says: /301 lines/ },
  {
    fault: 'a long function',
    file: 'src/server/door.ts',
    text: `${head}export function far() {\n${'  void 0;\n'.repeat(60)}}\n`,
    says: /far has 62 lines/,
  },
  {
    fault: 'five parameters',
    file: 'src/server/door.ts',
    text: `${head}export const f = (a, b, c, d, e) => 1;\n`,
    says: /f has 5 parameters/,
  },
  {
    fault: 'a circle',
    file: 'src/modules/territory/model.ts',
    text: `${head}import { place } from '../visit/rules.ts';\nexport const ground = place;\n`,
    says: /circle: /,
  },
  {
    fault: 'a file that is not there',
    file: 'src/server/door.ts',
    text: `${head}import './nowhere.ts';\n`,
    says: /not there/,
  },
  {
    fault: 'code that cannot be read',
    file: 'src/server/door.ts',
    text: `${head}export const = 1;\n`,
    says: /door\.ts: /,
  },
];

export const words: Plant[] = [
  {
    fault: 'a missing English word',
    file: 'src/modules/visit/words.en.ts',
    text: `${head}export const words = { 'problem.gone': 'Gone' };\n`,
    says: /visit\.saved has no English/,
  },
  {
    fault: 'another fact in English',
    file: 'src/modules/visit/words.en.ts',
    text: `${head}export const words = { 'visit.saved': 'Saved', 'problem.gone': 'Gone' };\n`,
    says: /names other facts/,
  },
  {
    fault: 'a Problem without words',
    file: 'src/server/door.ts',
    text: `${head}throw new Problem('refused', 'no-such');\n`,
    says: /problem\.no-such/,
  },
  {
    fault: 'a key without words',
    file: 'src/apps/desk/a.tsx',
    text: `${head}t('no.such');\n`,
    says: /no words for no\.such/,
  },
  {
    fault: 'Chinese in a screen',
    file: 'src/apps/desk/a.tsx',
    text: `${head}export const a = <p>你好</p>;\n`,
    says: /你好/,
  },
  {
    fault: 'English in a screen',
    file: 'src/apps/desk/a.tsx',
    text: `${head}export const a = <p>Hello</p>;\n`,
    says: /Hello/,
  },
  {
    fault: 'an untranslated label',
    file: 'src/apps/desk/a.tsx',
    text: `${head}export const a = <p title="Door" />;\n`,
    says: /Door/,
  },
  {
    fault: 'a word that its app does not carry',
    file: 'src/apps/desk/main.tsx',
    text: `${head}import './words.zh.ts';\nt('visit.saved');\n`,
    says: /desk app does not carry the words for visit\.saved/,
  },
  {
    fault: 'a sentence too long for a door',
    file: 'src/modules/visit/words.zh.ts',
    text: `${head}export const words = { 'visit.saved': '记下了 {n} 条，都在这部手机上放着，等有了信号以后再一条一条送出去', 'problem.gone': '不在了' };\n`,
    says: /not plain: visit\.saved: 2\d hanzi/,
  },
  {
    fault: 'a file without twin',
    file: 'src/modules/territory/words.zh.ts',
    text: `${head}export const words = {};\n`,
    says: /its twin/,
  },
];

export const dependencies: Plant[] = [
  {
    fault: 'a package without row',
    file: 'docs/dependencies.tsv',
    text: 'name\truns\treason\tlicence\n',
    says: /no row for hono/,
  },
  {
    fault: 'a package in a bundle without row',
    file: 'src/apps/desk/a.tsx',
    text: `${head}import 'dexie';\n`,
    says: /no row for dexie/,
  },
  {
    fault: 'a row without reason',
    file: 'docs/dependencies.tsv',
    text: 'name\truns\treason\tlicence\nhono\tserver\t\tMIT\n',
    says: /no reason/,
  },
  {
    fault: 'a wrong licence',
    file: 'docs/dependencies.tsv',
    text: 'name\truns\treason\tlicence\nhono\tserver\tx\tGPL-3.0\n',
    says: /the package says MIT/,
  },
  { fault: 'a version range', file: 'package.json', text: '{"dependencies":{"hono":"^1.0.0"}}', says: /not pinned/ },
  {
    fault: 'a host in the lock',
    file: 'package-lock.json',
    text: '{"packages":{"node_modules/hono":{"resolved":"https://a.example/hono.tgz","integrity":"x","license":"MIT"}}}',
    says: /names a host/,
  },
  {
    fault: 'a lock that npm ci refuses',
    file: 'package-lock.json',
    text: '{"packages":{"node_modules/hono":{"integrity":"x","license":"MIT","optionalDependencies":{"hono-win32":"1.0.0"}}}}',
    says: /lacks hono-win32/,
  },
  {
    fault: 'a lock without integrity',
    file: 'package-lock.json',
    text: '{"packages":{"node_modules/hono":{"license":"MIT"}}}',
    says: /no integrity/,
  },
];

export const dictionary: Plant[] = [
  {
    fault: 'a column without row',
    file: 'src/data/migrations/0002-more.sql',
    text: '-- Adds one column to it.\nalter table visit add column mood text, add constraint c check (true);\n',
    says: /no row for visit\.mood/,
  },
  {
    fault: 'a table without rows',
    file: 'src/data/migrations/0002-more.sql',
    text: '-- Adds one table here.\ncreate table if not exists home (\n  id uuid, -- a, b\n  primary key (id)\n);\n',
    says: /no row for home\.id/,
  },
  {
    fault: 'a row without column',
    file: 'src/data/migrations/0002-more.sql',
    text: '-- Drops one column now.\nalter table visit drop column note;\n',
    says: /visit\.note does not exist/,
  },
  {
    fault: 'an empty cell',
    file: 'data-dictionary.tsv',
    text: `${sound['data-dictionary.tsv']?.slice(0, -2)}\n`,
    says: /visit\.note has no department/,
  },
];

export const privates: Plant[] = [
  { fault: 'a path of a machine', file: 'docs/a.md', text: `see /${'work'}/main\n`, says: /path of one machine/ },
  { fault: 'a registry', file: 'docs/a.md', text: `https://${'registry'}.npmjs.org\n`, says: /package registry/ },
  {
    fault: 'a tool',
    file: 'src/server/door.ts',
    text: `// made with ${'Clau'}${'de'}\n`,
    says: /tool of the workshop/,
  },
  {
    fault: 'a list of key persons',
    file: 'src/server/door.ts',
    text: `${head}export const keyPerson = 1;\n`,
    says: /watches or ranks/,
  },
  {
    fault: 'key persons in words',
    file: 'src/server/door.ts',
    text: `${head}export const a = '重点人员';\n`,
    says: /watches or ranks/,
  },
  {
    fault: 'a check-in',
    file: 'src/modules/visit/model.ts',
    text: `${head}export const a = { checkedInAt: 1, checkIn: 2 };\n`,
    says: /clock in/,
  },
  {
    fault: 'a place on a visit',
    file: 'src/modules/visit/model.ts',
    text: `${head}export type V = { lat: number };\n`,
    says: /not asked on a visit/,
  },
  {
    fault: 'a score of a person',
    file: 'src/modules/people/model.ts',
    text: `${head}export type V = { score: number };\n`,
    says: /a score/,
  },
  {
    fault: 'a figure of being signed in',
    file: 'src/modules/people/model.ts',
    text: `${head}export type V = { lastLoginAt: number; onlineMinutes: number };\n`,
    says: /"lastLoginAt" tells how much.*\n.*"onlineMinutes" tells how much/,
  },
  {
    fault: 'a sign-in rate in words',
    file: 'src/server/door.ts',
    text: `${head}export const a = '各村网格员活跃度';\n`,
    says: /tells how much somebody was signed in/,
  },
  {
    fault: 'a column of online time',
    file: 'src/data/migrations/0002-more.sql',
    text: '-- Adds one table here.\ncreate table a (\n  online_minutes integer\n);\n',
    says: /tells how much somebody was signed in/,
  },
  {
    fault: 'a picture that a visit must have',
    file: 'src/modules/visit/model.ts',
    text: `${head}export type V = { photoRequired: boolean };\n`,
    says: /not asked on a visit/,
  },
  {
    fault: 'a number of visits to reach',
    file: 'src/modules/visit/model.ts',
    text: `${head}export type V = { monthlyTarget: number; visitQuota: number };\n`,
    says: /"monthlyTarget" sets a number.*\n.*"visitQuota" sets a number/,
  },
  {
    fault: 'a completion rate in words',
    file: 'src/server/door.ts',
    text: `${head}export const a = '本月走访率 83%';\n`,
    says: /sets a number to reach/,
  },
  {
    fault: 'a ranking in words',
    file: 'src/server/door.ts',
    text: `${head}export const a = '各村排名';\n`,
    says: /watches or ranks/,
  },
  {
    fault: 'a tag for key persons',
    file: 'src/modules/household/model.ts',
    text: `${head}export const tags = ['独居老人', '刑满释放'];\n`,
    says: /marks somebody as a key person/,
  },
  {
    fault: 'villages in the order of a figure',
    file: 'src/modules/measure/queries.ts',
    text: `${head}export const text = \`select name from area order by solved desc, name\`;\n`,
    says: /"order by solved desc" ranks/,
  },
  {
    fault: 'a table that sorts by a figure',
    file: 'src/modules/measure/ui/desk-rows.tsx',
    text: `${head}export const rows = (all: number[]): number[] => all.toSorted();\n`,
    says: /sorts rows/,
  },
  {
    fault: 'a leaderboard column',
    file: 'src/data/migrations/0002-more.sql',
    text: '-- Adds one table here.\ncreate table a (\n  ranking integer\n);\n',
    says: /watches or ranks/,
  },
];
