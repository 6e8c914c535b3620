// What may be heard at a door: what is already known nearby, to be joined in one tap, and the likeliest kinds of a problem.
import type { JSX } from 'preact';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Chip, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryIcon } from './category-icon.ts';
import { categoryName } from './desk-state.ts';
import type { Nearby } from './phone-nearby.ts';

interface SameProps {
  readonly known: Nearby;
  readonly name: string;
  /** In words: where it is now and until when. */
  readonly where: string;
  readonly asks: boolean;
  readonly now: number;
  readonly busy: boolean;
  readonly onJoin: () => void;
}

/** "The same here": one tap, and this home has its own number. */
export function SameHere(props: SameProps): JSX.Element {
  const { first, homes, category } = props.known;
  const number = first.number === null ? '' : ` · ${t('case.number', { number: first.number })}`;
  return (
    <Card asks={props.asks}>
      <div>
        <Chip tone="act" icon="map-pin">
          {t('case.phone.nearby')}
        </Chip>
      </div>
      <p class={props.asks ? 'zd-big' : 'zd-lead'}>
        {t('case.phone.nearbyHomes', { n: homes, what: categoryName(category) })}
      </p>
      <p class="zd-two">
        {t('case.phone.since', { day: formatDay(first.reportedAt, props.now) })}
        {number}
        <br />
        {props.where}
      </p>
      <Button
        kind={props.asks ? 'filled' : 'outlined'}
        main
        icon="arrows-join"
        busy={props.busy}
        onClick={props.onJoin}
      >
        {t('case.phone.sameHere')}
      </Button>
      {props.asks ? <p class="zd-two">{t('case.phone.sameRule', { name: props.name })}</p> : null}
    </Card>
  );
}

interface AroundProps {
  readonly known: readonly Nearby[];
  readonly busy: boolean;
  readonly onJoin: (one: Nearby) => void;
}

/** What is new around this home, one tap each: nobody has to look for the form first. */
export function AroundHere(props: AroundProps): JSX.Element | null {
  if (props.known.length === 0) return null;
  return (
    <Card list label={t('case.phone.nearby')}>
      {props.known.map((one) => (
        <ListRow
          key={one.category}
          icon={categoryIcon(one.category)}
          tone="act"
          title={categoryName(one.category)}
          text={t('case.phone.around', { n: one.homes })}
          right={
            <Button busy={props.busy} onClick={() => props.onJoin(one)}>
              {t('case.phone.sameShort')}
            </Button>
          }
        />
      ))}
    </Card>
  );
}

/** In the form of an entry: the likeliest kinds, and all the others; one tap begins the report. */
export function HeardHere(props: { codes: readonly string[]; hrefOf: (code?: string) => string }): JSX.Element {
  return (
    <div role="group" aria-label={t('case.phone.heard')}>
      <p class="zd-label zd-label-big">{t('case.phone.heard')}</p>
      <div class="field-kinds grid grid-cols-2 gap-2">
        {props.codes.map((code) => (
          <Button key={code} icon={categoryIcon(code)} tall href={props.hrefOf(code)}>
            {categoryName(code)}
          </Button>
        ))}
        <Button icon="dots" tall href={props.hrefOf()}>
          {t('case.phone.heardOther')}
        </Button>
      </div>
    </div>
  );
}
