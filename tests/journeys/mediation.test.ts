// A mediation on a real database: what was said stays with those who mediate, follows the matter, and leaves the phones in the end.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { CasePage } from '#modules/case/model.ts';
import type { DisputePage } from '#modules/dispute/model.ts';
import { agreedAnswer } from '#modules/dispute/rules.ts';
import { ask } from '#server/ask.ts';
import { drawAgreement } from '#server/print/agreement-sheet.ts';
import { pull } from '#server/pull.ts';
import { reactionList, runReaction } from '#server/reactions.ts';
import { sealOnce } from '#server/sealer.ts';
import type { ServerKey } from '#server/server-keys.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const words = '他说界石是夜里挪的';
const [dispute, matter, mine, theirs] = [newId(), newId(), newId(), newId()];
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
  const { county, worker, keeper, homes, offices } = cast;
  await say(county, worker, 'case.report', { case: matter, household: homes.one, category: 'D1', title: '争地界' });
  await say(county, worker, 'dispute.open', {
    dispute,
    case: matter,
    parties: [
      { id: mine, household: homes.one, name: '杜来顺' },
      { id: theirs, household: homes.two, name: '马玉林' },
    ],
    mediators: [{ office: offices.keeper, name: '马水生' }],
  });
  const session = { at: county.now(), place: '村委会', present: [mine, theirs], text: words };
  await say(county, keeper, 'dispute.session', { dispute, session });
});
afterAll(() => cast?.close());

type Who = 'worker' | 'head' | 'village' | 'keeper' | 'township';
async function onPhone(who: Who): Promise<string> {
  const key = { id: 'k', publicJwk: {} } as unknown as ServerKey;
  const asked = { cursor: null, after: null, limit: 2000, witness: null };
  return JSON.stringify((await pull(cast.county, cast[who], asked, key)).records);
}
const reads = (who: Who): Promise<boolean> =>
  ask(cast.county, cast[who], 'dispute.page', { dispute }).then(
    (page) => JSON.stringify(page).includes(words),
    () => false,
  );
async function react(): Promise<void> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  for (const reaction of reactionList) await runReaction(cast.county, reaction);
}

test('DISPUTE-13 what was said is read by the mediator and the holder, on desk and phone, and by no one else', async () => {
  for (const [who, may] of Object.entries({
    worker: false,
    head: true,
    village: false,
    keeper: true,
    township: false,
  })) {
    expect([who, await reads(who as Who)]).toEqual([who, may]);
    expect([who, (await onPhone(who as Who)).includes(words)]).toEqual([who, may]);
  }
  // Both homes see that the mediator's phone was handed their record.
  const homes = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query<{ household: string }>('select distinct household from reading where reader = $1', [cast.keeper.person]),
  );
  expect(homes.map((row) => row.household).sort()).toEqual([cast.homes.one, cast.homes.two].sort());
});

test('DISPUTE-14 handed up, it is read by the village and no longer by the head', async () => {
  await say(cast.county, cast.head, 'case.hand-up', { case: matter });
  await react();
  expect([await reads('village'), await reads('head'), await reads('keeper')]).toEqual([true, false, true]);
  expect(await onPhone('village')).toContain(words);
  expect(await onPhone('head')).not.toContain(words);
  const input = { dispute, ending: 'no-agreement', endText: '谈不拢' };
  await expect(say(cast.county, cast.head, 'dispute.end', input)).rejects.toThrow('not-yours');
  await say(cast.county, cast.village, 'dispute.end', input);
});

test('DISPUTE-16 the agreement is printed as it stands: who, what, until when, and room for every hand', async () => {
  const { county, worker, keeper, homes, offices } = cast;
  const [id, wall, a, b] = [newId(), newId(), newId(), newId()];
  await say(county, worker, 'case.report', { case: wall, household: homes.one, category: 'D1', title: '墙头' });
  await say(county, worker, 'dispute.open', {
    dispute: id,
    case: wall,
    parties: [
      { id: a, household: homes.one, name: '杜来顺' },
      { id: b, name: '罗二虎', phone: '19900002009', address: '河对面' },
    ],
    mediators: [{ office: offices.keeper, name: '马水生' }],
  });
  const on = dayOf(county.now());
  const duties = [
    { party: b, text: '把墙退回一尺', by: on },
    { party: a, text: '不再堵水路' },
  ];
  const agreement = { form: 'written', on, about: '墙占了水路，两家三年不说话', duties };
  await say(county, keeper, 'dispute.agree', { dispute: id, agreement, parties: [a, b] });
  const page = (await ask(county, keeper, 'dispute.page', { dispute: id })) as DisputePage;
  const pdf = await drawAgreement({
    dispute: page.dispute,
    offices: ['柳湾村调解委员会'],
    places: page.places,
    lang: 'zh',
  });
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(
    /\s+/g,
    '',
  );
  const wanted = [
    '人民调解协议书',
    '柳湾村调解委员会',
    '柳湾村一社1-01',
    '罗二虎',
    '河对面',
    agreement.about,
    '把墙退回一尺',
    '一式3份',
  ];
  for (const one of [...wanted, '马水生', '第三十三条', '人民调解不收取任何费用']) expect(text).toContain(one);
  expect(text.match(/当事人（签名、盖章或按指印）/g)).toHaveLength(2);
});

test('DISPUTE-18 an agreement answers its matter, the home says whether it is solved, and nothing of the agreement goes with it', async () => {
  const { county, worker, keeper, homes, offices } = cast;
  const [id, wall, a, b] = [newId(), newId(), newId(), newId()];
  await say(county, worker, 'case.report', { case: wall, household: homes.one, category: 'D1', title: '水路' });
  await say(county, worker, 'dispute.open', {
    dispute: id,
    case: wall,
    parties: [
      { id: a, household: homes.one, name: '杜来顺' },
      { id: b, name: '罗二虎' },
    ],
    mediators: [{ office: offices.keeper, name: '马水生' }],
  });
  const agreement = {
    form: 'oral',
    on: dayOf(county.now()),
    about: '水路被堵',
    duties: [{ party: b, text: '月底前疏通' }],
  };
  const agree = (): Promise<unknown> =>
    say(county, keeper, 'dispute.agree', { dispute: id, agreement, parties: [a, b] });
  const page = async (): Promise<CasePage> => (await ask(county, cast.head, 'case.page', { case: wall })) as CasePage;
  expect((await page()).case.state).toBe('reported');
  await agree();
  await react();
  const after = await page();
  expect(after.case).toMatchObject({ state: 'answered', answeredBy: offices.level1, answer: agreedAnswer });
  expect(JSON.stringify(after)).not.toContain('疏通');
  // A second look at the same fact answers nothing twice, and a word of the home opens it for the next agreement.
  await react();
  await say(county, worker, 'case.tell', { case: wall });
  await say(county, cast.village, 'case.say', { case: wall, outcome: 'not-solved', by: 'call' });
  expect((await page()).case.state).toBe('in-progress');
  await agree();
  await react();
  expect((await page()).case.state).toBe('answered');
});

test('DISPUTE-15 thirty days after its end it is on no phone; the desk still reads it', async () => {
  expect(await onPhone('keeper')).toContain(words);
  await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.exec(`update dispute set ended_at = now() - interval '31 days' where id = $1`, [dispute]),
  );
  expect(await onPhone('keeper')).not.toContain(words);
  expect(await reads('keeper')).toBe(true);
});
