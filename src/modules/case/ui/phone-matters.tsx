// The matters on the phone as a list: state, place and until when, the ones that wait for a step first.
import type { JSX } from 'preact';
import { Card, Chip, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneCase } from '../model.ts';
import { dueWord, ringOf, stateWord, toneOf } from './desk-state.ts';
import { categoryIcon } from './category-icon.ts';

interface Props {
  readonly cases: readonly PhoneCase[];
  readonly now: number;
  readonly hrefOf: (matter: PhoneCase) => string;
  /** Name and door of the home. */
  readonly homeOf: (matter: PhoneCase) => string;
  /** Is something about it still on this phone? */
  readonly isHere: (matter: PhoneCase) => boolean;
}

export function PhoneMatters(props: Props): JSX.Element {
  return (
    <Card list>
      {props.cases.map((matter) => {
        const tone = toneOf(matter, props.now);
        return (
          <ListRow
            key={matter.id}
            href={props.hrefOf(matter)}
            icon={categoryIcon(matter.category)}
            tone={tone === 'calm' ? undefined : tone}
            title={matter.title}
            beside={matter.number ?? ''}
            text={
              <>
                {props.homeOf(matter)}
                <br />
                {props.isHere(matter) ? t('look.item.here') : dueWord(matter, props.now)}
              </>
            }
          />
        );
      })}
    </Card>
  );
}

/** The state of a matter as ring and word. */
export function MatterChip(props: { matter: PhoneCase; now: number; bare?: boolean }): JSX.Element {
  return (
    <Chip bare={props.bare} tone={toneOf(props.matter, props.now)} ring={ringOf(props.matter, props.now)}>
      {stateWord(props.matter)}
    </Chip>
  );
}
