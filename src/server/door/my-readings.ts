// Who read my record: role or person, office, for what and why, when; the newest first, to the oldest.
import { html } from 'hono/html';
import { type Html, icon } from './icons.ts';
import type { MyReading } from './my-data.ts';
import type { Look } from './page.ts';
import { knownKey } from './speak.ts';

/** So many are asked for at once, and stand on one page. */
export const readingsAtOnce = 200;

/** HOME-16: what was done, and why where that had to be said. */
function purposeOf({ t }: Look, one: MyReading): string {
  const kind = one.purpose.split('.')[0] ?? '';
  const purpose = t(
    knownKey(`door.purpose.${one.purpose}`) ?? knownKey(`door.purpose.${kind}`) ?? 'door.purpose.other',
  );
  const reason = knownKey(`door.reason.${one.reason}`);
  return reason === undefined ? purpose : t('door.my.why', { purpose, reason: t(reason) });
}

function readingRow(look: Look, one: MyReading): Html {
  const { t, times } = look;
  const role = t(knownKey(`door.role.${one.role}`) ?? 'door.role.service');
  return html`<div class="item"><span class="grow"><b>${one.name === null ? role : `${role} ${one.name}`}</b><br><span class="two">${one.office === null ? '' : `${one.office} · `}${purposeOf(look, one)}<br>${times.moment(one.at)}</span></span></div>`;
}

const head = ({ t }: Look): Html =>
  html`<h2 class="pad row"><span class="grow">${t('door.my.readings')}</span>${icon('eye')}</h2>`;
const foot = ({ t, to }: Look): Html =>
  html`<a class="item link" href="${to('/my/request')}">${t('door.my.correct')}${icon('next')}</a>`;
const rows = (look: Look, readings: readonly MyReading[]): Html | Html[] =>
  readings.length === 0
    ? html`<p class="pad two">${look.t('door.my.noReadings')}</p>`
    : readings.map((one) => readingRow(look, one));

/** The newest few on the record's own page, with the way to all of them. */
export function readingCard(look: Look, readings: readonly MyReading[], all: number): Html {
  const { t, to } = look;
  return html`<section class="card list" id="readings">${head(look)}${rows(look, readings.slice(0, 3))}
${all > 3 ? html`<a class="item link" href="${to('/my/readings')}">${t('door.my.all', { n: all })}${icon('next')}</a>` : ''}
${foot(look)}</section>`;
}

export function readingsBody(look: Look, readings: readonly MyReading[], skip: number): Html {
  const { t, to } = look;
  const older = readings.length === readingsAtOnce;
  return html`<section class="card list" id="readings">${head(look)}${rows(look, readings)}
${older ? html`<a class="item link" href="${to('/my/readings', { skip: String(skip + readingsAtOnce) })}">${t('door.my.older')}${icon('next')}</a>` : ''}
${foot(look)}</section>`;
}
