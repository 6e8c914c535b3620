// An old visit notebook: one row a visit, with its day, the home, what was said and who was there (VISIT-16).
import type { Column } from './headings.ts';
import type { Ground } from './known.ts';
import { dayIn, homeColumns, planPaper, postOf } from './paper-homes.ts';
import type { Plan } from './plan.ts';
import { startOfDay } from './row-cells.ts';
import { derivedId } from './row-ids.ts';
import type { TableRow } from './rows-below.ts';

export const visitColumns: readonly Column[] = [
  {
    name: '日期',
    en: 'Day',
    also: ['走访日期', '走访时间', '入户日期', '入户时间', '时间', 'date', 'visited'],
    needed: true,
  },
  { ...homeColumns[0], needed: true, or: '户主' },
  homeColumns[1],
  {
    name: '内容',
    en: 'What was said',
    also: ['走访内容', '走访情况', '记录', '走访记录', '情况记录', '主要内容', '谈话内容', 'note', 'notes', 'content'],
    needed: true,
  },
  { name: '走访人', en: 'Visitor', also: ['走访人员', '入户干部', '网格员', '记录人', '干部', 'by', 'worker'] },
];

/** Noon in China: a day without an hour. */
const noon = 12 * 3_600_000;

export const planVisits = (rows: readonly TableRow[], ground: Ground): Promise<Plan> =>
  planPaper(rows, ground, '内容', (cells, row, { village, of }) => {
    const day = dayIn(cells, '日期');
    const at = startOfDay(day) + noon;
    if (cells.ok() && at > ground.now) cells.fail('日期', 'day-to-come', { value: day });
    const home = of(cells, row);
    const note = cells.needed('内容', 4000);
    const post = postOf(cells, '走访人', ground);
    if (!cells.ok() || !home || !post) return undefined;
    const visit = derivedId(ground.generation, 'visit', village.code, home.id, day, note);
    const { person: author, office } = post;
    const input = { visit, household: home.id, author, office, at, note, by: row.cells['走访人'] ?? '' };
    return {
      kind: 'visit',
      record: visit,
      create: { name: 'visit.bring', input },
      also: [{ kind: 'household', record: home.id }],
      label: `${home.door} ${home.head}`,
      together: home.id,
    };
  });
