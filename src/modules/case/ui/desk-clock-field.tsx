// The one field that an extension or a suspension asks for: by how long, or until which day.
import type { JSX } from 'preact';
import { dayOf } from '#kit/calendar.ts';
import { nowMs } from '#look/clock.ts';
import { Field, NumberField } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CasePage } from '../model.ts';

interface Said {
  readonly more: number | undefined;
  readonly day: string;
}

const ninetyDays = 90 * 86_400_000;
/** The morning of the chosen day, when the office opens. */
export const reviewOf = (day: string): number => (day === '' ? Number.NaN : Date.parse(`${day}T09:00:00+08:00`));
/** Is it ahead, and within the days a matter may wait? */
export const isReviewDay = (day: string): boolean => {
  const ahead = reviewOf(day) - nowMs.value;
  return ahead > 0 && ahead <= ninetyDays;
};
const dayIn = (ahead: number): string => dayOf(nowMs.value + ahead);

export function ClockField(props: {
  act: 'extend' | 'suspend';
  extension: CasePage['extension'];
  said: Said;
  set: (part: Partial<Said>) => void;
  errorOf: (field: string) => string | undefined;
}): JSX.Element {
  if (props.act === 'suspend')
    return (
      <Field
        id="act-day"
        label={t('case.form.suspendDay')}
        hint={t('case.form.suspendDayHint')}
        type="date"
        min={dayIn(86_400_000)}
        max={dayIn(ninetyDays - 86_400_000)}
        value={props.said.day}
        onInput={(day) => props.set({ day })}
        error={props.errorOf('act-day')}
      />
    );
  const { unit, most } = props.extension ?? { unit: 'working-days', most: 1 };
  const unitWord = t(unit === 'hours' ? 'case.form.extendHours' : 'case.form.extendDays');
  return (
    <NumberField
      id="act-more"
      label={t('case.form.extendBy')}
      hint={t('case.form.extendMost', { most, unit: unitWord })}
      steps
      min={1}
      max={most}
      unit={unitWord}
      value={props.said.more}
      onInput={(more) => props.set({ more })}
      error={props.errorOf('act-more')}
    />
  );
}
