// Ask or report without an account: the form, the way around for danger and for complaints, and what the household takes away.
import { html } from 'hono/html';
import type { DoorCase } from './case-data.ts';
import type { Serving } from './door-data.ts';
import { type Html, icon, qr } from './icons.ts';
import { type Fault, faultBy, type Look, markedBy, tel } from './page.ts';

/** The likeliest matters as boxes; whoever is not sure takes the last. */
export const topics = ['W1', 'W2', 'P1', 'R1', 'E1', 'C2', 'other'] as const;
export type Topic = (typeof topics)[number];
export const isTopic = (value: string): value is Topic => (topics as readonly string[]).includes(value);
/** What nobody could name is asked as a question: the grid worker hears it first and answers within a working day. */
export const categoryOf = (topic: Topic): string => (topic === 'other' ? 'S6' : topic);

export interface ReportFields {
  readonly topic: string;
  readonly text: string;
  readonly token: string;
}

function textField(look: Look, label: Html | string, fields: ReportFields, faults: readonly Fault[]): Html {
  return html`<label for="text"><b>${label}</b></label>${faultBy(look, 'text', faults)}
<textarea class="box" id="text" name="text" rows="4" maxlength="2000"${markedBy('text', faults)}>${fields.text}</textarea>`;
}

export function reportBody(
  look: Look,
  base: string,
  serving: Serving,
  form: { fields: ReportFields; faults: readonly Fault[] },
): Html {
  const { t, to } = look;
  const { fields, faults } = form;
  const receiver = serving.office;
  return html`<a class="btn danger" href="${to(`${base}/danger`)}">${icon('danger')}${look.elder ? t('door.plate.danger') : t('door.report.danger')}</a>
<form class="card" id="form" method="post" action="${to(`${base}/report`)}"><input type="hidden" name="token" value="${fields.token}"><input type="hidden" name="way" value="matter">
<fieldset id="topic"><legend><b>${t('door.report.topic')}</b></legend>${faultBy(look, 'topic', faults)}<div class="boxes">
${topics.map((topic) => html`<label class="pick"><input type="radio" name="topic" value="${topic}"${fields.topic === topic ? html` checked` : ''}><span>${t(`door.report.topic.${topic}`)}</span></label>`)}</div></fieldset>
${textField(look, html`${t('door.report.text')} <span class="two">${t('door.report.textHint')}</span>`, fields, faults)}
<button class="btn main">${t('door.report.send')}</button>
${receiver ? html`<p class="two">${t('door.report.to', { name: serving.person?.name ?? receiver.name })}</p>` : ''}</form>`;
}

export function aboutBody(look: Look, base: string, form: { fields: ReportFields; faults: readonly Fault[] }): Html {
  const { t, to } = look;
  return html`<form class="card" id="form" method="post" action="${to(`${base}/report`, { about: '1' })}"><input type="hidden" name="token" value="${form.fields.token}"><input type="hidden" name="way" value="about">
<p>${t('door.about.to')}</p>${textField(look, t('door.about.text'), form.fields, form.faults)}
<button class="btn main">${t('door.about.send')}</button></form>`;
}

function dangerCalls({ t }: Look): Html {
  return html`<a class="btn main red act" href="${tel('110')}">${icon('phone')}${t('door.danger.police')}</a>
<a class="btn act" href="${tel('120')}">${icon('phone')}${t('door.danger.ambulance')}</a>
<a class="btn act" href="${tel('12338')}">${icon('phone')}${t('door.danger.women')}</a>`;
}

export function dangerBody(look: Look, base: string, form: { fields: ReportFields; faults: readonly Fault[] }): Html {
  const { t, to } = look;
  return html`<h2>${t('door.danger.first')}</h2>${dangerCalls(look)}
<form class="card" id="form" method="post" action="${to(`${base}/report`)}"><input type="hidden" name="token" value="${form.fields.token}"><input type="hidden" name="way" value="danger">
<h2>${t('door.danger.also')}</h2><p>${t('door.danger.when')}<br>${t('door.danger.own')}</p>
${textField(look, t('door.danger.text'), form.fields, form.faults)}
<button class="btn">${t('door.danger.send')}</button><p class="two">${t('door.danger.who')}</p></form>`;
}

/** No number, no code, no name of an office: nothing to find on this phone afterwards. */
export function dangerDone(look: Look): Html {
  return html`<p class="big">${look.t('door.danger.received')}</p><p>${look.t('door.danger.next')}</p>${dangerCalls(look)}`;
}

export const inFours = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** The number, who has it, what comes next and when, and the secret to keep. */
export function receivedBody(look: Look, matter: DoorCase, secret: string, address: string): Html {
  const { t, to, times } = look;
  return html`<section class="card"><p class="big">${t('door.received.title', { number: matter.number ?? '' })}</p>
<p><b>${t('door.received.holder', { office: matter.holderName })}</b></p>
<p>${matter.respondBy === null ? '' : t('door.received.respond', { by: times.deadline(matter.respondBy) })}${matter.resolveBy === null ? '' : html`<br>${t('door.received.resolve', { by: times.deadline(matter.resolveBy) })}`}</p></section>
<section class="card yours"><h2>${t('door.received.secret')}</h2><p class="big code">${inFours(secret)}</p>
${qr(address, t('door.received.qr'))}
<p><b>${t('door.received.keep')}</b><br>${t('door.received.why')}<br>${t('door.received.spoken')}</p></section>
<a class="btn main" href="${to(`/c/${secret}`)}">${t('door.received.open')}</a>`;
}
