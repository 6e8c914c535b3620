// Two words on one thing of a home: what stands and what somebody else said, side by side, until whoever leads settles it.
import type { JSX } from 'preact';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, FactList, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Disputable, Disputed, Household } from '../model.ts';

export interface Settling {
  readonly household: string;
  readonly field: Disputable;
  readonly command: string | null;
  readonly stands: unknown;
}

interface Props {
  readonly home: Pick<Household, 'id' | 'disputed' | Disputable>;
  readonly now: number;
  /** Absent for a reader who may only see it. */
  readonly onSettle?: ((what: Settling) => void) | undefined;
}

/** A value as it would stand in the home's own list of facts. */
function spoken(field: Disputable, value: unknown): string {
  if (field === 'home') return t(`household.state.${value as Household['home']}`);
  if (field === 'visitInterval') return t('household.days', { n: value as number });
  if (Array.isArray(value)) return value.length === 0 ? t('household.words.nothing') : value.join(t('look.and'));
  return value === null || value === '' ? t('household.words.nothing') : String(value as string | number);
}

function OneThing(props: Props & { field: Disputable; words: readonly Disputed[] }): JSX.Element {
  const { home, field, words, now, onSettle } = props;
  const stands = home[field];
  const settle = (command: string | null): void => onSettle?.({ household: home.id, field, command, stands });
  const rows = [
    { label: t('household.words.stands'), value: spoken(field, stands) },
    ...words.map((word) => ({
      label: t('household.words.said', { time: formatMoment(word.at, now) }),
      value: spoken(field, word.said),
    })),
  ];
  return (
    <Card label={t(`household.words.${field}`)}>
      <p class="zd-lead">{t(`household.words.${field}`)}</p>
      <FactList rows={rows} />
      {onSettle === undefined ? null : (
        <div class="zd-button-row">
          <Button kind="soft" onClick={() => settle(null)}>
            {t('household.words.keep', { value: spoken(field, stands) })}
          </Button>
          {words.map((word) => (
            <Button key={word.command} kind="soft" onClick={() => settle(word.command)}>
              {t('household.words.take', { value: spoken(field, word.said) })}
            </Button>
          ))}
        </div>
      )}
    </Card>
  );
}

/** Nothing where nobody disagrees. */
export function TwoWords(props: Props): JSX.Element | null {
  // Homes a phone got from an older server say nothing of it.
  const disputed = props.home.disputed ?? [];
  if (disputed.length === 0) return null;
  const fields = [...new Set(disputed.map((word) => word.field))];
  return (
    <Section title={t('household.words.title')}>
      {fields.map((field) => (
        <OneThing key={field} {...props} field={field} words={disputed.filter((word) => word.field === field)} />
      ))}
      {props.onSettle === undefined ? <p class="zd-two">{t('household.words.who')}</p> : null}
    </Section>
  );
}
