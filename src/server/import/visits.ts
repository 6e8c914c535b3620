// An old visit notebook: one row a visit, with its day, the home, what was said and who was there (VISIT-16).
import { villageOf, type Ground } from './known.ts';
import type { Column } from './headings.ts';
import { homeColumns, homesNamed, postOf } from './paper-homes.ts';
import { emptyPlan, type Plan } from './plan.ts';
import { cellsOf, startOfDay } from './row-cells.ts';
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

export async function planVisits(rows: readonly TableRow[], ground: Ground): Promise<Plan> {
  const plan = emptyPlan();
  const village = villageOf(ground);
  const homes = await homesNamed(rows, ground);
  const seen = new Map<string, number>();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const day = cells.day('日期');
    if (cells.ok() && day === '') cells.fail('日期', 'empty');
    const at = startOfDay(day) + noon;
    if (cells.ok() && at > ground.now) cells.fail('日期', 'day-to-come', { value: day });
    const home = homes.of(cells, row);
    const note = cells.needed('内容', 4000);
    const post = postOf(cells, '走访人', ground);
    if (!cells.ok() || !home || !post) continue;
    const visit = derivedId(ground.generation, 'visit', village.code, home.id, day, note);
    const before = seen.get(visit);
    if (before !== undefined) {
      plan.notes.push({ line: row.line, column: '内容', code: 'case-twice', facts: { line: before } });
      continue;
    }
    seen.set(visit, row.line);
    const input = {
      visit,
      household: home.id,
      author: post.person,
      office: post.office,
      at,
      note,
      by: row.cells['走访人'] ?? '',
    };
    plan.steps.push({
      line: row.line,
      kind: 'visit',
      record: visit,
      stage: 0,
      create: { name: 'visit.bring', input },
      also: [{ kind: 'household', record: home.id }],
      label: `${home.door} ${home.head}`,
      together: home.id,
    });
  }
  return plan;
}
