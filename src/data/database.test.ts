// Transactions: what is seen as saved is saved, what fails leaves nothing, values arrive unrounded, nothing outlives its time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { connectDirect, openDatabase, sqlBuilder } from './database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase(undefined, 2);
  const owner = await connectDirect(fresh.ownerUrl);
  await owner.query(
    'create table probe (n int primary key, word text); grant select, insert, update, delete on probe to zd_app',
  );
  await owner.end();
});
afterAll(() => fresh.close());

const words = (): Promise<{ n: number; word: string }[]> =>
  fresh.database.transaction((tx) => tx.query('select * from probe order by n'));

describe('a transaction', () => {
  test('keeps what it did, and gives up everything when it throws', async () => {
    await fresh.database.transaction((tx) => tx.exec('insert into probe values ($1, $2)', [1, '门']));
    await expect(
      fresh.database.transaction(async (tx) => {
        await tx.exec('insert into probe values ($1, $2)', [2, '窗']);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await words()).toEqual([{ n: 1, word: '门' }]);
  });

  test('that swallowed an error never looks saved', async () => {
    const swallowed = fresh.database.transaction(async (tx) => {
      await tx.exec('insert into probe values ($1, $2)', [3, '灯']);
      await tx.exec('insert into probe values ($1, $2)', [1, '门']).catch(() => 0);
    });
    await expect(swallowed).rejects.toMatchObject({ code: 'transaction-failed' });
    expect((await words()).map((row) => row.n)).toEqual([1]);
  });

  test('cannot be used when it is over', async () => {
    const kept = await fresh.database.transaction(async (tx) => tx);
    await expect(kept.exec('delete from probe')).rejects.toMatchObject({ code: 'transaction-over' });
  });

  test('that sends its last statement with the commit keeps all or nothing, and says what failed first', async () => {
    await fresh.database.transaction(async (tx) => {
      const first = tx.exec('insert into probe values ($1, $2)', [70, '井']);
      await tx.last('insert into probe values ($1, $2)', [71, '渠']);
      await first;
      await expect(tx.exec('delete from probe')).rejects.toMatchObject({ code: 'transaction-over' });
    });
    expect((await words()).map((row) => row.n)).toEqual([1, 70, 71]);
    const failed = fresh.database.transaction(async (tx) => {
      const first = (async () => {
        await tx.exec('insert into probe values ($1, $2)', [1, '门']);
      })();
      await Promise.all([first, tx.last('delete from probe where n > $1', [1])]);
    });
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    const lastFailed = fresh.database.transaction(async (tx) => {
      await Promise.all([
        tx.exec('delete from probe where n > $1', [1]),
        tx.last('insert into probe values ($1, $2)', [1, '门']),
      ]);
    });
    await expect(lastFailed).rejects.toMatchObject({ code: '23505' });
    expect((await words()).map((row) => row.n)).toEqual([1, 70, 71]);
    await fresh.database.transaction((tx) => tx.exec('delete from probe where n > $1', [1]));
  });

  test('is read only when asked to be', async () => {
    const write = fresh.database.transaction((tx) => tx.exec('delete from probe'), { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: 'database-read-only' });
  });

  test('counts its rows', async () => {
    await fresh.database.transaction(async (tx) => {
      expect(await tx.maybe('select * from probe where n = $1', [99])).toBeUndefined();
      await expect(tx.one('select * from probe where n = $1', [99])).rejects.toMatchObject({ code: 'row-count' });
      await expect(tx.maybe('select generate_series(1, 2)')).rejects.toMatchObject({ code: 'row-count' });
    });
  });

  test('a statement first met in a failed transaction works in the next one on the same connection', async () => {
    const single = await openDatabase({ appUrl: fresh.appUrl, ownerUrl: fresh.ownerUrl, poolSize: 1 });
    const text = 'select word from probe where n = $1 and 4 = 4';
    const failed = single.transaction((tx) => Promise.all([tx.query('select 1 / $1::int', [0]), tx.query(text, [1])]));
    await expect(failed).rejects.toThrow('division by zero');
    expect(await single.transaction((tx) => tx.query(text, [1]))).toEqual([{ word: '门' }]);
    await single.close();
  });

  test('leaves no setting behind on its connection', async () => {
    const single = await openDatabase({ appUrl: fresh.appUrl, ownerUrl: fresh.ownerUrl, poolSize: 1 });
    await single.transaction(async () => {}, { settings: { 'zd.person': 'x' } });
    const left = await single.transaction((tx) =>
      tx.one<{ person: string }>(`select current_setting('zd.person', true) as person`),
    );
    expect(left.person || '').toBe('');
    await single.close();
  });

  test('runs typed SQL', async () => {
    const sql = sqlBuilder<{ probe: { n: number; word: string } }>();
    const rows = await fresh.database.transaction((tx) =>
      tx.run(sql.selectFrom('probe').select('word').where('n', '=', 1)),
    );
    expect(rows).toEqual([{ word: '门' }]);
  });
});

describe('time', () => {
  test('a statement that takes too long, a wait for a lock and a transaction left open all end as database-busy', async () => {
    const slow = fresh.database.transaction((tx) => tx.query('select pg_sleep(5)'), { timeoutMs: 200 });
    await expect(slow).rejects.toMatchObject({ code: 'database-busy' });
    const idle = fresh.database.transaction(() => new Promise((resolve) => setTimeout(resolve, 600)), {
      timeoutMs: 200,
    });
    await expect(idle).rejects.toMatchObject({ code: 'database-busy' });
    await fresh.database.transaction(async (tx) => {
      await tx.exec('update probe set word = word where n = 1');
      const second = fresh.database.transaction((other) => other.exec('update probe set word = word where n = 1'), {
        timeoutMs: 300,
      });
      await expect(second).rejects.toMatchObject({ code: 'database-busy' });
    });
    expect((await words()).length).toBe(1);
  });

  test('many short statements do not add up past the limit', async () => {
    const begun = Date.now();
    const long = fresh.database.transaction(
      async (tx) => {
        await tx.exec('insert into probe values (50, $1)', ['x']);
        for (;;) await tx.query('select pg_sleep(0.05)');
      },
      { timeoutMs: 300 },
    );
    await expect(long).rejects.toMatchObject({ code: 'database-busy' });
    expect(Date.now() - begun).toBeLessThan(1500);
    expect((await words()).length).toBe(1);
  });
});

describe('values', () => {
  const read = async (expression: string): Promise<unknown> =>
    (await fresh.database.transaction((tx) => tx.one<{ v: unknown }>(`select ${expression} as v`))).v;

  test('arrive as what they are', async () => {
    expect(await read('9007199254740991::int8')).toBe(9007199254740991);
    expect(await read('array[1, 2]::int8[]')).toEqual([1, 2]);
    expect(await read('12345678901234567890.12::numeric')).toBe('12345678901234567890.12');
    expect(await read(`'2026-02-17'::date`)).toBe('2026-02-17');
    expect(await read(`'2026-02-17T08:00:00+08'::timestamptz`)).toEqual(new Date('2026-02-17T00:00:00Z'));
    expect(await read(`'{"a": [1]}'::jsonb`)).toEqual({ a: [1] });
    expect(await read(`'𬱖䶮·阿卜杜热西提'`)).toBe('𬱖䶮·阿卜杜热西提');
  });

  test('a number that would be rounded throws instead', async () => {
    await expect(read('9007199254740993::int8')).rejects.toMatchObject({ code: 'number-too-large' });
  });
});

test('a connection cut from outside is one clear Problem, and the next transaction works', async () => {
  const cut = fresh.database.transaction(async (tx) => {
    const { pid } = await tx.one<{ pid: number }>('select pg_backend_pid() as pid');
    const admin = await connectDirect(fresh.adminUrl);
    await admin.query('select pg_terminate_backend($1)', [pid]);
    await admin.end();
    await tx.exec('insert into probe values (60, $1)', ['x']);
  });
  await expect(cut).rejects.toMatchObject({ code: 'database-unreachable' });
  expect((await words()).length).toBe(1);
});

test('the app role owns nothing, bypasses nothing and makes nothing', async () => {
  const role = await fresh.database.transaction((tx) =>
    tx.one<{ strong: boolean }>(
      'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong from pg_roles where rolname = current_user',
    ),
  );
  expect(role.strong).toBe(false);
  await expect(fresh.database.transaction((tx) => tx.exec('create table mine (n int)'))).rejects.toThrow(
    'permission denied',
  );
});
