// For the rows of the table about public lists: one of the village that is open, one that waits for a second person, one whose days are over.
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { Publicity } from '#modules/publicity/model.ts';
import { publicityTable } from '#modules/publicity/store.ts';
import { jobs } from '#server/execute-as.ts';
import { type Cast, say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

const day = 86_400_000;
const row = { name: '马玉芳', group: '一社', item: '耕地地力保护补贴', amount: '8.6亩' };

export const listSaid = (cast: Cast, more: object = {}): Record<string, unknown> => ({
  publicity: newId(),
  office: cast.offices.village,
  title: '2026年耕地地力保护补贴面积公示',
  basis: '甘财农〔2026〕35号',
  rows: [row],
  ...more,
});

/** A list of the village as it would stand, made by its officer. */
export async function listOf(cast: Cast, more: Partial<Publicity> = {}): Promise<string> {
  const now = cast.county.now();
  const list: Publicity = {
    id: newId(),
    ground: cast.grounds.village,
    version: 1,
    title: '2026年耕地地力保护补贴面积公示',
    basis: '甘财农〔2026〕35号',
    office: cast.offices.village,
    madeBy: cast.village.person,
    madeAt: now - day,
    days: 7,
    fromAt: now - day,
    toAt: now + 6 * day,
    rows: [row],
    rowCount: 1,
    minors: [],
    state: 'shown',
    releasedBy: null,
    releasedAt: null,
    objections: [],
    result: null,
    said: '',
    changes: [],
    closedAt: null,
    erasedAt: null,
    ...more,
  };
  await inScope(cast.county.database, jobs, (tx) => publicityTable.insert(tx, list));
  return list.id;
}

/** Something the village made public. */
async function disclosed(cast: Cast): Promise<string> {
  const disclosure = newId();
  const said = { disclosure, notice: newId(), office: cast.offices.village, item: 'matters', period: '2026-01-05' };
  await say(cast.county, cast.village, 'disclosure.publish', { ...said, title: '机井招标', text: '已公开招标' });
  return disclosure;
}

export interface Lists {
  readonly disclosure: string;
  readonly open: string;
  readonly waiting: string;
}
export const makeLists = async (cast: Cast): Promise<Lists> => ({
  disclosure: await disclosed(cast),
  open: await listOf(cast),
  waiting: await listOf(cast, { state: 'waiting', minors: [0] }),
});

const objecting = async (m: Matrix, home: 'one' | 'three'): Promise<Record<string, unknown>> => ({
  publicity: await listOf(m.cast),
  household: m.cast.homes[home],
  case: newId(),
  row: 0,
  text: '面积不对',
});

export const lists: Readonly<Record<string, Make>> = {
  "publicity.make|in the village's name": (m) => Promise.resolve(listSaid(m.cast)),
  'publicity.release|made by the village, with a minor': async (m) => ({
    publicity: await listOf(m.cast, { state: 'waiting', minors: [0] }),
  }),
  'publicity.withdraw|of the village': async (m) => ({ publicity: await listOf(m.cast), said: '名单有误' }),
  'publicity.settle|of the village, its days over': async (m) => {
    const now = m.cast.county.now();
    return { publicity: await listOf(m.cast, { fromAt: now - 9 * day, toAt: now - day }), result: 'confirmed' };
  },
  'publicity.object|by home three': (m) => objecting(m, 'three'),
  'publicity.object|by home one': (m) => objecting(m, 'one'),
  "disclosure.publish|in the village's name": (m) =>
    Promise.resolve({
      disclosure: newId(),
      notice: newId(),
      office: m.cast.offices.village,
      item: 'matters',
      period: '2026-01-05',
      title: '机井招标结果',
      text: '机井由县水利公司承建',
    }),
  'publicity.erase|of the village, taken back': async (m) => ({
    publicity: await listOf(m.cast, { state: 'withdrawn', result: 'withdrawn', closedAt: m.cast.county.now() }),
    reason: '保存期已到',
    decision: '云溪县处7号',
  }),
};

/** What is asked of them when a canary is looked for. */
export const ofLists = (cast: Cast): Readonly<Record<string, readonly object[]>> => ({
  'publicity.list': [{}],
  'disclosure.page': [{}],
  'publicity.page': [{ publicity: '00000000-0000-7000-8000-000000000000' }],
  'publicity.check': [{ office: cast.offices.village, rows: [{ name: '杜来顺', group: '一社' }] }],
});
