// Errands on the phone: taken on at a home's page, what waits of them, one with its receipt, and each act; all of it without a network.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isUnder, sitsIn } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { Button, Card, Empty, Foot, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { isAdult } from '#modules/household/rules.ts';
import { type Errand, type ErrandAct, errandActs } from '#modules/errand/model.ts';
import { actsOn, nextOffices } from '#modules/errand/rules.ts';
import { ActForm, type ActDraft, actFaults, actSaid, emptyAct, plainActs } from '#modules/errand/ui/act-form.tsx';
import { type AskDraft, AskForm, askFaults, askInput, emptyAsk } from '#modules/errand/ui/ask-form.tsx';
import { actIcons, ErrandView, HomeErrandRows } from '#modules/errand/ui/errand-view.tsx';
import {
  type Group,
  groupOf,
  groups,
  kindWord,
  nextWord,
  stateWord,
  toneOf,
  waitingGroups,
} from '#modules/errand/ui/errand-words.ts';
import type { Phone } from '#sync/store.ts';
import { act as actNow, keep, offerBack, type Step } from './acts.ts';
import { chainOf } from './book.ts';
import { InnerPage, RecordState, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { findHome, findOf, findOffice, membersOf } from './queries.ts';
import { go } from './router.ts';
import { type Open, useOpen } from './session.ts';
import { type Draft, useDraft } from './use-draft.ts';

const errandsOn = (phone: Phone): Errand[] =>
  ([...(phone.view.value.rows.get('errand')?.values() ?? [])] as unknown as Errand[]).sort(
    (a, b) => b.changedAt - a.changedAt,
  );
const officeName = (phone: Phone, id: string | null): string => findOffice(phone, id)?.name ?? '';
const adultsOf = (phone: Phone, home: string, now: number): { id: string; name: string }[] =>
  membersOf(phone, home)
    .filter(({ born }) => born === '' || isAdult(born, now))
    .map(({ id, name }) => ({ id, name }));

function groupFor(phone: Phone, errand: Errand): Group {
  const actor = phone.actor.value;
  return groupOf(errand, {
    here: sitsIn(actor, errand.holder),
    comes: errand.handedTo !== null && sitsIn(actor, errand.handedTo),
    tells: actor.posts.some((post) => post.role === 'level-2-worker' && isUnder(errand.ground, post.ground)),
  });
}

function Rows(props: { title: string; rows: readonly Errand[] }): JSX.Element | null {
  const { phone } = useOpen();
  if (props.rows.length === 0) return null;
  return (
    <Section title={props.title} right={props.rows.length}>
      <Card list>
        {props.rows.map((one) => {
          const home = findHome(phone, one.household);
          return (
            <ListRow
              key={one.id}
              icon="list-check"
              tone={toneOf(one)}
              href={`#/errand/${one.id}`}
              title={home?.head ?? t('household.gone')}
              beside={home?.door ?? ''}
              text={[kindWord(one.kind), stateWord(one), nextWord(one, officeName(phone, one.handedTo))]
                .filter(Boolean)
                .join(' · ')}
            />
          );
        })}
      </Card>
    </Section>
  );
}

/** What needs the person, on the first screen of the day. */
export function ErrandsDue(): JSX.Element {
  const { phone } = useOpen();
  const due = errandsOn(phone).filter((one) => waitingGroups.includes(groupFor(phone, one)));
  return <Rows title={t('errand.due')} rows={due} />;
}

/** The way to all of them, from the matters. */
export const ErrandRow = (): JSX.Element => (
  <ListRow plain icon="list-check" href="#/errand" title={t('errand.title')} />
);

/** On a home's page: the way to begin one, and those of this home. */
export function HomeErrands({ home }: { home: string }): JSX.Element {
  const { phone } = useOpen();
  const rows = errandsOn(phone).filter((one) => one.household === home);
  return (
    <>
      <Card list>
        <ListRow
          href={`#/errand/new/${home}`}
          icon="list-check"
          tone="calm"
          title={t('errand.ask')}
          text={t('errand.askText')}
        />
      </Card>
      <HomeErrandRows
        rows={rows.map((one) => ({
          ...one,
          holderName: officeName(phone, one.holder),
          handedToName: officeName(phone, one.handedTo),
        }))}
        hrefOf={(id) => `#/errand/${id}`}
      />
    </>
  );
}

function ListPage(): JSX.Element {
  const { phone } = useOpen();
  const all = errandsOn(phone).map((errand) => ({ errand, group: groupFor(phone, errand) }));
  return (
    <InnerPage title={t('errand.title')} back="/matters">
      {all.length === 0 ? (
        <Empty icon="list-check" tone="calm" title={t('errand.none')} text={t('errand.noneText')} />
      ) : null}
      {groups.map((group) => (
        <Rows
          key={group}
          title={t(`errand.group.${group}`)}
          rows={all.filter((one) => one.group === group).map((one) => one.errand)}
        />
      ))}
    </InnerPage>
  );
}

interface Saving<T extends object> {
  readonly open: Open;
  readonly draft: Draft<T>;
  readonly to: string;
  readonly text: string;
}

/** Keeps the step with its draft gone, goes on, and offers to take it back. */
async function save<T extends object>(step: Step, { open, draft, to, text }: Saving<T>): Promise<void> {
  const written = draft.value;
  const ids = await keep(open, [step]);
  if (!ids) return;
  await draft.drop();
  go(to, true);
  offerBack(open, ids, text, () => draft.set(written));
}

const SaveFoot = ({ onSave }: { onSave: () => void }): JSX.Element => (
  <Foot note={t('visit.saveNote')} icon="device-mobile">
    <Button kind="filled" main icon="check" onClick={onSave}>
      {t('errand.save')}
    </Button>
  </Foot>
);

/** A new one for this home, or the home's yes to one that was offered. */
function AskPage({ home, offered }: { home: string; offered?: Errand }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const key = `errand:${offered?.id ?? home}`;
  const draft = useDraft<AskDraft>(key, { ...emptyAsk, kind: offered?.kind ?? '', words: offered?.words ?? '' });
  const [tried, setTried] = useState(false);
  const found = findHome(phone, home);
  if (!found) return <GonePage title={t('household.gone')} text={t('household.goneText')} back="/homes" />;
  const onSave = (): void => {
    setTried(true);
    if (askFaults(draft.value).length > 0) return;
    const input = askInput(draft.value, offered?.id ?? newId(), home);
    const to = `/errand/${String(input.errand)}`;
    void save({ name: 'errand.ask', input, drops: [key] }, { open, draft, to, text: t('errand.asked') });
  };
  return (
    <InnerPage
      title={offered ? kindWord(offered.kind) : t('errand.new', { name: found.head })}
      back={offered ? `/errand/${offered.id}` : `/home/${home}`}
      foot={<SaveFoot onSave={onSave} />}
    >
      <p class="zd-two">{[found.head, found.door].join(' · ')}</p>
      {draft.ready ? (
        <AskForm
          draft={draft.value}
          onChange={draft.set}
          members={adultsOf(phone, home, now)}
          tried={tried}
          fixed={offered !== undefined}
        />
      ) : null}
    </InnerPage>
  );
}

function ActPage({ errand, act }: { errand: Errand; act: ErrandAct }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const key = `errand:${errand.id}:${act}`;
  const draft = useDraft<ActDraft>(key, emptyAct);
  const [tried, setTried] = useState(false);
  const faults = actFaults(act, draft.value, errand);
  const next = nextOffices(errand, chainOf(phone.view.value.rows, errand.ground));
  const onSave = (): void => {
    setTried(true);
    if (faults.length > 0) return;
    const step = { ...actSaid(act, draft.value, errand), drops: [key] };
    void save(step, { open, draft, to: `/errand/${errand.id}`, text: t(`errand.did.${act}`) });
  };
  return (
    <InnerPage title={t(`errand.act.${act}`)} back={`/errand/${errand.id}`} foot={<SaveFoot onSave={onSave} />}>
      <p class="zd-two">{[kindWord(errand.kind), findHome(phone, errand.household)?.head ?? ''].join(' · ')}</p>
      {draft.ready ? (
        <ActForm
          act={act}
          errand={errand}
          draft={draft.value}
          onChange={draft.set}
          faults={tried ? faults : []}
          next={next.map(({ id, name }) => ({ id, name }))}
        />
      ) : null}
    </InnerPage>
  );
}

function OnePage({ errand }: { errand: Errand }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const home = findHome(phone, errand.household);
  const may = actsOn(errand, phone.actor.value, chainOf(phone.view.value.rows, errand.ground));
  const [first, ...rest] = may;
  const button = (act: ErrandAct, main: boolean): JSX.Element => {
    const look = main ? ({ kind: 'filled', main: true } as const) : {};
    const does = plainActs.includes(act)
      ? { onClick: () => void actNow(open, [actSaid(act, emptyAct, errand)], t(`errand.did.${act}`)) }
      : { href: `#/errand/${errand.id}/${act}` };
    return (
      <Button key={act} {...look} icon={actIcons[act]} {...does}>
        {t(`errand.act.${act}`)}
      </Button>
    );
  };
  const member = membersOf(phone, errand.household).find((one) => one.id === errand.member);
  return (
    <InnerPage title={kindWord(errand.kind)} back="/errand">
      {home ? (
        <Card list>
          <ListRow plain icon="home" href={`#/home/${home.id}`} title={home.head} beside={home.door} />
        </Card>
      ) : null}
      <ErrandView
        errand={errand}
        now={now}
        officeName={(id) => officeName(phone, id)}
        memberName={member?.name ?? ''}
        syncState={<RecordState id={errand.id} bare />}
        actions={
          <>
            {first ? button(first, true) : null}
            {rest.length > 0 ? <div class="zd-button-row">{rest.map((one) => button(one, false))}</div> : null}
          </>
        }
      />
    </InnerPage>
  );
}

/** `/errand`, `/errand/new/<home>`, `/errand/<id>` and `/errand/<id>/<act>`. */
export function ErrandPage({ id, item = '' }: { id: string; item?: string }): JSX.Element {
  const { phone } = useOpen();
  if (id === '') return <ListPage />;
  if (id === 'new') return <AskPage home={item} />;
  const errand = findOf<Errand>(phone, 'errand', id);
  if (!errand) return <GonePage title={t('errand.gone')} text={t('errand.noneText')} back="/errand" />;
  const act = errandActs.find((one) => one === item);
  if (act === 'ask') return <AskPage home={errand.household} offered={errand} />;
  return act ? <ActPage errand={errand} act={act} /> : <OnePage errand={errand} />;
}
