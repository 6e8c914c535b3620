// Guessing door plates: the QR's code with the brake off, and the typed one through it; at the size of a county under `npm run chaos -- guesses`.
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, randomCode } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { findPlate } from '#server/door/door-data.ts';
import { plateRoutes } from '#server/door/plate-routes.ts';
import { createApp } from '#server/http.ts';
import { hashOf } from '#server/session.ts';
import { askMany } from '#tests/kept-connections.ts';
import { makeVisitor, type Visitor } from '#tests/visitor.ts';

const plates = Number(process.env['ZD_PLATES'] ?? 3000);
const guesses = Number(process.env['ZD_GUESSES'] ?? 3000);
const typed = Number(process.env['ZD_TYPED'] ?? 600);
const batch = 5000;
/** So many come over HTTP; a million of them would take an hour, so the others are asked of what the page asks, with no page drawn. */
const mostPages = 50_000;
let visitor: Visitor;
/** Some of those that hang, to see that a right one is found. */
const known: string[] = [];

/** Homes beside home one, each with a plate of its own: as they are printed, only the hash stays. */
const moreText = `insert into household select (jsonb_populate_record(one, jsonb_build_object('id', new.id, 'door', new.door, 'plate_hash', new.hash, 'plate_short', null))).*
  from household as one, unnest($1::uuid[], $2::text[], $3::text[]) as new (id, door, hash) where one.id = $4`;

beforeAll(async () => {
  visitor = await makeVisitor();
  const owner = await connectDirect(visitor.cast.ownerUrl);
  await owner.query(`set zd.standing = 'service'; set zd.service = 'import'`);
  for (let made = 0; made < plates; made += batch) {
    const codes = Array.from({ length: Math.min(batch, plates - made) }, () => randomCode(26));
    known.push(...codes.slice(0, 40));
    const doors = codes.map((_, at) => `g-${made + at}`);
    await owner.query(moreText, [codes.map(() => newId()), doors, codes.map(hashOf), visitor.cast.homes.one]);
  }
  await owner.query('analyze household');
  await owner.end();
}, 600_000);
afterAll(() => visitor?.cast.close());

/** The doors over HTTP, behind a proxy that names the address of each request. */
async function openDoors(): Promise<{ port: number; close(): Promise<void> }> {
  const county = { ...visitor.cast.county, trustProxy: true };
  const app = createApp(county);
  app.route('/', plateRoutes(county));
  const server = await new Promise<Server>((resolve) => {
    const one = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(one as Server)) as Server;
  });
  return {
    port: (server.address() as { port: number }).port,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Every request from an address that was never seen: no brake that counts by address is in its way. */
const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

test('a guessed QR code opens nothing, with no brake in its way', async () => {
  const doors = await openDoors();
  let asked = 0;
  const over = (codes: () => string | undefined) => (): { path: string; from: string } | undefined => {
    const code = codes();
    return code === undefined ? undefined : { path: `/h/${code}`, from: addressOf((asked += 1)) };
  };
  const how = { port: doors.port, lines: 4, ahead: 8 };
  const right = [...known];
  expect(
    await askMany(
      how,
      over(() => right.pop()),
    ),
  ).toEqual(new Map([[200, known.length]]));
  const pages = Math.min(guesses, mostPages);
  let left = pages;
  const answers = await askMany(
    how,
    over(() => (left-- > 0 ? randomCode(26) : undefined)),
  );
  await doors.close();
  // Each of them is the page that says that no such plate is known.
  expect(answers).toEqual(new Map([[404, pages]]));
  let [tried, hits] = [pages, 0];
  const { county } = visitor.cast;
  const guess = async (): Promise<void> => {
    while (tried < guesses) {
      tried += 1;
      if (await findPlate(county, randomCode(26))) hits += 1;
    }
  };
  await Promise.all(Array.from({ length: 5 }, guess));
  expect([tried >= guesses, hits]).toEqual([true, 0]);
  console.log(`${guesses} guessed QR codes, ${pages} of them over HTTP, against ${plates + 1} plates: ${hits} hits`);
}, 7_200_000);

test('typed codes are locked out for the whole village, from however many addresses they come', async () => {
  const { county, grounds } = visitor.cast;
  const app = createApp({ ...county, trustProxy: true });
  app.route('/', plateRoutes({ ...county, trustProxy: true }));
  const village = grounds.village;
  const counts = new Map<number, number>();
  for (let at = 0; at < typed; at++) {
    const from = `10.9.${Math.floor(at / 5) >> 8}.${Math.floor(at / 5) & 255}`;
    const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from };
    const body = new URLSearchParams({ village, code: randomCode(8) });
    const { status } = await app.request('/plate', { method: 'POST', headers, body });
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const [looked, refused] = [counts.get(400) ?? 0, counts.get(429) ?? 0];
  // 300 at once, and five more for each minute that this took.
  expect([looked + refused, looked >= 300, looked < 300 + typed / 10]).toEqual([typed, true, true]);
  expect(counts.get(303)).toBeUndefined();
  console.log(
    `${typed} typed codes from ${Math.ceil(typed / 5)} addresses: ${looked} looked at, ${refused} locked out, 0 opened`,
  );
}, 3_600_000);
