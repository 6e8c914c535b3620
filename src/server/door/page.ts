// The frame of every household page: head, language, elder version, errors on top, foot; and the answer headers that keep it private.
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { County } from '../county.ts';
import { type Html, icon, mark } from './icons.ts';
import { type Key, type Lang, type Say, speaker, type Times, timesOf } from './speak.ts';

const shades = ['system', 'light', 'dark'] as const;
export type Shade = (typeof shades)[number];

/** How a page is spoken and drawn for this request; without cookies, so links carry it on. */
export interface Look {
  readonly lang: Lang;
  readonly elder: boolean;
  /** Follows the phone, unless the reader forced one. */
  readonly shade: Shade;
  readonly t: Say;
  readonly times: Times;
  readonly county: County;
  /** An address with language and elder version kept. */
  to(path: string, more?: Readonly<Record<string, string>>): string;
}

export function lookOf(context: Context, county: County): Look {
  const lang = context.req.query('lang') === 'en' ? 'en' : 'zh';
  const elder = context.req.query('elder') === '1';
  const shade = shades.find((one) => one === context.req.query('shade')) ?? 'system';
  return lookFor(county, { lang, elder, shade });
}

export function lookFor(county: County, drawn: Pick<Look, 'lang' | 'elder' | 'shade'>): Look {
  const { lang, elder, shade } = drawn;
  const to: Look['to'] = (path, more = {}) => {
    const query = new URLSearchParams({
      ...(lang === 'en' ? { lang } : {}),
      ...(elder ? { elder: '1' } : {}),
      ...(shade === 'system' ? {} : { shade }),
      ...more,
    }).toString();
    return query === '' ? path : `${path}?${query}`;
  };
  return { ...drawn, t: speaker(lang), times: timesOf(lang, county.now()), county, to };
}

/** The address that dials. */
export const tel = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, '')}`;

/** What is wrong, where, and in which words; the same words stand on top and by the field. */
export interface Fault {
  readonly field: string;
  readonly key: Key;
}

export interface PageParts {
  readonly title: string;
  /** Address of this page for the switches of language and size (always a GET). */
  readonly here: string;
  readonly body: Html;
  readonly back?: { readonly href: string; readonly label: string };
  readonly faults?: readonly Fault[];
  /** Where the form with the id `form` is sent: the switches send it there to be drawn anew, so that nothing written is lost. */
  readonly form?: string;
}

/** Answers with a page that nobody keeps and whose address goes to nobody else. */
export async function answerPage(
  context: Context,
  look: Look,
  parts: PageParts,
  status: 200 | 400 | 403 | 404 | 409 | 429 | 500 = 200,
): Promise<Response> {
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.html(String(await frame(look, parts)), status);
}

/** A redirect after a form; it is kept as little as a page. */
export function answerGo(context: Context, address: string): Response {
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.redirect(address, 303);
}

/** A way to the same page in another language or size. */
function turn({ here, form }: PageParts, to: Look, how: { kind: 'btn' | 'link'; label: string; lang?: string }): Html {
  const { kind, label, lang } = how;
  const spoken = lang === undefined ? '' : html` lang="${lang}"`;
  return form === undefined
    ? html`<a class="${kind}" href="${to.to(here)}"${spoken}>${label}</a>`
    : html`<button class="${kind}" form="form" formaction="${to.to(form)}" name="redraw" value="1"${spoken}>${label}</button>`;
}

/** The form's first button is what Enter presses: sending, not one of the switches above it. */
const enterSends = ({ form }: PageParts): Html | '' =>
  form === undefined ? '' : html`<button form="form" hidden></button>`;

function frame(look: Look, parts: PageParts): Html {
  const { title, body, back, faults = [] } = parts;
  const { t, lang, elder, shade, county } = look;
  const other = lookFor(county, { ...look, lang: lang === 'en' ? 'zh' : 'en' });
  const size = lookFor(county, { ...look, elder: !elder });
  return html`<!doctype html>
<html lang="${lang === 'en' ? 'en' : 'zh-CN'}" class="${elder ? 'elder' : 'plain'} ${shade}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="text-scale" content="scale"><meta name="referrer" content="no-referrer"><title>${title} · ${t('door.brand')}</title><link rel="stylesheet" href="/door.css"><link rel="icon" href="data:,"></head>
<body>${enterSends(parts)}<a class="skip" href="#main">${t('door.skip')}</a>${county.facts.demo ? html`<aside class="demo" aria-label="${t('door.demo')}">${t('door.demo')}</aside>` : ''}
<header>${mark}<h1 class="grow">${title}</h1>${turn(parts, size, { kind: 'btn', label: elder ? t('door.plain') : t('door.elder') })}</header>
<main id="main">${summary(look, faults)}${body}
${elder ? html`<button class="btn act" type="button" hidden data-read data-stop="${t('door.quiet')}">${icon('volume')}<span>${t('door.read')}</span></button>` : ''}
${back ? html`<p><a class="link" href="${back.href}">${icon('back')}${back.label}</a></p>` : ''}</main>
<footer><p>${county.facts.name} · ${t('door.brand')}${county.facts.filingNumber === '' ? '' : html`<br>${t('door.filing', { number: county.facts.filingNumber })}`}</p>
<p class="turns">${turn(parts, other, { kind: 'link', label: t('door.language'), lang: lang === 'en' ? 'zh-CN' : 'en' })}${shades.filter((one) => one !== shade).map((one) => turn(parts, lookFor(county, { ...look, shade: one }), { kind: 'link', label: t(`door.shade.${one}`) }))}</p>
${county.facts.complaintPhone === '' ? '' : html`<p><a class="link" href="tel:${county.facts.complaintPhone}">${t('door.complaint', { phone: county.facts.complaintPhone })}</a></p>`}</footer>
${elder ? html`<script src="/door-read.js" defer></script>` : ''}</body></html>`;
}

function summary({ t }: Look, faults: readonly Fault[]): Html | '' {
  if (faults.length === 0) return '';
  return html`<div class="card wrong" id="wrong" role="alert" tabindex="-1" autofocus><h2>${icon('alert')}${t('door.error.title', { n: faults.length })}</h2>
${faults.map(({ field, key }) => html`<a class="link" href="#${field}">${t(key)}</a>`)}</div>`;
}

/** The same words by the field. */
export function faultBy({ t }: Look, field: string, faults: readonly Fault[]): Html | '' {
  const found = faults.find((fault) => fault.field === field);
  return found ? html`<p class="bad" id="${field}-wrong">${icon('alert')}${t(found.key)}</p>` : '';
}

/** What ties a field to its words when something is wrong with it. */
export const markedBy = (field: string, faults: readonly Fault[]): Html | '' =>
  faults.some((fault) => fault.field === field) ? html` aria-invalid="true" aria-describedby="${field}-wrong"` : '';
