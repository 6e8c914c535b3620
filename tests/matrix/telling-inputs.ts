// What to say for the rows of the table about telling people and about what is asked of the grids.
import { newId } from '#kit/id.ts';
import { asking, burdenOf, requestOf } from './burdens.ts';
import { failedMessage, openHook } from './messages.ts';
import { heldBy } from './targets.ts';
import type { Make } from './verb-inputs.ts';

export const telling: Readonly<Record<string, Make>> = {
  'request.ask|by the water bureau': async (m) => asking(m),
  'request.decide|asked of the township': async (m) => ({ request: await requestOf(m), approved: true }),
  'request.end|asked by the water bureau': async (m) => ({ request: await requestOf(m) }),
  "burden.say|one's own": async () => ({ burden: newId(), text: '又要填一遍' }),
  'burden.answer|said by the worker': async (m) => ({ burden: await burdenOf(m), text: '停掉了' }),
  'telling.choose|home one': async (m) => ({ household: m.cast.homes.one, texts: true, language: 'zh' }),
  'message.retry|failed': async (m) => ({ message: await failedMessage(m, await heldBy(m, 'head')) }),
  "telling.configure|the county's": async () => ({ quietFrom: 1260, quietTo: 480, digestAt: 510, muted: [] }),
  'webhook.open|of the county': async () => ({
    webhook: newId(),
    url: 'https://other.example/zd',
    kinds: ['new'],
  }),
  'webhook.close|of the county': async (m) => ({ webhook: await openHook(m) }),
};
