// Which commands may go, how long to wait, and what a changed seal looks like from the phone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitAfter } from './around.ts';
import { noMeta, type OutboxRow, type SyncMeta } from './phone-database.ts';
import { pullAddress } from './pull.ts';
import { batchSize, nextBatch } from './push.ts';
import { compareWitness, metaAfter, type Told } from './witness.ts';

const row = (seq: number, record: string, more: Partial<OutboxRow> = {}): OutboxRow => ({
  seq,
  id: `c${seq}`,
  at: seq,
  record,
  state: 'waiting',
  sealed: { id: `c${seq}`, key: 'k', ephemeral: '', iv: '', box: '' },
  plain: { iv: new Uint8Array(12), data: new ArrayBuffer(0) },
  notBefore: 0,
  answeredAt: null,
  code: null,
  kind: null,
  facts: {},
  reseal: false,
  forget: false,
  ...more,
});
const none = new Set<string>();
const ids = (rows: readonly OutboxRow[]): string[] => rows.map((one) => one.id);

describe('the next batch', () => {
  it('sends one command per record, in order', () => {
    expect(ids(nextBatch([row(1, 'a'), row(2, 'b'), row(3, 'a')], 9, none))).toEqual(['c1', 'c2']);
  });

  it('parks only what stands behind a refused command on the same record', () => {
    const rows = [row(1, 'a', { state: 'refused' }), row(2, 'a'), row(3, 'b')];
    expect(ids(nextBatch(rows, 9, none))).toEqual(['c3']);
  });

  it('does not wait for what is already acknowledged', () => {
    expect(ids(nextBatch([row(1, 'a', { state: 'taken' }), row(2, 'a')], 9, none))).toEqual(['c2']);
  });

  it('holds back for undo, and what comes after on that record with it', () => {
    const rows = [row(1, 'a', { notBefore: 10 }), row(2, 'a'), row(3, 'b')];
    expect(ids(nextBatch(rows, 9, none))).toEqual(['c3']);
    expect(ids(nextBatch(rows, 10, none))).toEqual(['c1', 'c3']);
  });

  it('never goes out of order on a record, and never over the batch size', () => {
    const any = fc.array(
      fc.record({ record: fc.constantFrom('a', 'b', 'c', 'd'), state: fc.constantFrom('waiting', 'taken', 'refused') }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(any, (list) => {
        const rows = list.map((one, i) => row(i + 1, one.record, { state: one.state as OutboxRow['state'] }));
        const batch = nextBatch(rows, 9, none);
        expect(batch.length).toBeLessThanOrEqual(batchSize);
        for (const one of batch) {
          const before = rows.filter((other) => other.record === one.record && (other.seq ?? 0) < (one.seq ?? 0));
          expect(before.every((other) => other.state === 'taken')).toBe(true);
        }
      }),
    );
  });
});

describe('waiting after a failure', () => {
  it('doubles with jitter, five minutes at most, and never gives up', () => {
    expect(waitAfter(1, 0)).toBe(2500);
    expect(waitAfter(1, 1)).toBe(5000);
    expect(waitAfter(4, 1)).toBe(40_000);
    for (const failures of [10, 100, 10_000]) expect(waitAfter(failures, 1)).toBe(300_000);
  });
});

const page = (more: Partial<Told>): Told => ({
  generation: 'g1',
  witness: { block: 7, root: 'bb' },
  now: 1000,
  asked: 4,
  ...more,
});
const meta: SyncMeta = {
  ...noMeta,
  cursor: { generation: 'g1', pos: 5 },
  witness: { block: 4, root: 'aa', generation: 'g1' },
};

describe('the witness', () => {
  it('is asked for and compared', () => {
    expect(pullAddress(meta, undefined, 'key-0123456789ab')).toBe(
      '/pull?v=2&key=0123456789ab&generation=g1&pos=5&seal=4',
    );
    expect(compareWitness(meta, page({ witnessed: { block: 4, root: 'aa' } }), 1)).toBeNull();
    expect(compareWitness(meta, page({ witnessed: { block: 4, root: 'cc' } }), 1)).toEqual({
      block: 4,
      kept: 'aa',
      told: 'cc',
      at: 1,
    });
    expect(compareWitness(meta, page({ witnessed: null }), 1)).toMatchObject({ told: null });
  });

  it('stays as it was once it raised the alarm', () => {
    const after = metaAfter(meta, page({ witnessed: { block: 4, root: 'cc' } }), 8, 1);
    expect(after.alarm?.told).toBe('cc');
    expect(metaAfter(after, page({ witnessed: { block: 4, root: 'aa' } }), 8, 2)).toMatchObject({
      witness: meta.witness,
      alarm: after.alarm,
    });
  });

  it('is compared only with what was asked: one that came meanwhile is no alarm', () => {
    const told = page({ witnessed: { block: 4, root: 'aa' } });
    const first = metaAfter(meta, told, 8, 1);
    expect(first.witness).toMatchObject({ block: 7, root: 'bb' });
    // The next line of the same answer, or another tab's answer that came first.
    expect(metaAfter(first, told, 9, 2)).toMatchObject({ alarm: null, witness: { block: 7 } });
    const forged = metaAfter(meta, page({ witnessed: { block: 4, root: 'cc' } }), 8, 1);
    expect(metaAfter(forged, told, 9, 2).alarm?.told).toBe('cc');
  });

  it('does not take a restored county for an altered one', () => {
    const restored = page({ generation: 'g2', witnessed: null });
    expect(compareWitness(meta, restored, 1)).toBeNull();
    expect(metaAfter(meta, restored, 1, 1).witness).toEqual({ block: 7, root: 'bb', generation: 'g2' });
  });
});
