// On the household's own record: whether it is texted, and in which language; the adult of the home sets it.
import { html } from 'hono/html';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { ToldHow } from '#modules/telling/model.ts';
import { toldHowTable } from '#modules/telling/store.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { scopeOf } from '../scope-of.ts';
import type { Html } from './icons.ts';
import type { Look } from './page.ts';

export type Choice = Pick<ToldHow, 'texts' | 'language'>;

/** Undefined while nobody chose: the county's language, and texts. */
export async function toldHow(county: County, actor: Actor): Promise<Choice | undefined> {
  const [row] = await inScope(county.database, scopeOf(actor), (tx) => toldHowTable.load(tx, [actor.household ?? '']), {
    readOnly: true,
  });
  return row;
}

/** False when it was not taken. */
export async function chooseToldHow(county: County, actor: Actor, choice: Choice): Promise<boolean> {
  const answer = await execute(county, actor, {
    v: 1,
    id: newId(),
    name: 'telling.choose',
    input: { household: actor.household, ...choice },
    at: county.now(),
    device: null,
    author: actor.person,
  });
  return answer.status === 'accepted';
}

export function toldHowCard({ t, to }: Look, now: Choice | undefined, csrf: string): Html {
  const pick = (name: string, value: string, on: boolean, word: string): Html =>
    html`<label class="pick"><input type="radio" name="${name}" value="${value}"${on ? html` checked` : ''}><span>${word}</span></label>`;
  return html`<form class="card" id="told" method="post" action="${to('/my/told')}"><h2>${t('door.my.told')}</h2><p class="two">${t('door.my.toldText')}</p><input type="hidden" name="csrf" value="${csrf}">
<fieldset><legend class="two">${t('door.my.told.whether')}</legend><div class="boxes">${pick('texts', 'yes', now?.texts !== false, t('door.my.told.yes'))}${pick('texts', 'no', now?.texts === false, t('door.my.told.no'))}</div></fieldset>
<fieldset><legend class="two">${t('door.my.told.language')}</legend><div class="boxes">${pick('language', 'zh', now?.language !== 'en', t('door.my.told.zh'))}${pick('language', 'en', now?.language === 'en', t('door.my.told.en'))}</div></fieldset>
<button class="btn">${t('door.my.told.save')}</button></form>`;
}
