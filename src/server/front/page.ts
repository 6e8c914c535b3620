// The front page: what this is and where to go; in the demo the rooms, the story and two windows, a phone beside a desk.
import { html } from 'hono/html';
import type { County } from '../county.ts';
import { type Html, icon, mark } from '../door/icons.ts';
import type { DemoHooks, Room } from './routes.ts';
import { steps } from './story.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

type Key = keyof typeof zh;
type Lang = 'zh' | 'en';

const speaker =
  (lang: Lang) =>
  (key: Key): string =>
    (lang === 'en' ? en : zh)[key];

export function frontPage(county: County, lang: Lang, demo: DemoHooks | null): Html {
  const t = speaker(lang);
  const other = lang === 'en' ? '/' : '/?lang=en';
  const head = html`<!doctype html><html lang="${lang === 'en' ? 'en' : 'zh-CN'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="text-scale" content="scale"><title>${t('front.title')} · ${county.facts.name}</title><link rel="stylesheet" href="/door.css"><link rel="stylesheet" href="/front.css"><link rel="icon" href="data:,"></head>`;
  const top = html`<header>${mark}<b class="grow">${[county.facts.name, t('front.title')].filter((one) => one !== '').join(' · ')}</b><a class="btn" href="${other}" lang="${lang === 'en' ? 'zh-CN' : 'en'}">${t('front.language')}</a></header>`;
  const say = html`<div class="what"><h1>${t('front.what')}</h1><p>${t('front.close')}</p></div>`;
  const foot = html`<footer><p>${[county.facts.name, county.facts.filingNumber].filter((one) => one !== '').join(' · ')}</p>${county.facts.complaintPhone === '' ? '' : html`<p><a class="link" href="tel:${county.facts.complaintPhone}">${t('front.complaint')} ${county.facts.complaintPhone}</a></p>`}</footer>`;
  if (!demo) return html`${head}<body>${top}<main>${say}${links(t, lang)}</main>${foot}</body></html>`;
  return html`${head}<body class="front"><aside class="demo" aria-label="${t('front.demo')}">${t('front.demo')}</aside>${top}<main>${say}${roomList(t, demo.rooms, lang)}${story(t)}${windows(t)}</main>${foot}<script type="module" src="/front.js"></script></body></html>`;
}

function links(t: (key: Key) => string, lang: Lang): Html {
  const to = (path: string): string => (lang === 'en' ? `${path}?lang=en` : path);
  const all: [Key, string][] = [
    ['front.desk', '/desk/'],
    ['front.field', '/field/'],
    ['front.plate', '/plate'],
    ['front.follow', '/follow'],
    ['front.my', '/my'],
  ];
  return html`<nav class="card list">${all.map(([key, path]) => html`<a class="item" href="${to(path)}"><b class="grow">${t(key)}</b>${icon('next')}</a>`)}</nav>`;
}

/** What opens: a phone, a desk, a home. */
const looks = { field: 'mobile', desk: 'desktop', household: 'home' } as const;

/** A form for each room: it works as it stands; the script only turns it to one of the two windows. */
function roomList(t: (key: Key) => string, rooms: readonly Room[], lang: Lang): Html {
  return html`<section aria-labelledby="rooms"><h2 id="rooms" class="rooms-name">${t('front.rooms')}</h2><div class="rooms">
${rooms.map((room) => html`<form method="post" action="/demo/enter" data-window="${room.kind === 'desk' ? 'desk' : 'phone'}" data-room="${room.id}"><input type="hidden" name="room" value="${room.id}"><input type="hidden" name="lang" value="${lang}"><button class="btn room">${icon(looks[room.kind])}<span><b>${t(`front.room.${room.id}`)}</b><span class="two">${room.kind === 'household' ? room.place : room.name}</span></span></button></form>`)}</div></section>`;
}

function story(t: (key: Key) => string): Html {
  return html`<section class="card story" aria-labelledby="story"><h2 id="story">${t('front.story')}</h2><ol>${steps.map((step) => html`<li data-step="${step.id}" data-room="${step.room}" data-hint="${t(`front.step.${step.id}.hint`)}">${t(`front.step.${step.id}`)}</li>`)}</ol>
<div class="tell"><p class="next" role="status" data-next="${t('front.story.next')}" data-done="${t('front.story.done')}">${t(`front.step.report.hint`)}</p>
<button class="btn again" type="button" hidden>${t('front.story.again')}</button></div></section>`;
}

function windows(t: (key: Key) => string): Html {
  const empty = t('front.empty');
  return html`<div class="windows"><figure class="phone"><figcaption class="two">${t('front.phone')}</figcaption><iframe name="phone" title="${t('front.phone')}"></iframe><p class="two">${empty}</p></figure>
<figure class="desk"><figcaption class="two">${t('front.wide')}</figcaption><iframe name="desk" title="${t('front.wide')}"></iframe><p class="two">${empty}</p></figure></div>`;
}
