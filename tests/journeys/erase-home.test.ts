// A whole home erased on a lawful request: its words stand in every place where a home's words can, and afterwards in none; no figure changes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { dayOf } from '#kit/calendar.ts';
import { connectDirect } from '#data/database.ts';
import { verifyJournal } from '#data/verify.ts';
import { followAll, startAnew } from '#modules/measure/reactions.ts';
import { type ErasingNote, type ErasingPlace, erase, reachOfErasing } from '#server/erase.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { sealOnce } from '#server/sealer.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { inquiryOf } from '#tests/matrix/campaigns.ts';
import { proposeAndSay } from '#tests/matrix/proposals.ts';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';

const canary = '金丝雀';
const words = { reason: '本户依法要求删除', decision: '云溪县处〔2026〕9号' };
const day = 86_400_000;
let cast: Cast;
let now = Date.parse('2026-03-02T02:00:00Z');
let dir: string;
let place: ErasingPlace;
const notes: ErasingNote[] = [];
const ids = { member: newId(), matter: newId(), dispute: newId(), quarrel: newId(), question: newId() };
const parties = [newId(), newId()] as const;

async function sealAll(): Promise<void> {
  while ((await sealOnce(cast.county.database)).rows > 0);
}

/** One row of the owner's, with row-level security off for as long as it takes. */
async function asOwner<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  const owner = await connectDirect(cast.ownerUrl);
  try {
    await owner.query('begin');
    const { rows: tables } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relrowsecurity and relnamespace = 'public'::regnamespace`,
    );
    for (const { name } of tables) await owner.query(`alter table ${name} no force row level security`);
    const { rows } = await owner.query<T>(text, [...values]);
    await owner.query('rollback');
    return rows;
  } finally {
    await owner.end();
  }
}

/** Every column of every table that can hold a word, as table.column. */
const wordColumns = async (): Promise<string[]> =>
  (
    await asOwner<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns
        where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY', 'tsvector') order by 1`,
    )
  ).map((row) => row.place);

async function holding(word: string): Promise<string[]> {
  const columns = await wordColumns();
  const parts = columns.map((one) => {
    const [table, column] = one.split('.');
    return `select '${one}' as place where exists (select from "${table}" where "${column}"::text like $1)`;
  });
  return (await asOwner<{ place: string }>(parts.join(' union all '), [`%${word}%`])).map((row) => row.place).sort();
}

async function writeHome(): Promise<void> {
  const { county, worker, village } = cast;
  const home = cast.homes.one;
  await say(county, village, 'household.change', {
    household: home,
    head: `${canary}户`,
    phone: '19900008888',
    howToCome: `${canary}先喊一声`,
  });
  const member = { name: `${canary}甲`, born: '1954-03', phone: '19900008888', relation: `${canary}户主` };
  await say(county, village, 'member.add', { member: ids.member, household: home, ...member });
  const person = newId();
  const register = { person, name: `${canary}甲`, phone: '19900008888', staff: false, member: ids.member };
  await say(county, village, 'person.register', register);
  await say(county, village, 'member.verify', { member: ids.member, person });
  await say(county, worker, 'visit.record', {
    visit: newId(),
    household: home,
    note: `${canary}说的`,
    parts: [{ kind: 'opinion', text: `${canary}意见` }],
    promises: [{ promise: newId(), text: `${canary}答应` }],
  });
  await say(county, worker, 'question.answer', {
    question: ids.question,
    household: home,
    topic: 'S3',
    text: `${canary}问的`,
    answer: `${canary}答的`,
  });
  await inquiryOf({ cast }, 'one', { text: `${canary}问政策` });
  await errandOver(home);
  await proposeAndSay(cast, canary);
  await say(county, cast.township, 'view.keep', {
    view: newId(),
    name: `${canary}户`,
    address: `all?q=${encodeURIComponent(`${canary}户`)}`,
  });
}

/** An errand that was refused, told, and its paper given back. */
async function errandOver(household: string): Promise<void> {
  const { county, worker } = cast;
  const [errand, paper] = [newId(), newId()];
  const papers = [{ id: paper, code: 'other', name: `${canary}地图` }];
  const more = { kind: 'insurance-claim', member: ids.member, words: `${canary}十亩`, papers, agreed: true };
  await say(county, worker, 'errand.ask', { errand, household, ...more });
  await say(county, worker, 'errand.step', { errand, step: 'report', text: `${canary}报了` });
  await say(county, worker, 'errand.end', { errand, outcome: 'refused', text: `${canary}过期` });
  await say(county, worker, 'errand.papers', { errand, back: [paper] });
  await say(county, worker, 'errand.tell', { errand });
}

async function closeMatter(): Promise<void> {
  const { county, worker, head } = cast;
  const matter = ids.matter;
  const said = { title: `${canary}水浑`, text: `${canary}早上起`, lat: 35.1, lon: 104.2 };
  await say(county, worker, 'case.report', { case: matter, household: cast.homes.one, category: 'W1', ...said });
  await say(county, head, 'case.accept', { case: matter });
  await say(county, head, 'case.note', { case: matter, text: `${canary}内部记` });
  now += day;
  await say(county, head, 'case.answer', { case: matter, text: `${canary}修好了` });
  await say(county, worker, 'case.tell', { case: matter });
  await say(county, cast.village, 'case.say', { case: matter, outcome: 'solved', by: 'call', text: `${canary}好了` });
}

async function mediate(): Promise<void> {
  const { county, worker, head, homes } = cast;
  const { dispute, quarrel } = ids;
  const [own, other] = parties;
  const report = { case: quarrel, household: homes.one, category: 'D1', title: `${canary}争地界` };
  await say(county, worker, 'case.report', report);
  await say(county, worker, 'dispute.open', {
    dispute,
    case: quarrel,
    parties: [
      { id: own, household: homes.one, member: ids.member, name: '甲' },
      { id: other, name: `${canary}乙`, phone: '19900008888', address: `${canary}河对面` },
    ],
    mediators: [{ office: cast.offices.keeper, name: `${canary}亲戚` }],
  });
  const session = {
    at: now,
    place: `${canary}院里`,
    present: [own],
    invited: `${canary}舅舅`,
    text: `${canary}各说各`,
  };
  await say(county, head, 'dispute.session', { dispute, session });
  const agreement = {
    form: 'oral',
    on: dayOf(now),
    place: `${canary}家`,
    about: `${canary}一尺地`,
    duties: [{ party: own, text: `${canary}移界石` }],
  };
  await say(county, head, 'dispute.agree', { dispute, agreement, parties: [...parties] });
}

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  dir = makePlace();
  const note = async (line: ErasingNote): Promise<void> => void notes.push(line);
  place = { county: cast.county, store: openFileStore(path.join(dir, 'attachments')), note };
  await writeHome();
  await closeMatter();
  await mediate();
  await sealAll();
}, 60_000);
afterAll(async () => {
  await cast?.close();
  await clearPlace(dir, []);
});

/** Columns of the field register that hold what a home said or is called, without those that hold ids, days and codes only. */
function registered(): string[] {
  const [, ...lines] = readFileSync(path.join(import.meta.dirname, '../../data-dictionary.tsv'), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => line.split('\t'))
    .filter(([table = '', , kind = '']) => !table.startsWith('phone.') && (kind === 'N' || kind === 'S'))
    .map(([table, column]) => `${table}.${column}`);
}

/** Registered columns of words in which no word of a home can stand: an office wrote them, or they hold codes, ids and hashes. */
const wordless: Readonly<Record<string, string>> = {
  'ask.reply': 'one of three words',
  'attachment.kept_hash': 'a hash',
  'attachment.sha256': 'a hash',
  'attachment.small_hash': 'a hash',
  'burden.text': 'a worker about his own work',
  'dispute.end_text': 'why it ended without an agreement; the same record, emptied with the rest',
  'dispute.follow_ups': 'planted below, before it is erased',
  'dispute.homes': 'ids',
  'election.committee': 'ids',
  'election.signers': 'ids',
  'election.unsure': 'ids',
  'election.changes': 'ids, and a reason from a list',
  'election.objections': 'ids, and a word from a list',
  'election.proxies': 'ids',
  'election.roll': 'ids',
  'election.rounds': 'ids and figures',
  'publicity.rows': 'a public list names whoever the law has shown; its names go by themselves (PUBLICITY-14)',
  'errand.kind': 'a code',
  'import_run.file': 'the name of a file',
  'let_out.words': 'an office about a whole list',
  'errand.outcome': 'a code',
  'household.door': 'the place in the village, which stays',
  'matter_words.own': 'words of the matter as a search vector; looked at below',
  'finding.because': 'an office about several homes together',
  'finding.inside': 'ids',
  'finding.outside': 'ids',
  'hand_over_box.envelope': 'planted by the test of what is left behind',
  'household.care': 'codes',
  'household.declined': 'codes',
  'household.disputed': 'two words about the home; the same record, emptied with the rest',
  'household.home': 'one of three words',
  'matter.complained_of': 'ids of staff',
  'matter_words.words': 'words of the home as a search vector; looked at below',
  'member.sex': 'one of three words',
  'post.end_reason': 'about staff',
  'reading.purpose': 'a code',
  'reading.reason': 'a code',
  'reading.role': 'a role',
  'told_how.language': 'one of two words',
};

test('HOME-14 its words stand in every column that the field register keeps words of homes in; a new one must be added here', async () => {
  const found = (await Promise.all([canary, '19900008888', '1954-03'].map(holding))).flat();
  const columns = new Set(await wordColumns());
  const forgotten = registered().filter((one) => columns.has(one) && !found.includes(one) && !(one in wordless));
  expect(forgotten).toEqual([]);
});

test('HOME-14 while something still runs nothing at all is erased', async () => {
  const home = { kind: 'household', id: cast.homes.one } as const;
  await expect(erase(place, { ...home, ...words })).rejects.toMatchObject({ code: 'erase-open', facts: { n: 2 } });
  await expect(erase(place, { kind: 'member', id: ids.member, ...words })).rejects.toMatchObject({
    code: 'erase-open',
  });
  await expect(erase(place, { kind: 'case', id: ids.quarrel, ...words })).rejects.toMatchObject({ code: 'erase-open' });
  expect(await holding(canary)).toContain('question.text');
});

const figures = (): Promise<object[]> =>
  asOwner('select place, office, category, day, to_jsonb(measure_day) as sums from measure_day order by 1, 2, 3, 4');

test('HOME-14, QUESTION-6, DISPUTE-17, CASE-76 once all is over the home is erased: no column of any table holds a word of it', async () => {
  const { county, head, worker } = cast;
  for (const after of [7, 30, 90]) {
    now += 31 * day;
    const followUp = { after, outcome: 'kept', text: `${canary}做到了` };
    await say(county, head, 'dispute.follow-up', { dispute: ids.dispute, followUp });
  }
  await say(county, head, 'case.answer', { case: ids.quarrel, text: `${canary}说和了` });
  await say(county, worker, 'case.tell', { case: ids.quarrel });
  await say(county, cast.village, 'case.say', { case: ids.quarrel, outcome: 'solved', by: 'call' });
  await sealAll();
  await followAll(county.database);
  const before = await figures();
  expect(before.length).toBeGreaterThan(0);

  const home = { kind: 'household', id: cast.homes.one } as const;
  const reach = await reachOfErasing(county, home);
  expect(reach).toMatchObject({ promises: 1, persons: 1, records: 10 });
  await erase(place, { ...home, ...words });
  await sealAll();
  expect(await holding(canary)).toEqual([]);
  expect(await holding(encodeURIComponent(canary))).toEqual([]);
  expect(await holding('19900008888')).toEqual([]);
  expect(await holding('1954-03')).toEqual([]);
  const vectors = await asOwner<{ words: string }>(
    `select own::text || words::text as words from matter_words where matter = $1`,
    [ids.matter],
  );
  expect(vectors.map((row) => row.words).join()).not.toMatch(/丝|jin|jsq/);
  const fresh = `bool_and(marks is not distinct from zd_marks(tsvector_to_array(words))) as fresh`;
  const marks = `select ${fresh} from matter_reach join matter_words using (matter) where matter = $1`;
  expect(await asOwner(marks, [ids.matter])).toEqual([{ fresh: true }]);
  const verified = await verifyJournal(county.database);
  expect(verified.findings).toEqual([]);
  expect(verified.erased).toBe(reach.rows);

  // The door is still served, the matter is still counted: figures made anew from nothing are the same.
  const [there] = await asOwner<{ door: string; head: string }>('select door, head from household where id = $1', [
    home.id,
  ]);
  expect(there).toEqual({ door: '1-01', head: '' });
  await startAnew(county.database);
  await followAll(county.database);
  expect(await figures()).toEqual(before);
  await expect(erase(place, { ...home, ...words })).rejects.toMatchObject({ code: 'erased-already' });
});
