// Policy cards of the county for the access matrix: one that was checked, one that waits for a second person; the same with a paper.
import { newId } from '#kit/id.ts';
import type { Named } from '#modules/attachment/model.ts';
import { say } from '#tests/cast.ts';
import { type Matrix, plateCode } from './county.ts';
import type { Look } from './looks.ts';
import type { Make } from './verb-inputs.ts';

const words = { title: '高龄津贴', text: '满 80 岁的老人可以领。' };
export const cardWith = (more: object = {}): Record<string, unknown> => ({
  zh: words,
  en: { title: 'Old-age allowance', text: 'For elders of 80 and more.' },
  issuer: '县民政局',
  validFrom: '2020-01-01',
  rule: { fact: 'age', op: '>=', value: 80 },
  ...more,
});

const writing = (m: Pick<Matrix, 'cast'>): Record<string, unknown> => ({
  policy: newId(),
  office: m.cast.offices.centre,
  area: m.cast.areas.county,
  card: cardWith(),
});

/** Written by the county centre; `checked` by the water bureau. */
export async function policyOf(m: Pick<Matrix, 'cast'>, isChecked = false, paper?: Named): Promise<string> {
  const papers = paper ? [{ attachment: paper.attachment, title: '申请表' }] : [];
  const policy = newId();
  const input = { ...writing(m), policy, card: cardWith({ papers }), attachments: paper ? [paper] : [] };
  await say(m.cast.county, m.cast.centre, 'policy.write', input);
  if (isChecked) await say(m.cast.county, m.cast.department, 'policy.check', { policy, edition: 1 });
  return policy;
}

/** What is only looked at. */
export const makePolicies = async (m: Matrix): Promise<Readonly<Record<'card' | 'unchecked', string>>> => ({
  card: await policyOf(m, true),
  unchecked: await policyOf(m),
});

export const policies: Readonly<Record<string, Make>> = {
  'policy.write|of the county, by its centre': async (m) => writing(m),
  'policy.check|written at the county centre': async (m) => ({ policy: await policyOf(m), edition: 1 }),
  'policy.withdraw|of the county centre': async (m) => ({ policy: await policyOf(m, true) }),
};

/** Let in = the bytes of the paper came. */
const paperAt =
  (which: 'paper' | 'paperWaits', ofStaff = false): Look =>
  async (m, t, who) => {
    const atDoor = `/h/${plateCode}/policy/${t.papered[which]}/paper/${t.files[which]}`;
    const path = ofStaff ? `/attachments/${t.files[which]}` : atDoor;
    const { status, text } = await m.server.call(m.people[who]?.caller ?? {}, 'GET', path);
    if (status >= 500) throw new Error(`${path}: ${status}`);
    return status === 200 && !text.includes('<html');
  };

/** Let in = the card's title stands on the page. */
const door =
  (path: (card: string) => string, answers?: Record<string, string>): Look =>
  async (m, t, who) => {
    const { cookie } = m.people[who]?.caller ?? {};
    const reply = await fetch(`http://127.0.0.1:${m.server.port}/h/${plateCode}${path(t.card)}`, {
      ...(answers ? { method: 'POST', body: new URLSearchParams(answers) } : {}),
      headers: {
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': `10.5.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`,
        ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
      },
    });
    return reply.status === 200 && (await reply.text()).includes('高龄津贴');
  };

export const policyProbes: Readonly<Record<string, Look>> = {
  'GET /h/:plate/policy|its own door': door(() => '/policy'),
  'GET /h/:plate/policy/:policy|a card, at its own door': door((card) => `/policy/${card}`),
  'GET /attachments/:id|a paper of a checked card': paperAt('paper', true),
  'GET /attachments/:id|the picture of the village from above': async (m, t, who) =>
    (await m.server.call(m.people[who]?.caller ?? {}, 'GET', `/attachments/${t.ground.aerialFile}`)).status === 200,
  'GET /attachments/:id|a paper that nobody has checked': paperAt('paperWaits', true),
  'GET /h/:plate/policy/:policy/paper/:paper|a paper of a card, at its own door': paperAt('paper'),
  'GET /h/:plate/policy/:policy/paper/:paper|a paper that nobody has checked': paperAt('paperWaits'),
  'POST /h/:plate/policy/:policy|a question to a card, at its own door': door((card) => `/policy/${card}`, {
    age: '81',
  }),
};
