// Figures in words: a sentence with its whole, a track, and the way to the matters behind it; and tables of the same.
import type { JSX } from 'preact';
import { formatSpan } from '#look/dates.ts';
import { Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { fewest, findFigure, type Spans, withoutList } from '../kinds/figures.ts';
import type { Figure, FigureRow } from '../model.ts';

/** Where a figure or a place leads; what is left out stays as it is. */
export interface To {
  readonly area?: string;
  readonly office?: string;
  readonly quarter?: string;
  readonly figure?: string;
  readonly of?: 'part' | 'rest' | 'whole';
}
export type Link = (to: To) => string;

/** Where the rest is what one would rather know; of the others only the part is asked for. */
const restMatters: readonly string[] = ['response', 'on-time', 'on-time-first', 'solved'];

const hasList = (key: string): boolean => findFigure(key) !== undefined && !withoutList.includes(key);

function Way(props: { figure: Figure; of: 'part' | 'rest'; n: number; link: Link }): JSX.Element | null {
  const { figure, of, n } = props;
  if (n === 0 || !hasList(figure.key)) return null;
  return (
    <a class="underline zd-no-print inline-flex items-center min-h-11" href={props.link({ figure: figure.key, of })}>
      {t(`measure.see.${of}`, { n })}
    </a>
  );
}

function Ways(props: { figure: Figure; part: number; whole: number; link: Link }): JSX.Element {
  const { figure, part, whole, link } = props;
  return (
    <span class="zd-two flex flex-wrap gap-x-4">
      <Way figure={figure} of="part" n={part} link={link} />
      {restMatters.includes(figure.key) ? <Way figure={figure} of="rest" n={whole - part} link={link} /> : null}
    </span>
  );
}

/** `small`: a share that stands beside a larger one, as words alone. */
function FigureLine(props: { figure: Figure; small: boolean; link: Link }): JSX.Element {
  const { key, part, whole } = props.figure;
  if (part === null || whole === null || whole === 0)
    return (
      <li class="py-1">
        {t(`measure.name.${key}`)}{' '}
        <span class="zd-two">{whole === 0 ? t('measure.none') : t('measure.few', { n: fewest })}</span>
      </li>
    );
  const percent = Math.round((100 * part) / whole);
  const words = (
    <span class="flex flex-wrap items-baseline gap-x-3">
      <span class="zd-grow">{t(`measure.say.${key}`, { part, whole })}</span>
      <b>{t('measure.percent', { n: percent })}</b>
    </span>
  );
  if (props.small) return <li class="py-1">{words}</li>;
  return (
    <li class="pt-2">
      {words}
      <span class="zd-track zd-tone-act block my-2" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      <Ways figure={props.figure} part={part} whole={whole} link={props.link} />
    </li>
  );
}

/** One card of figures that belong together; `note` says how they are to be read. */
export function FigureCard(props: {
  title: string;
  note?: string;
  keys: readonly string[];
  /** Said as words alone, below the others. */
  small?: readonly string[];
  figures: readonly Figure[];
  link: Link;
  children?: JSX.Element | null;
}): JSX.Element | null {
  const small = props.small ?? [];
  const all = [...props.keys, ...small].flatMap((key) => props.figures.find((figure) => figure.key === key) ?? []);
  if (all.length === 0) return null;
  // Where the whole is nothing, or too few, that is said once and not seven times.
  const own = all.every(({ whole }) => whole === all[0]?.whole && !whole) ? all.slice(0, 1) : all;
  return (
    <Card label={props.title}>
      <h2>{props.title}</h2>
      {props.note === undefined ? null : <p class="zd-two">{props.note}</p>}
      <ul>
        {own.map((figure) => (
          <FigureLine key={figure.key} figure={figure} small={small.includes(figure.key)} link={props.link} />
        ))}
      </ul>
      {props.children}
    </Card>
  );
}

export function SpanLine(props: { what: 'response' | 'result'; spans: Spans }): JSX.Element | null {
  const { median, nineInTen } = props.spans;
  if (median === null) return null;
  return (
    <p class="mt-2">
      {t(`measure.spans.${props.what}`, { median: formatSpan(median) })}
      {nineInTen === null ? null : ` ${t('measure.spans.nine', { nine: formatSpan(nineInTen) })}`}
    </p>
  );
}

function Share(props: { figure: Figure | undefined }): JSX.Element {
  const { part, whole } = props.figure ?? { part: null, whole: null };
  if (part === null || whole === null) return <span class="zd-two">{t('measure.fewShort')}</span>;
  if (whole === 0) return <span class="zd-two">{t('measure.noneShort')}</span>;
  return <>{t('measure.ofWhole', { part, whole })}</>;
}

/** MEAS-15: in the order given, with nothing to sort by. */
export function FigureTable(props: {
  title: string;
  head: string;
  keys: readonly string[];
  rows: readonly FigureRow[];
  href?: (id: string) => string;
}): JSX.Element | null {
  if (props.rows.length === 0) return null;
  return (
    <Card label={props.title}>
      <h2>{props.title}</h2>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{props.head}</th>
              {props.keys.map((key) => (
                <th key={key} scope="col" class="zd-num">
                  {t(`measure.name.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {props.href === undefined ? (
                    row.name
                  ) : (
                    <a class="underline inline-flex items-center min-h-11" href={props.href(row.id)}>
                      {row.name}
                    </a>
                  )}
                </th>
                {props.keys.map((key) => (
                  <td key={key} class="zd-num align-middle">
                    <Share figure={row.figures.find((figure) => figure.key === key)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
