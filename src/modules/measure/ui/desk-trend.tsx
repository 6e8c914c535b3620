// A figure month by month: a chart that is fetched when it is first looked at, and behind it the same numbers as a table.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { theme } from '#look/theme.ts';
import { Card, Choice, Fold } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { fewest, type rowKeys } from '../kinds/figures.ts';
import type { TrendMonth } from '../model.ts';
import type { Drawn } from './trend-chart.ts';

type Key = (typeof rowKeys)[number];

/** 4月 / Apr. */
const monthName = (month: string): string =>
  lang.value === 'en'
    ? new Date(`${month}-15T00:00:00Z`).toLocaleString('en', { month: 'short', timeZone: 'UTC' })
    : t('measure.month', { n: Number(month.slice(5)) });
const shareIn = (month: TrendMonth, key: Key): number | null => month.shares[key] ?? null;

/** Is the page dark by the system's wish? A chart does not follow a style sheet by itself. */
function useDark(): boolean {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const [dark, set] = useState(query.matches);
  useEffect(() => {
    const hear = (): void => set(query.matches);
    query.addEventListener('change', hear);
    return () => query.removeEventListener('change', hear);
  }, []);
  return dark;
}

function Chart(props: { months: readonly TrendMonth[]; of: Key }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(undefined);
  const [state, setState] = useState<'waiting' | 'open' | 'failed'>('waiting');
  useEffect(() => {
    let gone = false;
    import('./trend-chart.ts').then(
      ({ openChart }) => {
        if (gone || !place.current) return;
        drawn.current = openChart(place.current);
        setState('open');
      },
      () => setState('failed'),
    );
    return () => {
      gone = true;
      drawn.current?.stop();
      drawn.current = undefined;
    };
  }, []);
  const dark = useDark();
  useEffect(() => {
    drawn.current?.draw(
      props.months.map(({ month }) => monthName(month)),
      props.months.map((month) => shareIn(month, props.of)),
    );
  }, [state, props.months, props.of, theme.value, dark, lang.value]);
  if (state === 'failed') return <p class="zd-two">{t('measure.trend.failed')}</p>;
  return (
    <div
      ref={place}
      role="img"
      class="h-56 w-full"
      aria-label={t('measure.trend.chart', { name: t(`measure.name.${props.of}`) })}
    />
  );
}

function Table(props: { months: readonly TrendMonth[]; keys: readonly Key[] }): JSX.Element {
  return (
    <Fold title={t('measure.trend.table')}>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{t('measure.trend.month')}</th>
              {props.keys.map((key) => (
                <th key={key} scope="col" class="zd-num">
                  {t(`measure.name.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                {props.keys.map((key) => {
                  const share = shareIn(month, key);
                  return (
                    <td key={key} class="zd-num">
                      {share === null ? t('measure.fewShort') : t('measure.percent', { n: share })}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Fold>
  );
}

export function Trend(props: { months: readonly TrendMonth[]; keys: readonly Key[] }): JSX.Element {
  const [key, setKey] = useState<Key>(props.keys[0] ?? 'solved');
  const some = props.months.some((month) => shareIn(month, key) !== null);
  return (
    <Card label={t('measure.trend')}>
      <h2>{t('measure.trend')}</h2>
      <Choice
        label={t('measure.trend.which')}
        quiet
        columns={props.keys.length === 2 ? 2 : 3}
        value={key}
        onChange={setKey}
        answers={props.keys.map((one) => ({ value: one, label: t(`measure.name.${one}`) }))}
      />
      {some ? <Chart months={props.months} of={key} /> : <p class="zd-two">{t('measure.trend.none', { n: fewest })}</p>}
      {some ? <p class="zd-two">{t('measure.trend.gap', { n: fewest })}</p> : null}
      <Table months={props.months} keys={props.keys} />
    </Card>
  );
}
