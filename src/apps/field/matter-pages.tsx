// Matters in the field app: the list, one matter with what may be done, the same in another home, and the household's code.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sitsIn } from '#kit/actor.ts';
import { formatDeadline } from '#look/dates.ts';
import { Button, Card, Empty, Foot, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneAttachment } from '#modules/attachment/model.ts';
import type { PhoneCase } from '#modules/case/model.ts';
import { type Act, inputOf, PhoneActs, phoneActs, trialOf } from '#modules/case/ui/phone-acts.tsx';
import { PhoneMatter } from '#modules/case/ui/phone-matter.tsx';
import { nearby } from '#modules/case/ui/phone-nearby.ts';
import { PhoneSecret } from '#modules/case/ui/phone-secret.tsx';
import { PhoneHomes } from '#modules/household/ui/phone-homes.tsx';
import { mayDo } from '#sync/outbox.ts';
import { findDraft, keepDraft } from '#sync/drafts.ts';
import type { Phone } from '#sync/store.ts';
import { act } from './acts.ts';
import { Files } from './attach.tsx';
import { InnerPage, MainPage, RecordState, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { areaOf, cases, filesOf, findCase, findHome, findOffice, searchHomes, stepsOf, waiting } from './queries.ts';
import { late } from '#look/late.tsx';
import { mediation } from './mediation.ts';
import { errands } from './errands.ts';
import { spots } from './spots.ts';
import { joinNearby, type Secret } from './report.ts';
import { go } from './router.ts';
import { type Open, useOpen } from './session.ts';
import { MatterSection } from './today-page.tsx';
import { Unsent } from './unsent.tsx';

const MatterMediation = late<{ matter: PhoneCase }>(() => mediation().then((pages) => pages.MatterMediation));

const ErrandRow = late(() => errands().then((pages) => pages.ErrandRow));
const SpotRow = late(() => spots().then((pages) => pages.SpotRow));
const MediationRow = late(() => mediation().then((pages) => pages.MediationRow));

export function MattersPage(): JSX.Element {
  const { phone } = useOpen();
  const all = cases(phone);
  const wait = waiting(phone);
  const urgent = [
    ...new Map([...wait.help, ...wait.accept, ...wait.tell, ...wait.check].map((one) => [one.id, one])).values(),
  ];
  const rest = all.filter((matter) => !urgent.includes(matter));
  return (
    <MainPage
      title={t('field.matters')}
      under={t('case.phone.count', { n: all.filter((one) => one.state !== 'closed').length })}
      badge={false}
    >
      {all.length === 0 ? (
        <Empty icon="route" tone="calm" title={t('case.phone.none')} text={t('case.phone.noneText')} />
      ) : null}
      <MatterSection title={t('case.phone.waitYou')} cases={urgent} />
      <MatterSection title={t('case.phone.open')} cases={rest.filter((matter) => matter.state !== 'closed')} />
      <MatterSection
        title={t('case.phone.closedOnes')}
        cases={rest.filter((matter) => matter.state === 'closed').slice(0, 20)}
      />
      <Card list>
        <MediationRow />
        <ErrandRow />
        <SpotRow />
      </Card>
    </MainPage>
  );
}

function Acts(props: { open: Open; matter: PhoneCase; now: number }): JSX.Element {
  const { open, matter, now } = props;
  const may = phoneActs.filter((one) => mayDo(open.phone, `case.${one}`, trialOf(one, matter.id), now));
  const holder = findOffice(open.phone, matter.holder);
  const onAct = (done: Act): void => {
    void act(open, [{ name: `case.${done.act}`, input: inputOf(done, matter.id) }], t(`case.phone.done.${done.act}`));
  };
  return (
    <PhoneActs
      matter={matter}
      may={may}
      to={findOffice(open.phone, holder?.parent ?? null)?.name ?? ''}
      onAct={onAct}
      {...(matter.state === 'closed' ? {} : { sameHref: `#/same/${matter.id}` })}
    />
  );
}

/** What shows the problem, and what shows how it was mended. */
function MatterFiles({ matter }: { matter: PhoneCase }): JSX.Element {
  const { phone } = useOpen();
  const all = filesOf(phone, 'matter', matter.id);
  const answers = new Set(stepsOf(matter).flatMap((step) => (step.name === 'case.answered' ? [step.n] : [])));
  const isResult = ({ step }: PhoneAttachment): boolean => step !== null && answers.has(step);
  const parts = {
    'case.phone.files': all.filter((file) => !isResult(file)),
    'case.phone.filesAfter': all.filter(isResult),
  };
  return (
    <>
      {Object.entries(parts).map(([title, files]) =>
        files.length === 0 ? null : (
          <Section key={title} title={t(title)}>
            <Files files={files} />
          </Section>
        ),
      )}
    </>
  );
}

/** Is the household's code still on this phone, to be shown once more? */
function useSecret(id: string): Secret | undefined | null {
  const { phone } = useOpen();
  const [kept, setKept] = useState<Secret | null>();
  useEffect(() => {
    void findDraft<Secret>(phone, `secret:${id}`).then((found) => setKept(found ?? null));
  }, [id]);
  return kept;
}

export function MatterPage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const secret = useSecret(id);
  const matter = findCase(phone, id);
  if (!matter || matter.restricted)
    return <GonePage title={t('case.phone.gone')} text={t('case.phone.goneText')} back="/matters" />;
  const home = matter.household ? findHome(phone, matter.household) : undefined;
  const name = (office: string | null): string => findOffice(phone, office)?.name ?? '';
  const together = cases(phone).filter(
    (one) => one.id !== id && one.state !== 'closed' && one.category === matter.category,
  ).length;
  return (
    <InnerPage title={matter.title} back="/matters">
      <p class="zd-two">
        {[
          matter.number === null ? t('case.phone.numberLater') : t('case.number', { number: matter.number }),
          home && `${home.head} ${home.door}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <PhoneMatter
        matter={matter}
        steps={stepsOf(matter)}
        now={now}
        me={phone.identity.person}
        officeName={name}
        officePhone={(office) => findOffice(phone, office)?.phone ?? ''}
        isMine={sitsIn(phone.actor.value, matter.holder)}
        homeName={t('case.phone.homeOf', { name: home?.head ?? '' })}
        actions={<Acts open={open} matter={matter} now={now} />}
        syncState={<RecordState id={id} bare />}
        files={<MatterFiles matter={matter} />}
        more={
          <>
            <Unsent record={id} />
            {matter.category.startsWith('D') ? <MatterMediation matter={matter} /> : null}
            <Card list>
              {home ? <ListRow plain icon="home" href={`#/home/${home.id}`} title={home.head} /> : null}
              {together > 0 ? (
                <ListRow plain icon="users" href="#/matters" title={t('case.phone.together', { n: together })} />
              ) : null}
              {secret ? (
                <ListRow plain icon="qrcode" href={`#/secret/${id}`} title={t('case.phone.secretShow')} />
              ) : null}
            </Card>
          </>
        }
      />
    </InnerPage>
  );
}

/** The same in another home: choosing the home reports it. */
export function SamePage({ id }: { id: string }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const [typed, setTyped] = useState('');
  const matter = findCase(phone, id);
  if (!matter) return <GonePage title={t('case.phone.gone')} text={t('case.phone.goneText')} back="/matters" />;
  const known = nearby(cases(phone), '', matter.category)[0] ?? { category: matter.category, first: matter, homes: 1 };
  const reported = new Set(
    cases(phone)
      .filter((one) => one.category === matter.category && one.state !== 'closed')
      .map((one) => one.household),
  );
  const left = searchHomes(phone, typed).filter((home) => !reported.has(home.id));
  const join = (household: string): void => {
    void joinNearby(open, household, known);
  };
  return (
    <InnerPage title={t('field.pickSame')} back={`/matter/${id}`}>
      <p class="zd-lead">{matter.title}</p>
      <PhoneHomes
        typed={typed}
        onTyped={setTyped}
        homes={left}
        gridOf={(home) => areaOf(phone, home.ground)?.name ?? ''}
        onPick={(home) => join(home.id)}
      />
    </InnerPage>
  );
}

/** Who has it now, and by when the home hears a first word. */
function whereNow(phone: Phone, matter: PhoneCase, now: number): string {
  const due = matter.respondBy ?? matter.resolveBy;
  return t('case.phone.whereNow', {
    office: findOffice(phone, matter.holder)?.name ?? '',
    due: due === null ? '' : formatDeadline(due, now),
  });
}

export function SecretPage({ id }: { id: string }): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const secret = useSecret(id);
  const matter = findCase(phone, id);
  const home = secret ? findHome(phone, secret.household) : undefined;
  if (secret === null) return <GonePage title={t('case.phone.gone')} text={t('case.phone.goneText')} back="/matters" />;
  const done = (): void => {
    // Handed over: from now on only the household holds it.
    void keepDraft(phone, `secret:${id}`, null).then(() => go(`/matter/${id}`, true));
  };
  const foot = (
    <Foot>
      <Button kind="filled" main icon="check" onClick={done}>
        {t('case.phone.secretDone')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage title={t('case.phone.secretPage')} back={`/matter/${id}`} foot={foot}>
      {secret && home ? (
        <>
          <div class="flex flex-wrap items-center gap-2">
            <b>{matter?.title}</b>
            <RecordState id={id} />
          </div>
          {matter ? <p class="zd-two">{whereNow(phone, matter, now)}</p> : null}
          <PhoneSecret
            link={`${location.origin}/c/${secret.secret}`}
            secret={secret.secret}
            door={home.door}
            homeName={home.head}
            number={matter?.number ?? null}
          />
        </>
      ) : null}
    </InnerPage>
  );
}
