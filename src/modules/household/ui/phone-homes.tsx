// The homes on the phone: found by name, pinyin, door or phone, in groups when there is more than one grid.
import type { ComponentChildren, JSX } from 'preact';
import { Card, Chip, Empty, Field, ListRow, Section } from '#look/parts.ts';
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
  /** Second line of a row. */
  readonly textOf: (home: PhoneHousehold) => ComponentChildren;
}

function Row({ home, list }: { home: PhoneHousehold; list: Props }): JSX.Element {
  const away = home.home === 'at-home' ? undefined : <Chip tone="calm">{t(`household.state.${home.home}`)}</Chip>;
  const pick = list.onPick;
  const leads = list.hrefOf ? { href: list.hrefOf(home) } : pick ? { onClick: () => pick(home) } : {};
  return <ListRow {...leads} title={home.head} beside={home.door} text={list.textOf(home)} right={away} />;
}

export function PhoneHomes(props: Props): JSX.Element {
  const groups = new Map<string, PhoneHousehold[]>();
  for (const home of props.homes) {
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
      {[...groups].map(([grid, homes]) => (
        <Section key={grid} title={grid} right={t('household.count', { n: homes.length })}>
          <Card list>
            {homes.map((home) => (
              <Row key={home.id} home={home} list={props} />
            ))}
          </Card>
        </Section>
      ))}
    </>
  );
}
