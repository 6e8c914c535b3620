// A household says itself how it is told: no texts, or texts in its own language.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { sealOnce } from '#server/sealer.ts';
import { followTelling } from '#server/telling/follow.ts';
import { arrived } from '#server/telling/post-out.ts';
import { sendAll } from '#server/telling/send.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const now = Date.parse('2027-03-09T10:00:00+08:00');
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast({ now: () => now });
});
afterAll(() => cast?.close());

test('TELL-18 a household that wants no texts finds it on its page; one that wants English is texted so', async () => {
  const { county, worker, head, homes } = cast;
  const member = newId();
  await say(county, worker, 'member.add', { member, household: homes.three, name: '安桂香', born: '1960-05' });
  const adult = { ...nobody, person: newId(), standing: 'adult', household: homes.three, member } as const;
  const channelsAfter = async (texts: boolean): Promise<string[]> => {
    await say(county, adult, 'telling.choose', { household: homes.three, texts, language: 'en' });
    const id = newId();
    await say(county, worker, 'case.report', { case: id, household: homes.three, category: 'W1', title: '水' });
    await say(county, head, 'case.accept', { case: id });
    while ((await sealOnce(county.database)).rows > 0);
    await followTelling(county, true);
    const rows = await inScope(county.database, jobs, (tx) =>
      tx.query<{ channel: string }>('select channel from message where matter = $1 and household is not null', [id]),
    );
    return rows.map(({ channel }) => channel);
  };
  expect(await channelsAfter(false)).toEqual(['page']);
  expect(await channelsAfter(true)).toEqual(['sms']);
  const sent: string[] = [];
  const sms = { name: 'file', send: async ({ text }: { text: string }) => (sent.push(text), arrived) } as const;
  await sendAll(county, { sms, webhook: { key: null, inner: false } }, ['sms']);
  expect(sent).toEqual([expect.stringMatching(/there is news on your matter no\. \d+/)]);
  const another = { household: homes.one, texts: true, language: 'zh' };
  await expect(say(county, adult, 'telling.choose', another)).rejects.toThrow('not-yours');
});
