// On the page of a matter: who was told of what, over which way, and whether it arrived.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Card, Chip, Section } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import type { ToldRow } from '../model.ts';

export const faultWord = (fault: string | null): string => {
  const key = `telling.fault.${fault ?? ''}`;
  return hasWord(key) ? t(key) : (fault ?? '');
};

export function ToldState(props: { row: ToldRow }): JSX.Element {
  const { state, channel, settledAt, notBefore, attempts, at, fault } = props.row;
  const now = nowMs.value;
  if (state === 'failed')
    return (
      <Chip tone="bad" icon="alert-circle">
        {t('telling.state.failed', { way: t(`telling.channel.${channel}`) })}
        {fault === null ? '' : ` · ${faultWord(fault)}`}
      </Chip>
    );
  if (state === 'ready')
    return (
      <Chip tone="wait" icon="clock">
        {t(attempts > 0 ? 'telling.state.again' : 'telling.state.ready', { time: formatMoment(notBefore, now) })}
      </Chip>
    );
  const time = { time: formatMoment(settledAt ?? at, now) };
  return (
    <Chip tone="calm" icon="check" bare>
      {channel === 'page' ? t('telling.state.page') : t(`telling.state.${channel}`, time)}
    </Chip>
  );
}

/** What failed stands first, then the household, then the offices; within them the newest first. */
const place = ({ state, officeName }: ToldRow): number => (state === 'failed' ? 0 : officeName === null ? 1 : 2);

export function Told(props: { matter: string }): JSX.Element | null {
  const rows = useAsk<ToldRow[]>('message.of-case', { case: props.matter }, ['case', 'incident', 'message']).data;
  if (rows === undefined || rows.length === 0) return null;
  const sorted = rows.toSorted((a, b) => place(a) - place(b) || b.at - a.at);
  return (
    <Section title={t('telling.told')}>
      <Card label={t('telling.told')}>
        <ul class="flex flex-col gap-2">
          {sorted.map((row) => (
            <li key={row.id} class="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span class="zd-grow min-w-40">
                {row.officeName ?? t('telling.household')}
                <span class="zd-two"> {t(`telling.what.${row.kind}`)}</span>
              </span>
              <ToldState row={row} />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}
