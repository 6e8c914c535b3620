// What offices asked of the grids, in minutes a week, with the requests and weeks it is made of.
import type { JSX } from 'preact';
import { useAsk } from '#look/door.ts';
import { Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { BurdenRow } from '../model.ts';

export function AskedOfGrids(props: {
  area: string | null;
  office: string | null;
  quarter: string;
}): JSX.Element | null {
  const { data } = useAsk<BurdenRow[]>('measure.burden', props, ['request']);
  if (data === undefined || data.length === 0) return null;
  return (
    <Card label={t('measure.burden')}>
      <h2>{t('measure.burden')}</h2>
      <p class="zd-two">{t('measure.burden.text')}</p>
      <ul>
        {data.map(({ id, name, requests, minutes, weeks, perWeek }) => (
          <li key={id} class="py-1">
            <b>{t('measure.burden.say', { name, perWeek })}</b>{' '}
            <span class="zd-two">
              {t('measure.burden.of', { requests, minutes, weeks: Math.round(weeks * 10) / 10 })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
