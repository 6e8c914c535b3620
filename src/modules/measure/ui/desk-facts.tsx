// What several homes of a group have in common, and which offers fit: for the village's and the township's page.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import type { CommonFact } from '../model.ts';

export function Facts(props: { area: string }): JSX.Element | null {
  const { data } = useAsk<CommonFact[]>('measure.facts', { area: props.area }, ['visit']);
  if (data === undefined || data.length === 0) return null;
  return (
    <Card label={t('measure.facts')}>
      <h2>{t('measure.facts')}</h2>
      <p class="zd-two">{t('measure.facts.text')}</p>
      <ul>
        {data.map((one) => (
          <li key={`${one.place} ${one.fact}`} class="py-2">
            <b>{t('measure.facts.say', { place: one.place, homes: one.homes, fact: t(`measure.fact.${one.fact}`) })}</b>{' '}
            <span class="zd-two">{t('measure.facts.last', { day: formatDay(one.at, nowMs.value) })}</span>
            <span class="block">
              {t('measure.facts.offers', { offers: one.offers.map(categoryName).join(t('look.and')) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
