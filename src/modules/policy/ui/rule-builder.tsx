// Builds the rule of a card without writing code: conditions that all have to hold, each with an "or" where it has one.
import type { JSX } from 'preact';
import { Button, Card, Choice, Note, NumberField, Section, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Fact, facts, findFact } from '../kinds/facts.ts';
import type { Condition } from '../model.ts';
import { plainRule, weigh } from '../rules-eligible.ts';
import { cardLang } from './card-view.tsx';
import { Reasons } from './eligible.tsx';
import type { FormCondition, PolicyForm } from './policy-form.ts';

const empty: FormCondition = { fact: '', op: '', value: null };

/** What a fact is first compared with. */
function startOf(fact: Fact | undefined): FormCondition {
  if (!fact) return empty;
  if (fact.kind === 'yes-no') return { fact: fact.key, op: 'is', value: true };
  if (fact.kind === 'number') return { fact: fact.key, op: '>=', value: 0 };
  return { fact: fact.key, op: 'in', value: [] };
}

function Comparison(props: { condition: Condition; fact: Fact; onChange: (next: Condition) => void }): JSX.Element {
  const { condition, fact, onChange } = props;
  const [question] = fact[cardLang()];
  if (condition.op === 'is')
    return (
      <Choice
        quiet
        label={question}
        value={condition.value ? 'yes' : 'no'}
        onChange={(value) => onChange({ ...condition, value: value === 'yes' })}
        answers={[
          { value: 'yes', label: fact[cardLang()][1] },
          { value: 'no', label: fact[cardLang()][2] },
        ]}
      />
    );
  if (condition.op === 'in' || condition.op === 'not-in')
    return (
      <Choice
        many
        quiet
        label={question}
        value={[...condition.value]}
        onChange={(value) => onChange({ ...condition, op: 'in', value })}
        answers={
          fact.kind === 'choice' ? fact.answers.map((one) => ({ value: one.value, label: one[cardLang()] })) : []
        }
      />
    );
  return (
    <>
      <Choice
        quiet
        label={question}
        value={condition.op}
        onChange={(op) => onChange({ ...condition, op })}
        answers={[
          { value: '>=', label: t('policy.desk.op.atLeast') },
          { value: '<', label: t('policy.desk.op.below') },
        ]}
      />
      <NumberField
        label={fact[cardLang()][1]}
        value={condition.value}
        max={fact.kind === 'number' ? fact.most : 0}
        onInput={(value) => onChange({ ...condition, value: value ?? 0 })}
      />
    </>
  );
}

function One(props: {
  condition: FormCondition;
  onChange: (next: FormCondition) => void;
  onRemove: () => void;
}): JSX.Element {
  const { condition, onChange, onRemove } = props;
  const fact = findFact(condition.fact);
  return (
    <div class="flex flex-col gap-2">
      <Select
        label={t('policy.desk.ruleFact')}
        value={condition.fact}
        onChange={(key) => onChange(startOf(findFact(key)))}
        answers={facts.map((one) => ({ value: one.key, label: one[cardLang()][0] }))}
      />
      {fact && condition.op !== '' ? <Comparison condition={condition} fact={fact} onChange={onChange} /> : null}
      <div>
        <Button kind="text" icon="x" onClick={onRemove}>
          {t('policy.desk.ruleRemove')}
        </Button>
      </div>
    </div>
  );
}

type Groups = NonNullable<PolicyForm['groups']>;

export function RuleBuilder(props: {
  form: Pick<PolicyForm, 'groups' | 'kept'>;
  onChange: (next: Pick<PolicyForm, 'groups' | 'kept'>) => void;
  error: string | undefined;
}): JSX.Element {
  const { groups, kept } = props.form;
  const set = (next: Groups): void => props.onChange({ groups: next.filter((group) => group.length > 0), kept: null });
  const change = (at: number, group: Groups[number]): void =>
    set((groups ?? []).map((one, place) => (place === at ? group : one)));
  return (
    <Section title={t('policy.desk.rule')}>
      <p class="zd-two">{t(groups === null ? 'policy.desk.ruleDeep' : 'policy.desk.ruleText')}</p>
      {props.error === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.error}
        </Note>
      )}
      {groups === null && kept !== null ? (
        <Card>
          <ul>
            <Reasons weighed={weigh(plainRule(kept), {})} />
          </ul>
          <Button onClick={() => set([])}>{t('policy.desk.ruleDrop')}</Button>
        </Card>
      ) : null}
      {(groups ?? []).map((group, at) => (
        <Card key={at}>
          {group.map((condition, place) => (
            <One
              key={place}
              condition={condition}
              onChange={(next) =>
                change(
                  at,
                  group.map((one, i) => (i === place ? next : one)),
                )
              }
              onRemove={() =>
                change(
                  at,
                  group.filter((_, i) => i !== place),
                )
              }
            />
          ))}
          <Button kind="soft" icon="plus" onClick={() => change(at, [...group, empty])}>
            {t('policy.desk.ruleOr')}
          </Button>
        </Card>
      ))}
      {groups === null ? null : (
        <Button icon="plus" id="policy-rule" onClick={() => set([...groups, [empty]])}>
          {t('policy.desk.ruleAdd')}
        </Button>
      )}
    </Section>
  );
}
