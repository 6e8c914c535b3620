// The overview of a village, a township, the county or an office: figures in words first, then months, then what lies below.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Button, Card, Empty, Note, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { careName } from '#modules/household/ui/spoken-names.ts';
import { fewest, officeRowKeys, ratingKeys, rowKeys } from '../kinds/figures.ts';
import type { Overview } from '../model.ts';
import { quarterBeside } from '../rules.ts';
import { AskedOfGrids } from './desk-asked.tsx';
import { BehindScreen } from './desk-behind.tsx';
import { Facts } from './desk-facts.tsx';
import { FigureCard, FigureTable, type Link, SpanLine, type To } from './desk-figures.tsx';
import { Trend } from './desk-trend.tsx';

type Props = {
  to: To;
  link: Link;
  caseHref: (id: string) => string;
  /** MEAS-22: the village itself looks. */
  mayOffer: boolean;
  problem: (code: string) => string;
};

const dayWord = (day: string): string => formatDay(`${day}T00:00:00+08:00`, nowMs.value);
const quarterWord = (name: string): string => t('measure.quarter', { year: name.slice(0, 4), n: name.slice(6) });

function Head(props: { data: Overview | undefined; here: To; link: Link }): JSX.Element {
  const { data, here } = props;
  const beside = (by: number): string =>
    props.link({ ...here, quarter: quarterBeside(data?.quarter.name ?? '2026-Q1', by) });
  return (
    <header class="flex flex-wrap items-center gap-3">
      <h1 class="zd-grow basis-64">
        {data?.name ?? t('measure.title')}{' '}
        {data === undefined ? null : <span class="zd-two">{quarterWord(data.quarter.name)}</span>}
      </h1>
      {data === undefined ? null : (
        <>
          <Button icon="chevron-left" href={beside(-1)}>
            {t('measure.quarter.before')}
          </Button>
          {data.quarter.running ? null : (
            <Button icon="chevron-right" href={beside(1)}>
              {t('measure.quarter.after')}
            </Button>
          )}
          <Button icon="printer" onClick={() => print()}>
            {t('measure.print')}
          </Button>
        </>
      )}
    </header>
  );
}

/** The way up to places above, and for the county to its offices. */
function Besides(props: { data: Overview; quarter: string; link: Link }): JSX.Element | null {
  const places = props.data.others.filter((one) => one.kind !== 'office');
  const offices = props.data.others.filter((one) => one.kind === 'office');
  if (places.length + offices.length === 0) return null;
  return (
    <div class="zd-no-print flex flex-wrap items-end gap-3">
      {places.map((one) => (
        <Button key={one.id} icon="arrow-up" href={props.link({ area: one.id, quarter: props.quarter })}>
          {t('measure.up', { name: one.name })}
        </Button>
      ))}
      {offices.length === 0 ? null : (
        <Select
          label={t('measure.officeChoose')}
          value={props.data.kind === 'office' ? props.data.id : ''}
          answers={[...(props.data.kind === 'office' ? [props.data] : []), ...offices].map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
          onChange={(office) => location.assign(props.link({ office, quarter: props.quarter }))}
        />
      )}
    </div>
  );
}

function Visits(props: { data: Overview }): JSX.Element | null {
  const { visits } = props.data;
  if (visits.length === 0) return null;
  const shown = visits.filter(({ homes }) => homes !== null);
  const few = visits.length - shown.length;
  return (
    <Card label={t('measure.visits')}>
      <h2>{t('measure.visits')}</h2>
      <p class="zd-two">{t('measure.visits.text')}</p>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{t('measure.visits.tag')}</th>
              {(['homes', 'due', 'overdue'] as const).map((one) => (
                <th key={one} scope="col" class="zd-num">
                  {t(`measure.visits.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.tag}>
                <th scope="row">{row.tag === '' ? t('measure.visits.plain') : careName(row.tag)}</th>
                <td class="zd-num">{row.homes}</td>
                <td class="zd-num">{row.due}</td>
                <td class="zd-num">{row.overdue}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {few === 0 ? null : <p class="zd-two">{t('measure.visits.few', { tags: few, n: fewest })}</p>}
    </Card>
  );
}

function Apart(props: { data: Overview }): JSX.Element | null {
  if (props.data.kind !== 'county') return null;
  return (
    <Card label={t('measure.apart')}>
      <h2>{t('measure.apart')}</h2>
      <p class="zd-two">{t('measure.apart.text')}</p>
      {props.data.anomalies.length === 0 ? <p>{t('measure.apart.none')}</p> : null}
      <ul>
        {props.data.anomalies.map(({ id, name, what, part, whole, county }) => (
          <li key={`${id} ${what}`} class="py-1">
            {t('measure.apart.say', { name, what: t(`measure.name.${what}`), part, whole, county })}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Figures(props: { data: Overview; link: Link }): JSX.Element {
  const { data, link } = props;
  const shared = { figures: data.figures, link };
  return (
    <div class="grid gap-5 xl:grid-cols-2 items-start">
      <div class="flex flex-col gap-5">
        <FigureCard title={t('measure.group.time')} keys={['response', 'on-time', 'on-time-first']} {...shared}>
          <div class="mt-2">
            <SpanLine what="response" spans={data.spans.response} />
            <SpanLine what="result" spans={data.spans.result} />
          </div>
        </FigureCard>
        <FigureCard
          title={t('measure.group.level')}
          note={t('measure.group.levelNote')}
          keys={['on-level', 'reopened', 'stepped-up']}
          {...shared}
        />
        <FigureCard title={t('measure.group.rated')} keys={ratingKeys} {...shared} />
      </div>
      <div class="flex flex-col gap-5">
        <Trend key={data.id} months={data.trend} keys={data.kind === 'office' ? officeRowKeys : rowKeys} />
        <FigureCard
          title={t('measure.group.word')}
          keys={['solved', 'partly', 'not-solved', 'no-answer', 'satisfied']}
          small={['by-secret', 'by-adult', 'by-other']}
          {...shared}
        />
        <FigureCard
          title={t('measure.group.way')}
          keys={['returned', 'feedback', 'root-cause']}
          small={['returned-twice']}
          {...shared}
        />
      </div>
    </div>
  );
}

function Page(props: Props): JSX.Element {
  const { area = null, office = null, quarter = null } = props.to;
  const asked = useAsk<Overview>('measure.overview', { area, office, quarter }, ['case', 'incident', 'household']);
  const { data } = asked;
  const here: To = data === undefined ? {} : data.kind === 'office' ? { office: data.id } : { area: data.id };
  const link: Link = (to) => props.link({ ...here, quarter: data?.quarter.name ?? '', ...to });
  const empty = data?.figures.every(({ whole }) => whole === 0) === true;
  return (
    <>
      <Head data={data} here={here} link={props.link} />
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(asked.problem.code)}
        </Note>
      )}
      {data === undefined ? null : (
        <>
          <p class="zd-two">
            {t('measure.span', { from: dayWord(data.quarter.from), to: dayWord(data.quarter.to) })}
            {data.quarter.running ? ` ${t('measure.running')}` : ''}
          </p>
          <Besides data={data} quarter={data.quarter.name} link={props.link} />
          {data.catchingUp ? <Note icon="refresh">{t('measure.catchingUp')}</Note> : null}
          {empty ? (
            <Empty icon="calendar" tone="calm" title={t('measure.empty')} text={t('measure.emptyText')} />
          ) : (
            <Figures data={data} link={link} />
          )}
          {data.kind === 'village' ? null : (
            <FigureTable
              title={t(`measure.rows.${data.kind}`)}
              head={t('measure.rows.name')}
              keys={data.kind === 'office' ? officeRowKeys : rowKeys}
              rows={data.rows}
              href={data.kind === 'office' ? undefined : (id) => props.link({ area: id, quarter: data.quarter.name })}
            />
          )}
          <FigureTable
            title={t('measure.rated.title')}
            head={t('measure.rated.office')}
            keys={ratingKeys}
            rows={data.rated}
            href={(id) => props.link({ office: id, quarter: data.quarter.name })}
          />
          <div class="grid gap-5 xl:grid-cols-2 items-start">
            {data.kind === 'village' || data.kind === 'township' ? (
              <Facts area={data.id} mayOffer={props.mayOffer && data.kind === 'village'} problem={props.problem} />
            ) : null}
            <Visits data={data} />
            <AskedOfGrids
              area={data.kind === 'office' ? null : data.id}
              office={data.kind === 'office' ? data.id : null}
              quarter={data.quarter.name}
            />
          </div>
          <Apart data={data} />
        </>
      )}
      <p class="zd-two">{t('measure.noRank')}</p>
    </>
  );
}

export function OverviewScreen(props: Props): JSX.Element {
  const { figure } = props.to;
  return figure === undefined ? <Page {...props} /> : <BehindScreen {...props} to={{ ...props.to, figure }} />;
}
