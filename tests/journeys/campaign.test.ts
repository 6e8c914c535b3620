// A campaign from the desk that asks through the township's gate to the doors, and what homes asked back again, on a real database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { CampaignRow, DoorsRow, Inquiry } from '#modules/campaign/model.ts';
import { ask } from '#server/ask.ts';
import { myRecord } from '#server/door/my-data.ts';
import { erase } from '#server/erase.ts';
import { pull } from '#server/pull.ts';
import { reactionList, runReaction } from '#server/reactions.ts';
import { sealOnce } from '#server/sealer.ts';
import type { ServerKey } from '#server/server-keys.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { opening } from '#tests/matrix/campaigns.ts';
import { cardWith } from '#tests/matrix/policies.ts';

const day = 86_400_000;
let now = Date.now();
let cast: Cast;
let input: Record<string, unknown>;
let campaign: string;
const inquiries = { one: newId(), elsewhere: newId() };

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  input = await opening({ cast });
  campaign = String(input['campaign']);
});
afterAll(() => cast?.close());

/** What the county's own service does after each fact. */
async function follow(): Promise<void> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  for (const reaction of reactionList) while ((await runReaction(cast.county, reaction)) > 0);
}
async function onPhone<R>(who: 'worker' | 'worker2', kind: string): Promise<R[]> {
  const asked = { cursor: null, after: null, limit: 2000, witness: null };
  const { records } = await pull(cast.county, cast[who], asked, { id: 'k', publicJwk: {} } as unknown as ServerKey);
  return records.filter((one) => one.kind === kind).map((one) => one.record as unknown as R);
}
const rowFor = async (who: 'village' | 'township' | 'department'): Promise<CampaignRow | undefined> =>
  ((await ask(cast.county, cast[who], 'campaign.list', {})) as CampaignRow[]).find((row) => row.id === campaign);
const told = (who: 'worker' | 'worker2', household: string): Promise<unknown> =>
  say(cast.county, cast[who], 'visit.record', {
    visit: newId(),
    household,
    parts: [{ kind: 'policy', topic: input['policy'], title: '高龄津贴' }],
  });

test('CAMPAIGN-1 of a card that is shown, for an area of its township, and by no tag that stays off the phones', async () => {
  const { county, department, areas, offices } = cast;
  const refused = (more: object): Promise<unknown> => say(county, department, 'campaign.open', { ...input, ...more });
  await expect(refused({ campaign: newId(), tags: ['低保'] })).rejects.toThrow('campaign-tag');
  await expect(refused({ campaign: newId(), area: areas.county })).rejects.toThrow('campaign-area');
  await expect(refused({ campaign: newId(), until: now + 200 * day })).rejects.toThrow('request-until');
  const unchecked = newId();
  const writing = { policy: unchecked, office: offices.centre, area: areas.county, card: cardWith() };
  await say(county, cast.centre, 'policy.write', writing);
  await expect(refused({ campaign: newId(), policy: unchecked })).rejects.toThrow('campaign-card');
  await expect(say(county, cast.village, 'campaign.open', input)).rejects.toThrow('not-yours');
});

test('CAMPAIGN-2 no phone holds it before its township approved it with its cost in minutes', async () => {
  const { county, department, township } = cast;
  await say(county, department, 'campaign.open', input);
  await follow();
  expect(await onPhone('worker', 'campaign')).toEqual([]);
  const requests = (await ask(county, township, 'request.list', {})) as { id: string; cost: number }[];
  expect(requests.find((one) => one.id === campaign)?.cost).toBe(5 * 2);
  expect((await rowFor('department'))?.state).toBe('waits');
  await say(county, township, 'request.decide', { request: campaign, approved: true });
  await follow();
  for (const who of ['worker', 'worker2'] as const)
    expect(await onPhone(who, 'campaign')).toMatchObject([{ id: campaign, title: '高龄津贴' }]);
  const declined = { ...input, campaign: newId() };
  await say(county, department, 'campaign.open', declined);
  await say(county, township, 'request.decide', { request: declined.campaign, approved: false, reason: '太忙' });
  await follow();
  expect(await onPhone('worker', 'campaign')).toHaveLength(1);
});

test('CAMPAIGN-4, CAMPAIGN-5 told is read from ordinary visits: numbers for who asks, doors for village and township', async () => {
  const { county, homes } = cast;
  await told('worker', homes.one);
  await told('worker', homes.one);
  await told('worker2', homes.elsewhere);
  expect(await rowFor('department')).toMatchObject({ homes: 5, told: 2 });
  const doors = (await ask(county, cast.village, 'campaign.doors', { campaign })) as DoorsRow[];
  expect(doors.map(({ homes: n, told: m, left }) => [n, m, left.map((one) => one.door)])).toEqual([
    [4, 1, ['1-02', '1-03', '1-04']],
    [1, 1, []],
  ]);
  expect(JSON.stringify(doors)).not.toContain('马玉林');
  await expect(ask(county, cast.department, 'campaign.doors', { campaign })).rejects.toThrow('not-yours');
  await say(county, cast.village, 'household.change', { household: homes.two, care: ['低保', '受灾户'] });
});

test('CAMPAIGN-6, CAMPAIGN-7 asked at two doors, answered once without their names, and brought back to each', async () => {
  const { county, homes, department } = cast;
  const asked = (who: 'worker' | 'worker2', home: 'one' | 'elsewhere'): Promise<unknown> =>
    say(county, cast[who], 'inquiry.ask', {
      inquiry: inquiries[home],
      campaign,
      household: homes[home],
      text: `${home}问`,
    });
  await asked('worker', 'one');
  await asked('worker2', 'elsewhere');
  const row = await rowFor('department');
  expect(row?.questions.map((one) => one.text).sort()).toEqual(['elsewhere问', 'one问']);
  expect(JSON.stringify(row)).not.toMatch(/杜来顺|罗二虎|1-01|1-05/);
  const answer = {
    campaign,
    inquiries: Object.values(inquiries),
    notice: newId(),
    title: '大家问的',
    text: '手机上就能交',
  };
  await expect(say(county, cast.village, 'inquiry.answer', answer)).rejects.toThrow('not-yours');
  await expect(say(county, cast.worker, 'inquiry.tell', { inquiry: inquiries.one })).rejects.toThrow(
    'inquiry-unanswered',
  );
  await say(county, department, 'inquiry.answer', answer);
  await expect(say(county, department, 'inquiry.answer', { ...answer, notice: newId() })).rejects.toThrow(
    'inquiry-answered',
  );
  for (const who of ['worker', 'worker2'] as const) {
    expect(JSON.stringify(await onPhone(who, 'notice'))).toContain('手机上就能交');
    expect(await onPhone<Inquiry>(who, 'inquiry')).toMatchObject([{ answer: '手机上就能交', toldAt: null }]);
  }
  await say(county, cast.worker, 'inquiry.tell', { inquiry: inquiries.one });
  await expect(say(county, cast.worker, 'inquiry.tell', { inquiry: inquiries.one })).rejects.toThrow('inquiry-told');
  expect((await onPhone<Inquiry>('worker', 'inquiry'))[0]?.toldAt).not.toBeNull();
});

const seenBy = (scope: object): Promise<{ text: string }[]> =>
  inScope(cast.county.database, { ...emptyScope, ...scope }, (tx) =>
    tx.query('select text from inquiry order by text'),
  );

test('CAMPAIGN-8 a question goes with its home, and is read by the home, those who serve it and who asks', async () => {
  const { county, homes, areas, village, worker, offices } = cast;
  const own: Actor = { ...nobody, standing: 'adult', person: worker.person, household: homes.one };
  const record = await myRecord(county, own);
  expect(record?.inquiries.map(({ text, answer }) => [text, answer])).toEqual([['one问', '手机上就能交']]);
  const adult = { standing: 'adult', person: worker.person };
  expect(await seenBy({ ...adult, household: homes.one })).toEqual([{ text: 'one问' }]);
  expect(await seenBy({ ...adult, household: homes.two })).toEqual([]);
  expect(await seenBy({ standing: 'staff', offices: [offices.farm] })).toEqual([]);
  expect(await seenBy({ standing: 'staff', offices: [offices.water] })).toHaveLength(2);
  await say(county, village, 'household.move', { household: homes.one, grid: areas.grid2 });
  await follow();
  expect((await onPhone<Inquiry>('worker2', 'inquiry')).map((one) => one.id).sort()).toEqual(
    Object.values(inquiries).sort(),
  );
  expect(await onPhone('worker', 'inquiry')).toEqual([]);
});

test('CAMPAIGN-9 erased on a lawful request, its words are gone from the record and from what the desk reads', async () => {
  const place = { county: cast.county, store: { remove: async () => undefined } as never, note: async () => undefined };
  await erase(place, { kind: 'inquiry', id: inquiries.one, reason: '本户依法要求', decision: '云溪县处1号' });
  expect((await rowFor('department'))?.questions.map((one) => one.text)).toEqual(['elsewhere问']);
  expect((await seenBy({ standing: 'service', service: 'jobs' })).map((row) => row.text)).toEqual(['', 'elsewhere问']);
});

test('CAMPAIGN-3 it ends on its day by itself; what was heard before that still arrives', async () => {
  const { county, homes, worker2 } = cast;
  const asking = (): Promise<unknown> =>
    say(county, worker2, 'inquiry.ask', { inquiry: newId(), campaign, household: homes.elsewhere, text: '晚了吗' });
  now += 31 * day;
  expect((await rowFor('department'))?.state).toBe('over');
  await expect(asking()).rejects.toThrow('inquiry-campaign');
  now -= 31 * day;
  await asking();
});
