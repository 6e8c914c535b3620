// A phone's rights are remembered by a count: whatever changes what its token means moves the count, or the hour at which it ends.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { enrolPhone, hashOf, invite, sessionScope } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

let cast: Cast;
let hashed = '';
let device = '';
const other = newId();

beforeAll(async () => {
  cast = await makeCast();
  const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
    invite(tx, { person: cast.worker.person, purpose: 'phone', by: null }),
  );
  const phone = await enrolPhone(cast.county, code, '工作手机');
  hashed = hashOf(phone.token);
  device = phone.device;
  const term = { fromAt: Date.now() - 1000, toAt: Date.now() + 86_400_000, chosen: 'appointment' };
  const post = { post: other, person: cast.head.person, office: cast.offices.level2b, ...term };
  await say(cast.county, cast.securityAdmin, 'post.assign', post);
}, 60_000);
afterAll(() => cast?.close());

interface Said {
  readonly rights: number;
  readonly until: string;
}

const single = <T>(text: string, values: (string | number)[]): Promise<T[]> =>
  cast.county.database.single<T>(text, values);

/** What the token means, in the database's words. */
async function meaning(): Promise<{ words: string; said: Said }> {
  const [found] = await single<{ row: (Said & Record<string, unknown>) | null }>('select zd_actor($1) as row', [
    hashed,
  ]);
  const { rights = -1, until = 'infinity', ...words } = found?.row ?? {};
  return { words: JSON.stringify(words), said: { rights, until } };
}

const stands = ({ rights, until }: Said): Promise<boolean> =>
  single('select zd_rights_stand($1, $2, $3)', [hashed, rights, until]).then(
    () => true,
    (error: { code?: string }) => {
      expect(error.code).toBe('ZD002');
      return false;
    },
  );

/** One row changed behind the program's back; `writing` lets the session service change what only a decided command may. */
const change = async (text: string): Promise<void> => {
  const changed = await inScope(
    cast.county.database,
    { ...emptyScope, standing: 'service', service: 'session' },
    async (tx) => {
      const { ids } = await tx.one<{ ids: string }>(
        `select array(select id from post union all select id from office union all select id from person)::text as ids`,
      );
      await tx.query(`select set_config('zd.writing', $1, true)`, [ids]);
      return tx.exec(text);
    },
  );
  expect(changed, text).toBe(1);
};

/** Each changes what the phone may do, the one after the other. */
const moves = (): [string, string][] => {
  const { worker, head, offices } = cast;
  const own = `update post set %s where person = '${worker.person}' and id <> '${other}'`;
  const post = (what: string): string => own.replace('%s', what);
  const stand = (what: string): string => `update post set ${what} where id = '${other}'`;
  const person = (what: string): string => `update person set ${what} where id = '${worker.person}'`;
  return [
    ['another ground', post(`ground = ground || 'x'`)],
    ['another role', post(`role = 'liaison'`)],
    ['a term that has not begun', post(`from_at = now() + interval '1 hour'`)],
    ['a term that goes on', post(`from_at = now() - interval '1 hour'`)],
    ['a post that ended', post('ended_at = now()')],
    ['a post that did not end after all', post('ended_at = null')],
    ['another office', post(`office = '${offices.level2b}'`)],
    ['an office of another kind', `update office set kind = 'village' where id = '${offices.level2b}'`],
    ['an office that closed', `update office set closed_at = now() where id = '${offices.level2b}'`],
    ['an office that opened again', `update office set closed_at = null where id = '${offices.level2b}'`],
    ['standing in', stand(`deputy = '${worker.person}', away_from = now() - interval '1 hour'`)],
    ['one stood in for is another', stand(`person = '${cast.liaison.person}', role = 'liaison'`)],
    ['standing in no more', stand(`deputy = '${head.person}'`)],
    ['a second post', stand(`person = '${worker.person}', deputy = null, away_from = null`)],
    ['another name', person(`name = name || '一'`)],
    ['blocked', person('blocked_at = now()')],
    ['no longer blocked', person('blocked_at = null')],
    ['the phone is revoked', `update device set revoked_at = now() where id = '${device}'`],
  ];
};

test('what was said of a phone no longer stands once it means anything else', async () => {
  for (const [what, text] of moves()) {
    const before = await meaning();
    const stoodBefore = await stands(before.said);
    await change(text);
    const after = await meaning();
    expect(after.words, `${what} changes what the phone may do`).not.toBe(before.words);
    expect(await stands(before.said), what).toBe(false);
    // What is said now stands, but for a phone that is nobody's or revoked: that one never does.
    const lives = after.said.rights >= 0 && !after.words.includes('"revoked":true');
    expect(await stands(after.said), `${what}, asked anew`).toBe(lives);
    expect(stoodBefore).toBe(before.said.rights >= 0 && !before.words.includes('"revoked":true'));
  }
});

test('what the clock alone changes ends by the hour that was said', async () => {
  const own = `where person = '${cast.worker.person}' and id <> '${other}'`;
  const away = `where id = '${other}'`;
  await change(`update device set revoked_at = null where id = '${device}'`);
  const soon = `now() + interval '1 second'`;
  for (const text of [
    `update post set to_at = ${soon} ${own}`,
    `update post set to_at = now() + interval '1 day', from_at = ${soon} ${own}`,
    `update post set person = '${cast.head.person}', deputy = '${cast.worker.person}', away_from = ${soon} ${away}`,
    `update post set away_from = now() - interval '1 hour', away_to = ${soon} ${away}`,
  ]) {
    await change(text);
    const { words, said } = await meaning();
    expect(await stands(said), text).toBe(true);
    await sleep(1_200);
    expect((await meaning()).words, text).not.toBe(words);
    expect(await stands(said), text).toBe(false);
  }
});

test('nobody asks the count of a token he does not hold', async () => {
  const { said } = await meaning();
  expect(await single('select rights from device where token_hash = $1', [hashed])).toEqual([]);
  await expect(
    single('select zd_rights_stand($1, $2, $3)', [hashOf('x'), said.rights, said.until]),
  ).rejects.toMatchObject({ code: 'ZD002' });
});
