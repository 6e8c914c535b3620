// The household's pages about a poll: the question with its answers, the result, the board of all ballots, and counting again.
import { html } from 'hono/html';
import type { Ballot, Poll, Way } from '#modules/poll/model.ts';
import { isRunning, readBallot, sumOf, tooFew } from '#modules/poll/rules.ts';
import { type Html, icon } from './icons.ts';
import type { Look } from './page.ts';
import type { Key } from './speak.ts';

export interface PublicPoll {
  readonly poll: Poll;
  readonly board: readonly Ballot[];
  readonly office: string;
}

/** How the ballot of this page comes to its signature. */
export interface Casting {
  readonly signs: string;
  readonly csrf: string;
  /** Whose begun ballot is kept on this phone; '' with a slip, where its code says it. */
  readonly voter: string;
  readonly slip: boolean;
  /** How and when this voter's ballot was given out already. */
  readonly taken?: { readonly way: Way; readonly day: number };
}

const saidKeys = [
  'done',
  'again',
  'other',
  'pick',
  'begun',
  'poll-taken',
  'poll-not-voter',
  'poll-slip-unknown',
  'poll-not-running',
  'poll-keys-gone',
  'ballot-late',
  'too-many',
] as const;

/** Everything the script may have to say, in the language of the page. */
const wordsFor = ({ t }: Look): string =>
  JSON.stringify(Object.fromEntries(saidKeys.map((key) => [key, t(`door.poll.said.${key}` as Key)])));

const head = ({ t, times }: Look, { poll, office }: PublicPoll): Html =>
  html`<section class="card"><p class="two">${t(`door.poll.kind.${poll.kind}`)} · ${office}</p><p class="big">${poll.title}</p>
${poll.text === '' ? '' : html`<p class="said">${poll.text}</p>`}
<p class="two">${t(`door.poll.unit.${poll.unit}`)}${poll.closedAt === null ? html`<br>${times.deadline(poll.closesAt)}` : ''}</p></section>`;

/** POLL-9, and what no program can promise. */
const limits = ({ t }: Look): Html =>
  html`<details class="card"><summary><b>${t('door.poll.limits')}</b></summary><p>${t('door.poll.limits.secret')}</p><p>${t('door.poll.limits.home')}</p><p>${t('door.poll.limits.phone')}</p><p>${t('door.poll.limits.law')}</p></details>`;

const paperWay = ({ t }: Look): Html =>
  html`<section class="card" data-paper><h2>${t('door.poll.paper')}</h2><p>${t('door.poll.paperText')}</p></section>`;

export function castBody(look: Look, found: PublicPoll, casting: Casting): Html {
  const { t } = look;
  const { poll } = found;
  const { taken } = casting;
  // A ballot taken by page may still lie on this phone, cut off on its way to the urn: only then its form is of use.
  const given = taken
    ? html`<p class="card">${icon('yes')}${t(`door.poll.taken.${taken.way}`, { day: look.times.day(taken.day) })}</p>`
    : '';
  if (taken && taken.way !== 'page') return html`${head(look, found)}${given}${limits(look)}`;
  return html`${head(look, found)}${given}
<form data-poll="${poll.id}" data-key="${JSON.stringify(poll.key)}" data-signs="${casting.signs}" data-csrf="${casting.csrf}" data-voter="${casting.voter}" data-words="${wordsFor(look)}">
<div class="card" data-ask hidden>${
    casting.slip
      ? html`<label for="code"><b>${t('door.poll.code')}</b></label><input class="box code" id="code" name="code" autocomplete="off" autocapitalize="characters" maxlength="24">`
      : ''
  }<fieldset><legend><b>${t('door.poll.choose')}</b></legend><div class="boxes">
${poll.choices.map((choice, at) => html`<label class="pick"><input type="radio" name="choice" value="${at}"><span>${choice}</span></label>`)}</div></fieldset>
<button class="btn main">${t('door.poll.cast')}</button></div>
<div class="card" data-said role="status" hidden><p></p><p class="big" data-tracker></p></div></form>
${paperWay(look)}
${limits(look)}
<script type="module" src="/door-poll.js"></script>`;
}

const share = (part: number, whole: number): string => (whole === 0 ? '' : ` · ${Math.round((100 * part) / whole)}%`);

function result(look: Look, { poll, board }: PublicPoll): Html | '' {
  const { t, to, times } = look;
  const { count } = poll;
  if (!count) return '';
  const { urn, paper, blank, given } = count;
  const all = sumOf(urn) + sumOf(paper) + blank;
  return html`<section class="card"><h2>${t('door.poll.result')}</h2><dl>
${poll.choices.map((choice, at) => html`<div><dt>${choice}</dt><dd><b>${t('door.poll.votes', { n: (urn[at] ?? 0) + (paper[at] ?? 0) })}</b>${share((urn[at] ?? 0) + (paper[at] ?? 0), all)}</dd></div>`)}
${blank === 0 ? '' : html`<div><dt>${t('door.poll.blank')}</dt><dd>${t('door.poll.votes', { n: blank })}</dd></div>`}</dl>
<p class="two">${t('door.poll.given', { ...given, all: given.page + given.slip + given.paper })}<br>${t('door.poll.counted', { urn: sumOf(urn), paper: sumOf(paper) + blank, day: times.day(poll.closedAt ?? 0) })}</p></section>
<section class="card list"><a class="item" href="${to(`/poll/${poll.id}/board`)}">${icon('eye')}<span class="grow"><b>${t('door.poll.board')}</b><br><span class="two">${t('door.poll.boardMore', { n: board.length })}</span></span>${icon('next')}</a>
<a class="item" href="${to(`/poll/${poll.id}/recount`)}">${icon('yes')}<span class="grow"><b>${t('door.poll.recount')}</b><br><span class="two">${t('door.poll.recountMore')}</span></span>${icon('next')}</a></section>`;
}

function endedBecause({ t }: Look, { because, state }: Poll): Html | '' {
  if (because === tooFew) return html`<p class="card">${t('door.poll.tooFew')}</p>`;
  if (because === '') return '';
  return html`<p class="card">${t(state === 'cancelled' ? 'door.poll.cancelled' : 'door.poll.early')}<br>${because}</p>`;
}

/** The poll as everybody may see it. */
export function pollBody(look: Look, found: PublicPoll): Html {
  const { t, to } = look;
  const { poll } = found;
  const runs = isRunning(poll, look.county.now());
  const choices = html`<section class="card"><h2>${t('door.poll.choices')}</h2>${poll.choices.map((choice) => html`<p>${choice}</p>`)}</section>`;
  return html`${head(look, found)}${endedBecause(look, poll)}
${runs ? html`${choices}<a class="btn main" href="${to(`/my/poll/${poll.id}`)}">${t('door.poll.byPage')}</a><a class="btn" href="${to(`/poll/${poll.id}/slip`)}">${t('door.poll.bySlip')}</a>${paperWay(look)}${limits(look)}` : ''}
${poll.state === 'opening' ? html`<p class="card">${t('door.poll.opening')}</p>` : ''}
${poll.state === 'closed' || (poll.state === 'open' && !runs) ? html`<p class="card">${t('door.poll.counting')}</p>` : ''}
${result(look, found)}`;
}

/** A board fits one page up to here; beyond it the first figures of the tracker choose the page. */
const onePage = 100;

export function boardBody(look: Look, { poll, board }: PublicPoll, from: string): Html {
  const { t, to } = look;
  const figures = board.length <= onePage ? 0 : board.length <= 10 * onePage ? 1 : 2;
  const lines = board.map((one) => readBallot(one.words)).flatMap((one) => (one ? [one] : []));
  const intro = html`<p>${t('door.poll.boardText')}</p>`;
  if (figures > 0 && from.length !== figures)
    return html`${intro}<section class="card list">${Array.from({ length: 10 ** figures }, (_, at) =>
      String(at).padStart(figures, '0'),
    ).map(
      (start) =>
        html`<a class="item" href="${to(`/poll/${poll.id}/board`, { from: start })}"><b class="grow code">${start}…</b>${icon('next')}</a>`,
    )}</section>`;
  const shown = lines
    .filter(({ tracker }) => tracker.startsWith(from))
    .sort((a, b) => (a.tracker < b.tracker ? -1 : 1));
  return html`${intro}<section class="card"><dl>${shown.map(({ tracker, choice }) => html`<div><dt>${tracker}</dt><dd>${poll.choices[choice] ?? ''}</dd></div>`)}</dl></section>`;
}

export function recountBody({ t }: Look, { poll }: PublicPoll): Html {
  const address = `/poll/${poll.id}/board.json`;
  return html`<p>${t('door.poll.recountText')}</p><pre class="card said" data-recount="${address}">${t('door.poll.recountWait')}</pre>
<section class="card"><h2>${t('door.poll.recountSelf')}</h2><p>${t('door.poll.recountSelfText')}</p><p class="row"><a class="link" href="/recount.mjs" download>recount.mjs</a> <a class="link" href="${address}" download>board.json</a></p><p class="said">node recount.mjs board.json</p></section>
<script type="module" src="/recount.mjs"></script>`;
}

export interface RunningPoll {
  readonly id: string;
  readonly title: string;
  readonly closesAt: number;
}

/** Polls of a ground that run, as a list that leads to them. */
export function pollList({ t, to, times }: Look, polls: readonly RunningPoll[], base: '/poll' | '/my/poll'): Html | '' {
  if (polls.length === 0) return '';
  return html`<section class="card list"><h2 class="pad">${t('door.poll.running')}</h2>
${polls.map((one) => html`<a class="item" href="${to(`${base}/${one.id}`)}">${icon('yes')}<span class="grow"><b>${one.title}</b><br><span class="two">${times.deadline(one.closesAt)}</span></span>${icon('next')}</a>`)}</section>`;
}
