// On the household's own page: elections on its ground, whether its own verified adult stands on the roll, an objection, the result; and the yearly appraisal.
import { html } from 'hono/html';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { AppraisalRow } from '#modules/election/model-appraisal.ts';
import type { MyElection } from '#modules/election/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import type { Html } from './icons.ts';
import type { Look } from './page.ts';

export interface MyElections {
  readonly elections: readonly MyElection[];
  readonly appraisals: readonly AppraisalRow[];
}

export async function myElections(county: County, actor: Actor): Promise<MyElections> {
  const [elections, appraisals] = await Promise.all([
    ask(county, actor, 'election.mine', {}),
    ask(county, actor, 'appraisal.list', {}),
  ]);
  return { elections, appraisals: (appraisals as AppraisalRow[]).slice(0, 2) };
}

/** ELECT-6: of himself only. False when it was not taken. */
export async function objectTo(
  county: County,
  actor: Actor,
  said: { election: string; what: string },
): Promise<boolean> {
  const input = { ...said, objection: newId(), member: actor.member };
  const envelope = { v: 1, id: newId(), name: 'election.object', input } as const;
  const answer = await execute(county, actor, { ...envelope, at: county.now(), device: null, author: actor.person });
  return answer.status === 'accepted';
}

const noon = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);

function rollLine({ t, times }: Look, one: MyElection): string {
  if (one.on === null) return t('door.my.election.notYet');
  const until = one.objectUntil === null ? '' : t('door.my.election.until', { day: times.day(one.objectUntil) });
  return `${t(one.on ? 'door.my.election.on' : 'door.my.election.off')}${until}`;
}

function objection(look: Look, one: MyElection, csrf: string): Html | string {
  const { t, to, county } = look;
  if (one.objected !== null) {
    const key = one.objected.agreed === null ? 'waits' : one.objected.agreed ? 'agreed' : 'refused';
    return html`<br><span class="two">${t(`door.my.election.${key}`)}</span>`;
  }
  if (one.objectUntil === null || one.on === null || county.now() > one.objectUntil) return '';
  const button = (what: string, word: string): Html =>
    html`<button class="btn" name="what" value="${what}">${word}</button>`;
  return html`<form method="post" action="${to('/my/object')}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="election" value="${one.id}">${one.on ? '' : button('missing', t('door.my.election.missing'))}${button('particulars', t('door.my.election.wrong'))}</form>`;
}

function results({ t }: Look, one: MyElection): Html[] {
  return one.results.map(({ title, elected, tally }) => {
    const votes = tally.map(({ name, votes: n }) => t('door.my.election.votes', { name, n })).join(t('door.my.and'));
    const who = elected.length === 0 ? '' : t('door.my.election.elected', { names: elected.join(t('door.my.and')) });
    return html`<br>${t(`door.my.election.post.${title}`)} ${who}<br><span class="two">${votes}</span>`;
  });
}

function electionRow(look: Look, one: MyElection, csrf: string): Html {
  const { t, times } = look;
  const over = one.results.length > 0 || one.state === 'over';
  const standing = one.standing.filter(({ names }) => names.length > 0);
  return html`<div class="item"><span class="grow"><b>${one.place} ${t(`door.my.election.kind.${one.recall ? 'recall' : one.kind}`)}</b><br><span class="two">${times.day(noon(one.day))} · ${one.places.join(t('door.my.and'))}</span>${
    over
      ? results(look, one)
      : html`<br>${rollLine(look, one)}${standing.map(({ title, names }) => html`<br><span class="two">${t(`door.my.election.post.${title}`)}${t('door.my.election.standing', { names: names.join(t('door.my.and')) })}</span>`)}${objection(look, one, csrf)}`
  }</span></div>`;
}

function appraisalRow({ t }: Look, row: AppraisalRow): Html {
  return html`<details><summary class="item"><span class="grow"><b>${t('door.my.appraisal', { year: row.year })}</b><br><span class="two">${t('door.my.appraisal.came', { came: row.came, entitled: row.entitled })}</span></span></summary>${row.rows.map((one) => html`<p class="pad">${one.office} ${one.name}<br><span class="two">${t('door.my.appraisal.marks', { good: one.good, fit: one.fit, unfit: one.unfit, none: one.none })}</span></p>`)}</details>`;
}

export function electionCard(look: Look, { elections, appraisals }: MyElections, csrf: string): Html | '' {
  const { t } = look;
  if (elections.length === 0 && appraisals.length === 0) return '';
  return html`<section class="card list" id="elections"><h2 class="pad">${t('door.my.elections')}</h2><p class="pad two">${t('door.my.election.online')}</p>${elections.map((one) => electionRow(look, one, csrf))}${appraisals.map((one) => appraisalRow(look, one))}</section>`;
}
