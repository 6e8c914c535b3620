// The demo village keeps its promises: sizes, one gap, a clean map, taps that exist, the same rows from the same seed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import readExcel from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { makeVillage } from './make.ts';
import type { Place, Point, Ring } from './shapes.ts';
import { csv, geojson, networkTable, noticeTable, officeTable, placeTable, postTable, rosterTable } from './tables.ts';
import { area, inside } from './terrain.ts';

const village = makeVillage();
const folder = join(import.meta.dirname, 'village');
const ofKind = (kind: Place['kind']): Place[] => village.places.filter((place) => place.kind === kind);
const ringOf = (code: string): Ring => village.places.find((place) => place.code === code)?.ring ?? [];

/** Two edges that cross each other, ends that merely touch apart. */
function cross(a: readonly [Point, Point], b: readonly [Point, Point]): boolean {
  const side = ([from, to]: readonly [Point, Point], [x, y]: Point): number =>
    Math.sign(Math.round(1e12 * ((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]))));
  return side(a, b[0]) * side(a, b[1]) < 0 && side(b, a[0]) * side(b, a[1]) < 0;
}

describe('sizes', () => {
  it('has 7 groups, 22 grids and 263 households', () => {
    expect([ofKind('level-1').length, ofKind('level-2').length, village.households.length]).toEqual([7, 22, 263]);
    expect(new Set(village.households.map((home) => home.door)).size).toBe(263);
  });

  it('numbers groups and grids from west to east within a row, rows from the north', () => {
    const middle = (ring: Ring): readonly [number, number] => [
      ring.reduce((sum, [lon]) => sum + lon, 0) / ring.length,
      ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length,
    ];
    const rows = ofKind('level-1').map((place) => middle(place.ring ?? []));
    for (let at = 0; at + 1 < rows.length; at += 1) {
      const [lon, lat] = rows[at] as readonly [number, number];
      const [nextLon, nextLat] = rows[at + 1] as readonly [number, number];
      expect(nextLon > lon || nextLat < lat - 0.005).toBe(true);
    }
  });

  it('holds two people of one name in one group, and the rare hanzi', () => {
    const four = village.households.filter((home) => home.group === 4).flatMap((home) => home.members);
    expect(four.filter((member) => member.name === '刘建军')).toHaveLength(2);
    const all = village.households.flatMap((home) => home.members.map((member) => member.name)).join();
    for (const sign of ['𬱖', '䶮', '㼆']) expect(all).toContain(sign);
  });
});

describe('posts', () => {
  it('leaves exactly one grid vacant', () => {
    const served = new Set(village.posts.map((post) => post.office));
    const empty = village.offices.filter((office) => !served.has(office.name)).map((office) => office.name);
    expect(empty).toEqual(['五社2网格']);
  });

  it('gives every grid one worker, every group one head and one liaison officer', () => {
    const count = (role: string): number => village.posts.filter((post) => post.role === role).length;
    expect([count('网格员'), count('网格长'), count('包片干部')]).toEqual([21, 7, 7]);
  });

  it('takes the village people from the roster, with the same telephone, and each number belongs to one person', () => {
    const roster = new Set(village.households.flatMap((home) => home.members.map((one) => `${one.name} ${one.phone}`)));
    const local = village.posts.filter((post) => !post.serves.startsWith('云溪') && !post.serves.startsWith('柳湾乡'));
    for (const post of local) expect(roster).toContain(`${post.name} ${post.phone}`);
    const owners = new Map<string, string>();
    for (const { name, phone } of [...village.posts, ...village.households.flatMap((home) => home.members)]) {
      if (phone === '') continue;
      expect(phone).toMatch(/^1990000\d{4}$/);
      expect(owners.get(phone) ?? name).toBe(name);
      owners.set(phone, name);
    }
  });

  it('names only offices that exist, parents first', () => {
    const known = new Set(['']);
    for (const office of village.offices) {
      expect(known).toContain(office.parent);
      known.add(office.name);
    }
    expect(known.size).toBe(village.offices.length + 1);
    for (const post of village.posts) expect(known).toContain(post.office);
    for (const notice of village.notices) expect(known).toContain(notice.office);
  });
});

describe('the map', () => {
  it('tiles: parts have the area of the whole', () => {
    for (const whole of [...ofKind('village'), ...ofKind('level-1')]) {
      const parts = village.places
        .filter((place) => place.parent === whole.code)
        .map((place) => area(place.ring ?? []));
      const size = area(whole.ring ?? []);
      expect(parts.every((part) => part > 0)).toBe(true);
      expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) / size - 1)).toBeLessThan(1e-6);
    }
  });

  it('has no outline that crosses itself or another', () => {
    const edges = ofKind('level-2').flatMap(({ ring }) =>
      (ring ?? []).slice(1).map((to, at) => [(ring ?? [])[at], to] as [Point, Point]),
    );
    let crossings = 0;
    edges.forEach((one, at) => {
      for (const other of edges.slice(at + 1)) if (cross(one, other)) crossings += 1;
    });
    expect(edges.length).toBeGreaterThan(1000);
    expect(crossings).toBe(0);
  });

  it('has every home inside its own grid', () => {
    const outside = village.households.filter((home) => !inside([home.lon, home.lat], ringOf(home.gridCode)));
    expect(outside.map((home) => home.door)).toEqual([]);
  });
});

describe('the water supply', () => {
  const byCode = new Map(village.network.map((node) => [node.code, node]));
  const above = (code: string): string[] => {
    const parent = byCode.get(code)?.parent ?? '';
    return parent === '' ? [] : [parent, ...above(parent)];
  };

  it('is a tree with one source', () => {
    expect(byCode.size).toBe(village.network.length);
    expect(village.network.filter((node) => node.parent === '').map((node) => node.kind)).toEqual(['source']);
    for (const node of village.network) if (node.parent !== '') expect(above(node.code).at(-1)).toBe('S1');
  });

  it('has the tap of every home that names one', () => {
    const taps = village.households.filter((home) => home.tap !== '').map((home) => home.tap);
    expect(taps.length).toBeGreaterThan(240);
    expect(taps.length).toBeLessThan(263);
    for (const tap of taps) expect(byCode.get(tap)?.kind).toBe('tap');
  });

  it('feeds 11 homes of 三社2网格 below V3, on two branches', () => {
    const below = village.households.filter((home) => above(home.tap).includes('V3'));
    expect(below).toHaveLength(11);
    expect(new Set(below.map((home) => home.gridCode)).size).toBe(1);
    expect(new Set(below.map((home) => byCode.get(home.tap)?.parent)).size).toBe(2);
    expect(below.every((home) => home.home === '在家')).toBe(true);
  });
});

describe('the files', () => {
  it('are what the seed gives', async () => {
    const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    expect(await text('区划.csv')).toBe(csv(placeTable(village)));
    expect(await text('机构目录.csv')).toBe(csv(officeTable(village)));
    expect(await text('供水管网.csv')).toBe(csv(networkTable(village)));
    expect(await text('通知.csv')).toBe(csv(noticeTable(village)));
    expect(await text('网格.geojson')).toBe(geojson(village));
    const expected = { '住户花名册.xlsx': rosterTable(village), '岗位名单.xlsx': postTable(village) };
    for (const [name, table] of Object.entries(expected)) {
      const [sheet] = await readExcel(join(folder, name));
      const rows = sheet?.data.map((row) => row.map((cell) => cell ?? ''));
      expect(rows).toEqual(table.map((row) => [...row]));
    }
  });

  it('differ with another seed and not with the same one', () => {
    expect(csv(rosterTable(makeVillage(7)))).toBe(csv(rosterTable(makeVillage(7))));
    expect(csv(rosterTable(makeVillage(7)))).not.toBe(csv(rosterTable(village)));
  });
});
