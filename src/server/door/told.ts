// What the household was told about its matter, newest first, on the matter's own page: also what no text told.
import { html } from 'hono/html';
import type { Tx } from '#data/database.ts';
import type { Channel, MessageState } from '#modules/telling/model.ts';
import type { Html } from './icons.ts';
import type { Look } from './page.ts';
import { knownKey } from './speak.ts';

export interface DoorTold {
  readonly kind: string;
  readonly channel: Channel;
  readonly state: MessageState;
  readonly at: number;
}

const text = `select kind, channel, state, at from message where matter = $1 and household is not null order by at desc, id limit 30`;

/** Inside the reader's own scope: who may not see the matter is told nothing here either. */
export async function toldTo(tx: Tx, matter: string): Promise<DoorTold[]> {
  const rows = await tx.query<Omit<DoorTold, 'at'> & { at: Date }>(text, [matter]);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

export function toldCard({ t, times }: Look, told: readonly DoorTold[]): Html | '' {
  if (told.length === 0) return '';
  const row = ({ kind, channel, state, at }: DoorTold): Html => {
    const word = knownKey(`door.told.${kind}`);
    const how =
      channel !== 'sms'
        ? ''
        : state === 'sent'
          ? t('door.told.texted')
          : state === 'failed'
            ? t('door.told.failed')
            : '';
    return html`<li>${word === undefined ? '' : t(word)}<br><span class="two">${times.moment(at)}${how === '' ? '' : html` · ${how}`}</span></li>`;
  };
  return html`<section class="card"><h2>${t('door.told.title')}</h2><ul class="told">${told.map(row)}</ul></section>`;
}
