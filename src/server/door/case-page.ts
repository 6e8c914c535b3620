// The page of one matter for its household: where it is as a sentence, the answer, the three buttons, and the way there and back.
import { html } from 'hono/html';
import { maySatisfy } from '#modules/case/commands-home.ts';
import type { DoorCase } from './case-data.ts';
import { type Html, icon, ring } from './icons.ts';
import { type Fault, faultBy, type Look, markedBy, tel } from './page.ts';
import { toldCard } from './told.ts';

const ninetyDays = 90 * 86_400_000;

/** Where the buttons of this matter lead, and what its forms carry. */
export interface CaseDoor {
  readonly base: string;
  readonly token: string;
}

const isAnswered = (matter: DoorCase): boolean => matter.state === 'answered' || matter.state === 'household-check';
/** CASE-29: what was referred is not asked about; whoever disagrees opens it again. */
const isReferred = (matter: DoorCase): boolean => matter.side === 'referred' && matter.outcome === null;
const isAsked = (matter: DoorCase): boolean => isAnswered(matter) && !isReferred(matter);
export const mayReopen = (matter: DoorCase, now: number): boolean =>
  matter.state === 'closed' && !matter.withdrawn && matter.closedAt !== null && now - matter.closedAt < ninetyDays;

/** The state in one sentence. */
export function sentence({ t }: Look, matter: DoorCase): string {
  const office = matter.holderName;
  if (isReferred(matter)) return t('door.case.referred', { route: t(`door.route.${matter.route ?? 'court'}`) });
  if (matter.state === 'closed') {
    if (matter.withdrawn) return t('door.case.withdrawn');
    if (matter.outcome === 'no-answer') return t('door.case.silent');
    return matter.outcome === 'solved' ? t('door.case.solved') : t('door.case.solvedNow');
  }
  if (isAsked(matter)) return t('door.case.waiting', { office: matter.answeredByName ?? office });
  if (matter.side === 'suspended') return t('door.case.suspended');
  if (matter.side === 'merged') return t('door.case.merged', { office });
  if (matter.side === 'reopened') return t('door.case.reopened', { office });
  return matter.state === 'reported' ? t('door.case.reported', { office }) : t('door.case.here', { office });
}

const shares: Readonly<Record<string, number>> = {
  reported: 12,
  accepted: 25,
  'in-progress': 50,
  answered: 75,
  'household-check': 88,
  closed: 100,
};

function chip(look: Look, matter: DoorCase): Html | '' {
  // Elder version: no chips to read a state from, the state is the sentence.
  if (look.elder) return '';
  const tone = isAsked(matter)
    ? 'late'
    : matter.state === 'closed'
      ? matter.outcome === 'solved'
        ? 'ok'
        : 'two'
      : 'blue';
  const key = isAsked(matter)
    ? 'door.case.state.yours'
    : matter.state === 'closed'
      ? 'door.case.state.done'
      : 'door.case.state.office';
  return html`<p class="chip ${tone}">${ring(shares[matter.state] ?? 0)}${look.t(key)}</p>`;
}

/** CASE-43, CASE-45: why it takes longer, in the office's own words, and until when. */
function whyLonger({ t, times }: Look, matter: DoorCase): Html | '' {
  const last = matter.steps.findLast((step) => step.name === 'case.suspended' || step.name === 'case.extended');
  const suspended = matter.side === 'suspended' && matter.reviewAt !== null;
  if (!last || last.text === '' || !(suspended || matter.extendedAt !== null)) return '';
  const until = suspended ? t('door.case.review', { day: times.day(matter.reviewAt ?? 0) }) : t('door.case.extended');
  return html`<p><b>${until}</b><br><span class="said">${last.text}</span></p>`;
}

export function caseBody(look: Look, matter: DoorCase, door: CaseDoor): Html {
  const { t, times, to } = look;
  const now = look.county.now();
  const open = matter.state !== 'closed';
  const withOffice = open && !isAnswered(matter);
  const suspended = withOffice && matter.side === 'suspended';
  const late = withOffice && !suspended && matter.resolveBy !== null && matter.resolveBy < now;
  return html`<section class="card">${chip(look, matter)}<h2 class="big state">${sentence(look, matter)}</h2>
<p class="two">${matter.title}${matter.number === null ? '' : html` · ${t('door.number', { number: matter.number })}`}</p>
${
  withOffice
    ? html`<p>${t('door.case.since', { time: times.moment(matter.holderSince) })}${matter.resolveBy === null || late || suspended ? '' : html`<br><b>${t('door.case.answerBy', { by: times.deadline(matter.resolveBy) })}</b>`}</p>${whyLonger(look, matter)}
${late ? html`<p class="bad">${icon('alert')}${t('door.case.late')}</p>` : ''}${matter.holderPhone === '' ? '' : html`<a class="btn soft" href="${tel(matter.holderPhone)}">${icon('phone')}${t('door.case.call', { office: matter.holderName })}</a>`}`
    : ''
}</section>
${isAsked(matter) ? askCard(look, matter, door) : answerCard(look, matter)}
${satisfactionCard(look, matter, door)}
${isReferred(matter) && open ? html`<a class="btn" href="${to(`${door.base}/say`, { outcome: 'not-solved' })}">${t('door.case.again')}</a>` : ''}
${mayReopen(matter, now) ? html`<a class="btn" href="${to(`${door.base}/say`, { outcome: 'not-solved' })}">${t('door.case.again')}</a><p class="two">${t('door.case.againUntil', { day: times.day((matter.closedAt ?? now) + ninetyDays) })}</p>` : ''}
${theWay(look, matter)}
${files(look, matter, door)}
${notesFor(look, matter)}
${toldCard(look, matter.told)}
${matter.text === '' ? '' : html`<section class="card"><h2>${t('door.case.youSaid')}</h2><p class="said">${matter.text}</p></section>`}
${withOffice && matter.side !== 'merged' && !matter.atTop ? html`<p><a class="link" href="${to(`${door.base}/up`)}">${t('door.case.up')}</a></p>` : ''}
${open ? html`<p><a class="link" href="${to(`${door.base}/withdraw`)}">${t('door.case.withdraw')}</a></p>` : ''}`;
}

/** Small, one beside the other, each the way to itself in full; sound with the browser's own player. Without scripts. */
function files({ t }: Look, matter: DoorCase, door: CaseDoor): Html | '' {
  const here = matter.attachments.filter((one) => one.state === 'received');
  if (here.length === 0) return '';
  const show = (one: (typeof here)[number], n: number): Html => {
    const address = `${door.base}/file/${one.id}`;
    const name = t(one.kind === 'picture' ? 'door.case.picture' : 'door.case.sound', { n });
    return one.kind === 'picture'
      ? html`<a href="${address}"><img src="${address}/small" alt="${name}" width="120" height="120" loading="lazy"></a>`
      : html`<audio controls preload="none" src="${address}" aria-label="${name}"></audio>`;
  };
  return html`<section class="card"><h2>${t('door.case.files')}</h2><div class="files">${here.map((one, place) => show(one, place + 1))}</div></section>`;
}

const answerOf = ({ t }: Look, matter: DoorCase): Html | '' =>
  matter.answer === ''
    ? ''
    : html`<p><b>${t('door.case.said', { office: matter.answeredByName ?? matter.holderName })}</b><br><span class="said">${matter.answer}</span></p>`;

const answerCard = (look: Look, matter: DoorCase): Html | '' =>
  matter.answer === '' ? '' : html`<section class="card">${answerOf(look, matter)}</section>`;

/** CASE-77: asked once its word was said; whoever does not answer is not asked again elsewhere. */
function satisfactionCard({ t, to, county }: Look, matter: DoorCase, door: CaseDoor): Html | '' {
  if (!maySatisfy(matter, county.now()))
    return matter.satisfied === null ? '' : html`<p class="two">${t('door.satisfied.thanks')}</p>`;
  return html`<section class="card"><p class="big">${t('door.satisfied.ask')}</p><p class="two">${t('door.satisfied.why')}</p>
<form method="post" action="${to(`${door.base}/satisfied`)}"><input type="hidden" name="token" value="${door.token}"><button class="btn act" name="satisfied" value="yes"><span class="ok">${icon('yes')}</span>${t('door.satisfied.yes')}</button>
<button class="btn act" name="satisfied" value="no"><span class="bad">${icon('no')}</span>${t('door.satisfied.no')}</button></form></section>`;
}

function askCard(look: Look, matter: DoorCase, door: CaseDoor): Html {
  const { t, to } = look;
  const say = (outcome: string): string => to(`${door.base}/say`, { outcome });
  return html`<section class="card yours"><h2 class="big">${t('door.case.ask')}</h2>${answerOf(look, matter)}
<form method="post" action="${to(`${door.base}/say`)}"><input type="hidden" name="token" value="${door.token}"><button class="btn act" name="outcome" value="solved"><span class="ok">${icon('yes')}</span>${t('door.case.yes')}</button></form>
<a class="btn act" href="${say('partly')}"><span class="late">${icon('partly')}</span>${t('door.case.partly')}</a>
<a class="btn act" href="${say('not-solved')}"><span class="bad">${icon('no')}</span>${t('door.case.no')}</a>
<p class="two">${t('door.case.count')}</p></section>`;
}

interface Stop {
  readonly label: string;
  readonly at: number;
}

const climbs = new Set([
  'case.handed-up',
  'case.stepped-up',
  'case.ruling-asked',
  'case.ruled',
  'case.dispatched',
  'case.returned',
  'case.passed',
  'case.joined',
]);

/** The offices it went through, from the door upwards; the last one is where it is now. */
function climbOf({ t }: Look, matter: DoorCase): Stop[] {
  const stops: Stop[] = [];
  for (const step of matter.steps) {
    if (step.name === 'case.reported') {
      // What a household sends itself starts with the household, not with the office that receives it.
      const by = matter.own ? null : step.officeName;
      stops.push({ label: by ?? t('door.case.way.you'), at: step.at });
      if (step.toOfficeName !== null && step.toOfficeName !== by) stops.push({ label: step.toOfficeName, at: step.at });
    } else if (climbs.has(step.name) && step.toOfficeName !== null && stops.at(-1)?.label !== step.toOfficeName) {
      stops.push({ label: step.toOfficeName, at: step.at });
    }
  }
  return stops;
}

/** What an office wrote for the household on the way; inner notes never reach this page (CASE-75). */
function notesFor({ t, times }: Look, matter: DoorCase): Html | '' {
  const notes = matter.steps.filter((step) => step.name === 'case.noted' && step.text !== '');
  if (notes.length === 0) return '';
  return html`<section class="card"><h2>${t('door.case.notes')}</h2>${notes.map((note) => html`<p><b>${note.officeName ?? ''}</b> <span class="two">${times.day(note.at)}</span><br><span class="said">${note.text}</span></p>`)}</section>`;
}

function theWay(look: Look, matter: DoorCase): Html {
  const { t, times } = look;
  const stops = climbOf(look, matter);
  const top = stops.pop();
  const done = (name: string): number | undefined => matter.steps.findLast((step) => step.name === name)?.at;
  const answered = matter.answeredAt;
  const past = (at: number | null | undefined): at is number =>
    at !== null && at !== undefined && answered !== null && at >= answered;
  const fixed = isAnswered(matter) || matter.state === 'closed';
  const back = [
    { label: t('door.case.way.fixed'), at: fixed ? answered : null },
    { label: t('door.case.way.told'), at: fixed && past(done('case.told')) ? done('case.told') : null },
    {
      label: t('door.case.way.say'),
      at: matter.state === 'closed' && past(done('case.solved')) ? done('case.solved') : null,
    },
  ];
  const walked = back.every(({ at }) => past(at));
  const here = matter.state !== 'closed' && !isAnswered(matter);
  const time = (at: number): Html => html`<br><span class="two">${times.moment(at)}</span>`;
  return html`<section class="card"><h2>${t('door.case.way')}</h2><div class="way">
<p class="top"><b>${top?.label ?? matter.holderName}</b><br>${here ? t('door.case.way.here') : top ? times.moment(top.at) : ''}</p>
<div class="sides"><ol class="up" reversed aria-label="${t('door.case.way.up')}">${stops.toReversed().map((stop) => html`<li>${stop.label}${time(stop.at)}</li>`)}</ol>
<ol class="back${walked ? ' walked' : ''}" aria-label="${t('door.case.way.back')}">${back.map(({ label, at }) => html`<li class="${past(at) ? 'done' : ''}">${label}${past(at) ? time(at) : ''}</li>`)}</ol></div>
<p class="foot${matter.outcome === 'solved' && walked ? ' good' : ''}"><b>${t('door.case.way.home')}</b><br><span class="two">${t('door.case.way.done')}</span></p></div></section>`;
}

export function sayBody(
  look: Look,
  door: CaseDoor,
  outcome: 'partly' | 'not-solved',
  form: { text: string; faults: readonly Fault[] },
): Html {
  const { t, to } = look;
  return html`<form class="card" id="form" method="post" action="${to(`${door.base}/say`)}"><input type="hidden" name="token" value="${door.token}"><input type="hidden" name="outcome" value="${outcome}">
<p class="big">${t('door.say.title')}</p><label for="text"><b>${t('door.say.text')}</b> <span class="two">${t('door.report.optional')}</span></label>${faultBy(look, 'text', form.faults)}
<textarea class="box" id="text" name="text" rows="3" maxlength="2000"${markedBy('text', form.faults)}>${form.text}</textarea>
<button class="btn main">${t(`door.say.send.${outcome}`)}</button></form>`;
}

/** Both ask first, with room for a reason: taking it back, and taking it one level up. */
export function changeBody(look: Look, door: CaseDoor, change: 'withdraw' | 'up', text: string): Html {
  const { t, to } = look;
  return html`<form class="card" id="form" method="post" action="${to(`${door.base}/${change}`)}"><input type="hidden" name="token" value="${door.token}">
<p class="big">${t(`door.${change}.title`)}</p><p>${t(`door.${change}.more`)}</p><label for="text"><b>${t(`door.${change}.text`)}</b> <span class="two">${t('door.report.optional')}</span></label>
<textarea class="box" id="text" name="text" rows="2" maxlength="500">${text}</textarea><button class="btn${change === 'up' ? ' main' : ''}">${t(`door.${change}.send`)}</button></form>
<a class="btn${change === 'up' ? '' : ' main'}" href="${to(door.base)}">${t(`door.${change}.keep`)}</a>`;
}
