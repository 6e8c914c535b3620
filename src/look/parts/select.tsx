// A native drop-down, only for seven answers or more (an office, a village); fewer are shown with Choice.
import type { JSX } from 'preact';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';
import { type FieldProps, Labelled } from './labelled.tsx';

type Props = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  answers: readonly { value: string; label: string; group?: string }[];
};

export function Select(props: Props): JSX.Element {
  const groups = [...new Set(props.answers.map((answer) => answer.group))];
  const optionsOf = (group: string | undefined): JSX.Element[] =>
    props.answers
      .filter((answer) => answer.group === group)
      .map((answer) => (
        <option key={answer.value} value={answer.value}>
          {answer.label}
        </option>
      ));
  return (
    <Labelled
      {...props}
      boxClass="zd-select"
      control={(control) => (
        <>
          <select
            {...control}
            class="zd-input"
            value={props.value}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          >
            {props.value === '' ? <option value="">{t('look.chooseOne')}</option> : null}
            {groups.map((group) =>
              group === undefined ? (
                optionsOf(group)
              ) : (
                <optgroup key={group} label={group}>
                  {optionsOf(group)}
                </optgroup>
              ),
            )}
          </select>
          <Icon name="chevron-down" />
        </>
      )}
    />
  );
}
