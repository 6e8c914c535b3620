// Notices that an office hangs out on its ground, from one day to another.
import { type Ground, mayReach, officeNamed } from './known.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { cellsOf, endOfDay, startOfDay } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const noticeColumns: readonly Column[] = [
  { name: '标题', also: ['title'], needed: true },
  { name: '内容', also: ['正文', 'text'], needed: true },
  { name: '发布机构', also: ['发布单位', '机构', 'office'], needed: true },
  { name: '开始日期', also: ['发布日期', 'from'], needed: true },
  { name: '截止日期', also: ['结束日期', 'until'] },
];

export function planNotices(rows: readonly TableRow[], ground: Ground): Plan {
  const plan = emptyPlan();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const title = cells.needed('标题', 60);
    const text = cells.needed('内容', 4000);
    const name = cells.needed('发布机构', 60);
    const from = cells.day('开始日期');
    const until = cells.day('截止日期');
    if (cells.ok() && from === '') cells.fail('开始日期', 'empty');
    if (cells.ok() && until !== '' && until < from) cells.fail('截止日期', 'days-order');
    const office = name === '' ? 'unknown' : officeNamed({ ...ground, within: null }, name);
    if (cells.ok() && typeof office === 'string') cells.fail('发布机构', `office-${office}`, { value: name });
    if (typeof office !== 'string' && !mayReach(ground, office.ground))
      cells.fail('发布机构', 'not-your-ground', { value: name });
    if (!cells.ok() || typeof office === 'string') continue;
    const notice = derivedId(ground.generation, 'notice', office.id, title, from);
    const input = {
      notice,
      office: office.id,
      title,
      text,
      fromAt: startOfDay(from),
      toAt: until === '' ? null : endOfDay(until),
    };
    plan.steps.push({
      line: row.line,
      kind: 'notice',
      record: notice,
      stage: 0,
      create: { name: 'notice.publish', input },
    });
  }
  return plan;
}
