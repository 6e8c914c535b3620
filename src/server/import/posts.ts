// The list of posts: who sits in which office, chosen how, from when to when.
import { deskOpens } from '#modules/people/rules.ts';
import { type Ground, type KnownOffice, mayReach, officeNamed, personKey } from './known.ts';
import { cleanName, hasPrivateSign, nameKey } from './person-names.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { type Cells, cellsOf, endOfDay, startOfDay } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const postColumns: readonly Column[] = [
  { name: '姓名', en: 'Name', also: ['名字', '人员姓名', '网格员姓名', 'full name'], needed: true },
  {
    name: '电话',
    en: 'Phone',
    also: ['联系电话', '手机', '手机号', '电话号码', '手机号码', '联系方式', 'mobile', 'telephone'],
    needed: true,
  },
  {
    name: '单位',
    en: 'Office',
    also: ['机构', '所在单位', '所属单位', '工作单位', '组织', 'organisation', 'organization'],
    needed: true,
  },
  { name: '岗位', en: 'Post', also: ['职务', '岗位名称', '职位', 'role', 'position'] },
  { name: '负责范围', en: 'Serves', also: ['范围', 'area', '负责区域', '包片范围', '责任区'] },
  { name: '产生方式', en: 'Chosen by', also: ['任用方式', 'chosen', '任职方式', 'how chosen'] },
  {
    name: '任期起',
    en: 'From',
    also: ['开始日期', '任职日期', '任期开始', '起始日期', '开始时间', '上任日期', '任职时间', 'start', 'start date'],
    needed: true,
  },
  {
    name: '任期止',
    en: 'Until',
    also: ['结束日期', '届满日期', '任期结束', '截止日期', '结束时间', '到期日期', 'end', 'end date'],
    needed: true,
  },
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
