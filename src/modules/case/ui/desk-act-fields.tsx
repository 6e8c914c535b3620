// The fields that single acts of the desk ask for beside the words: the office, the household's word, the rating.
import type { JSX } from 'preact';
import type { Named } from '#modules/attachment/model.ts';
import { Choice, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type CasePage, outcomes, ratings, routes } from '../model.ts';
import type { ActName } from './desk-next.ts';

export type Said = {
  office: string;
  outcome: string | undefined;
  by: 'call' | 'visit' | undefined;
  rating: string | undefined;
  route: string | undefined;
  internal: boolean;
  more: number | undefined;
  day: string;
  attachments: readonly Named[];
};
/** Where it may go from here by this act. */
export function officesOf(page: CasePage, act: ActName): CasePage['dispatchTo'] {
  if (act === 'dispatch') return page.dispatchTo;
  if (act === 'rule') return page.ruleFor;
  if (act === 'call-offices') return page.callFor;
  return act === 'came' ? page.called.filter((one) => !one.came) : [];
}

export function OfficeField(props: {
  offices: CasePage['dispatchTo'];
  said: Said;
  set: (office: string) => void;
  error?: string;
}): JSX.Element {
  const answers = props.offices.map((office) => ({
    value: office.id,
    label: office.name,
    note: t(`people.kind.${office.kind}`),
  }));
  const shared = {
    id: 'act-office',
    label: t('case.form.office'),
    value: props.said.office,
    onChange: props.set,
    error: props.error,
  };
  return answers.length < 7 ? (
    <Choice {...shared} columns={1} answers={answers} />
  ) : (
    <Select {...shared} answers={answers} />
  );
}

export function SayFields(props: {
  said: Said;
  set: (part: Partial<Said>) => void;
  errorOf: (field: string) => string | undefined;
}): JSX.Element {
  return (
    <>
      <Choice
        id="act-outcome"
        label={t('case.form.sayOutcome')}
        columns={3}
        answers={outcomes
          .filter((one) => one !== 'no-answer')
          .map((one) => ({ value: one, label: t(`case.say.${one}`) }))}
        value={props.said.outcome as 'solved' | undefined}
        onChange={(outcome: string) => props.set({ outcome })}
        error={props.errorOf('act-outcome')}
      />
      <Choice
        id="act-by"
        label={t('case.form.sayBy')}
        answers={[
          { value: 'call', label: t('case.by.call'), icon: 'phone' },
          { value: 'visit', label: t('case.by.visit'), icon: 'home' },
        ]}
        value={props.said.by}
        onChange={(by) => props.set({ by })}
        error={props.errorOf('act-by')}
      />
    </>
  );
}

export const RateField = (props: {
  said: Said;
  set: (part: Partial<Said>) => void;
  errorOf: (field: string) => string | undefined;
}): JSX.Element => (
  <Choice
    id="act-rating"
    label={t('case.form.rateBy')}
    columns={3}
    answers={ratings.map((one) => ({ value: one, label: t(`case.rating.${one}`) }))}
    value={props.said.rating as 'good' | undefined}
    onChange={(rating: string) => props.set({ rating })}
    error={props.errorOf('act-rating')}
  />
);

export const RouteField = (props: {
  said: Said;
  set: (part: Partial<Said>) => void;
  errorOf: (field: string) => string | undefined;
}): JSX.Element => (
  <Choice
    id="act-route"
    label={t('case.form.referRoute')}
    columns={1}
    answers={routes.map((one) => ({ value: one, label: t(`case.route.${one}`) }))}
    value={props.said.route as 'court' | undefined}
    onChange={(route: string) => props.set({ route })}
    error={props.errorOf('act-route')}
  />
);
