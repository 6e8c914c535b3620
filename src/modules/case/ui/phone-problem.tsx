// A problem heard at a door: its kind, then one line about it.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Card, Choice, Field, ListRow, Section, Select, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import { categoryName } from './desk-state.ts';
import { categoryIcon } from './category-icon.ts';
import { allGroups } from './phone-nearby.ts';

/** The kinds: eight tiles, and all of them by group. */
export function PickCategory(props: { first: readonly string[]; onPick: (code: string) => void }): JSX.Element {
  const [all, setAll] = useState(false);
  const [group, setGroup] = useState<string>();
  const codes = allGroups.find((one) => one.code === group)?.categories;
  return (
    <Section
      title={t('case.phone.kind')}
      right={
        codes ? (
          <Button kind="text" icon="chevron-left" onClick={() => setGroup(undefined)}>
            {t('case.phone.groups')}
          </Button>
        ) : undefined
      }
    >
      {all ? null : <CategoryTiles codes={props.first} onPick={props.onPick} />}
      <Card list>
        {!all ? <ListRow plain icon="dots" title={t('case.phone.all')} onClick={() => setAll(true)} /> : null}
        {all && !codes
          ? allGroups.map((one) => (
              <ListRow
                key={one.code}
                plain
                icon={categoryIcon(one.code)}
                title={categoryName(one.code)}
                onClick={() => setGroup(one.code)}
              />
            ))
          : null}
        {all && codes
          ? codes.map((code) => (
              <ListRow
                key={code}
                plain
                icon={categoryIcon(code)}
                title={categoryName(code)}
                onClick={() => props.onPick(code)}
              />
            ))
          : null}
      </Card>
    </Section>
  );
}

function CategoryTiles(props: { codes: readonly string[]; onPick: (code: string) => void }): JSX.Element {
  return (
    <div class="field-kinds grid grid-cols-2 gap-2">
      {props.codes.map((code) => (
        <Button key={code} icon={categoryIcon(code)} tall onClick={() => props.onPick(code)}>
          {categoryName(code)}
        </Button>
      ))}
    </div>
  );
}

export interface ProblemDraft {
  readonly category: string | null;
  readonly title: string;
  readonly text: string;
  readonly subject: string;
  readonly aboutOffice: string;
  readonly mustReport: boolean;
  readonly attachments: readonly Named[];
  /** The refused report that this one mends. */
  readonly mends: string;
}
export const emptyProblem: ProblemDraft = {
  category: null,
  title: '',
  text: '',
  subject: '',
  aboutOffice: '',
  mustReport: false,
  attachments: [],
  mends: '',
};

const sinces = ['today', 'yesterday', 'days', 'long'] as const;

/** Since when, said in one tap in front of the words; another answer takes its place, the same one takes it away. */
function Since(props: { text: string; onText: (text: string) => void }): JSX.Element {
  const phrases = sinces.map((one) => t(`case.phone.since.${one}Said`));
  const said = phrases.find((phrase) => props.text.startsWith(phrase));
  const rest = said === undefined ? props.text : props.text.slice(said.length);
  return (
    <Choice
      many
      quiet
      columns={4}
      label={t('case.phone.sinceWhen')}
      value={sinces.filter((_, place) => phrases[place] === said)}
      onChange={(list) => {
        const chosen = list.find((one) => phrases[sinces.indexOf(one)] !== said);
        props.onText((chosen === undefined ? '' : (phrases[sinces.indexOf(chosen)] ?? '')) + rest);
      }}
      answers={sinces.map((value) => ({ value, label: t(`case.phone.since.${value}`) }))}
    />
  );
}

interface FormProps {
  readonly draft: ProblemDraft;
  readonly onChange: (draft: ProblemDraft) => void;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly offices: readonly { readonly id: string; readonly name: string }[];
  readonly titleError?: string;
  readonly officeError?: string;
  /** Pictures and an audio note, where they can be taken. */
  readonly files?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** The kind chosen, what is the matter, and the few things that change its way. */
export function ProblemForm(props: FormProps): JSX.Element {
  const { draft, onChange } = props;
  const set = (change: Partial<ProblemDraft>): void => onChange({ ...draft, ...change });
  const code = draft.category ?? '';
  return (
    <>
      <Card list>
        <ListRow
          plain
          icon={categoryIcon(code)}
          title={<b>{categoryName(code)}</b>}
          right={
            <Button kind="text" onClick={() => set({ category: null, title: '' })}>
              {t('case.phone.change')}
            </Button>
          }
        />
      </Card>
      {props.children}
      <TextArea
        optional
        label={t('case.phone.text')}
        value={draft.text}
        onInput={(text) => set({ text })}
        rows={2}
        maxLength={2000}
        placeholder={t('case.phone.textHint')}
      />
      <Since text={draft.text} onText={(text) => set({ text })} />
      {props.files}
      <Field
        id="title"
        label={t('case.phone.title')}
        value={draft.title}
        onInput={(title) => set({ title })}
        error={props.titleError}
        maxLength={80}
      />
      {code === 'V4' ? (
        <Select
          id="office"
          label={t('case.phone.aboutOffice')}
          hint={t('case.phone.aboutOfficeHint')}
          value={draft.aboutOffice}
          onChange={(aboutOffice) => set({ aboutOffice })}
          error={props.officeError}
          answers={props.offices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {props.members.length > 1 ? (
        <Select
          optional
          label={t('case.phone.subject')}
          value={draft.subject || 'home'}
          onChange={(subject) => set({ subject: subject === 'home' ? '' : subject })}
          answers={[
            { value: 'home', label: t('case.phone.wholeHome') },
            ...props.members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      <Choice
        many
        quiet
        columns={1}
        label={t('case.phone.danger')}
        value={draft.mustReport ? ['yes'] : []}
        onChange={(list) => set({ mustReport: list.length > 0 })}
        answers={[
          { value: 'yes', label: t('case.phone.danger'), icon: 'alert-triangle', note: t('case.phone.dangerNote') },
        ]}
      />
    </>
  );
}
