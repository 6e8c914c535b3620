// The steps a worker may take on a matter, each with its one short form; the most likely one is filled.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { IconName } from '#look/icons.ts';
import { Button, Choice, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneCase } from '../model.ts';

export const phoneActs = ['accept', 'tell', 'say', 'give-help', 'hand-up', 'answer', 'ask-help', 'note'] as const;
export type PhoneAct = (typeof phoneActs)[number];

/** With what an act is tried, to know whether it may be done at all. */
export const trialOf = (act: PhoneAct, matter: string): Record<string, unknown> => ({
  case: matter,
  ...(act === 'accept' ? {} : { text: '?' }),
  ...(act === 'say' ? { outcome: 'solved', by: 'visit' } : {}),
});

const looks: Record<PhoneAct, { icon: IconName; label: string; title: string; text: string; need: boolean }> = {
  accept: { icon: 'check', label: 'case.act.accept', title: '', text: '', need: false },
  tell: {
    icon: 'message',
    label: 'case.phone.act.tell',
    title: 'case.form.tellTitle',
    text: 'case.form.tellText',
    need: false,
  },
  say: {
    icon: 'home-question',
    label: 'case.phone.act.say',
    title: 'case.form.sayTitle',
    text: 'case.form.sayText',
    need: false,
  },
  'give-help': {
    icon: 'heart-handshake',
    label: 'case.act.give-help',
    title: 'case.form.helpTitle',
    text: 'case.form.helpText',
    need: true,
  },
  'hand-up': {
    icon: 'arrow-up',
    label: 'case.act.handUp',
    title: 'case.phone.handUpTitle',
    text: 'case.phone.handUpText',
    need: false,
  },
  answer: {
    icon: 'pencil',
    label: 'case.phone.act.answer',
    title: 'case.form.answerTitle',
    text: 'case.form.answerText',
    need: true,
  },
  'ask-help': {
    icon: 'help',
    label: 'case.phone.act.askHelp',
    title: 'case.phone.askHelpTitle',
    text: 'case.phone.askHelpText',
    need: true,
  },
  note: {
    icon: 'notebook',
    label: 'case.act.note',
    title: 'case.form.noteTitle',
    text: 'case.form.noteText',
    need: true,
  },
};
const outcomes = ['solved', 'partly', 'not-solved'] as const;

export interface Act {
  readonly act: PhoneAct;
  readonly text: string;
  readonly outcome?: (typeof outcomes)[number];
}

/** The verb's input. */
export const inputOf = ({ act, text, outcome }: Act, matter: string): Record<string, unknown> => ({
  case: matter,
  ...(act === 'accept' ? {} : { text }),
  ...(act === 'say' ? { outcome, by: 'visit' } : {}),
});

function ActForm(props: {
  act: PhoneAct;
  to: string;
  matter: PhoneCase;
  onClose: () => void;
  onDone: (act: Act) => void;
}): JSX.Element {
  const look = looks[props.act];
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>();
  const [tried, setTried] = useState(false);
  const short = look.need && text.trim() === '';
  const unsaid = props.act === 'say' && outcome === undefined;
  const done = (): void => {
    setTried(true);
    if (!short && !unsaid) props.onDone({ act: props.act, text: text.trim(), ...(outcome ? { outcome } : {}) });
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t(look.title, { office: props.to })}
      foot={
        <Button kind="filled" main icon={look.icon} onClick={done}>
          {t(look.label)}
        </Button>
      }
    >
      {props.act === 'tell' || props.act === 'say' ? <p class="zd-lead">{props.matter.answer}</p> : null}
      {props.act === 'say' ? (
        <Choice
          columns={1}
          label={t('case.form.sayOutcome')}
          value={outcome}
          onChange={setOutcome}
          error={tried && unsaid ? t('case.form.sayNeed') : undefined}
          answers={outcomes.map((value) => ({ value, label: t(`case.say.${value}`) }))}
        />
      ) : null}
      <TextArea
        optional={!look.need}
        label={t(look.text)}
        value={text}
        onInput={setText}
        rows={3}
        maxLength={500}
        error={tried && short ? t('case.phone.needText') : undefined}
      />
    </Sheet>
  );
}

interface Props {
  readonly matter: PhoneCase;
  readonly may: readonly PhoneAct[];
  /** The office one level up. */
  readonly to: string;
  readonly onAct: (act: Act) => void;
  /** Where the same is reported for another home: the likeliest next thing at the next door. */
  readonly sameHref?: string;
}

export function PhoneActs(props: Props): JSX.Element | null {
  const [asked, setAsked] = useState<PhoneAct>();
  if (props.may.length === 0 && props.sameHref === undefined) return null;
  const start = (act: PhoneAct): void => (act === 'accept' ? props.onAct({ act, text: '' }) : setAsked(act));
  const labelOf = (act: PhoneAct): string =>
    act === 'hand-up' && props.to !== '' ? t('case.next.handUp', { office: props.to }) : t(looks[act].label);
  const [first, ...rest] = props.may;
  const plain = first === 'note' || first === 'ask-help';
  return (
    <>
      {first && !plain ? (
        <Button kind="filled" main icon={looks[first].icon} onClick={() => start(first)}>
          {labelOf(first)}
        </Button>
      ) : null}
      <div class="zd-button-row">
        {props.sameHref === undefined ? null : (
          <Button icon="arrows-join" href={props.sameHref}>
            {t('case.phone.sameElse')}
          </Button>
        )}
        {(plain ? props.may : rest).map((act) => (
          <Button key={act} icon={looks[act].icon} onClick={() => start(act)}>
            {labelOf(act)}
          </Button>
        ))}
      </div>
      {asked ? (
        <ActForm
          act={asked}
          to={props.to}
          matter={props.matter}
          onClose={() => setAsked(undefined)}
          onDone={(act) => {
            setAsked(undefined);
            props.onAct(act);
          }}
        />
      ) : null}
    </>
  );
}
