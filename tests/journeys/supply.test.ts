// The supply networks of a village over HTTP: drawn, taken back, brought from files of every kind, and refused whole when something is wrong.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { Drawn, SupplyPage } from '#modules/supply/model.ts';
import { attaching, type Changes, homesBelow, type Net, placing, takingBack } from '#modules/supply/rules-drawing.ts';
import { scopeOf } from '#server/scope-of.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Caller, type Reply, type Running, run } from '#tests/running.ts';

let cast: Cast;
let server: Running;
let clerk: Caller;
let dispatcher: Caller;
beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  clerk = await server.session(cast.village.person);
  dispatcher = await server.session(cast.township.person);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const page = async (who = clerk): Promise<SupplyPage> => (await server.ask(who, 'supply.page', {})).body;
async function net(network = 'W'): Promise<Net> {
  const { nodes, homes } = await page();
  return { network, nodes: nodes.filter((node) => node.network === network), homes };
}
const draw = (changes: object, network = 'W', who = clerk): Promise<Reply> =>
  server.do(who, 'supply.draw', { village: cast.areas.village, network, ...changes });
const drawn = (code: string, kind: Drawn['kind'], parent: string | null): Drawn => ({
  code,
  name: '',
  kind,
  parent,
  also: [],
  lat: null,
  lon: null,
});
const add = async (
  code: string,
  kind: Drawn['kind'],
  parent: string | null,
  homes: string[] = [],
): Promise<Changes> => {
  const changes = placing(await net(), newId(), drawn(code, kind, parent), homes);
  expect((await draw(changes)).status).toBe(200);
  return changes;
};
const points = async (home: keyof Cast['homes']): Promise<readonly string[]> =>
  (await page()).homes.find((one) => one.id === cast.homes[home])?.points ?? [];

async function bring(bytes: string | Buffer, query: Record<string, string> = {}, who = clerk): Promise<Reply> {
  const reply = await fetch(
    `http://127.0.0.1:${server.port}/api/import/network?${new URLSearchParams(query).toString()}`,
    {
      method: 'POST',
      headers: { cookie: `__Host-zd=${who.cookie ?? ''}`, 'x-zd-csrf': who.csrf ?? '', 'x-forwarded-for': '10.99.0.1' },
      body: bytes as BodyInit,
    },
  );
  const text = await reply.text();
  return { status: reply.status, text, body: JSON.parse(text) as unknown };
}

test('SUPPLY-1, SUPPLY-7, SUPPLY-9 a valve is drawn with its homes and taken back', async () => {
  await add('S1', 'source', null);
  await add('M1', 'main', 'S1');
  const before = await net();
  const { one, two, elsewhere } = cast.homes;
  const changes = await add('V3', 'valve', 'M1', [one, two, elsewhere]);
  expect(await points('one')).toEqual(['V3']);
  expect(homesBelow(await net(), 'S1')).toHaveLength(3);
  // What a home hangs on is on the phone of its worker, by name.
  expect((await draw(takingBack(before, changes))).status).toBe(200);
  expect(await points('one')).toEqual(['T1-01']);
  expect((await net()).nodes.map((node) => node.code)).toEqual(['M1', 'S1']);
  // And back once more: the node that was removed is the same node.
  const again = takingBack(await net(), takingBack(before, changes));
  const back = { homes: changes.homes, nodes: again.nodes.map((one) => ({ ...one, drawn: changes.nodes[0]?.drawn })) };
  expect((await draw(back)).status).toBe(200);
  expect((await net()).nodes.find((node) => node.code === 'V3')?.id).toBe(changes.nodes[0]?.node);
});

test('SUPPLY-1 the township draws too, nobody else; SUPPLY-8 who is late is told and nothing of it is done', async () => {
  const now = await net();
  const late = attaching(now, [cast.homes.three], 'V3');
  expect((await draw(attaching(now, [cast.homes.three], 'M1'), 'W', dispatcher)).status).toBe(200);
  const both = { ...late, nodes: [{ node: newId(), version: 0, drawn: drawn('V9', 'valve', 'M1') }] };
  expect(await draw(both)).toMatchObject({ status: 409, body: { code: 'version-moved' } });
  expect((await net()).nodes.map((node) => node.code)).not.toContain('V9');
  for (const who of [cast.worker, cast.head, cast.keeper, cast.department, cast.centre]) {
    const caller = await server.session(who.person);
    expect((await draw(both, 'W', caller)).status).toBe(403);
    expect((await server.ask(caller, 'supply.page', {})).status).toBe(403);
  }
  expect((await page(dispatcher)).nodes).toHaveLength(3);
});

test('SUPPLY-6 what feeds others goes only with a word about them, and the answer says how many they are', async () => {
  const [v3] = (await net()).nodes.filter((node) => node.code === 'V3');
  const reply = await draw({ nodes: [{ node: v3?.id, version: v3?.version, drawn: null }] });
  expect(reply).toMatchObject({ status: 409, body: { code: 'supply-still-feeds', facts: { nodes: 0, homes: 3 } } });
});

test('SUPPLY-10 the phone names what a home hangs on, in every network', async () => {
  const phone = await server.phone(cast.worker);
  const power = {
    nodes: [{ node: newId(), version: 0, drawn: { ...drawn('D1', 'transformer', null), name: '一社台区' } }],
  };
  const hung = { homes: [{ household: cast.homes.one, was: [], to: ['D1'] }] };
  expect((await draw({ ...power, ...hung }, 'P')).status).toBe(200);
  expect(await points('one')).toEqual(['V3', 'P:D1']);
  const { text } = await server.call(phone, 'GET', '/pull');
  expect(text).toContain('一社台区');
  expect(text).toContain('"code":"V3"');
});

test('SUPPLY-13 row by row the network is seen above and below the village, and by nobody beside it', async () => {
  const seen = async (actor: Actor): Promise<number> =>
    (await inScope(cast.county.database, scopeOf(actor), (tx) => tx.query('select 1 from supply_node'))).length;
  for (const actor of [cast.worker, cast.head, cast.village, cast.township, cast.centre])
    expect(await seen(actor)).toBe(4);
  for (const actor of [cast.keeper, cast.department, cast.farm, cast.securityAdmin]) expect(await seen(actor)).toBe(0);
});

describe('SUPPLY-11 files', () => {
  const csv = (...rows: string[]): string => ['编号,类型,上级编号,住户,名称', ...rows].join('\n');
  const named = { network: 'W2', name: '北山供水' };

  test('what is wrong is said by row, nothing is written, and nothing of a wrong file is ever written', async () => {
    const text = csv('S1,水源,,,', 'V1,阀,S1,1-01 9-99,', 'V1,阀,S1,,', 'X1,阀,V7,,', 'L1,线路,S1,,', ',阀,S1,,');
    const looked = await bring(text, { ...named, preview: '1' });
    expect(looked.body.errors.map((one: { line: number; code: string }) => [one.line, one.code])).toEqual([
      [3, 'door-unknown'],
      [4, 'twice'],
      [5, 'node-unknown'],
      [6, 'not-a-choice'],
      [7, 'empty'],
    ]);
    expect(looked.body.errors[0]).toMatchObject({ zh: '村里没有门牌“9-99”。', column: '住户' });
    expect(await bring(text, named)).toMatchObject({
      status: 409,
      body: { code: 'supply-file-wrong', facts: { wrong: 5 } },
    });
    expect((await page()).networks.map(({ code }) => code)).toEqual(['P', 'W']);
  });

  test('a table as a Chinese spreadsheet saves it, and once more with a change', async () => {
    // 编号,类型,上级编号,住户 / S1,水源 / V1,阀, S1 in GBK.
    const gbk = Buffer.from(
      'b1e0bac52cc0e0d0cd2cc9cfbcb6b1e0bac52cd7a1bba70a53312ccbaed4b42c2c0a56312cb7a72c53312c312d30310a',
      'hex',
    );
    expect((await bring(gbk, { ...named, preview: '1' })).body.counts).toMatchObject({
      'supply-node': { made: 2 },
      household: { changed: 1 },
    });
    expect((await page()).networks).toHaveLength(2);
    expect((await bring(gbk, named)).status).toBe(200);
    expect(await points('one')).toEqual(['V3', 'P:D1', 'W2:V1']);
    expect((await bring(gbk, named)).body.counts).toMatchObject({
      'supply-node': { made: 0, changed: 0, same: 2 },
      household: { changed: 0 },
    });
    const more = csv('V1,阀,S1,,北阀', 'B1,支管,V1,1-02,');
    expect((await bring(more, { network: 'W2' })).body.counts).toMatchObject({
      'supply-node': { made: 1, changed: 1 },
      household: { changed: 1 },
    });
    const own = await net('W2');
    expect(own.nodes.map((node) => [node.code, node.name, node.parent])).toEqual([
      ['B1', '', 'V1'],
      ['S1', '', null],
      ['V1', '北阀', 'S1'],
    ]);
    expect((await page()).networks.find(({ code }) => code === 'W2')).toMatchObject({
      name: '北山供水',
      looped: false,
    });
  });

  test('GeoJSON: points are nodes, lines are pipes that flow away from the source', async () => {
    const point = (code: string, kind: string, at: number[], homes?: string[]) => ({
      type: 'Feature',
      properties: { code, kind, homes },
      geometry: { type: 'Point', coordinates: at },
    });
    const line = (...coordinates: number[][]) => ({ type: 'Feature', geometry: { type: 'LineString', coordinates } });
    const features = [
      point('S1', 'source', [104.2, 35.1]),
      point('A', '阀', [104.21, 35.1]),
      point('B', 'branch', [104.21, 35.11], ['1-03', '1-04']),
      // Drawn against the flow, and a few metres beside the node.
      line([104.21, 35.10001], [104.205, 35.1], [104.2, 35.1]),
      line([104.21, 35.1], [104.21, 35.11]),
      line([104.2, 35.1], [104.21, 35.11]),
    ];
    const file = JSON.stringify({ type: 'FeatureCollection', features });
    expect((await bring(file, { network: 'W3', name: '环网' })).status).toBe(200);
    const own = await net('W3');
    expect(own.nodes.find((node) => node.code === 'A')).toMatchObject({
      parent: 'S1',
      also: [],
      lat: 35.1,
      kind: 'valve',
    });
    const b = own.nodes.find((node) => node.code === 'B');
    expect(new Set([b?.parent, ...(b?.also ?? [])])).toEqual(new Set(['A', 'S1']));
    expect((await page()).networks.find(({ code }) => code === 'W3')?.looped).toBe(true);
    expect(homesBelow(own, 'S1')).toHaveLength(2);
    const lost = JSON.stringify({ features: [...features, line([104.3, 35.1], [104.2, 35.1])] });
    expect((await bring(lost, { network: 'W3', preview: '1' })).body.errors).toMatchObject([
      { line: 7, code: 'line-end' },
    ]);
  });

  test('EPANET: valves and pumps are nodes, what is closed feeds nobody', async () => {
    const inp = `[JUNCTIONS]\n J1 700 1\n J2 690 1\n J3 680\n[RESERVOIRS]\n R1 800\n[PIPES]\n P1 J1 R1 100 12 100\n P2 J2 J3 50 8 100\n P3 J1 J3 9 8 100 0 Closed\n[VALVES]\n PRV1 J1 J2 12 PRV 40 0\n[COORDINATES]\n J1 10 20\n`;
    expect((await bring(inp, { network: 'W4', name: '镇上管网' }, dispatcher)).status).toBe(200);
    expect((await net('W4')).nodes.map((node) => [node.code, node.kind, node.parent, node.lat])).toEqual([
      ['J1', 'branch', 'R1', null],
      ['J2', 'branch', 'PRV1', null],
      ['J3', 'branch', 'J2', null],
      ['PRV1', 'valve', 'J1', null],
      ['R1', 'source', null, null],
    ]);
    const wrong = await bring(`${inp}[PIPES]\n P9 J1 J77 1 1 1\n`, { network: 'W4', preview: '1' });
    expect(wrong.body.errors).toMatchObject([{ line: 16, code: 'node-unknown', zh: '表里没有编号“J77”。' }]);
  });

  test('a file that is too big, has too many nodes or is nothing of the kind is refused at once', async () => {
    expect((await bring(Buffer.alloc(9 * 1024 * 1024, 65), named)).body.code).toBe('file-too-big');
    expect((await bring('{"type":"FeatureCollection"}', named)).body.code).toBe('file-not-geojson');
    expect((await bring('{"features":[[[[[[[[', named)).body.code).toBe('file-not-geojson');
    expect((await bring(`[JUNCTIONS]\n${'"'.repeat(3000)}\n`, named)).body).toMatchObject({
      code: 'file-line-long',
      facts: { line: 2 },
    });
    expect((await bring(`[JUNCTIONS]${'\n'.repeat(60_001)}`, named)).body.code).toBe('file-too-many-rows');
    const nameless = await bring('[JUNCTIONS]\n"" 700\n', { ...named, preview: '1' });
    expect(nameless.body.errors).toMatchObject([{ code: 'not-a-code' }]);
    expect((await bring('hello', named)).body.code).toBe('file-headings-missing');
    const many = csv(...Array.from({ length: 10_001 }, (_, n) => `N${n},阀,,,`));
    expect((await bring(many, named)).body.code).toBe('supply-too-many');
    expect((await bring(csv('S1,水源,,,'), { network: 'Q' })).body.code).toBe('supply-family-unknown');
    expect((await bring(csv('S1,水源,,,'), named, await server.session(cast.worker.person))).status).toBe(403);
  });
});
