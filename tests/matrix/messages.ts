// Messages for the access matrix, put there as the follower of the journal does: about matters in each hand, arrived and failed.
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Message } from '#modules/telling/model.ts';
import { addMessages } from '#modules/telling/store.ts';
import { importer, type Matrix } from './county.ts';
import { say } from '#tests/cast.ts';

/** One message; answers its id. */
export async function messageAbout(m: Matrix, matter: string | null, more: Partial<Message>): Promise<string> {
  const now = m.cast.county.now();
  const message: Message = {
    id: newId(),
    ground: '',
    version: 1,
    cause: `matrix ${newId()}`,
    kind: 'new',
    channel: 'inbox',
    matter,
    record: null,
    household: null,
    office: null,
    webhook: null,
    level: null,
    counts: null,
    state: 'sent',
    at: now,
    notBefore: now - 1000,
    attempts: 0,
    settledAt: null,
    fault: null,
    ...more,
  };
  await inScope(m.cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    addMessages(tx, [message]),
  );
  return message.id;
}

/** What is only looked at. */
export async function makeMessages(
  m: Matrix,
  of: Readonly<Record<'head' | 'restricted' | 'aboutWorker', string>>,
): Promise<
  Readonly<Record<'head' | 'restricted' | 'aboutWorker' | 'home' | 'toOffice' | 'failed' | 'digest', string>>
> {
  const { offices, homes } = m.cast;
  return {
    head: await messageAbout(m, of.head, { office: offices.level1 }),
    restricted: await messageAbout(m, of.restricted, { office: offices.police }),
    aboutWorker: await messageAbout(m, of.aboutWorker, { office: offices.township }),
    home: await messageAbout(m, m.secretCase, { household: homes.one, channel: 'page', kind: 'accepted' }),
    toOffice: await messageAbout(m, m.secretCase, { office: offices.level2 }),
    failed: await messageAbout(m, of.head, { household: homes.three, channel: 'sms', kind: 'moved', state: 'failed' }),
    digest: await messageAbout(m, null, { office: offices.village, kind: 'digest' }),
  };
}

export const failedMessage = (m: Matrix, matter: string): Promise<string> =>
  messageAbout(m, matter, { household: m.cast.homes.three, channel: 'sms', kind: 'moved', state: 'failed' });

/** An address that hears of the whole county. */
export async function openHook(m: Matrix): Promise<string> {
  const webhook = newId();
  const actor = m.people.system?.actor ?? importer;
  await say(m.cast.county, actor, 'webhook.open', { webhook, url: 'https://other.example/zd', kinds: ['new'] });
  return webhook;
}
