// A village for the fault harness: fifty grids of twelve homes, each with its worker and a code for his phone.
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { Database } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import { roleOf } from '#modules/people/model.ts';
import type { County } from '#server/county.ts';
import { countyOf, ensureCounty } from '#server/provision.ts';
import { invite, sessionScope } from '#server/session.ts';
import { say } from '#tests/cast.ts';

export interface Worker {
  readonly person: string;
  /** One-time code that makes a phone his. */
  readonly code: string;
  readonly homes: readonly string[];
}

const importer = serviceActor('import');
const gridsPerGroup = 10;
const homesPerGrid = 12;

const two = (n: number): string => String(n).padStart(2, '0');
const three = (n: number): string => String(n).padStart(3, '0');

async function openArea(county: County, area: { kind: string; code: string; name: string; parent: string | null }) {
  const id = newId();
  await say(county, importer, 'area.open', { ...area, area: id, validFrom: '2024-01-01' });
  return id;
}

async function openOffice(
  county: County,
  office: { kind: string; name: string; area: string; parent: string | null; duties?: string[] },
) {
  const id = newId();
  const phones = { phone: '19900000000', supervisionPhone: '19900000099' };
  await say(county, importer, 'office.open', { duties: [], ...office, ...phones, office: id });
  return id;
}

async function staff(county: County, of: { office: string; role: string; name: string; n: number }): Promise<string> {
  const person = newId();
  const { office, role, name, n } = of;
  await say(county, importer, 'person.register', { person, name, phone: `199${String(10_000_000 + n)}`, staff: true });
  const toAt = county.now() + 3 * 365 * 86_400_000;
  const held = { post: newId(), person, office, role, fromAt: 0, toAt, chosen: 'appointment' };
  await say(county, importer, 'post.assign', held);
  return person;
}

/** One grid with its worker and homes; the worker's code is drawn at the end, so that nothing waits for it. */
async function openGrid(
  county: County,
  at: { code: string; group: string; head: string; name: string; n: number },
): Promise<Worker> {
  const grid = await openArea(county, { kind: 'level-2', code: at.code, name: `${at.name}网格`, parent: at.group });
  const office = await openOffice(county, { kind: 'level-2', name: `${at.name}网格`, area: grid, parent: at.head });
  const role = roleOf['level-2'];
  const person = await staff(county, { office, role, name: `网格员${at.n + 1}`, n: at.n });
  const homes: string[] = [];
  for (let door = 1; door <= homesPerGrid; door++) {
    const household = newId();
    const supplyPoints = [`T${at.n + 1}-${two(door)}`];
    const head = `住户${at.n + 1}之${door}`;
    await say(county, importer, 'household.register', {
      household,
      grid,
      door: `${at.n + 1}-${two(door)}`,
      head,
      supplyPoints,
    });
    homes.push(household);
  }
  const { code } = await inScope(county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'phone', by: null }),
  );
  return { person, code, homes };
}

/** Fills a migrated, otherwise empty database. */
export async function fillVillage(database: Database, workers: number): Promise<Worker[]> {
  const wanted = {
    name: '云溪县',
    code: '629901',
    filingNumber: '备案0001',
    complaintPhone: '0900-555-0199',
    demo: false,
  };
  const county = countyOf(database, await ensureCounty(database, wanted));
  const top = await openArea(county, { kind: 'county', code: '629901', name: '云溪县', parent: null });
  const township = await openArea(county, { kind: 'township', code: '629901101', name: '柳湾乡', parent: top });
  const code = '629901101203';
  const village = await openArea(county, { kind: 'village', code, name: '柳湾村', parent: township });
  const centre = await openOffice(county, { kind: 'county-centre', name: '县中心', area: top, parent: null });
  const duties = ['W1', 'W2', 'W3', 'W4', 'W5'];
  await openOffice(county, { kind: 'department', name: '水务局', area: top, parent: centre, duties });
  const dispatch = await openOffice(county, { kind: 'township', name: '乡调度', area: township, parent: centre });
  const clerk = await openOffice(county, { kind: 'village', name: '村委会', area: village, parent: dispatch });
  await staff(county, { office: clerk, role: roleOf.village, name: '村文书', n: 9_000_000 });
  const done: Worker[] = [];
  for (let n = 0; n * gridsPerGroup < workers; n++) {
    const name = `${n + 1}社`;
    const groupCode = `${code}${three(n + 1)}`;
    const group = await openArea(county, { kind: 'level-1', code: groupCode, name, parent: village });
    const head = await openOffice(county, { kind: 'level-1', name, area: group, parent: clerk });
    await staff(county, { office: head, role: roleOf['level-1'], name: `${name}网格长`, n: 8_000_000 + n });
    const here = Math.min(gridsPerGroup, workers - n * gridsPerGroup);
    const grids = Array.from({ length: here }, (_, i) =>
      openGrid(county, {
        code: `${groupCode}${two(i + 1)}`,
        group,
        head,
        name: `${name}${i + 1}`,
        n: n * gridsPerGroup + i,
      }),
    );
    done.push(...(await Promise.all(grids)));
  }
  return done;
}
