// The questions of a card's rule with large answers, and what follows from them; nothing of it leaves this page (POLICY-5).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { IconName } from '#look/icons.ts';
import { Button, Card, Choice, Icon, Note, NumberField, Section, type Tone } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Fact } from '../kinds/facts.ts';
import type { Answers, Declared, Rule } from '../model.ts';
import { askRule, conditionWords, factsOf, type Outcome, type Standing, type Weighed } from '../rules-eligible.ts';
import { cardLang } from './card-view.tsx';

const icons: Readonly<Record<Standing, IconName>> = { met: 'circle-check', 'not-met': 'circle-x', 'not-told': 'help' };
const tones: Readonly<Record<Outcome, Tone>> = { may: 'ok', 'may-not': 'wait', open: 'calm' };
const outcomeIcons: Readonly<Record<Outcome, IconName>> = {
  may: 'circle-check',
  'may-not': 'info-circle',
  open: 'help',
};

function Question(props: {
  fact: Fact;
  value: Declared | undefined;
  onAnswer: (value?: Declared) => void;
}): JSX.Element {
  const { fact, value, onAnswer } = props;
  const [question] = fact[cardLang()];
  if (fact.kind === 'number')
    return (
      <NumberField
        label={question}
        value={typeof value === 'number' ? value : undefined}
        onInput={onAnswer}
        min={0}
        max={fact.most}
      />
    );
  if (fact.kind === 'choice')
    return (
      <Choice
        label={question}
        value={typeof value === 'string' ? value : undefined}
        onChange={onAnswer}
        answers={fact.answers.map((answer) => ({ value: answer.value, label: answer[cardLang()] }))}
      />
    );
  return (
    <Choice
      big
      label={question}
      value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
      onChange={(answer) => onAnswer(answer === 'yes')}
      answers={[
        { value: 'yes', label: t('policy.yes') },
        { value: 'no', label: t('policy.no') },
      ]}
    />
  );
}

/** POLICY-6: every condition by name, with how it stands. */
export function Reasons({ weighed }: { weighed: Weighed }): JSX.Element {
  if (weighed.kind === 'one')
    return (
      <li class="flex gap-2 py-1">
        <Icon name={icons[weighed.standing]} />
        <span>
          {conditionWords(weighed.condition, cardLang())}{' '}
          <span class="zd-two">{t(`policy.standing.${weighed.standing}`)}</span>
        </span>
      </li>
    );
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
  const { outcome, weighed } = askRule(rule, answers);
  return (
    <Section title={t('policy.ask')}>
      <p class="zd-two">{t('policy.notKept')}</p>
      {factsOf(rule).map((fact) => (
        <Question
          key={fact.key}
          fact={fact}
          value={answers[fact.key]}
          onAnswer={(value) => setAnswers({ ...answers, [fact.key]: value })}
        />
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
