// Notices that an office hangs out on its ground, from one day to another.
import { type Ground, mayReach, officeNamed } from './known.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { cellsOf, endOfDay, startOfDay } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const noticeColumns: readonly Column[] = [
  { name: '标题', en: 'Title', also: ['通知标题', '主题'], needed: true },
  { name: '内容', en: 'Text', also: ['正文', '通知内容'], needed: true },
  { name: '发布机构', en: 'Office', also: ['发布单位', '机构', '发布部门', '发文单位'], needed: true },
  { name: '开始日期', en: 'From', also: ['发布日期', '发布时间', '起始日期'], needed: true },
  { name: '截止日期', en: 'Until', also: ['结束日期', '有效期至', '到期日期'] },
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
