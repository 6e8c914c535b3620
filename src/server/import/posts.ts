// The list of posts: who sits in which office, chosen how, from when to when.
import { deskOpens } from '#modules/people/rules.ts';
import { type Ground, type KnownOffice, mayReach, officeNamed, personKey } from './known.ts';
import { cleanName, hasPrivateSign, nameKey } from './person-names.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { type Cells, cellsOf, endOfDay, startOfDay } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const postColumns: readonly Column[] = [
  { name: '姓名', also: ['名字', 'name'], needed: true },
  { name: '电话', also: ['联系电话', '手机', '手机号', 'phone'], needed: true },
  { name: '单位', also: ['机构', '所在单位', 'office'], needed: true },
  { name: '岗位', also: ['职务', 'post'] },
  { name: '负责范围', also: ['范围', 'area'] },
  { name: '产生方式', also: ['任用方式', 'chosen'] },
  { name: '任期起', also: ['开始日期', '任职日期', 'from'], needed: true },
  { name: '任期止', also: ['结束日期', '届满日期', 'until'], needed: true },
];

const ways = {
  选举: 'election',
  任命: 'appointment',
  聘任: 'appointment',
  election: 'election',
  appointment: 'appointment',
} as const;

function nameIn(cells: Cells, column: string): string {
  const name = cleanName(cells.needed(column, 60));
  if (hasPrivateSign(name)) cells.fail(column, 'private-sign');
  return name;
}

/** PEOPLE-5: what a village brings fills the offices below it; its own and its supervisors' are filled from above. */
const mayFill = (ground: Ground, office: KnownOffice): boolean =>
  ground.within === null ||
  (mayReach(ground, office.ground) &&
    office.ground !== ground.within &&
    (deskOpens['village-officer'] ?? []).includes(office.kind));

export function planPosts(rows: readonly TableRow[], ground: Ground): Plan {
  const plan = emptyPlan();
  const seen = new Set<string>();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const name = nameIn(cells, '姓名');
    const phone = cells.phone('电话');
    const officeName = cells.needed('单位', 60);
    const chosen = cells.choice('产生方式', ways, 'appointment');
    const from = cells.day('任期起');
    const until = cells.day('任期止');
    if (cells.ok() && from === '') cells.fail('任期起', 'empty');
    if (cells.ok() && until === '') cells.fail('任期止', 'empty');
    if (cells.ok() && until < from) cells.fail('任期止', 'days-order');
    if (cells.ok() && phone === '') cells.fail('电话', 'empty');
    const office = officeName === '' ? 'unknown' : officeNamed({ ...ground, within: null }, officeName);
    if (cells.ok() && typeof office === 'string') cells.fail('单位', `office-${office}`, { value: officeName });
    if (typeof office !== 'string' && !mayFill(ground, office))
      cells.fail('单位', 'not-your-ground', { value: officeName });
    if (!cells.ok() || typeof office === 'string') continue;
    const key = personKey(name, phone);
    const person = ground.people.get(key) ?? derivedId(ground.generation, 'person', name, phone);
    if (!seen.has(key)) {
      seen.add(key);
      const input = { person, name, phone, pinyin: nameKey(name), staff: true };
      plan.steps.push({
        line: row.line,
        kind: 'person',
        record: person,
        stage: 0,
        create: { name: 'person.register', input },
      });
    }
    const post = derivedId(ground.generation, 'post', person, office.id, from);
    const input = { post, person, office: office.id, fromAt: startOfDay(from), toAt: endOfDay(until), chosen };
    plan.steps.push({ line: row.line, kind: 'post', record: post, stage: 1, create: { name: 'post.assign', input } });
  }
  return plan;
}
