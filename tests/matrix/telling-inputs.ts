// For the rows of the table about telling: a message that failed, the county's settings, another system's address.
import { newId } from '#kit/id.ts';
import { failedMessage, openHook } from './messages.ts';
import { heldBy } from './targets.ts';
import type { Make } from './verb-inputs.ts';

export const telling: Readonly<Record<string, Make>> = {
  'message.retry|failed': async (m) => ({ message: await failedMessage(m, await heldBy(m, 'head')) }),
  "telling.configure|the county's": async () => ({ quietFrom: 1260, quietTo: 480, digestAt: 510, muted: [] }),
  'webhook.open|of the county': async () => ({
    webhook: newId(),
    url: 'https://other.example/zd',
    kinds: ['new'],
  }),
  'webhook.close|of the county': async (m) => ({ webhook: await openHook(m) }),
};
