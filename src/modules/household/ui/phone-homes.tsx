// The homes on the phone: found by name, pinyin, door or phone, in groups when there is more than one grid.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Card, Chip, Empty, Field, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneHousehold } from '../model.ts';

interface Props {
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  readonly homes: readonly PhoneHousehold[];
  /** Name of the grid a home lies in. */
  readonly gridOf: (home: PhoneHousehold) => string;
  /** Where a row leads, or what choosing it does. */
  readonly hrefOf?: (home: PhoneHousehold) => string;
  readonly onPick?: (home: PhoneHousehold) => void;
  /** Second line of a row; without it the homes are small boxes to choose from, most of them in sight at once. */
  readonly textOf?: (home: PhoneHousehold) => ComponentChildren;
}

const leadOf = (home: PhoneHousehold, { hrefOf, onPick }: Props): { href?: string; onClick?: () => void } =>
  hrefOf ? { href: hrefOf(home) } : onPick ? { onClick: () => onPick(home) } : {};

/** What goes by its door has it said once. */
const besideOf = ({ head, door }: PhoneHousehold): string => (head === door ? '' : door);

function Row({ home, list }: { home: PhoneHousehold; list: Props }): JSX.Element {
  const away = home.home === 'at-home' ? undefined : <Chip tone="calm">{t(`household.state.${home.home}`)}</Chip>;
  return (
    <ListRow
      {...leadOf(home, list)}
      title={home.head}
      beside={besideOf(home)}
      text={list.textOf?.(home)}
      right={away}
    />
  );
}

/**
 * While somebody types, the rows stay and only their words change: so a cheap phone has less to draw. A list at rest keeps
 * each home's own row, so that what a pull brings never puts another home under a finger or a focus.
 */
const keyOf = ({ typed }: Props, home: PhoneHousehold, n: number): string => (typed === '' ? home.id : `${n}`);

function Boxes(props: { homes: readonly PhoneHousehold[]; list: Props }): JSX.Element {
  return (
    <div class="zd-picks field-homes">
      {props.homes.map((home, n) => (
        <Button key={keyOf(props.list, home, n)} {...leadOf(home, props.list)}>
          <b>{home.head}</b>{' '}
          <span class="zd-two">
            {besideOf(home)}
            {home.home === 'at-home' ? '' : ` ${t(`household.state.${home.home}`)}`}
          </span>
        </Button>
      ))}
    </div>
  );
}

/** A village has hundreds of homes; a cheap phone draws what is in sight at once and the rest as one scrolls. */
const inSight = 8;
const screenful = 16;
/** ms: more than is in sight is drawn once somebody stops typing, and never in the way of the next sign. */
const restOfTyping = 300;

/** The row that draws more before it comes into sight, so that nothing moves under the finger, or when it is tapped. */
function More(props: { left: number; wait: number; onMore: () => void }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const watch = new IntersectionObserver(
      (seen) => {
        clearTimeout(soon);
        if (seen.some((one) => one.isIntersecting)) soon = setTimeout(props.onMore, props.wait);
      },
      { rootMargin: '600px' },
    );
    if (place.current) watch.observe(place.current);
    return () => {
      clearTimeout(soon);
      watch.disconnect();
    };
  }, [props.left]);
  return (
    <div ref={place}>
      <Button kind="soft" main onClick={props.onMore}>
        {t('household.more', { n: props.left })}
      </Button>
    </div>
  );
}

export function PhoneHomes(props: Props): JSX.Element {
  const [grown, setGrown] = useState({ typed: props.typed, shown: inSight });
  // Another sign typed is another list: it begins short again.
  const shown = grown.typed === props.typed ? grown.shown : inSight;
  const groups = new Map<string, PhoneHousehold[]>();
  const counts = new Map<string, number>();
  for (const home of props.homes) {
    const grid = props.gridOf(home);
    counts.set(grid, (counts.get(grid) ?? 0) + 1);
  }
  for (const home of props.homes.slice(0, shown)) {
    const grid = props.gridOf(home);
    groups.set(grid, [...(groups.get(grid) ?? []), home]);
  }
  return (
    <>
      <Field
        quiet
        icon="search"
        type="search"
        inputMode="search"
        label={t('household.find')}
        placeholder={t('household.findHint')}
        value={props.typed}
        onInput={props.onTyped}
      />
      {props.homes.length > 0 ? null : props.typed === '' ? (
        <Empty icon="home" tone="calm" title={t('household.emptyRoster')} text={t('household.emptyRosterText')} />
      ) : (
        <Empty icon="search" tone="calm" title={t('household.none')} text={t('household.noneText')} />
      )}
      {[...groups].map(([grid, homes], n) => (
        <Section
          key={props.typed === '' ? grid : n}
          title={grid}
          right={t('household.count', { n: counts.get(grid) ?? homes.length })}
        >
          {props.textOf === undefined ? (
            <Boxes homes={homes} list={props} />
          ) : (
            <Card list>
              {homes.map((home, n) => (
                <Row key={keyOf(props, home, n)} home={home} list={props} />
              ))}
            </Card>
          )}
        </Section>
      ))}
      {shown < props.homes.length ? (
        <More
          key={props.typed}
          left={props.homes.length - shown}
          wait={grown.typed === props.typed ? 0 : restOfTyping}
          onMore={() => setGrown({ typed: props.typed, shown: shown + screenful })}
        />
      ) : null}
    </>
  );
}
