// The questions of a card's rule with large answers, and what follows from them; nothing of it leaves this page (POLICY-5).
import type { JSX } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import type { IconName } from '#look/icons.ts';
import { Button, Card, Choice, Icon, Note, NumberField, Section, type Tone } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Fact } from '../kinds/facts.ts';
import type { Answers, Declared, Rule } from '../model.ts';
import {
  askRule,
  conditionWords,
  factsOf,
  type Outcome,
  plainRule,
  type Standing,
  type Weighed,
} from '../rules-eligible.ts';
import { cardLang } from './card-view.tsx';

const icons: Readonly<Record<Standing, IconName>> = { met: 'circle-check', 'not-met': 'circle-x', 'not-told': 'help' };
const tones: Readonly<Record<Outcome, Tone>> = { may: 'ok', 'may-not': 'wait', open: 'calm' };
const outcomeIcons: Readonly<Record<Outcome, IconName>> = {
  may: 'circle-check',
  'may-not': 'info-circle',
  open: 'help',
};

type Answer = (key: string, value?: Declared) => void;

function Field(props: { fact: Fact; value: Declared | undefined; onAnswer: Answer }): JSX.Element {
  const { fact, value } = props;
  const answer = (said?: Declared): void => props.onAnswer(fact.key, said);
  const [question] = fact[cardLang()];
  if (fact.kind === 'number')
    return (
      <NumberField
        label={question}
        value={typeof value === 'number' ? value : undefined}
        onInput={answer}
        min={0}
        max={fact.most}
      />
    );
  if (fact.kind === 'choice')
    return (
      <Choice
        label={question}
        value={typeof value === 'string' ? value : undefined}
        onChange={answer}
        answers={fact.answers.map((one) => ({ value: one.value, label: one[cardLang()] }))}
      />
    );
  return (
    <Choice
      big
      label={question}
      value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
      onChange={(said) => answer(said === 'yes')}
      answers={[
        { value: 'yes', label: t('policy.yes') },
        { value: 'no', label: t('policy.no') },
      ]}
    />
  );
}

/** What a touch did not change is not drawn anew: a slow phone has a dozen questions and as many reasons. */
function Question({ fact, value, onAnswer }: Parameters<typeof Field>[0]): JSX.Element {
  return useMemo(() => <Field fact={fact} value={value} onAnswer={onAnswer} />, [fact, value, onAnswer]);
}

function Reason({ condition, standing }: Extract<Weighed, { kind: 'one' }>): JSX.Element {
  const lang = cardLang();
  return useMemo(
    () => (
      <li class="flex gap-2 py-1">
        <Icon name={icons[standing]} />
        <span>
          {conditionWords(condition, lang)} <span class="zd-two">{t(`policy.standing.${standing}`)}</span>
        </span>
      </li>
    ),
    [condition, standing, lang],
  );
}

/** POLICY-6: every condition by name, with how it stands. */
export function Reasons({ weighed }: { weighed: Weighed }): JSX.Element {
  if (weighed.kind === 'one') return <Reason {...weighed} />;
  return (
    <li>
      <b>{t(`policy.${weighed.kind}`)}</b>
      <ul class="pl-4">
        {weighed.parts.map((part, at) => (
          <Reasons key={at} weighed={part} />
        ))}
      </ul>
    </li>
  );
}

export function Eligible({ rule }: { rule: Rule }): JSX.Element {
  const [answers, setAnswers] = useState<Answers>({});
  const plain = useMemo(() => plainRule(rule), [rule]);
  const { outcome, weighed } = askRule(plain, answers);
  const onAnswer = useCallback<Answer>((key, value) => setAnswers((old) => ({ ...old, [key]: value })), []);
  return (
    <Section title={t('policy.ask')}>
      <p class="zd-two">{t('policy.notKept')}</p>
      {factsOf(rule).map((fact) => (
        <Question key={fact.key} fact={fact} value={answers[fact.key]} onAnswer={onAnswer} />
      ))}
      <div role="status">
        <Note tone={tones[outcome]} icon={outcomeIcons[outcome]} title={t(`policy.outcome.${outcome}`)} />
      </div>
      <Card>
        <ul aria-label={t('policy.reasons')}>
          <Reasons weighed={weighed} />
        </ul>
      </Card>
      <Button icon="refresh" onClick={() => setAnswers({})}>
        {t('policy.again')}
      </Button>
    </Section>
  );
}
