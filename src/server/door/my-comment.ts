// What the home thinks of those who serve it, said without its name: once a year, and once after each closed matter.
import { html } from 'hono/html';
import { commentLevels } from '#modules/opinion/model.ts';
import type { Subject } from '../comments.ts';
import { type Html, icon } from './icons.ts';
import { type Fault, faultBy, type Look } from './page.ts';

export const commentLink = ({ t, to }: Look): Html =>
  html`<section class="card list"><a class="item link" href="${to('/my/comment')}">${t('door.my.comment')}${icon('next')}</a></section>`;

function subjectForm(look: Look, { about, name, title }: Subject, form: { csrf: string; fault: string }): Html {
  const { t, to } = look;
  const faults: Fault[] = form.fault === about ? [{ field: `level-${about}`, key: 'door.my.comment.choose' }] : [];
  return html`<form class="card" method="post" action="${to('/my/comment')}"><input type="hidden" name="csrf" value="${form.csrf}"><input type="hidden" name="about" value="${about}">
<fieldset id="level-${about}"><legend><b>${name}</b>${title === '' ? '' : html`<br><span class="two">${title}</span>`}</legend>${faultBy(look, `level-${about}`, faults)}<div class="boxes">${commentLevels.map((level) => html`<label class="pick"><input type="radio" name="level" value="${level}"><span>${t(`door.my.comment.${level}`)}</span></label>`)}</div></fieldset>
<label for="words-${about}"><b>${t('door.my.comment.words')}</b><br><span class="two">${t('door.my.comment.hint')}</span></label><textarea class="box" id="words-${about}" name="words" rows="2" maxlength="200"></textarea>
<button class="btn main">${t('door.my.comment.send')}</button></form>`;
}

export function commentBody(look: Look, subjects: readonly Subject[], form: { csrf: string; fault: string }): Html {
  const { t } = look;
  return html`<p>${t('door.my.comment.text')}</p>
${subjects.length === 0 ? html`<p class="big">${t('door.my.comment.none')}</p>` : subjects.map((one) => subjectForm(look, one, form))}`;
}
