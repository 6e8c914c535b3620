// Verbs that come later than the first screen: what waits of them on a phone is shown after a cold start, and what cannot be had leaves it waiting.
import '#tests/chaos/bare-browser.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RecordKind, Verb } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { recordAll } from '#sync/outbox.ts';
import type { Book } from '#sync/overlay.ts';
import { type Phone, unlock } from '#sync/store.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Running, run } from '#tests/running.ts';
import { book } from '../../src/apps/field/book.ts';
import { HistoryPhone } from './history-phone.ts';

let cast: Cast;
let server: Running;
let phone: HistoryPhone;
const spot = newId();
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
  phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
  const input = { spot, area: cast.areas.grid, kind: 'well', name: '老槐树水井' };
  await recordAll(phone.phone, [{ name: 'spot.open', input }], Date.now());
});
afterAll(async () => {
  phone?.close();
  await server?.stop();
  await cast?.close();
});

/** As after a cold start: of the later parts nothing is here until somebody asks for it. */
async function switchedOn(come: boolean): Promise<Phone> {
  const verbs = new Map<string, Verb>([...book.verbs].filter(([name]) => !name.startsWith('spot.')));
  const kinds = new Map<string, RecordKind>([...book.kinds].filter(([kind]) => kind !== 'spot'));
  const cold: Book = {
    ...book,
    verbs,
    kinds,
    ready: async (names) => {
      await new Promise((done) => setTimeout(done, 20));
      if (!come || !names.includes('spot.open')) return;
      for (const [name, verb] of book.verbs) verbs.set(name, verb);
      for (const [kind, one] of book.kinds) kinds.set(kind, one);
    },
  };
  return unlock(phone.phone.identity, '204816', cold, Date.now());
}

it('what waits is decided by its own verbs before anything of it is shown', async () => {
  const { view, items } = await switchedOn(true);
  expect(items.value.map((item) => item.envelope.name)).toEqual(['spot.open']);
  expect([...view.value.unfit]).toEqual([]);
  expect(view.value.rows.get('spot')?.get(spot)).toMatchObject({ name: '老槐树水井' });
});

it('a part that cannot be had leaves its command waiting, unshown and unharmed', async () => {
  const { view, items } = await switchedOn(false);
  expect(items.value.map((item) => item.state)).toEqual(['waiting']);
  expect(view.value.unfit.size).toBe(1);
  expect(view.value.rows.get('spot')?.has(spot) ?? false).toBe(false);
});
