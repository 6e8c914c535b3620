// Canaries: words and numbers that stand at one place each, with the row of the hand-written table that says whose they are.
import path from 'node:path';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { adminUrlOf } from '#tests/postgres.ts';
import { importer, type Matrix } from './county.ts';
import { readExpected } from './expected.ts';
import { policyOf } from './policies.ts';
import { heldBy, makeTargets, picture, report, type Targets, visitBy } from './targets.ts';

const home = 'sql household|home one';
const inConfidence = 'sql visit|at home one, in confidence';
const [restricted, aboutWorker] = ['sql matter|restricted', 'sql matter|about the worker'];
const atHead = 'sql matter|held by the level-1 head';
const mediated = 'sql dispute|mediated by the water keeper';
const everybodys = 'route GET /|the front page';

/** What stands somewhere, and whose it is. */
export const marks = {
  head: ['金雀门庭', home],
  door: ['7-0719', home],
  phone: ['19977710071', home],
  howToCome: ['金雀绕后院', home],
  help: ['金雀挑水', 'sql visit|at home one'],
  note: ['金雀走访记', 'sql visit|at home one'],
  pictureOfHome: ['金雀屋图', 'sql attachment|of an entry at home one'],
  member: ['金雀长子', 'sql member|the adult of home one'],
  ofAdult2: ['金雀媳妇言', 'sql visit|at home one, about the other adult'],
  confidence: ['金雀密言', inConfidence],
  confidencePicture: ['金雀密图', 'sql attachment|of an entry in confidence'],
  restricted: ['金雀禁言', restricted],
  restrictedNumber: ['77710001', restricted],
  restrictedPicture: ['金雀禁图', 'sql attachment|of a restricted matter'],
  aboutStaff: ['金雀评言', aboutWorker],
  aboutStaffNumber: ['77710002', aboutWorker],
  aboutStaffPicture: ['金雀评图', 'sql attachment|of a matter about the worker'],
  aboutNobody: ['金雀无名言', 'query case.page|about nobody named'],
  aboutNobodyNumber: ['77710003', 'query case.page|about nobody named'],
  aboutStaffGone: ['金雀空岗言', atHead],
  aboutStaffGoneNumber: ['77710008', atHead],
  matter: ['金雀水事', atHead],
  matterNumber: ['77710004', atHead],
  matterPicture: ['金雀水图', 'sql attachment|of a matter held by the level-1 head'],
  inner: ['金雀内注', "sql step|an inner note of the plate's matter"],
  inHandNumber: ['77710005', atHead],
  atWaterNumber: ['77710006', 'sql matter|held by the water bureau'],
  rang: ['金雀来电', atHead],
  filed: ['金雀井盖', atHead],
  published: ['金雀路坑', everybodys],
  dispatched: ['金雀请查泵', 'sql matter|held by the water bureau'],
  innerPicture: ['金雀内图', 'sql attachment|beside an inner note on a matter of home one'],
  homePicture: ['金雀户图', 'route GET /attachments/:id|of a matter of home one'],
  platePicture: ['金雀门图', 'route GET /c/:secret/file/:file|a picture of the matter'],
  mediation: ['金雀地界', mediated],
  mediationNumber: ['77710007', mediated],
  errand: ['金雀代办', 'sql errand|of home one'],
  spot: ['金雀沟边', 'sql spot|in grid 1'],
  look: ['金雀看过', 'sql look|in grid 1'],
  campaign: ['金雀宣讲', 'sql campaign|of the township, by the water bureau'],
  list: ['金雀公示', everybodys],
  listWaits: ['金雀待示', 'sql publicity|of the village, waiting'],
  notice: ['金雀停水', everybodys],
  paper: ['金雀高龄表', everybodys],
  paperWaits: ['金雀待核表', 'sql attachment|a paper that nobody has checked'],
  incident: ['金雀同因', 'sql incident|held by the water bureau'],
  valve: ['金雀阀门', 'sql supply_node|in the village'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
export type MarkName = keyof typeof marks;
export const markNames = Object.keys(marks) as MarkName[];

/** §3.6 and what comes near it: no ledger, folder, map or paper may hold it, whoever asks. */
export const never: readonly MarkName[] = markNames.filter((name) =>
  /^(confidence|restricted|aboutStaff|aboutNobody)/.test(name),
);

/** By name: who may find it anywhere, as the hand-written table says. */
export function rightsOf(): ReadonlyMap<MarkName, ReadonlySet<string>> {
  const rows = new Map(readExpected().map((row) => [`${row.kind} ${row.name}|${row.relation}`, row.may]));
  return new Map(
    markNames.map((name) => {
      const may = rows.get(marks[name][1]);
      if (!may) throw new Error(`no row of the table says whose ${name} is`);
      return [name, may];
    }),
  );
}

/** Everything of it that is found in a text. */
export const marksIn = (text: string): MarkName[] => markNames.filter((name) => text.includes(marks[name][0]));

const words = (name: MarkName): string => marks[name][0];

/** An office of the village whose post has ended. */
async function emptyOffice({ cast }: Matrix): Promise<string> {
  const office = newId();
  const opened = { office, kind: 'village-specialist', name: '村医室', area: cast.areas.village, duties: ['H1'] };
  await say(cast.county, importer, 'office.open', { ...opened, parent: cast.offices.village });
  return office;
}

/** By verbs of those who may, so that whatever is derived of it holds it too. */
async function sayMarks(m: Matrix): Promise<Record<string, string>> {
  const { cast } = m;
  const { county, homes } = cast;
  const household = homes.one;
  await say(county, cast.village, 'household.change', {
    household,
    head: words('head'),
    phone: words('phone'),
    howToCome: words('howToCome'),
  });
  const told = (mark: MarkName) => ({
    note: words(mark),
    parts: [{ kind: 'opinion', text: words(mark), named: true }],
    promises: [{ promise: newId(), text: words(mark) }],
  });
  const parts = [{ kind: 'help', text: words('help') }];
  await visitBy(m, 'one', { note: words('note'), parts });
  await visitBy(m, 'one', { ...told('confidence'), confidential: true });
  await visitBy(m, 'one', { ...told('ofAdult2'), subject: m.members.adult2 });
  const said = (mark: MarkName, more: object = {}) => ({ title: words(mark), text: `${words(mark)}经过`, ...more });
  const cases = {
    restricted: await report(m, 'one', said('restricted', { category: 'D6' })),
    mustReport: await report(m, 'one', said('restricted', { category: 'W1', mustReport: true })),
    aboutStaff: await report(m, 'three', said('aboutStaff', { category: 'V4', aboutOffice: cast.offices.level2 })),
    aboutNobody: await report(m, 'three', said('aboutNobody', { category: 'V4' })),
    // Nobody sits in the office any more: there is nobody from whom it is kept, and it is about staff all the same.
    aboutStaffGone: await report(
      m,
      'three',
      said('aboutStaffGone', { category: 'V4', aboutOffice: await emptyOffice(m) }),
    ),
    matter: await heldBy(m, 'head', 'three', said('matter')),
  };
  await say(county, cast.head, 'case.note', { case: cases.matter, text: words('inner'), internal: true });
  return cases;
}

/** What no verb can put there, by the database's own administrator: numbers where a county counts by itself, and words where the targets have theirs. */
async function writeMarks(m: Matrix, t: Targets, cases: Record<string, string>): Promise<void> {
  const [inHand, atWater] = [await heldBy(m, 'village'), await heldBy(m, 'department')];
  const admin = await connectDirect(await adminUrlOf(m.cast.ownerUrl));
  const set = async (text: string, ...values: unknown[]): Promise<void> => {
    const { rowCount } = await admin.query(text, values);
    if (rowCount !== 1) throw new Error(`${rowCount} rows of: ${text}`);
  };
  const numbered = {
    restricted: cases.restricted,
    aboutStaff: cases.aboutStaff,
    aboutNobody: cases.aboutNobody,
    aboutStaffGone: cases.aboutStaffGone,
    matter: cases.matter,
    inHand,
    atWater,
  };
  for (const [name, id] of Object.entries(numbered))
    await set('update matter set number = $2 where id = $1', id, words(`${name}Number` as MarkName));
  await set('update household set door = $2 where id = $1', m.cast.homes.one, words('door'));
  await set('update dispute set number = $2 where id = $1', t.mediation.dispute, words('mediationNumber'));
  await set(
    `update dispute set agreement = agreement || jsonb_build_object('about', $2::text) where id = $1`,
    t.mediation.dispute,
    words('mediation'),
  );
  await set('update errand set words = $2 where id = $1', t.errand, words('errand'));
  await set('update spot set name = $2 where id = $1', t.spot, words('spot'));
  await set('update look set note = $2 where spot = $1', t.spot, words('look'));
  await set('update campaign set title = $2 where id = $1', t.campaign, words('campaign'));
  await set('update publicity set title = $2 where id = $1', t.lists.open, words('list'));
  await set('update publicity set title = $2 where id = $1', t.lists.waiting, words('listWaits'));
  await set('update notice set title = $2 where id = $1', t.notice, words('notice'));
  await set('update incident set title = $2 where id = $1', t.incident, words('incident'));
  await set('update supply_node set name = $2 where id = $1', t.supply.node, words('valve'));
  await admin.end();
}

/** A mark in the bytes behind each picture and paper, as they come out again. */
async function fileMarks(m: Matrix, t: Targets): Promise<Record<string, string>> {
  const [store, jpeg] = [openFileStore(path.join(m.server.dataDir, 'attachments')), await makeJpeg(64, 48)];
  const papers = { paper: picture(), paperWaits: picture() };
  const cards = {
    paper: await policyOf(m, false, papers.paper),
    paperWaits: await policyOf(m, false, papers.paperWaits),
  };
  const files: Readonly<Record<string, MarkName>> = {
    [t.files.visit]: 'pictureOfHome',
    [t.files.confidence]: 'confidencePicture',
    [t.files.restricted]: 'restrictedPicture',
    [t.files.aboutWorker]: 'aboutStaffPicture',
    [t.files.head]: 'matterPicture',
    [t.files.inner]: 'innerPicture',
    [t.files.home]: 'homePicture',
    [t.files.plate]: 'platePicture',
    [papers.paper.attachment]: 'paper',
    [papers.paperWaits.attachment]: 'paperWaits',
  };
  const admin = await connectDirect(await adminUrlOf(m.cast.ownerUrl));
  for (const [attachment, mark] of Object.entries(files)) {
    const bytes = Buffer.concat([jpeg, Buffer.from(words(mark))]);
    const hash = await store.put(bytes);
    const kept = { mime: 'image/jpeg', bytes: bytes.length, keptHash: hash, smallHash: hash };
    if (mark.startsWith('paper'))
      await say(m.cast.county, serviceActor('jobs'), 'attachment.receive', { attachment, kept });
    else await admin.query('update attachment set kept_hash = $2, small_hash = $2 where id = $1', [attachment, hash]);
  }
  await admin.end();
  await say(m.cast.county, m.cast.department, 'policy.check', { policy: cards.paper, edition: 1 });
  return {
    ...Object.fromEntries(Object.entries(files).map(([id, mark]) => [mark, id])),
    card: cards.paper,
    cardWaits: cards.paperWaits,
  };
}

export interface Planted {
  readonly targets: Targets;
  /** Matters by the name of their mark. */
  readonly cases: Readonly<Record<string, string>>;
  /** Files by the name of their mark, and the two cards beside them. */
  readonly files: Readonly<Record<string, string>>;
}

export async function plant(m: Matrix): Promise<Planted> {
  const admin = await connectDirect(await adminUrlOf(m.cast.ownerUrl));
  const { rows } = await admin.query<{ person: string }>('update member set name = $2 where id = $1 returning person', [
    m.members.adult,
    words('member'),
  ]);
  await admin.query('update person set name = $2 where id = $1', [rows[0]?.person, words('member')]);
  await admin.end();
  const cases = await sayMarks(m);
  const targets = await makeTargets(m);
  await writeMarks(m, targets, cases);
  return { targets, cases, files: await fileMarks(m, targets) };
}
