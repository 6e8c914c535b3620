// What a matter counts for as it moves on: each formula on lives written out by hand.
import { expect, test } from 'vitest';
import { parts } from './kinds/figures.ts';
import { allOffices, cellsOf, fold, type Happened, type Life, measuredOf } from './rules-life.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const monday = at('2026-11-02T09:00');
const hour = 3_600_000;
const day = 24 * hour;
const head = '00000000-0000-7000-8000-00000000000a';
const water = '00000000-0000-7000-8000-00000000000b';

const record = {
  ground: '629901.101.203.001.01',
  category: 'W1',
  severity: '2',
  side: null,
  restricted: false,
  complainedOf: [],
  copied: [],
  holder: head,
  returns: 0,
  incident: null,
  reportedAt: monday,
  respondBy: monday + 4 * hour,
  resolveBy: monday + 24 * hour,
  text: '水是黄的',
  title: '水浑',
};

type Said = readonly [name: string, hours: number, data?: Record<string, unknown>];

/** Reported on Monday at nine, then what was said so many hours later. */
function lived(said: readonly Said[], more: Record<string, unknown> = {}): Life {
  const all: Happened[] = [['case.reported', 0, { record: { ...record, ...more }, person: 'p' }] as Said, ...said].map(
    ([name, hours, data = {}], pos) => ({
      pos,
      name,
      kind: 'case',
      record: 'm',
      data: { at: monday + hours * hour, by: head, person: 'p', to: undefined, ...data },
      onLevel: data['by'] !== water,
    }),
  );
  const life = all.reduce<Life | undefined>(fold, undefined);
  if (!life) throw new Error('no life');
  return life;
}

const counted = (life: Life, axis: string): string =>
  measuredOf(life)
    .counted.filter((one) => one.axis === axis)
    .map((one) => `${one.day} ${one.parts.join(' ')}`)
    .join('; ');

test('MEAS-3 the first act of a person answers to the first clock, a note and a passing on do not', () => {
  expect(counted(lived([]), 'respond')).toBe('2026-11-02 respond_due');
  expect(counted(lived([['case.accepted', 3]]), 'respond')).toBe('2026-11-02 respond_due respond_met');
  expect(counted(lived([['case.accepted', 5]]), 'respond')).toBe('2026-11-02 respond_due');
  expect(counted(lived([['case.dispatched', 3, { to: water }]]), 'respond')).toBe('2026-11-02 respond_due respond_met');
  const silent: Said[] = [
    ['case.noted', 1],
    ['case.passed', 2, { person: null, to: water }],
    ['case.stepped-up', 3, { to: water }],
  ];
  expect(counted(lived(silent), 'respond')).toBe('2026-11-02 respond_due');
  expect(measuredOf(lived([['case.accepted', 3]])).counted[0]).toMatchObject({ office: head });
});

test('MEAS-2 MEAS-4 the day of the deadline counts; what was withdrawn before it, or stands still, never fell due', () => {
  const withdrawn = lived([['case.withdrawn', 2]]);
  expect(measuredOf(withdrawn).counted).toEqual([]);
  const later = lived([['case.withdrawn', 5]]);
  expect(counted(later, 'respond')).toBe('2026-11-02 respond_due');
  expect(counted(later, 'closing')).toBe('');
  const late = lived([['case.withdrawn', 30]]);
  expect(counted(late, 'first')).toBe('2026-11-03 first_due');
  const still = lived([['case.suspended', 10, { reviewAt: monday + 20 * day }]]);
  expect(counted(still, 'closing')).toBe('');
  expect(counted(still, 'first')).toBe('2026-11-03 first_due');
  expect(counted(lived([['case.suspended', 30, { reviewAt: monday + 20 * day }]]), 'closing')).toBe(
    '2026-11-03 closing_due',
  );
});

test('MEAS-4 a referral to a legal route ends the clocks: before the deadline it is in no figure, after it it was late', () => {
  expect(counted(lived([['case.referred', 5, { route: 'court', text: '' }]]), 'first')).toBe('');
  const told: Said[] = [
    ['case.referred', 30, { route: 'court', text: '' }],
    ['case.told', 40],
  ];
  expect(counted(lived(told), 'first')).toBe('2026-11-03 first_due');
  expect(counted(lived(told), 'closing')).toBe('2026-11-03 closing_due');
  expect(counted(lived(told), 'respond')).toBe('2026-11-02 respond_due');
});

test('MEAS-5 an extension moves the present deadline and flatters nothing: the first one stands beside it', () => {
  const extended: Said = ['case.extended', 20, { resolveBy: monday + 72 * hour }];
  const inTime = lived([extended, ['case.answered', 48]]);
  expect(counted(inTime, 'closing')).toBe('2026-11-05 closing_due closing_met');
  expect(counted(inTime, 'first')).toBe('2026-11-03 first_due answered on_level');
  const without = lived([['case.answered', 48]]);
  expect(counted(without, 'first')).toBe(counted(inTime, 'first'));
  expect(counted(lived([['case.answered', 23]]), 'first')).toBe('2026-11-03 first_due first_met answered on_level');
});

test('MEAS-5 a hasty answer that the household refuses is no closing in time', () => {
  const refused = lived([
    ['case.answered', 2],
    ['case.not-solved', 10, { outcome: 'not-solved', proof: 'secret', to: head, resolveBy: monday + 40 * hour }],
  ]);
  expect(counted(refused, 'closing')).toBe('2026-11-04 closing_due');
  expect(counted(refused, 'first')).toBe('2026-11-03 first_due not_solved by_secret answered on_level reopened');
});

test('MEAS-5 an answer that was refused stands no more, also when the matter is withdrawn then', () => {
  const life = lived([
    ['case.answered', 2],
    ['case.not-solved', 10, { outcome: 'not-solved', proof: 'secret', to: head, resolveBy: monday + 40 * hour }],
    ['case.withdrawn', 12],
  ]);
  expect(counted(life, 'closing')).toBe('2026-11-04 closing_due');
  expect(counted(life, 'first')).not.toContain('first_met');
});

test('MEAS-6 the last word counts once, with the way it came; silence is no solution', () => {
  const solved: Said[] = [
    ['case.answered', 2],
    ['case.told', 3],
    ['case.solved', 5, { proof: 'visit' }],
  ];
  expect(counted(lived(solved), 'first')).toBe('2026-11-03 first_due first_met solved by_other answered on_level');
  const silent = lived([
    ['case.answered', 2],
    ['case.told', 3],
    ['case.no-answer', 180],
  ]);
  expect(counted(silent, 'first')).toBe('2026-11-03 first_due first_met no_answer answered on_level');
  const again = lived([
    ...solved,
    ['case.not-solved', 50, { outcome: 'partly', proof: 'adult', to: head, resolveBy: monday + 90 * hour }],
    ['case.answered', 60],
  ]);
  expect(counted(again, 'first')).toBe('2026-11-03 first_due answered on_level reopened');
});

test('MEAS-7 answered in the village, opened again, taken up by the household', () => {
  const up = lived([
    ['case.stepped-up', 3, { to: water }],
    ['case.answered', 5, { by: water }],
  ]);
  expect(counted(up, 'first')).toBe('2026-11-03 first_due first_met answered stepped_up');
});

test('MEAS-8 joined homes are told when they were told or have spoken', () => {
  const joined: Said = ['case.joined', 2, { to: water, incident: 'i', holderBy: null }];
  expect(counted(lived([joined]), 'first')).toBe('2026-11-03 first_due joined');
  const told = lived([joined, ['case.answered', 4, { by: water }], ['case.told', 6]]);
  expect(counted(told, 'first')).toBe('2026-11-03 first_due first_met answered joined joined_told');
  expect(counted(lived([joined, ['case.left-incident', 4]]), 'first')).toBe('2026-11-03 first_due');
});

test('MEAS-9 returned counts what was sent on', () => {
  const sent: Said = ['case.dispatched', 2, { to: water }];
  const back: Said = ['case.returned', 4, { to: head }];
  expect(counted(lived([sent]), 'first')).toBe('2026-11-03 first_due sent');
  expect(counted(lived([sent, back]), 'first')).toBe('2026-11-03 first_due sent returned');
  expect(counted(lived([sent, back, back]), 'first')).toBe('2026-11-03 first_due sent returned returned_twice');
});

test('MEAS-10 the cause counts when it is named by the time the incident is resolved', () => {
  const said = (name: string, data: Record<string, unknown>): Happened => ({
    pos: 1,
    name,
    kind: 'incident',
    record: 'i',
    data,
  });
  const opened = said('incident.opened', {
    ground: '629901.101.203',
    holder: water,
    category: 'W1',
    cause: '',
    openedAt: 1,
  });
  const cause = said('incident.cause-found', { cause: '阀门' });
  const resolved = said('incident.resolved', { at: monday, text: '修好' });
  const life = (...all: Happened[]): string => {
    const one = all.reduce<Life | undefined>(fold, undefined);
    return one ? counted(one, 'first') : '';
  };
  expect(life(opened)).toBe('');
  expect(life(opened, cause, resolved)).toBe('2026-11-02 found cause_named');
  expect(life(opened, resolved, cause)).toBe('2026-11-02 found');
});

test('MEAS-11 a rating is counted for the office whose result it is', () => {
  const life = lived([
    ['case.dispatched', 2, { to: water }],
    ['case.answered', 4, { by: water }],
    ['case.rated', 6, { rating: 'fair' }],
  ]);
  expect(counted(life, 'first')).toBe('2026-11-03 first_due first_met answered sent rated_fair');
  expect(measuredOf(life).counted.find((one) => one.axis === 'first')?.office).toBe(water);
});

test('MEAS-14 what is summed up begins with the village; below it a cell is for nobody to read', () => {
  const [first] = measuredOf(lived([])).counted;
  if (!first) throw new Error('nothing counted');
  const own = [first.office];
  const cellsWith = (outside: readonly string[]): ReturnType<typeof cellsOf> =>
    cellsOf(measuredOf(lived([])), first, new Set(outside));
  const readable = (outside: readonly string[]): [string, boolean][] =>
    cellsWith(outside)
      .filter((cell) => cell.category === '')
      .map((cell) => [cell.place, cell.office === allOffices]);
  const places: [string, boolean][] = [
    ['629901', true],
    ['629901.101', true],
    ['629901.101.203', true],
  ];
  // The first receiver is a group's head: nothing is kept for him.
  expect(readable([])).toEqual(places);
  expect(cellsWith([])).toHaveLength(4);
  expect(readable(own)).toEqual([...places, ['629901', false], ['629901.101', false]]);
});

test('MEAS-17 a life keeps no word of what it is about, and what it counts depends on no clock', () => {
  const life = lived([['case.answered', 4, { text: '修好了水管' }]]);
  expect(JSON.stringify(life)).not.toMatch(/水|浑|黄/);
  expect(measuredOf(life)).toEqual(measuredOf(JSON.parse(JSON.stringify(life)) as Life));
  for (const one of measuredOf(life).counted) for (const part of one.parts) expect(parts).toContain(part);
});
