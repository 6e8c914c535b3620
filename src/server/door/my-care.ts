// What is offered to the home, and what it chooses of it: decline one offer or all, and how often somebody comes (HOME-19).
import { html } from 'hono/html';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { careTags } from '#modules/household/kinds/care-tags.ts';
import { everyOffer, type Household } from '#modules/household/model.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import type { Html } from './icons.ts';
import type { Look } from './page.ts';

const intervals = [7, 30, 90, 180, 365];

const nameOf = ({ lang }: Look, tag: string): string => {
  const known = careTags.find(({ zh }) => zh === tag);
  return known === undefined ? tag : lang === 'en' ? known.en : (known.said ?? known.zh);
};

function box(value: string, label: string, on: boolean): Html {
  return html`<label class="pick"><input type="checkbox" name="declined" value="${value}"${on ? html` checked` : ''}><span>${label}</span></label>`;
}

export function careCard(look: Look, home: Household, csrf: string): Html {
  const { t, to } = look;
  const declined = home.declined.filter((tag) => tag !== everyOffer);
  const days = [...new Set([...intervals, home.visitInterval])].sort((a, b) => a - b);
  return html`<form class="card" id="care" method="post" action="${to('/my/care')}"><h2>${t('door.my.care')}</h2><p class="two">${t('door.my.careText')}</p>
<input type="hidden" name="csrf" value="${csrf}">
<fieldset><legend><b>${t('door.my.care.decline')}</b></legend><div class="boxes">${[...home.care, ...declined].map((tag) => box(tag, nameOf(look, tag), declined.includes(tag)))}${box(everyOffer, t('door.my.care.none'), home.declined.includes(everyOffer))}</div></fieldset>
<fieldset><legend><b>${t('door.my.interval')}</b></legend><div class="boxes">${days.map((n) => html`<label class="pick"><input type="radio" name="interval" value="${n}"${n === home.visitInterval ? html` checked` : ''}><span>${t('door.my.days', { n })}</span></label>`)}</div></fieldset>
<button class="btn">${t('door.my.care.save')}</button></form>`;
}

/** Whether it was accepted. */
export async function chooseCare(
  county: County,
  actor: Actor,
  said: { declined: readonly string[]; interval: string },
): Promise<boolean> {
  const visitInterval = /^\d{1,3}$/.test(said.interval) ? { visitInterval: Number(said.interval) } : {};
  const input = { household: actor.household, declined: said.declined, ...visitInterval };
  const envelope = { v: 1, id: newId(), name: 'household.choose', input } as const;
  const answer = await execute(county, actor, { ...envelope, at: county.now(), device: null, author: actor.person });
  return answer.status === 'accepted';
}
