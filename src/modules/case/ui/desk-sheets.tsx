// The small forms behind the desk's acts on a matter: where to, what to say, what the household said.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDraft } from '#look/draft.ts';
import { Button, Choice, ErrorSummary, type FormError, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { DeskAttach, dropAll } from '#modules/attachment/ui/desk-attach.tsx';
import type { CasePage } from '../model.ts';
import { OfficeField, officesOf, RateField, RouteField, type Said, SayFields } from './desk-act-fields.tsx';
import { ClockField, isReviewDay, reviewOf } from './desk-clock-field.tsx';
import { type ActName, dispatchFirst } from './desk-next.ts';
import { Replies } from './desk-replies.tsx';
import type { Sending } from './desk-send.ts';

type Form = {
  title: (page: CasePage) => string;
  label: string;
  hint?: string;
  /** Key of the words when nothing was written; absent when the text is optional. */
  need?: string;
  done: (page: CasePage) => string;
};

const forms: Record<Exclude<ActName, 'accept'>, Form> = {
  dispatch: {
    title: () => t('case.form.dispatchTitle'),
    label: 'case.form.dispatchText',
    hint: 'case.form.dispatchHint',
    done: () => '',
  },
  handUp: {
    title: (page) => t('case.form.handUpTitle', { office: page.handUpTo?.name ?? '' }),
    label: 'case.form.handUpText',
    hint: 'case.form.dispatchHint',
    done: (page) => t('case.done.handUp', { office: page.handUpTo?.name ?? '' }),
  },
  return: {
    title: (page) => t('case.form.returnTitle', { office: page.returnTo?.name ?? '' }),
    label: 'case.form.returnText',
    hint: 'case.form.returnHint',
    need: 'case.form.returnNeed',
    done: (page) => t('case.done.return', { office: page.returnTo?.name ?? '' }),
  },
  'ask-ruling': {
    title: () => t('case.form.askRulingTitle'),
    label: 'case.form.askRulingText',
    hint: 'case.form.askRulingHint',
    need: 'case.form.askRulingNeed',
    done: () => t('case.done.ask-ruling'),
  },
  rule: {
    title: () => t('case.form.ruleTitle'),
    label: 'case.form.ruleText',
    hint: 'case.form.ruleHint',
    need: 'case.form.ruleNeed',
    done: () => '',
  },
  answer: {
    title: () => t('case.form.answerTitle'),
    label: 'case.form.answerText',
    hint: 'case.form.answerHint',
    need: 'case.form.answerNeed',
    done: () => t('case.done.answer'),
  },
  tell: { title: () => t('case.form.tellTitle'), label: 'case.form.tellText', done: () => t('case.done.tell') },
  say: { title: () => t('case.form.sayTitle'), label: 'case.form.sayText', done: () => t('case.done.say') },
  rate: {
    title: (page) => t('case.form.rateTitle', { office: page.holderName }),
    label: 'case.form.rateText',
    hint: 'case.form.rateHint',
    done: () => t('case.done.rate'),
  },
  note: {
    title: () => t('case.form.noteTitle'),
    label: 'case.form.noteText',
    need: 'case.form.noteNeed',
    done: () => t('case.done.note'),
  },
  extend: {
    title: () => t('case.form.extendTitle'),
    label: 'case.form.extendText',
    hint: 'case.form.extendHint',
    need: 'case.form.extendNeed',
    done: () => t('case.done.extend'),
  },
  suspend: {
    title: () => t('case.form.suspendTitle'),
    label: 'case.form.suspendText',
    hint: 'case.form.extendHint',
    need: 'case.form.suspendNeed',
    done: () => t('case.done.suspend'),
  },
  resume: {
    title: () => t('case.form.resumeTitle'),
    label: 'case.form.resumeText',
    done: () => t('case.done.resume'),
  },
  refer: {
    title: () => t('case.form.referTitle'),
    label: 'case.form.referText',
    hint: 'case.form.referHint',
    need: 'case.form.referNeed',
    done: () => t('case.done.refer'),
  },
  'call-offices': {
    title: () => t('case.form.callTitle'),
    label: 'case.form.callText',
    hint: 'case.form.callHint',
    need: 'case.form.callNeed',
    done: () => '',
  },
  came: {
    title: () => t('case.form.cameTitle'),
    label: 'case.form.cameText',
    done: () => '',
  },
  supervise: {
    title: () => t('case.form.superviseTitle'),
    label: 'case.form.superviseText',
    hint: 'case.form.superviseHint',
    need: 'case.form.superviseNeed',
    done: () => t('case.done.supervise'),
  },
  'lift-supervision': {
    title: () => t('case.form.liftTitle'),
    label: 'case.form.liftText',
    done: () => t('case.done.lift-supervision'),
  },
  'give-help': {
    title: () => t('case.form.helpTitle'),
    label: 'case.form.helpText',
    need: 'case.form.helpNeed',
    done: () => t('case.done.give-help'),
  },
  'close-restricted': {
    title: () => t('case.form.closeTitle'),
    label: 'case.form.closeText',
    need: 'case.form.closeNeed',
    done: () => t('case.done.close-restricted'),
  },
};

/** What is said once it was done with an office that was chosen. */
const namedDone: Partial<Record<ActName, string>> = {
  'call-offices': 'case.done.call-offices',
  came: 'case.done.came',
};

type Props = {
  page: CasePage;
  act: Exclude<ActName, 'accept'>;
  /** What was chosen the last time, when it came too late. */
  before?: Partial<Said>;
  onClose: () => void;
  onSend: (sending: Sending) => void;
  problem: (code: string) => string;
};

/** ATTACH-11 */
const takesFiles: readonly ActName[] = ['answer', 'note'];

function errorsOf({ page, act }: Props, said: Said, text: string): FormError[] {
  const errors: FormError[] = [];
  const most = page.extension?.most ?? 0;
  if (
    act === 'extend' &&
    !(said.more !== undefined && Number.isInteger(said.more) && said.more >= 1 && said.more <= most)
  )
    errors.push({ field: 'act-more', text: t('case.form.extendByNeed', { most }) });
  if (act === 'suspend' && !isReviewDay(said.day))
    errors.push({ field: 'act-day', text: t('case.form.suspendDayNeed') });
  if (officesOf(page, act).length > 0 && said.office === '')
    errors.push({ field: 'act-office', text: t('case.form.officeNeed') });
  if (act === 'refer' && said.route === undefined)
    errors.push({ field: 'act-route', text: t('case.form.referRouteNeed') });
  if (act === 'rate' && said.rating === undefined) errors.push({ field: 'act-rating', text: t('case.form.rateNeed') });
  if (act === 'say' && said.outcome === undefined) errors.push({ field: 'act-outcome', text: t('case.form.sayNeed') });
  if (act === 'say' && said.by === undefined) errors.push({ field: 'act-by', text: t('case.form.sayByNeed') });
  const { need } = forms[act];
  if (need !== undefined && text.trim() === '') errors.push({ field: 'act-text', text: t(need) });
  return errors;
}

function inputOf(act: ActName, said: Said, text: string): Record<string, unknown> {
  if (act === 'dispatch' || act === 'rule' || act === 'came') return { office: said.office, text };
  if (act === 'call-offices') return { offices: [said.office], text };
  if (act === 'refer') return { route: said.route, text };
  if (act === 'say') return { outcome: said.outcome, by: said.by, text };
  if (act === 'rate') return { rating: said.rating, text };
  if (act === 'note') return { text, internal: said.internal, attachments: said.attachments };
  if (act === 'answer') return { text, attachments: said.attachments };
  if (act === 'extend') return { by: said.more, text };
  if (act === 'suspend') return { reviewAt: reviewOf(said.day), text };
  return { text };
}

export function ActSheet(props: Props): JSX.Element {
  const { page, act } = props;
  const form = forms[act];
  const offices = officesOf(page, act);
  const draft = `${act} ${page.case.id}`;
  const [text, setText] = useDraft(draft);
  const [said, setSaid] = useState<Said>({
    office: act === 'dispatch' ? (dispatchFirst(page)?.id ?? '') : '',
    outcome: undefined,
    by: undefined,
    rating: undefined,
    route: undefined,
    internal: true,
    more: undefined,
    day: '',
    attachments: [],
    ...props.before,
  });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const set = (part: Partial<Said>): void => setSaid((old) => ({ ...old, ...part }));
  const errorOf = (field: string): string | undefined => errors.find((one) => one.field === field)?.text;
  const send = (): void => {
    const found = errorsOf(props, said, text);
    setErrors(found);
    if (found.length > 0) return;
    const office = offices.find((one) => one.id === said.office)?.name;
    const done = office === undefined ? form.done(page) : t(namedDone[act] ?? 'case.done.dispatch', { office });
    props.onSend({ act, input: inputOf(act, said, text.trim()), done, draft });
    props.onClose();
  };
  const leave = (): void => {
    dropAll(said.attachments);
    props.onClose();
  };
  return (
    <Sheet
      open
      onClose={leave}
      title={form.title(page)}
      foot={
        <>
          <Button kind="text" onClick={leave}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="send" onClick={send}>
            {t('case.form.send')}
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      {offices.length > 0 ? (
        <OfficeField offices={offices} said={said} set={(office) => set({ office })} error={errorOf('act-office')} />
      ) : null}
      {act === 'say' ? <SayFields said={said} set={set} errorOf={errorOf} /> : null}
      {act === 'rate' ? <RateField said={said} set={set} errorOf={errorOf} /> : null}
      {act === 'refer' ? <RouteField said={said} set={set} errorOf={errorOf} /> : null}
      {act === 'extend' || act === 'suspend' ? (
        <ClockField act={act} extension={page.extension} said={said} set={set} errorOf={errorOf} />
      ) : null}
      {act === 'note' ? (
        <Choice
          hint={t(said.internal ? 'case.form.innerNote' : 'case.form.openNote')}
          label={t('case.form.noteInternal')}
          answers={[
            { value: 'yes', label: t('case.form.internal'), icon: 'lock' },
            { value: 'no', label: t('case.form.open'), icon: 'eye' },
          ]}
          value={said.internal ? 'yes' : 'no'}
          onChange={(value) => set({ internal: value === 'yes' })}
        />
      ) : null}
      <Replies page={page} act={act} text={text} onWrite={setText} />
      <TextArea
        id="act-text"
        label={t(form.label)}
        hint={form.hint === undefined ? undefined : t(form.hint)}
        optional={form.need === undefined}
        rows={4}
        maxLength={2000}
        value={text}
        onInput={setText}
        error={errorOf('act-text')}
      />
      {takesFiles.includes(act) ? (
        <DeskAttach named={said.attachments} onChange={(attachments) => set({ attachments })} problem={props.problem} />
      ) : null}
    </Sheet>
  );
}
