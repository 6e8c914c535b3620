// The same record on paper, for people: the home, the adult himself, what was noted, asked, carried and reported, and who read it.
import { draw, mm } from '../print/sheet.ts';
import { findErrandKind } from '#modules/errand/kinds/errands.ts';
import type { Taken } from './my-take.ts';
import type { Look } from './page.ts';
import { knownKey } from './speak.ts';

type Row = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const timeOf = ({ times }: Look, value: unknown): string =>
  value instanceof Date ? times.moment(value.getTime()) : '';

const heading = (text: string): object => ({ text, bold: true, fontSize: 12, margin: [0, 12, 0, 4] });
const line = (...parts: readonly string[]): object => ({
  text: parts.filter(Boolean).join(' · '),
  fontSize: 10,
  margin: [0, 0, 0, 3],
});

function homeLines({ t }: Look, home: Row | undefined, self: Row | undefined): object[] {
  const said = (label: string, value: string): object[] => (value === '' ? [] : [line(`${label}：${value}`)]);
  const care = Array.isArray(home?.care) ? home.care.map(textOf).join('、') : '';
  return [
    ...said(t('door.my.door'), textOf(home?.door)),
    ...said(t('door.my.head'), textOf(home?.head)),
    ...said(t('door.my.phone'), textOf(home?.phone)),
    ...said(t('door.my.interval'), t('door.my.days', { n: textOf(home?.visit_interval) })),
    ...said(t('door.my.care'), care),
    ...said(t('door.my.name'), textOf(self?.name)),
    ...said(t('door.my.born'), textOf(self?.born)),
  ];
}

function readingLine(look: Look, row: Row): object {
  const { t } = look;
  const kind = textOf(row.purpose).split('.')[0] ?? '';
  const purpose = knownKey(`door.purpose.${textOf(row.purpose)}`) ?? knownKey(`door.purpose.${kind}`);
  const reason = knownKey(`door.reason.${textOf(row.reason)}`);
  return line(
    timeOf(look, row.at),
    t(knownKey(`door.role.${textOf(row.role)}`) ?? 'door.role.service'),
    t(purpose ?? 'door.purpose.other'),
    reason === undefined ? '' : t(reason),
  );
}

/** HOME-18 */
export function drawTaken(look: Look, { tables, county }: Taken): Promise<Uint8Array> {
  const { t, lang } = look;
  const rowsOf = (name: string): readonly Row[] => tables[name]?.rows ?? [];
  const part = (title: string, rows: readonly object[]): object[] =>
    rows.length === 0 ? [] : [heading(title), ...rows];
  const matters = rowsOf('matter').flatMap((matter) => [
    line(textOf(matter.number), textOf(matter.title), timeOf(look, matter.reported_at)),
    ...(textOf(matter.text) === '' ? [] : [line(textOf(matter.text))]),
    ...rowsOf('step')
      .filter((step) => step.matter === matter.id && textOf(step.text) !== '')
      .map((step) => line(`　${timeOf(look, step.at)}`, textOf(step.text))),
  ]);
  const errandName = (kind: unknown): string => {
    const found = findErrandKind(textOf(kind));
    return found === undefined ? '' : lang === 'en' ? found.en : found.zh;
  };
  const content = [
    { text: t('door.my.title'), bold: true, fontSize: 18 },
    line(county, look.times.moment(look.county.now())),
    ...part(t('door.my.facts'), homeLines(look, rowsOf('household')[0], rowsOf('member')[0])),
    ...part(
      t('door.my.visits'),
      rowsOf('visit').map((row) => line(timeOf(look, row.claimed_at), textOf(row.note) || t('door.my.noNote'))),
    ),
    ...part(
      t('door.my.promises'),
      rowsOf('promise').map((row) => line(textOf(row.text))),
    ),
    ...part(
      t('door.my.questions'),
      rowsOf('question').map((row) => line(timeOf(look, row.claimed_at), textOf(row.text), textOf(row.answer))),
    ),
    ...part(
      t('door.my.errands'),
      rowsOf('errand').map((row) => line(errandName(row.kind), textOf(row.words), textOf(row.reason))),
    ),
    ...part(t('door.my.cases'), matters),
    ...part(
      t('door.my.readings'),
      rowsOf('reading')
        .toSorted((a, b) => Number(b.at) - Number(a.at))
        .map((row) => readingLine(look, row)),
    ),
  ];
  return draw({ pageMargins: [mm(20), mm(18), mm(20), mm(16)], title: t('door.my.title'), lang, content });
}
