// One home's record at the desk: says first that opening it was noted, then who lives there, what was said, and who serves it.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay, formatMoment } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Chip, Empty, FactList, type FactRow, ListRow, Note, offerUndo } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';
import { DeskTiles } from '#modules/attachment/ui/desk-files.tsx';
import type { InboxRow } from '#modules/case/model.ts';
import { stateWord } from '#modules/case/ui/desk-state.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { careName, relationName } from '#modules/household/ui/spoken-names.ts';
import { type Settling, TwoWords } from '#modules/household/ui/two-words.tsx';
import type { ErrandOfRow } from '#modules/errand/model.ts';
import { HomeErrandRows } from '#modules/errand/ui/errand-view.tsx';
import type { OfficeRow } from '#modules/people/model.ts';
import type { QuestionRow } from '#modules/question/model.ts';
import { QuestionList } from '#modules/question/ui/question-list.tsx';
import type { DoorPromise, Visit } from '#modules/visit/model.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as errandDeskZh } from '#modules/errand/desk-words.zh.ts';
import { words as errandZh } from '#modules/errand/words.zh.ts';
import { words as householdZh } from '#modules/household/words.zh.ts';
import { words as questionZh } from '#modules/question/words.zh.ts';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { hrefOf } from './route.ts';
import { hasRole, session } from './session.ts';
import { problemWord } from './speak.ts';
import { VerifySheet } from './verify-sheet.tsx';
import { type Opening, openingOf, WhySheet } from './why-sheet.tsx';
import './speak-rooms.ts';

joinWords(
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: errandDeskZh, en: () => import('#modules/errand/desk-words.en.ts') },
  { zh: errandZh, en: () => import('#modules/errand/words.en.ts') },
  { zh: householdZh, en: () => import('#modules/household/words.en.ts') },
  { zh: questionZh, en: () => import('#modules/question/words.en.ts') },
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
);

type HomePage = {
  household: Omit<Household, 'plateHash'>;
  members: readonly Member[];
  visits: readonly Visit[];
  promises: readonly DoorPromise[];
  attachments: readonly AttachmentRow[];
  cases?: readonly InboxRow[];
  offices: readonly OfficeRow[];
};

const Block = (props: { title: string; none?: string; count: number; children: ComponentChildren }): JSX.Element => (
  <Card label={props.title}>
    <h2>{props.title}</h2>
    {props.count === 0 && props.none !== undefined ? <p class="zd-two">{props.none}</p> : props.children}
  </Card>
);

function factRows(home: HomePage['household']): FactRow[] {
  const now = nowMs.value;
  const rows: FactRow[] = [
    { label: t('desk.home.stateLabel'), value: t(`desk.home.state.${home.home}`) },
    { label: t('desk.home.interval'), value: t('desk.home.days', { n: home.visitInterval }) },
    {
      label: t('desk.home.lastVisit'),
      value: home.lastVisit === null ? t('desk.home.never') : formatDay(home.lastVisit, now),
    },
  ];
  if (home.phone !== '')
    rows.push({
      label: t('desk.home.phone'),
      value: (
        <a class="underline inline-flex items-center min-h-11" href={`tel:${home.phone}`}>
          {home.phone}
        </a>
      ),
    });
  if (home.care.length > 0)
    rows.push({ label: t('desk.home.care'), value: home.care.map(careName).join(t('look.and')) });
  if (home.howToCome !== '') rows.push({ label: t('desk.home.howToCome'), value: home.howToCome });
  return rows;
}

/** Without its full stop: more may follow in the same line. */
const bare = (text: string): string => text.trim().replace(/[。.；;]+$/, '');

function visitText(visit: Visit): string {
  const said = visit.parts.map((part) => {
    const word = t(`desk.visit.${part.kind}`);
    return 'text' in part && part.text !== '' ? `${word}${t('desk.home.colon')}${bare(part.text)}` : word;
  });
  // A part made of the note says it already.
  if (visit.note !== '' && !visit.parts.some((part) => 'text' in part && part.text === visit.note))
    said.push(bare(visit.note));
  return said.length === 0 ? t('desk.home.saidNothing') : said.join(t('desk.home.semicolon'));
}

function Members(props: { members: readonly Member[]; again: () => void }): JSX.Element {
  const [verifying, setVerifying] = useState<Member | undefined>();
  const may = hasRole('village-officer');
  return (
    <Block title={t('desk.home.members')} none={t('desk.home.noMembers')} count={props.members.length}>
      <ul>
        {props.members.map((member) => (
          <li
            key={member.id}
            class="flex flex-wrap items-center gap-x-3 gap-y-2 min-h-12 py-1 border-t border-base-300"
          >
            <span class="zd-grow min-w-32">
              <b>{member.name}</b>{' '}
              <span class="zd-two">{[relationName(member.relation), member.born].filter(Boolean).join(' · ')}</span>
            </span>
            {member.phone === '' ? null : (
              <a class="underline inline-flex items-center min-h-11" href={`tel:${member.phone}`}>
                {member.phone}
              </a>
            )}
            {member.verifiedAt === null ? null : (
              <Chip tone="ok" icon="check">
                {t('desk.home.verified')}
              </Chip>
            )}
            {may ? (
              <Button kind="text" onClick={() => setVerifying(member)}>
                {t(member.verifiedAt === null ? 'desk.home.verify' : 'desk.home.invite')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {verifying === undefined ? null : (
        <VerifySheet member={verifying} onClose={() => setVerifying(undefined)} again={props.again} />
      )}
    </Block>
  );
}

function Past(props: { page: HomePage }): JSX.Element {
  const { visits, promises, cases, attachments } = props.page;
  const now = nowMs.value;
  return (
    <>
      {cases === undefined ? null : (
        <Block title={t('desk.home.cases')} none={t('desk.home.noCases')} count={cases.length}>
          <div class="zd-list -mx-4">
            {cases.map((one) => (
              <ListRow
                key={one.id}
                href={hrefOf(['inbox', 'mine', one.id])}
                title={one.title}
                beside={one.number ?? ''}
                text={`${stateWord(one)} · ${one.holderName}`}
              />
            ))}
          </div>
        </Block>
      )}
      {promises.length === 0 ? null : (
        <Block title={t('desk.home.promises')} count={promises.length}>
          <ul>
            {promises.map((one) => (
              <li key={one.id} class="min-h-8">
                {one.text}{' '}
                <span class="zd-two">
                  {one.keptAt !== null
                    ? t('desk.home.kept')
                    : one.due === null
                      ? ''
                      : t('desk.home.due', { day: formatDay(one.due, now) })}
                </span>
              </li>
            ))}
          </ul>
        </Block>
      )}
      <Block title={t('desk.home.visits')} none={t('desk.home.noVisits')} count={visits.length}>
        <ul>
          {visits.slice(0, 12).map((visit) => (
            <li key={visit.id} class="py-2 border-t border-base-300">
              <b>{formatMoment(visit.receivedAt, now)}</b>{' '}
              {visit.confidential ? <span class="zd-two">{t('desk.home.confidential')}</span> : null}
              <span class="block">{visitText(visit)}</span>
              <div class="mt-2 empty:hidden">
                <DeskTiles files={attachments.filter((file) => file.visit === visit.id)} />
              </div>
            </li>
          ))}
        </ul>
      </Block>
    </>
  );
}

function Serving(props: { offices: readonly OfficeRow[] }): JSX.Element {
  return (
    <Block title={t('desk.home.offices')} count={props.offices.length}>
      <ul>
        {props.offices.map((office) => (
          <li key={office.id} class="py-2 border-t border-base-300">
            <b>{office.name}</b>
            {office.people.length === 0 ? <span class="zd-two block">{t('people.office.empty')}</span> : null}
            {office.people.map((one) => (
              <span key={one.phone} class="flex flex-wrap items-center justify-between gap-x-3 mt-2">
                <span class="zd-two">{one.name}</span>
                <a class="underline inline-flex items-center min-h-11" href={`tel:${one.phone}`}>
                  {one.phone}
                </a>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Asked(props: { of: Opening }): JSX.Element | null {
  const { data } = useAsk<QuestionRow[]>('question.of', props.of, ['question']);
  return data === undefined ? null : <QuestionList rows={data} now={nowMs.value} />;
}

function Errands(props: { of: Opening }): JSX.Element | null {
  const { data } = useAsk<ErrandOfRow[]>('errand.of', props.of, ['errand']);
  return data === undefined ? null : <HomeErrandRows rows={data} hrefOf={(id) => hrefOf(['errands', id])} />;
}

export function Home(props: { id: string }): JSX.Element | null {
  const { door } = useDoor();
  const opening = openingOf(props.id);
  const asked = useAsk<HomePage>('household.page', opening, ['household', 'member', 'visit', 'promise', 'case']);
  const page = asked.data;
  const back = (
    <Button kind="text" icon="chevron-left" href={hrefOf(['homes'])}>
      {t('desk.home.back')}
    </Button>
  );
  if (page === undefined) {
    if (asked.problem === undefined) return null;
    if (asked.problem.code === 'reason-needed') return <WhySheet key={props.id} home={props.id} />;
    return (
      <>
        {back}
        <Empty icon="lock" tone="calm" title={t('problem.title')} text={problemWord(asked.problem.code)} />
      </>
    );
  }
  const home = page.household;
  const settle = (what: Settling): void =>
    void door.execute('household.settle', what).then(
      () => asked.again(),
      (error: unknown) => offerUndo(problemWord(asProblem(error).code)),
    );
  return (
    <>
      <header>
        <div class="-ml-3">{back}</div>
        <h1>{home.head}</h1>
        <p class="zd-two">
          {[page.offices.find((one) => one.id !== '' && one.kind === 'level-2')?.name, home.door]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <Note tone="care" icon="eye" title={t('desk.home.recorded')}>
        {t('desk.home.recordedText', { name: session.value?.name ?? '', time: formatMoment(nowMs.value, nowMs.value) })}
      </Note>
      <div class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem] items-start">
        <div class="flex flex-col gap-5">
          <TwoWords
            home={home}
            now={nowMs.value}
            onSettle={hasRole('village-officer') || hasRole('level-1-head') ? settle : undefined}
          />
          <Members members={page.members} again={asked.again} />
          <Past page={page} />
          <Errands of={opening} />
          <Asked of={opening} />
        </div>
        <div class="flex flex-col gap-5">
          <Card>
            <FactList rows={factRows(home)} />
          </Card>
          <Serving offices={page.offices} />
        </div>
      </div>
    </>
  );
}
