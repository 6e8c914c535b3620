// The verified adult's pages: what is kept about the household, who read it, and how to have it mended.
import { html } from 'hono/html';
import { findErrandKind } from '#modules/errand/kinds/errands.ts';
import { lentOut } from '#modules/errand/rules.ts';
import { type Html, icon } from './icons.ts';
import { electionCard, type MyElections } from './my-elections.ts';
import type { MyCase, MyErrand, MyInquiry, MyRecord, MyVisit } from './my-data.ts';
import { careCard } from './my-care.ts';
import { commentLink } from './my-comment.ts';
import { readingCard } from './my-readings.ts';
import { type Fault, faultBy, type Look, markedBy } from './page.ts';
import { pollList, type RunningPoll } from './poll-page.ts';
import type { ProposalCounts } from './proposal-data.ts';
import { proposalsItem } from './proposal-page.ts';
import { type Key, knownKey } from './speak.ts';
import { type Choice, toldHowCard } from './told-how.ts';

export function enterBody(look: Look, faults: readonly Fault[], typed: string): Html {
  const { t, to } = look;
  return html`<form class="card" method="post" action="${to('/my/enter')}"><label for="code"><b>${t('door.my.enter')}</b><br><span class="two">${t('door.my.enterHint')}</span></label>
${faultBy(look, 'code', faults)}<input class="box code" id="code" name="code" value="${typed}" autocomplete="one-time-code" autocapitalize="characters" maxlength="20"${markedBy('code', faults)}>
<button class="btn main">${t('door.my.open')}</button></form>`;
}

const stateKeys: Readonly<Record<string, Key>> = {
  answered: 'door.case.state.yours',
  'household-check': 'door.case.state.yours',
  closed: 'door.case.state.done',
};

function caseRow({ t, to }: Look, one: MyCase): Html {
  const yours = stateKeys[one.state] === 'door.case.state.yours';
  return html`<a class="item" href="${to(`/my/case/${one.id}`)}"><span class="grow"><b>${one.title}</b><br><span class="${yours ? 'late' : 'two'}">${t(stateKeys[one.state] ?? 'door.case.state.office')}${one.state === 'closed' ? '' : ` · ${one.holder}`}</span></span>${icon('next')}</a>`;
}

const fact = (label: string, value: string): Html | '' =>
  value === '' ? '' : html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

function factCard({ t, times }: Look, { home, self, village }: MyRecord): Html {
  return html`<section class="card"><h2>${t('door.my.facts')}</h2><dl>${fact(t('door.my.door'), `${village} ${home.door}`)}${fact(t('door.my.head'), home.head)}${fact(t('door.my.phone'), home.phone)}
${fact(t('door.my.home'), t(`door.my.home.${home.home}`))}${fact(t('door.my.interval'), t('door.my.days', { n: home.visitInterval }))}${home.lastVisit === null ? '' : fact(t('door.my.visited'), times.moment(home.lastVisit))}
${self ? html`${fact(t('door.my.name'), self.name)}${fact(t('door.my.born'), self.born)}` : ''}</dl></section>`;
}

function visitRow({ t, times }: Look, visit: MyVisit): Html {
  const did = visit.did.map((kind) => knownKey(`door.my.did.${kind}`)).filter((key) => key !== undefined);
  const what = did.length === 0 ? t('door.my.noNote') : did.map((key) => t(key)).join(t('door.my.and'));
  return html`<div class="item"><span class="grow">${visit.note === '' ? what : visit.note}<br><span class="two">${visit.office} · ${times.moment(visit.at)}</span></span></div>`;
}

/** What is being done for the home, by whom, and which originals are still out. */
function errandRow({ t, lang, to }: Look, one: MyErrand, csrf: string): Html {
  const kind = findErrandKind(one.kind);
  const said = (named: { readonly zh: string; readonly en: string } | undefined): string =>
    named === undefined ? '' : lang === 'en' ? named.en : named.zh;
  const out = lentOut(one).map(({ code, name }) => said(kind?.papers.find((paper) => paper.code === code)) || name);
  const state = t(knownKey(`door.my.errand.${one.outcome ?? one.state}`) ?? 'door.my.errand.carried');
  const lines = [
    `${state} · ${one.holder}`,
    one.reason,
    out.length === 0 ? '' : t('door.my.errand.out', { papers: out.join(t('door.my.and')) }),
  ];
  return html`<div class="item"><span class="grow"><b>${said(kind)}</b>${lines.filter(Boolean).map((line) => html`<br><span class="two">${line}</span>`)}${
    one.state === 'carried'
      ? html`<form method="post" action="${to('/my/errand')}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="errand" value="${one.id}"><button class="btn" aria-label="${t('door.my.errand.back')} ${said(kind)}">${t('door.my.errand.back')}</button></form>`
      : ''
  }</span></div>`;
}

function inquiryRow({ t, times }: Look, one: MyInquiry): Html {
  const answer = one.answer === '' ? t('door.my.inquiry.waits') : one.answer;
  return html`<div class="item"><span class="grow"><b>${one.text}</b><br><span class="two">${times.day(one.at)} · ${answer}</span></span></div>`;
}

export interface MyPage {
  readonly record: MyRecord;
  readonly polls: readonly RunningPoll[];
  readonly proposals: ProposalCounts;
  readonly told: Choice | undefined;
  readonly elections: MyElections;
  readonly csrf: string;
}

export function recordBody(look: Look, { record, polls, proposals, told, elections, csrf }: MyPage): Html {
  const { t, to } = look;
  return html`${pollList(look, polls, '/my/poll')}<section class="card list"><h2 class="pad">${t('door.my.cases')}</h2>${record.cases.length === 0 ? html`<p class="pad two">${t('door.my.noCases')}</p>` : record.cases.map((one) => caseRow(look, one))}</section>
${record.errands.length === 0 ? '' : html`<section class="card list"><h2 class="pad">${t('door.my.errands')}</h2>${record.errands.map((one) => errandRow(look, one, csrf))}</section>`}
${record.inquiries.length === 0 ? '' : html`<section class="card list"><h2 class="pad">${t('door.my.inquiries')}</h2>${record.inquiries.map((one) => inquiryRow(look, one))}</section>`}
${proposalsItem(look, '/my/proposals', proposals)}
${electionCard(look, elections, csrf)}
${readingCard(look, record.readings, record.read)}
${factCard(look, record)}
${
  record.visits.length === 0
    ? ''
    : html`<section class="card list"><h2 class="pad">${t('door.my.visits')}</h2>${record.visits.map((one) => visitRow(look, one))}</section>`
}
${commentLink(look)}
${careCard(look, record.home, csrf)}
${toldHowCard(look, told, csrf)}
<section class="card list"><h2 class="pad">${t('door.my.take')}</h2><a class="item link" href="${to('/my/record.pdf')}">${t('door.my.takePdf')}${icon('next')}</a><a class="item link" href="${to('/my/record.json')}">${t('door.my.takeJson')}${icon('next')}</a></section>
<form method="post" action="${to('/my/leave')}"><input type="hidden" name="csrf" value="${csrf}"><button class="btn">${t('door.my.leave')}</button></form>`;
}

export const wishes = ['correct', 'erase', 'ask'] as const;
export type Wish = (typeof wishes)[number];
export const isWish = (value: string): value is Wish => (wishes as readonly string[]).includes(value);

export function requestBody(
  look: Look,
  form: { wish: string; text: string; token: string; faults: readonly Fault[] },
): Html {
  const { t, to } = look;
  const { faults } = form;
  return html`<form class="card" id="form" method="post" action="${to('/my/request')}"><input type="hidden" name="token" value="${form.token}">
<fieldset id="wish"><legend><b>${t('door.my.request.what')}</b></legend>${faultBy(look, 'wish', faults)}<div class="boxes">
${wishes.map((wish) => html`<label class="pick"><input type="radio" name="wish" value="${wish}"${form.wish === wish ? html` checked` : ''}><span>${t(`door.my.request.${wish}`)}</span></label>`)}</div></fieldset>
<label for="text"><b>${t('door.my.request.text')}</b></label>${faultBy(look, 'text', faults)}<textarea class="box" id="text" name="text" rows="4" maxlength="2000"${markedBy('text', faults)}>${form.text}</textarea>
<button class="btn main">${t('door.my.request.send')}</button></form>`;
}
