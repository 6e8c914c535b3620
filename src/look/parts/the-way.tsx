// The way of a matter: up the left side from the home to who has it now (solid), down the right side back to the home (dotted).
import type { JSX } from 'preact';
import { t } from '../words.ts';

type Stop = { label: string; time?: string };
type Props = {
  /** From the home upwards, in the order it happened. */
  up: readonly Stop[];
  holder: { label: string; note?: string };
  /** From the holder back to the home; `past` once it is behind. */
  back: readonly (Stop & { past?: boolean })[];
  home: { label: string; note?: string; done?: boolean };
};

function Line(props: { side: 'up' | 'back'; more?: string }): JSX.Element {
  return (
    <svg class={`zd-way-line zd-way-line-${props.side} ${props.more ?? ''}`} aria-hidden="true">
      <rect />
    </svg>
  );
}

export function TheWay(props: Props): JSX.Element {
  const begun = props.back[0]?.past === true;
  const whole = props.back.every((stop) => stop.past === true);
  return (
    <div class={`zd-way ${props.home.done === true ? 'zd-way-solved' : ''}`}>
      <Line side="up" />
      <Line side="back" more={whole ? 'zd-way-walked' : ''} />
      {begun && !whole ? <Line side="back" more="zd-way-walked zd-way-bend" /> : null}
      <ol class="zd-way-up" aria-label={t('look.way.up')}>
        {props.up.map((stop, place) => (
          <li key={place} class="zd-way-stop">
            <span>
              {stop.label}
              {stop.time === undefined ? null : <span class="zd-two block">{stop.time}</span>}
            </span>
          </li>
        ))}
      </ol>
      <p class="zd-way-box zd-way-holder">
        <b>{props.holder.label}</b>
        <span>{props.holder.note ?? t('look.way.here')}</span>
      </p>
      <ol class="zd-way-back" aria-label={t('look.way.back')}>
        {props.back.map((stop, place) => (
          <li key={place} class={`zd-way-stop ${stop.past === true ? 'zd-way-past' : ''}`}>
            <span>
              {stop.label}
              {stop.time === undefined ? null : <span class="block">{stop.time}</span>}
            </span>
          </li>
        ))}
      </ol>
      <p class={`zd-way-box zd-way-home ${props.home.done === true ? 'zd-way-ok' : ''}`}>
        <b>{props.home.label}</b>
        <span class="zd-two">{props.home.note ?? t('look.way.done')}</span>
      </p>
    </div>
  );
}
