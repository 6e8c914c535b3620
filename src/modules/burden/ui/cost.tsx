// What a request costs the grids, who asks it and until when: the same words at the desk and on the phone.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { t } from '#look/words.ts';
import type { RequestRow } from '../model.ts';

/** In the minutes it takes; from two hours on also in hours, which one can picture. */
function costWord({ cost, times, minutes }: RequestRow): string {
  const facts = { cost, times, minutes };
  return cost < 120 ? t('burden.cost', facts) : t('burden.costHours', { ...facts, hours: Math.round(cost / 60) });
}

/** What it costs, and for whom: the first thing to be read of a request. */
export function Cost(props: { row: RequestRow }): JSX.Element {
  const { row } = props;
  return (
    <div class="flex flex-col gap-2">
      <p>
        <b>{costWord(row)}</b>
      </p>
      <p class="zd-two">
        {t('burden.by', { office: row.officeName, area: row.areaName, day: formatDay(row.until, nowMs.value) })}
      </p>
    </div>
  );
}
