// A problem at a door: the same as nearby in one tap, or its kind and a line; danger goes its own way.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatDeadline } from '#look/dates.ts';
import { Button, Card, ErrorSummary, Foot, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { SameHere } from '#modules/case/ui/phone-heard.tsx';
import { likely, type Nearby, nearby } from '#modules/case/ui/phone-nearby.ts';
import { PickCategory, type ProblemDraft, ProblemForm } from '#modules/case/ui/phone-problem.tsx';
import type { PhoneHousehold } from '#modules/household/model.ts';
import { type Phone } from '#sync/store.ts';
import { tryTo } from './acts.ts';
import { Attach } from './attach.tsx';
import { chainOf } from './book.ts';
import { InnerPage, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { late } from '#look/late.tsx';
import { problemOf, useHeldBack } from './mending.ts';
import { queuedItem } from './queued.ts';
import { cases, casesOf, findHome, findOffice, membersOf } from './queries.ts';
import { joinNearby, report } from './report.ts';
import { useOpen } from './session.ts';
import { type Draft, useDraft } from './use-draft.ts';

const RestrictedPage = late(() => import('./restricted-page.tsx').then((page) => page.RestrictedPage));

/** In words: who has it now and until when. */
function whereWords(phone: Phone, known: Nearby, now: number): string {
  const { first } = known;
  const due = first.resolveBy ?? first.holderBy ?? first.respondBy;
  return t('case.phone.where', {
    office: findOffice(phone, first.holder)?.name ?? '',
    due: due === null ? t('case.due.none') : formatDeadline(due, now),
  });
}

function Same(props: {
  home: PhoneHousehold;
  known: readonly Nearby[];
  asks: boolean;
  attachments: readonly Named[];
  mends: string;
  drop: () => Promise<void>;
}): JSX.Element {
  const open = useOpen();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const join = (one: Nearby): void => {
    setBusy(true);
    const { drop, mends, attachments } = props;
    void joinNearby(open, props.home.id, one, { drop, mends, attachments }).finally(() => setBusy(false));
  };
  return (
    <>
      {props.known.map((one, place) => (
        <SameHere
          key={one.category}
          known={one}
          name={props.home.head}
          where={whereWords(open.phone, one, now)}
          asks={props.asks && place === 0}
          now={now}
          busy={busy}
          onJoin={() => join(one)}
        />
      ))}
    </>
  );
}

function Already(props: { home: PhoneHousehold; category: string }): JSX.Element | null {
  const { phone } = useOpen();
  const before = casesOf(phone, props.home.id).find(
    (matter) => matter.category === props.category && matter.state !== 'closed',
  );
  if (!before) return null;
  return (
    <Card list>
      <ListRow
        href={`#/matter/${before.id}`}
        icon="info-circle"
        tone="info"
        title={t('case.phone.already')}
        text={before.title}
      />
    </Card>
  );
}

interface Faults {
  readonly title?: string;
  readonly office?: string;
}

function Form(props: { home: PhoneHousehold; draft: Draft<ProblemDraft>; faults: Faults }): JSX.Element {
  const { phone } = useOpen();
  const { home, draft } = props;
  const known = nearby(cases(phone), home.id, draft.value.category ?? '');
  const offices = chainOf(phone.view.value.rows, home.ground).filter((office) => office.kind !== 'administration');
  const errors = Object.entries(props.faults).map(([field, text]) => ({ field, text: String(text) }));
  return (
    <>
      {errors.length > 0 ? <ErrorSummary errors={errors} /> : null}
      <ProblemForm
        draft={draft.value}
        onChange={draft.set}
        members={membersOf(phone, home.id)}
        offices={offices}
        titleError={props.faults.title}
        officeError={props.faults.office}
        files={
          <Attach
            named={draft.value.attachments}
            onChange={(attachments) => draft.set({ ...draft.value, attachments })}
          />
        }
      >
        <Already home={home} category={draft.value.category ?? ''} />
        {known.length > 0 ? (
          <>
            <Same
              home={home}
              known={known}
              asks
              attachments={draft.value.attachments}
              mends={draft.value.mends}
              drop={draft.drop}
            />
            <h2>{t('case.phone.notSame')}</h2>
          </>
        ) : null}
      </ProblemForm>
    </>
  );
}

function Kinds(props: {
  home: PhoneHousehold;
  draft: Draft<ProblemDraft>;
  onPick: (code: string) => void;
}): JSX.Element {
  const { phone } = useOpen();
  const all = cases(phone);
  const known = nearby(all, props.home.id).slice(0, 2);
  return (
    <>
      <Same
        home={props.home}
        known={known}
        asks={false}
        attachments={props.draft.value.attachments}
        mends={props.draft.value.mends}
        drop={props.draft.drop}
      />
      <PickCategory first={likely(all)} onPick={props.onPick} />
    </>
  );
}

export function ProblemPage({ id, item = '', kind = '' }: { id: string; item?: string; kind?: string }): JSX.Element {
  const open = useOpen();
  const key = item === '' ? `problem:${id}` : `problem:${id}:${item}`;
  const from = useMemo(() => problemOf(queuedItem(open.phone, item)), [item]);
  const draft = useDraft<ProblemDraft>(key, from);
  const pick = (code: string): void => draft.set({ ...draft.value, category: code, title: categoryName(code) });
  useHeldBack(open.phone, item);
  useEffect(() => {
    if (draft.ready && findCategory(kind) && draft.value.category !== kind) pick(kind);
  }, [draft.ready]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const home = findHome(open.phone, id);
  if (!home) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const { category, title, mustReport, aboutOffice } = draft.value;
  const restricted = mustReport || (category !== null && findCategory(category)?.first === 'restricted');
  if (restricted && category !== null) return <RestrictedPage home={home} draft={draft} category={category} />;
  const missing: Faults = {
    ...(title.trim() === '' ? { title: t('case.phone.needTitle') } : {}),
    ...(category === 'V4' && aboutOffice === '' ? { office: t('case.phone.needOffice') } : {}),
  };
  const send = (): void => {
    if (category === null) return;
    setTried(true);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const said = { household: id, draft: { ...draft.value, category }, drop: draft.drop, drops: [key] };
    void tryTo(() => report(open, said)).finally(() => setBusy(false));
  };
  const known = category === null ? [] : nearby(cases(open.phone), id, category);
  const foot =
    category === null ? undefined : (
      <Foot note={t('visit.saveNote')} icon="device-mobile">
        <Button kind={known.length > 0 ? 'outlined' : 'filled'} main icon="flag" busy={busy} onClick={send}>
          {t(known.length > 0 ? 'case.phone.reportOther' : 'case.phone.report')}
        </Button>
      </Foot>
    );
  return (
    <InnerPage title={t('case.phone.problemTitle', { name: home.head })} back={`/home/${id}`} foot={foot} bar={false}>
      {!draft.ready ? null : category === null ? (
        <Kinds home={home} draft={draft} onPick={pick} />
      ) : (
        <Form home={home} draft={draft} faults={tried ? missing : {}} />
      )}
    </InnerPage>
  );
}
