// What still waits on a phone: kept as one, written anew in its place, taken back whole; never beside what the county has already.
import '#tests/chaos/bare-browser.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { VisitInput } from '#modules/visit/ui/visit-draft.ts';
import { withLock } from '#sync/between-tabs.ts';
import { findDraft, keepDraft } from '#sync/drafts.ts';
import { isLeanedOn, type Recording, recordAll, takeOut } from '#sync/outbox.ts';
import { reload } from '#sync/store.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Running, run } from '#tests/running.ts';
import { HistoryPhone } from './history-phone.ts';

let cast: Cast;
let server: Running;
let phone: HistoryPhone;
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
  phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
});
afterAll(async () => {
  phone?.close();
  await server?.stop();
  await cast?.close();
});

const visit = (note: string, more: Partial<VisitInput> = {}): VisitInput => ({
  visit: newId(),
  household: cast.homes.one,
  note,
  confidential: false,
  subject: null,
  parts: [],
  promises: [],
  attachments: [],
  ...more,
});
const step = (input: object, more: Partial<Recording> = {}): Recording => ({ name: 'visit.record', input, ...more });
const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const notes = (id: string): Promise<{ note: string; claimed_at: Date }[]> =>
  inScope(cast.county.database, jobs, (tx) => tx.query('select note, claimed_at from visit where id = $1', [id]));
const keep = (...said: Recording[]) => recordAll(phone.phone, said, Date.now());
const queue = () => phone.phone.items.value.filter((item) => item.state === 'waiting');
/** As it lies on the disk, not as it stands in memory. */
async function onDisk(): Promise<string[]> {
  return (await phone.phone.db.outbox.orderBy('seq').toArray()).flatMap((row) =>
    row.state === 'waiting' ? [row.id] : [],
  );
}

describe('written anew', () => {
  it('VISIT-14 takes the place of the old one at its own time, and the county hears it once', async () => {
    const said = visit('腿疼');
    const other = visit('都好');
    const [old] = await keep(step(said), step(other));
    const before = queue();
    await new Promise((done) => setTimeout(done, 20));
    const [fresh] = await keep(step({ ...said, note: '腰疼' }, { replaces: old?.id ?? '' }));
    expect(queue().map(({ id, seq, at }) => ({ id, seq, at }))).toEqual([
      { id: fresh?.id, seq: before[0]?.seq, at: before[0]?.at },
      { id: before[1]?.id, seq: before[1]?.seq, at: before[1]?.at },
    ]);
    expect(await onDisk()).toEqual(queue().map(({ id }) => id));
    await phone.settle();
    expect(await notes(said.visit)).toMatchObject([{ note: '腰疼', claimed_at: new Date(before[0]?.at ?? 0) }]);
  });

  it('VISIT-14 the form it was written in goes in the same step, and stays when nothing is kept', async () => {
    const said = visit('先这样');
    const [old] = await keep(step(said));
    await keepDraft(phone.phone, 'visit:form', { note: '再改' });
    await expect(
      keep(
        step(
          { ...said, note: '再改', household: newId(), visit: 'no id' },
          { replaces: old?.id ?? '', drops: ['visit:form'] },
        ),
      ),
    ).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await findDraft(phone.phone, 'visit:form')).toEqual({ note: '再改' });
    await keep(step({ ...said, note: '再改' }, { replaces: old?.id ?? '', drops: ['visit:form'] }));
    expect(await findDraft(phone.phone, 'visit:form')).toBeUndefined();
    await phone.settle();
    expect(await notes(said.visit)).toMatchObject([{ note: '再改' }]);
  });

  it('VISIT-14 is refused in words while it is on its way', async () => {
    const said = visit('在路上');
    const [old] = await keep(step(said));
    await withLock(cast.worker.person, async () => {
      const tried = keep(step({ ...said, note: '改' }, { replaces: old?.id ?? '' }));
      await expect(tried).rejects.toMatchObject({ code: 'item-sending' });
      expect(await takeOut(phone.phone, [old?.id ?? ''])).toBeUndefined();
    });
    expect(await onDisk()).toEqual([old?.id]);
    await phone.settle();
    await expect(keep(step({ ...said, note: '改' }, { replaces: old?.id ?? '' }))).rejects.toMatchObject({
      code: 'item-sent',
    });
    expect(await notes(said.visit)).toMatchObject([{ note: '在路上' }]);
  });

  it('VISIT-14 where the county had it and its answer was lost, the new words are refused, kept, and become a correction', async () => {
    const said = visit('早就到了');
    const [old] = await keep(step(said, { hold: 0 }));
    await phone.sync(true);
    expect(await notes(said.visit)).toHaveLength(1);
    await keep(step({ ...said, note: '后来改的' }, { replaces: old?.id ?? '', hold: 0 }));
    await phone.sync(false);
    const [refused] = phone.phone.items.value.filter((item) => item.state === 'refused');
    expect(refused).toMatchObject({ code: 'id-taken', envelope: { input: { note: '后来改的' } } });
    const correction = { visit: said.visit, note: '后来改的', was: '早就到了' };
    await keep({ name: 'visit.correct', input: correction, mends: refused?.id ?? '' });
    await phone.settle();
    expect(await notes(said.visit)).toMatchObject([{ note: '后来改的' }]);
    expect(phone.phone.items.value.filter((item) => item.state === 'refused')).toEqual([]);
  });

  it('VISIT-14 nothing is left out that something later in the queue needs', async () => {
    const promise = newId();
    const part = { kind: 'promise', promise } as const;
    const said = visit('', { parts: [part], promises: [{ promise, text: '带药来', due: null }] });
    const [old] = await keep(step(said));
    await keep({ name: 'promise.keep', input: { promise } });
    const without = { ...said, note: '算了', parts: [], promises: [] };
    const anew = keep(step(without, { replaces: old?.id ?? '' }));
    await expect(anew).rejects.toMatchObject({ code: 'item-leaned-on' });
    expect(isLeanedOn(phone.phone, [old?.id ?? ''])).toBe(true);
    expect(
      isLeanedOn(
        phone.phone,
        queue().map(({ id }) => id),
      ),
    ).toBe(false);
    await phone.settle();
  });
});

describe('taken back', () => {
  it('VISIT-14 leaves the queue at once and comes back to its old place', async () => {
    const [first, second] = await keep(step(visit('一')), step(visit('二')));
    const back = await takeOut(phone.phone, [first?.id ?? '']);
    expect(await onDisk()).toEqual([second?.id]);
    await back?.();
    expect(await onDisk()).toEqual([first?.id, second?.id]);
    await phone.settle();
  });
});

describe('kept as one', () => {
  const matter = (household: string) => ({ case: newId(), household, category: 'W2', title: '停水' });

  it('VISIT-15 the entry, the matter and the code for the household are there together', async () => {
    const said = matter(cast.homes.two);
    const secretHash = await sha256Hex('code');
    const entry = visit('停水两天', { household: cast.homes.two, parts: [{ kind: 'problem', case: said.case }] });
    const keeps = { key: `secret:${said.case}`, value: { secret: 'code' } };
    await keep(step(entry), { name: 'case.report', input: { ...said, visit: entry.visit, secretHash }, keeps });
    await reload(phone.phone);
    expect(queue().map((item) => item.record)).toEqual([entry.visit, said.case]);
    expect(await findDraft(phone.phone, keeps.key)).toEqual({ secret: 'code' });
    await phone.settle();
  });

  it('VISIT-15 when the second cannot be kept, nothing of the first is', async () => {
    const said = matter(cast.homes.two);
    const keeps = { key: `secret:${said.case}`, value: { secret: 'code' } };
    await keepDraft(phone.phone, 'visit:two', { note: '还在写' });
    const entry = step(visit('不能只剩一半', { household: cast.homes.two }), { drops: ['visit:two'] });
    const wrong = keep(entry, { name: 'case.report', input: { ...said, category: 'ZZ' }, keeps });
    await expect(wrong).rejects.toMatchObject({ code: 'category-unknown' });
    // The disk fails at the very last row.
    const { outbox } = phone.phone.db;
    const add = outbox.add.bind(outbox);
    let rows = 0;
    outbox.add = ((row: Parameters<typeof add>[0]) =>
      (rows += 1) === 2 ? Promise.reject(new DOMException('', 'QuotaExceededError')) : add(row)) as typeof outbox.add;
    await expect(keep(entry, { name: 'case.report', input: said, keeps })).rejects.toMatchObject({
      code: 'phone-full',
    });
    outbox.add = add;
    expect(rows).toBe(2);
    expect(await onDisk()).toEqual([]);
    expect(await findDraft(phone.phone, keeps.key)).toBeUndefined();
    expect(await findDraft(phone.phone, 'visit:two')).toEqual({ note: '还在写' });
  });
});
