// The editor of a card: both languages, papers, steps, dates and rule, with the card as everybody will see it beside it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { dropDraft, useDraft } from '#look/draft.ts';
import { Button, Card, Choice, ErrorSummary, Field, Section, Select, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { dropAll, isHeld } from '#modules/attachment/ui/desk-attach.tsx';
import type { CardLang } from '../model.ts';
import { CardView, cardLang } from './card-view.tsx';
import { PaperFields } from './desk-papers.tsx';
import { Eligible } from './eligible.tsx';
import { Papers } from './papers.tsx';
import { cardOf, faultsOf, type FormWords, namedIn, type PolicyForm } from './policy-form.ts';
import { RuleBuilder } from './rule-builder.tsx';

export interface Named {
  readonly value: string;
  readonly label: string;
}

interface Parts {
  readonly form: PolicyForm;
  readonly set: (change: Partial<PolicyForm>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

function Words({ lang, form, set, errorOf }: Parts & { lang: CardLang }): JSX.Element {
  const words = form[lang];
  const put = (change: Partial<FormWords>): void => set({ [lang]: { ...words, ...change } });
  const area = (field: 'amount' | 'documents' | 'steps', hint: string, rows: number): JSX.Element => (
    <TextArea
      optional
      id={`policy-${field}-${lang}`}
      label={t(`policy.desk.${field}`)}
      hint={hint}
      rows={rows}
      maxLength={field === 'amount' ? 300 : 2000}
      value={words[field]}
      onInput={(text) => put({ [field]: text })}
    />
  );
  return (
    <Section title={t(lang === 'zh' ? 'policy.desk.inZh' : 'policy.desk.inEn')}>
      <Field
        id={`policy-title-${lang}`}
        label={t('policy.desk.name')}
        maxLength={60}
        value={words.title}
        onInput={(title) => put({ title })}
        error={errorOf(`policy-title-${lang}`)}
      />
      <TextArea
        id={`policy-text-${lang}`}
        label={t('policy.desk.body')}
        hint={t('policy.desk.bodyHint')}
        rows={5}
        maxLength={1000}
        value={words.text}
        onInput={(text) => put({ text })}
        error={errorOf(`policy-text-${lang}`)}
      />
      {area('amount', t('policy.desk.amountHint'), 2)}
      {area('documents', t('policy.desk.perLine'), 3)}
      {area('steps', t('policy.desk.perLine'), 3)}
      <Field
        optional
        id={`policy-window-${lang}`}
        label={t('policy.desk.window')}
        maxLength={200}
        value={words.window}
        onInput={(window) => put({ window })}
      />
    </Section>
  );
}

function Paper({ form, set, errorOf }: Parts): JSX.Element {
  return (
    <>
      <Field
        id="policy-issuer"
        label={t('policy.desk.issuer')}
        maxLength={80}
        value={form.issuer}
        onInput={(issuer) => set({ issuer })}
        error={errorOf('policy-issuer')}
      />
      <div class="grid gap-4 sm:grid-cols-2">
        <Field
          optional
          label={t('policy.desk.documentNo')}
          maxLength={80}
          value={form.documentNo}
          onInput={(documentNo) => set({ documentNo })}
        />
        <Field
          optional
          type="tel"
          label={t('policy.desk.phone')}
          maxLength={30}
          value={form.phone}
          onInput={(phone) => set({ phone })}
        />
        <Field
          type="date"
          label={t('policy.desk.from')}
          value={form.validFrom}
          onInput={(validFrom) => set({ validFrom })}
        />
        <Field
          optional
          id="policy-to"
          type="date"
          label={t('policy.desk.to')}
          value={form.validTo}
          onInput={(validTo) => set({ validTo })}
          error={errorOf('policy-to')}
        />
      </div>
    </>
  );
}

function Preview({ form }: { form: PolicyForm }): JSX.Element {
  const card = cardOf(form);
  return (
    <section aria-label={t('policy.desk.preview')} class="flex flex-col gap-4 lg:sticky lg:top-4">
      <p class="zd-two">{t('policy.desk.preview')}</p>
      <Card>
        <h2>{card[cardLang()].title}</h2>
        <CardView card={card} now={nowMs.value} checkedAt={null} checkedBy="" />
      </Card>
      <Papers papers={card.papers} />
      {card.rule === null ? null : <Eligible key={JSON.stringify(card.rule)} rule={card.rule} />}
    </section>
  );
}

/** What was being written here, else where it starts from. A paper whose bytes went with the tab is picked anew. */
function readForm(text: string, start: PolicyForm): PolicyForm {
  try {
    if (text === '') return start;
    const form = { ...start, ...(JSON.parse(text) as Partial<PolicyForm>) };
    return { ...form, papers: form.papers.filter((one) => !one.named || isHeld(one.attachment)) };
  } catch {
    return start;
  }
}

export function PolicyEditor(props: {
  draftKey: string;
  start: PolicyForm;
  offices: readonly Named[];
  /** Empty when the area stands fast. */
  areas: readonly Named[];
  problem: (code: string) => string;
  onCancel: () => void;
  /** Calls back once it is safely said. */
  onSave: (form: PolicyForm, done: () => void) => void;
}): JSX.Element {
  const { draftKey, start, offices, areas, onCancel, onSave } = props;
  const [text, keep] = useDraft(draftKey);
  const [tried, setTried] = useState(false);
  const form = readForm(text, start);
  const set = (change: Partial<PolicyForm>): void => keep(JSON.stringify({ ...form, ...change }));
  const faults = tried ? faultsOf(form) : [];
  const errorOf = (field: string): string | undefined => {
    const found = faults.find((one) => one.field === field);
    return found && t(found.word);
  };
  const leave = (): void => {
    dropDraft(draftKey);
    dropAll(namedIn(form));
    onCancel();
  };
  const save = (): void => {
    setTried(true);
    if (faultsOf(form).length === 0) onSave(form, () => dropDraft(draftKey));
  };
  return (
    <div class="grid gap-8 xl:grid-cols-2 items-start">
      <div class="flex flex-col gap-4">
        <ErrorSummary errors={faults.map(({ field, word }) => ({ field, text: t(word) }))} />
        {offices.length < 2 ? null : (
          <Choice
            label={t('policy.desk.office')}
            columns={1}
            value={form.office}
            onChange={(office) => set({ office })}
            answers={offices}
          />
        )}
        {areas.length < 2 ? null : (
          <Select label={t('policy.desk.area')} value={form.area} onChange={(area) => set({ area })} answers={areas} />
        )}
        <Words lang="zh" form={form} set={set} errorOf={errorOf} />
        <Words lang="en" form={form} set={set} errorOf={errorOf} />
        <Paper form={form} set={set} errorOf={errorOf} />
        <PaperFields
          papers={form.papers}
          onChange={(papers) => set({ papers })}
          errorOf={errorOf}
          problem={props.problem}
        />
        <RuleBuilder form={form} onChange={set} error={errorOf('policy-rule')} />
        <div class="zd-button-row zd-button-row-left">
          <Button kind="filled" icon="send" onClick={save}>
            {t('policy.desk.save')}
          </Button>
          <Button kind="text" onClick={leave}>
            {t('case.act.cancel')}
          </Button>
        </div>
      </div>
      <Preview form={form} />
    </div>
  );
}
