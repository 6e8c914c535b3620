// Proposals on the household's pages: those of the village, one with its decision and steps, its minutes, and the forms to make one and to answer one.
import { html } from 'hono/html';
import { dayOf } from '#kit/calendar.ts';
import type { Minute, Step } from '#modules/proposal/model.ts';
import { isOpen, namesFor } from '#modules/proposal/rules.ts';
import { type Html, icon } from './icons.ts';
import { type Fault, faultBy, type Look, markedBy } from './page.ts';
import type { Mine, ProposalCounts, ProposalLine, PublicProposal } from './proposal-data.ts';

const dayIn = ({ times }: Look, day: string): string => times.day(Date.parse(`${day}T12:00:00+08:00`));

/** One row for the plate's own page and for the adult's. */
export function proposalsItem(look: Look, href: string, { talked, carried }: ProposalCounts): Html {
  const { t, to, elder } = look;
  const more = [
    talked === 0 ? '' : t('door.proposal.talked', { n: talked }),
    carried === 0 ? '' : t('door.proposal.carried', { n: carried }),
  ].filter(Boolean);
  if (elder) return html`<a class="btn act" href="${to(href)}">${icon('list')}${t('door.proposal.title')}</a>`;
  return html`<section class="card list"><a class="item" href="${to(href)}">${icon('list')}<span class="grow"><b>${t('door.proposal.title')}</b><br><span class="two">${more.length === 0 ? t('door.proposal.none') : more.join(' · ')}</span></span>${icon('next')}</a></section>`;
}

function lineRow({ t, to }: Look, one: ProposalLine, base: string): Html {
  const far =
    one.steps > 0
      ? t('door.proposal.stepsOf', { done: one.done, steps: one.steps })
      : one.seconds > 0
        ? t('door.proposal.seconds', { n: one.seconds })
        : '';
  return html`<a class="item" href="${to(`${base}/${one.id}`)}"><span class="grow"><b>${one.title === '' ? t('door.proposal.covered') : one.title}</b><br><span class="two">${t(`door.proposal.state.${one.state}`)}${far === '' ? '' : ` · ${far}`}</span></span>${icon('next')}</a>`;
}

export interface Proposals {
  readonly lines: readonly ProposalLine[];
  /** The home's own; undefined behind a plate, where nobody proved himself. */
  readonly own?: readonly ProposalLine[];
}

export function proposalsBody(look: Look, { lines, own }: Proposals): Html {
  const { t, to } = look;
  const base = own === undefined ? '/proposal' : '/my/proposal';
  const mine = own ?? [];
  return html`<p>${t('door.proposal.intro')}</p>
<a class="btn main" href="${to('/my/propose')}">${icon('message')}${t('door.proposal.make')}</a>
${mine.length === 0 ? '' : html`<section class="card list"><h2 class="pad">${t('door.proposal.ours')}</h2>${mine.map((one) => lineRow(look, one, base))}</section>`}
<section class="card list"><h2 class="pad">${t('door.proposal.all')}</h2>${lines.length === 0 ? html`<p class="pad two">${t('door.proposal.none')}</p>` : lines.map((one) => lineRow(look, one, base))}</section>`;
}

/** PROPOSAL-8, PROPOSAL-14 */
function stepRow(look: Look, step: Step): Html {
  const { t, times, county } = look;
  const late = step.doneAt === null && step.due < dayOf(county.now());
  const said =
    step.doneAt === null
      ? t(late ? 'door.proposal.late' : 'door.proposal.due', { day: dayIn(look, step.due) })
      : t('door.proposal.doneOn', { day: times.day(step.doneAt) });
  const first = step.due === step.firstDue ? '' : ` · ${t('door.proposal.first', { day: dayIn(look, step.firstDue) })}`;
  return html`<div class="item">${icon(step.doneAt === null ? 'clock' : 'yes')}<span class="grow"><b>${step.text}</b><br><span class="${late ? 'late' : 'two'}">${said}${first}</span>${step.note === '' ? '' : html`<br><span class="two">${step.note}</span>`}</span></div>`;
}

/** PROPOSAL-9, PROPOSAL-11 */
function whoMayCall({ t }: Look, { adults, representatives }: PublicProposal): Html {
  const all = namesFor('villagers', adults, representatives);
  const few = namesFor('representatives', adults, representatives);
  const known = all.representatives !== null && few.representatives !== null;
  return html`<section class="card list"><details><summary class="item"><b class="grow">${t('door.proposal.call')}</b></summary><p class="pad">${t('door.proposal.call.adults', { n: all.adults ?? 0, all: adults })}</p><p class="pad">${
    known
      ? t('door.proposal.call.known', { n: all.representatives ?? 0, few: few.representatives ?? 0 })
      : t('door.proposal.call.shares')
  }</p><p class="pad">${t('door.proposal.call.recall')}</p></details></section>`;
}

function decided(look: Look, { proposal }: PublicProposal): Html | '' {
  const { decision, steps } = proposal;
  const { t } = look;
  if (decision === null) return '';
  const { body, on, text, ...heads } = decision;
  return html`<section class="card list"><div class="pad"><h2>${t(`door.proposal.body.${body}`)} · ${dayIn(look, on)}</h2><p class="said">${text}<br><span class="two">${t('door.proposal.heads', { ...heads })}</span></p></div>${steps.map((step) => stepRow(look, step))}</section>`;
}

export function proposalBody(look: Look, found: PublicProposal, answer: Html | '' = ''): Html {
  const { t, to, times } = look;
  const { proposal, seconds, home } = found;
  const { id, state, minutes, poll } = proposal;
  const head = [t('door.proposal.seconds', { n: seconds }), home ?? '', times.day(proposal.raisedAt)].filter(Boolean);
  return html`<section class="card"><p class="late">${t(`door.proposal.state.${state}`)}</p><p class="big">${proposal.title === '' ? t('door.proposal.covered') : proposal.title}</p><p class="said">${proposal.text}</p><p class="two">${head.join(' · ')}</p></section>
${proposal.because === '' ? '' : html`<section class="card"><h2>${t('door.proposal.because')}</h2><p class="said">${proposal.because}</p></section>`}
${decided(look, found)}
${answer}
${
  poll === null && minutes.length === 0
    ? ''
    : html`<section class="card list">${poll === null ? '' : html`<a class="item" href="${to(`/poll/${poll}`)}">${icon('yes')}<b class="grow">${t('door.proposal.vote')}</b>${icon('next')}</a>`}${minutes.length === 0 ? '' : html`<a class="item" href="${to(`/proposal/${id}/minutes`)}">${icon('list')}<b class="grow">${t('door.proposal.minutes', { n: minutes.length })}</b>${icon('next')}</a>`}</section>`
}
${isOpen(state) ? whoMayCall(look, found) : ''}`;
}

/** What a home may say to another's, or do with its own. */
export function answerForm(look: Look, id: string, { own, voice }: Mine, csrf: string): Html {
  const { t, to } = look;
  const start = html`<form class="card" method="post" action="${to(`/my/proposal/${id}`)}"><input type="hidden" name="csrf" value="${csrf}">`;
  if (own)
    return html`${start}<p>${t('door.proposal.yours')}</p><button class="btn" name="do" value="withdraw">${t('door.proposal.withdraw')}</button></form>`;
  const second = voice?.seconds === true;
  return html`${start}${voice ? html`<p>${icon('yes')}${t('door.proposal.said')}</p>` : ''}<fieldset><legend><b>${t('door.proposal.say')}</b></legend><div class="boxes">
<label class="pick"><input type="radio" name="seconds" value="yes"${second ? html` checked` : ''}><span>${t('door.proposal.second')}</span></label><label class="pick"><input type="radio" name="seconds" value="no"${voice && !second ? html` checked` : ''}><span>${t('door.proposal.notSecond')}</span></label></div></fieldset>
<label for="words"><b>${t('door.proposal.words')}</b><br><span class="two">${t('door.proposal.wordsHint')}</span></label><textarea class="box" id="words" name="words" rows="2" maxlength="300">${voice?.words ?? ''}</textarea>
<button class="btn main" name="do" value="say">${t('door.proposal.sayIt')}</button><p class="two">${t('door.proposal.secondText')}</p></form>`;
}

/** What all minutes of one page may weigh: the whole stays below 15 KiB. */
const mostBytes = 9_000;

/** The newest first, as many as a page bears, at least one. */
export function minutesBody(look: Look, { proposal }: PublicProposal, from: number): Html {
  const { t, to } = look;
  const all = proposal.minutes.toReversed();
  const shown: Minute[] = [];
  let weight = 0;
  for (const one of all.slice(from)) {
    weight += Buffer.byteLength(one.text) + 200;
    if (shown.length > 0 && weight > mostBytes) break;
    shown.push(one);
  }
  const next = from + shown.length;
  return html`${shown.map((one) => html`<section class="card"><p class="two">${dayIn(look, one.on)} · ${t(`door.proposal.body.${one.body}`)} · ${t('door.proposal.present', { n: one.present })}</p><p class="said">${one.text}</p></section>`)}
${next < all.length ? html`<a class="btn" href="${to(`/proposal/${proposal.id}/minutes`, { from: String(next) })}">${t('door.proposal.older')}</a>` : ''}`;
}

export interface Proposing {
  readonly title: string;
  readonly text: string;
  readonly named: boolean;
  readonly token: string;
  readonly faults: readonly Fault[];
}

export function proposeBody(look: Look, { title, text, named, token, faults }: Proposing): Html {
  const { t, to } = look;
  return html`<form class="card" id="form" method="post" action="${to('/my/propose')}"><input type="hidden" name="token" value="${token}">
<label for="title"><b>${t('door.proposal.what')}</b></label>${faultBy(look, 'title', faults)}<input class="box" id="title" name="title" value="${title}" maxlength="40"${markedBy('title', faults)}>
<label for="text"><b>${t('door.proposal.why')}</b></label>${faultBy(look, 'text', faults)}<textarea class="box" id="text" name="text" rows="4" maxlength="600"${markedBy('text', faults)}>${text}</textarea>
<div class="boxes"><label class="pick"><input type="radio" name="named" value="no"${named ? '' : html` checked`}><span>${t('door.proposal.unnamed')}</span></label><label class="pick"><input type="radio" name="named" value="yes"${named ? html` checked` : ''}><span>${t('door.proposal.named')}</span></label></div>
<p class="two">${t('door.proposal.public')}</p><button class="btn main">${t('door.proposal.send')}</button></form>`;
}
