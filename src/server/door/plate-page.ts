// The page behind a door plate: who serves this home, ask or report, follow a matter, notices. Never who lives there.
import { html } from 'hono/html';
import type { Plate, PlateNotice, Serving, Village } from './door-data.ts';
import { type Html, icon } from './icons.ts';
import type { ListHead } from './list-data.ts';
import { listsItem } from './list-page.ts';
import { type Fault, faultBy, type Look, markedBy, tel } from './page.ts';
import { pollList, type RunningPoll } from './poll-page.ts';
import type { ProposalCounts } from './proposal-data.ts';
import { proposalsItem } from './proposal-page.ts';

export function plateBody(
  look: Look,
  plate: Plate,
  base: string,
  service: {
    serving: Serving;
    notices: readonly PlateNotice[];
    polls: readonly RunningPoll[];
    lists: readonly ListHead[];
    proposals: ProposalCounts;
  },
): Html {
  const { t, to, elder } = look;
  const report = to(`${base}/report`);
  if (elder) {
    return html`${elderCall(look, service.serving)}
<a class="btn act" href="${report}">${icon('microphone')}${t('door.plate.reportElder')}</a>
${followForm(look, [], '')}
${pollList(look, service.polls, '/poll')}
${noticeList(look, service.notices)}
${listsItem(look, base, service.lists)}
${proposalsItem(look, `${base}/proposals`, service.proposals)}
<a class="btn act" href="${to(`${base}/policy`)}">${icon('bell')}${t('door.policy.title')}</a>
<a class="btn act" href="${to('/my')}">${icon('eye')}${t('door.plate.mine')}</a>`;
  }
  return html`${workerCard(look, service.serving, base)}
<a class="btn main" href="${report}">${icon('message')}${t('door.plate.report')}</a>
${followForm(look, [], '')}
${pollList(look, service.polls, '/poll')}
${noticeList(look, service.notices)}
${listsItem(look, base, service.lists)}
${proposalsItem(look, `${base}/proposals`, service.proposals)}
<section class="card list"><a class="item" href="${to(`${base}/policy`)}">${icon('bell')}<span class="grow"><b>${t('door.policy.title')}</b><br><span class="two">${t('door.policy.more')}</span></span>${icon('next')}</a>
<a class="item" href="${to('/my')}">${icon('eye')}<span class="grow"><b>${t('door.plate.mine')}</b><br><span class="two">${t('door.plate.mineMore')}</span></span>${icon('next')}</a>
<a class="item bad" href="${to(`${base}/danger`)}">${icon('danger')}<b class="grow">${t('door.plate.danger')}</b>${icon('next')}</a></section>`;
}

function workerCard(look: Look, serving: Serving, base: string): Html {
  const { t, to } = look;
  const { office, person, grid, supervisionPhone } = serving;
  const phone = person?.phone || office?.phone || '';
  const standsIn = office && grid && office.id !== grid.id;
  return html`<section class="card"><p class="two">${t('door.plate.worker')}</p>
${
  office
    ? html`<div class="row"><span class="tile">${icon('user')}</span><div class="grow"><b class="lead">${person?.name ?? office.name}</b><br><span class="two">${office.name}</span></div>${phone === '' ? '' : html`<a class="btn soft" href="${tel(phone)}">${icon('phone')}${t('door.plate.call')}</a>`}</div>
${standsIn ? html`<p class="late">${t('door.plate.standsIn', { grid: grid.name })}</p>` : ''}`
    : html`<p><b>${t('door.plate.nobody')}</b><br>${t('door.plate.nobodyCall')}</p>`
}
${supervisionPhone === '' ? '' : html`<p class="two">${t('door.plate.supervision')}</p>`}
<p class="row">${supervisionPhone === '' ? '' : html`<a class="link" href="${tel(supervisionPhone)}">${supervisionPhone}</a>`}${grid ? html`<a class="link" href="${to(`${base}/report`, { about: '1' })}">${t('door.plate.about')}</a>` : ''}</p></section>`;
}

function elderCall({ t }: Look, { office, person }: Serving): Html {
  const phone = person?.phone || office?.phone || '';
  if (!office || phone === '') return html`<p class="big">${t('door.plate.nobody')}</p>`;
  return html`<a class="btn main act" href="${tel(phone)}">${icon('phone')}<span>${t('door.plate.callName', { name: person?.name ?? office.name })}<br><small>${t('door.plate.workerElder')}</small></span></a>`;
}

/** The box for a case's own secret; its public number opens nothing. */
export function followForm(look: Look, faults: readonly Fault[], typed: string): Html {
  const { t, to } = look;
  return html`<form class="card" method="post" action="${to('/follow')}"><label for="secret"><b>${t('door.follow.label')}</b><br><span class="two">${t('door.follow.hint')}</span></label>
${faultBy(look, 'secret', faults)}<div class="row"><input class="box grow code" id="secret" name="secret" value="${typed}" autocomplete="off" autocapitalize="characters" maxlength="30"${markedBy('secret', faults)}><button class="btn">${t('door.follow.open')}</button></div></form>`;
}

function noticeList({ t, times }: Look, notices: readonly PlateNotice[]): Html | '' {
  if (notices.length === 0) return '';
  return html`<section class="card list"><h2 class="pad">${icon('bell')}${t('door.plate.notices')}</h2>
${notices.map((one) => html`<details><summary class="item"><span class="grow"><b>${one.title}</b><br><span class="two">${one.office} · ${times.day(one.from)}</span></span></summary><p class="pad">${one.text}</p></details>`)}</section>`;
}

/** Villages fit one list up to here; beyond it the township is chosen first. */
const oneList = 60;

export interface CodeFields {
  readonly village: string;
  readonly code: string;
  readonly township: string;
}

/** Choose the village, type the eight signs. */
export function codeBody(look: Look, all: readonly Village[], fields: CodeFields, faults: readonly Fault[]): Html {
  const { t, to } = look;
  if (all.length === 0) return html`<p class="big">${t('door.code.none')}</p>`;
  const townships = new Map(all.map((one) => [one.townshipGround, one.township]));
  if (all.length > oneList && fields.township === '') {
    return html`<section class="card list"><h2 class="pad">${t('door.code.township')}</h2>
${[...townships].map(([ground, name]) => html`<a class="item" href="${to('/plate', { township: ground })}"><b class="grow">${name}</b>${icon('next')}</a>`)}</section>`;
  }
  const offered = fields.township === '' ? all : all.filter((one) => one.townshipGround === fields.township);
  return html`<form class="card" method="post" action="${to('/plate', fields.township === '' ? {} : { township: fields.township })}">
<label for="village"><b>${t('door.code.village')}</b></label>${faultBy(look, 'village', faults)}
<select class="box" id="village" name="village"${markedBy('village', faults)}><option value="">${t('door.code.choose')}</option>
${offered.map((one) => html`<option value="${one.ground}"${one.ground === fields.village ? html` selected` : ''}>${one.township} ${one.name}</option>`)}</select>
<label for="code"><b>${t('door.code.code')}</b></label>${faultBy(look, 'code', faults)}
<input class="box code" id="code" name="code" value="${fields.code}" autocomplete="off" autocapitalize="characters" maxlength="16"${markedBy('code', faults)}>
<button class="btn main">${t('door.code.open')}</button></form>`;
}

export function unknownBody({ t, to }: Look): Html {
  return html`<p class="big">${t('door.unknown.title')}</p><p>${t('door.unknown.more')}</p>
<a class="btn main" href="${to('/plate')}">${t('door.unknown.enter')}</a>`;
}
