// The pages of public lists at a door: which there are, one with a search by name, and the form to object.
import { html } from 'hono/html';
import type { Publicity } from '#modules/publicity/model.ts';
import { joined } from '#modules/publicity/rules-fold.ts';
import type { ListHead, OpenList } from './list-data.ts';
import { type Html, icon } from './icons.ts';
import { type Fault, faultBy, type Look, markedBy, tel } from './page.ts';

/** Lines of one page, and how much they may weigh: the whole stays below 15 KiB. */
const perPage = 30;
const mostBytes = 9_000;
/** What stands around a line: its number, its way to object. */
const around = 330;

const weightOf = (row: Publicity['rows'][number]): number => around + Buffer.byteLength(Object.values(row).join(''));

/** As many lines as a page bears, at least one. */
function pageOf<L extends { readonly row: Publicity['rows'][number] }>(lines: readonly L[], from: number): L[] {
  const shown: L[] = [];
  let weight = 0;
  for (const one of lines.slice(from, from + perPage)) {
    weight += weightOf(one.row);
    if (shown.length > 0 && weight > mostBytes) break;
    shown.push(one);
  }
  return shown;
}

export function headWord({ t, times }: Look, head: ListHead): string {
  if (head.open) return t('door.list.until', { day: times.day(head.toAt - 1), n: head.rowCount });
  const result = head.state === 'shown' ? t('door.list.checking') : t(`door.list.result.${head.result ?? 'confirmed'}`);
  return t('door.list.over', { n: head.rowCount, result });
}

const afterWords = ({ t }: Look, head: ListHead): string =>
  head.objections === 0
    ? ''
    : t(head.state === 'shown' ? 'door.list.looking' : 'door.list.looked', { n: head.objections });

/** One row for the plate's own page, when there is a list at all. */
export function listsItem(look: Look, base: string, heads: readonly ListHead[]): Html | '' {
  const open = heads.filter((head) => head.open);
  if (heads.length === 0) return '';
  const [first] = open;
  const more =
    first === undefined
      ? look.t('door.list.none')
      : open.length === 1
        ? first.title
        : look.t('door.list.some', { n: open.length });
  return html`<section class="card list"><a class="item" href="${look.to(`${base}/lists`)}">${icon('list')}<span class="grow"><b>${look.t('door.list.title')}</b><br><span class="two">${more}</span></span>${icon('next')}</a></section>`;
}

export function listsBody(look: Look, base: string, heads: readonly ListHead[]): Html {
  if (heads.length === 0) return html`<p class="big">${look.t('door.list.none')}</p>`;
  return html`<section class="card list">${heads.map((head) => {
    const words = html`<span class="grow"><b>${head.title}</b><br><span class="two">${headWord(look, head)}</span>${afterWords(look, head) === '' ? '' : html`<br><span class="two">${afterWords(look, head)}</span>`}${head.open || head.said === '' ? '' : html`<br><span>${head.said}</span>`}</span>`;
    return head.open
      ? html`<a class="item" href="${look.to(`${base}/list/${head.id}`)}">${words}${icon('next')}</a>`
      : html`<div class="item">${words}</div>`;
  })}</section>`;
}

/** What is asked of one list: a name, and from which of its lines on. */
export interface Asked {
  readonly name: string;
  readonly from: number;
}

/** `base` is null behind a poster: it belongs to no door, so nobody objects from there. */
export function listBody(
  look: Look,
  { list, officePhone, supervisionPhone }: OpenList,
  base: string | null,
  asked: Asked,
): Html {
  const { t, to, times } = look;
  const here = `${base ?? ''}/list/${list.id}`;
  const wanted = joined(asked.name);
  const lines = list.rows
    .map((row, place) => ({ row, place }))
    .filter(({ row }) => wanted === '' || joined(row.name).includes(wanted));
  const shown = pageOf(lines, asked.from);
  const next = asked.from + shown.length;
  const turn = (from: number, key: 'door.list.before' | 'door.list.next'): Html =>
    html`<a class="btn" href="${to(here, { ...(asked.name === '' ? {} : { name: asked.name }), from: String(from) })}">${t(key)}</a>`;
  return html`<section class="card"><p>${list.basis}</p>
<p><b>${t('door.list.objectUntil', { day: times.day(list.toAt - 1) })}</b></p>
${base === null ? html`<p class="two">${t('door.list.fromDoor')}</p><a class="btn soft" href="${to('/plate')}">${t('door.list.toPlate')}</a>` : html`<a class="btn" href="${to(`${here}/object`)}">${t('door.list.object')}</a>`}
${officePhone === '' ? '' : html`<p><a class="link" href="${tel(officePhone)}">${t('door.list.call', { phone: officePhone })}</a></p>`}${supervisionPhone === '' ? '' : html`<p><a class="link" href="${tel(supervisionPhone)}">${t('door.list.supervision', { phone: supervisionPhone })}</a></p>`}</section>
<form class="card" method="get" action="${here}">${kept(look)}<label for="name"><b>${t('door.list.search')}</b></label><div class="row"><input class="box grow" id="name" name="name" value="${asked.name}" autocomplete="off" maxlength="24"><button class="btn">${t('door.list.find')}</button></div></form>
${shown.length === 0 ? html`<p class="big">${t('door.list.notFound')}</p>` : html`<section class="card list"><h2 class="pad">${wanted === '' ? t('door.list.lines', { n: list.rowCount }) : t('door.list.found', { n: lines.length })}</h2>${shown.map(({ row, place }) => line(look, here, { ...row, place }, base !== null))}</section>`}
${asked.from > 0 ? turn(Math.max(0, asked.from - perPage), 'door.list.before') : ''}${next < lines.length && shown.length > 0 ? turn(next, 'door.list.next') : ''}`;
}

/** Language, size and shade go along with a form that is asked by its address. */
const kept = ({ lang, elder, shade }: Look): Html =>
  html`${lang === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}${elder ? html`<input type="hidden" name="elder" value="1">` : ''}${shade === 'system' ? '' : html`<input type="hidden" name="shade" value="${shade}">`}`;

type Line = {
  readonly name: string;
  readonly group: string;
  readonly item: string;
  readonly amount: string;
  readonly place: number;
};

/** The way to object to a line stands once the reader has opened it: a long list stays light. */
const line = ({ t, to }: Look, here: string, one: Line, may: boolean): Html => {
  const words = html`<span class="grow">${one.place + 1}. <b>${one.name}</b> ${one.group}<br>${one.item} <b>${one.amount}</b></span>`;
  return may
    ? html`<details><summary class="item">${words}</summary><p class="pad"><a class="link" href="${to(`${here}/object`, { row: String(one.place) })}">${t('door.list.objectLine')}</a></p></details>`
    : html`<div class="item">${words}</div>`;
};

export interface ObjectFields {
  /** Place of the line as text; '' for the whole list. */
  readonly row: string;
  readonly text: string;
  readonly quiet: boolean;
  readonly token: string;
}

export function objectBody(
  look: Look,
  { list }: OpenList,
  action: string,
  { fields, faults }: { fields: ObjectFields; faults: readonly Fault[] },
): Html {
  const { t, to } = look;
  const row = fields.row === '' ? undefined : list.rows[Number(fields.row)];
  return html`<form class="card" id="form" method="post" action="${to(action)}"><input type="hidden" name="token" value="${fields.token}"><input type="hidden" name="row" value="${fields.row}">
<p><b>${list.title}</b>${row === undefined ? '' : html`<br>${t('door.list.aboutLine', { n: Number(fields.row) + 1, name: row.name, group: row.group, amount: row.amount })}`}</p>
<label for="text"><b>${t('door.list.what')}</b></label>${faultBy(look, 'text', faults)}<textarea class="box" id="text" name="text" rows="4" maxlength="1500"${markedBy('text', faults)}>${fields.text}</textarea>
<fieldset><legend><b>${t('door.list.quiet')}</b></legend><div class="boxes"><label class="pick"><input type="radio" name="quiet" value="0"${fields.quiet ? '' : html` checked`}><span>${t('door.list.quietNo')}</span></label><label class="pick"><input type="radio" name="quiet" value="1"${fields.quiet ? html` checked` : ''}><span>${t('door.list.quietYes')}</span></label></div></fieldset>
<button class="btn main">${t('door.list.send')}</button></form>`;
}
