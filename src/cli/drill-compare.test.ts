// A drill steps back before a busy county: however long its copy takes to answer, the comparison comes to its end.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { connectDirect } from '#data/database.ts';
import { makeCast } from '#tests/cast.ts';
import { adminUrlOf } from '#tests/postgres.ts';
import { compareCounties } from './drill-compare.ts';

test('a copy that answers slowly does not cost the running county its connection', async () => {
  const cast = await makeCast();
  const url = await adminUrlOf(cast.ownerUrl);
  const [copy, running] = [await connectDirect(url), await connectDirect(url)];
  try {
    // As a county has it, only shorter than the copy takes.
    await running.query(`set idle_in_transaction_session_timeout = '150ms'`);
    let slow = 3;
    const query = async (...args: Parameters<pg.Client['query']>): Promise<unknown> => {
      if (args[0]?.toString().includes('order by random()') && slow-- > 0) await sleep(300);
      return copy.query(...args);
    };
    const { tables, journalDiffers, records } = await compareCounties({ query } as never, running, undefined);
    expect([journalDiffers, records.differing, tables.filter(({ good }) => !good)]).toEqual([0, [], []]);
    expect(records.same).toBeGreaterThan(10);
  } finally {
    await Promise.all([copy.end(), running.end()]);
    await cast.close();
  }
});
