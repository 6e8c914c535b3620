// A problem heard at a door: what is already known nearby first, then its kind, then one line about it.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { IconName } from '#look/icons.ts';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Chip, Choice, Field, ListRow, Section, Select, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import { categoryName } from './desk-state.ts';
import { allGroups, type Nearby } from './phone-nearby.ts';

const groupIcons: Readonly<Record<string, IconName>> = {
  W: 'droplet',
  P: 'bolt',
  R: 'road',
  H: 'home',
  A: 'plant-2',
  S: 'coin',
  C: 'heart-handshake',
  M: 'first-aid-kit',
  E: 'recycle',
  D: 'scale',
  F: 'alert-triangle',
  V: 'building-community',
};
export const categoryIcon = (code: string): IconName => groupIcons[code.slice(0, 1)] ?? 'flag';

interface SameProps {
  readonly known: Nearby;
  readonly name: string;
  /** In words: where it is now and until when. */
  readonly where: string;
  readonly asks: boolean;
  readonly now: number;
  readonly busy: boolean;
  readonly onJoin: () => void;
}

/** "The same here": one tap, and this home has its own number. */
export function SameHere(props: SameProps): JSX.Element {
  const { first, homes, category } = props.known;
  const number = first.number === null ? '' : ` · ${t('case.number', { number: first.number })}`;
  return (
    <Card asks={props.asks}>
      <div>
        <Chip tone="act" icon="map-pin">
          {t('case.phone.nearby')}
        </Chip>
      </div>
      <p class={props.asks ? 'zd-big' : 'zd-lead'}>
        {t('case.phone.nearbyHomes', { n: homes, what: categoryName(category) })}
      </p>
      <p class="zd-two">
        {t('case.phone.since', { day: formatDay(first.reportedAt, props.now) })}
        {number}
        <br />
        {props.where}
      </p>
      <Button
        kind={props.asks ? 'filled' : 'outlined'}
        main
        icon="arrows-join"
        busy={props.busy}
        onClick={props.onJoin}
      >
        {t('case.phone.sameHere')}
      </Button>
      {props.asks ? <p class="zd-two">{t('case.phone.sameRule', { name: props.name })}</p> : null}
    </Card>
  );
}

interface AroundProps {
  readonly known: readonly Nearby[];
  readonly busy: boolean;
  readonly onJoin: (one: Nearby) => void;
}

/** What is new around this home, one tap each: nobody has to look for the form first. */
export function AroundHere(props: AroundProps): JSX.Element | null {
  if (props.known.length === 0) return null;
  return (
    <Card list label={t('case.phone.nearby')}>
      {props.known.map((one) => (
        <ListRow
          key={one.category}
          icon={categoryIcon(one.category)}
          tone="act"
          title={categoryName(one.category)}
          text={t('case.phone.around', { n: one.homes })}
          right={
            <Button busy={props.busy} onClick={() => props.onJoin(one)}>
              {t('case.phone.sameShort')}
            </Button>
          }
        />
      ))}
    </Card>
  );
}

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
      <Field
        id="title"
        label={t('case.phone.title')}
        value={draft.title}
        onInput={(title) => set({ title })}
        error={props.titleError}
        maxLength={80}
      />
      <TextArea
        optional
        label={t('case.phone.text')}
        value={draft.text}
        onInput={(text) => set({ text })}
        rows={2}
        maxLength={2000}
        placeholder={t('case.phone.textHint')}
      />
      {props.files}
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
