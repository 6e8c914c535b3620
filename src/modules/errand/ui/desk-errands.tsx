// Errands at the desk: what this office carries or is handed, rounds with how far they are, one errand with its acts, and its paper.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, problemFromWire } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Note, offerUndo, Section, Sheet } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import type { ErrandAct, ErrandPage, ErrandRow } from '../model.ts';
import { ActForm, actFaults, actSaid, emptyAct, plainActs } from './act-form.tsx';
import { AskForm, askFaults, askInput, emptyAsk } from './ask-form.tsx';
import { actIcons, ErrandView } from './errand-view.tsx';
import { groupOf, groups, kindWord, nextWord, stateWord, toneOf } from './errand-words.ts';

type Speak = (code: string, facts?: Record<string, string | number>) => string;

const Failed = (props: { failed: Problem | undefined; problem: Speak }): JSX.Element | null =>
  props.failed === undefined ? null : (
    <Note tone="bad" icon="alert-circle">
      {props.problem(props.failed.code, props.failed.facts as Record<string, string>)}
    </Note>
  );

const groupOfRow = (row: ErrandRow) => groupOf(row, { here: row.carriedHere, comes: row.comesHere, tells: false });

function Row({ row, href }: { row: ErrandRow; href: string }): JSX.Element {
  return (
    <ListRow
      icon="list-check"
      tone={toneOf(row)}
      href={href}
      title={kindWord(row.kind)}
      beside={`${row.place} ${row.door}`}
      text={[stateWord(row), nextWord(row, row.handedToName), row.carriedHere ? '' : row.holderName]
        .filter(Boolean)
        .join(' · ')}
    />
  );
}

/** How far each round is: how many homes were asked, of all it was offered to. Homes are counted, nobody's work is. */
function Rounds({ rows }: { rows: readonly ErrandRow[] }): JSX.Element | null {
  const rounds = [...new Set(rows.flatMap((row) => row.round ?? []))];
  if (rounds.length === 0) return null;
  const wordFor = (round: string): { title: string; text: string } => {
    const own = rows.filter((row) => row.round === round);
    const count = (state: (row: ErrandRow) => boolean): number => own.filter(state).length;
    return {
      title: [kindWord(own[0]?.kind ?? ''), ...new Set(own.map((row) => row.place))].join(' · '),
      text: t('errand.round.far', {
        homes: own.length,
        waiting: count((row) => row.state === 'to-ask'),
        carried: count((row) => row.state === 'carried'),
        over: count((row) => row.state === 'over'),
      }),
    };
  };
  return (
    <Section title={t('errand.rounds')}>
      <Card list>
        {rounds.map((round) => (
          <ListRow key={round} plain icon="route" {...wordFor(round)} />
        ))}
      </Card>
    </Section>
  );
}

export function ErrandList(props: { hrefOf: (id: string) => string; problem: Speak }): JSX.Element {
  const asked = useAsk<ErrandRow[]>('errand.list', {}, ['errand']);
  const rows = asked.data ?? [];
  return (
    <>
      <header>
        <h1>{t('errand.title')}</h1>
        <p class="zd-two">{t('errand.desk.text')}</p>
      </header>
      <Failed failed={asked.problem} problem={props.problem} />
      {asked.data?.length === 0 ? (
        <Empty icon="list-check" tone="calm" title={t('errand.none')} text={t('errand.noneText')} />
      ) : null}
      <Rounds rows={rows} />
      {groups.map((group) => {
        const some = rows.filter((row) => groupOfRow(row) === group);
        return some.length === 0 ? null : (
          <Section key={group} title={t(`errand.group.${group}`)} right={some.length}>
            <Card list>
              {some.map((row) => (
                <Row key={row.id} row={row} href={props.hrefOf(row.id)} />
              ))}
            </Card>
          </Section>
        );
      })}
    </>
  );
}

async function print(id: string): Promise<void> {
  const response = await fetch(`/errands/${id}/paper.pdf?lang=${lang.value === 'en' ? 'en' : 'zh'}`, {
    credentials: 'same-origin',
  });
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: url, download: 'errand.pdf' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface SheetProps {
  readonly page: ErrandPage;
  readonly act: ErrandAct;
  readonly onClose: () => void;
  readonly again: () => void;
  readonly problem: Speak;
}

function ActSheet({ page, act, onClose, again, problem }: SheetProps): JSX.Element {
  const { door } = useDoor();
  const { errand } = page;
  const [draft, setDraft] = useState(emptyAct);
  const [ask, setAsk] = useState({ ...emptyAsk, kind: errand.kind, words: errand.words });
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<Problem>();
  const asks = act === 'ask';
  const faults = asks ? askFaults(ask) : actFaults(act, draft, errand);
  const send = (): void => {
    setTried(true);
    if (faults.length > 0) return;
    const said = asks
      ? { name: 'errand.ask', input: askInput(ask, errand.id, errand.household) }
      : actSaid(act, draft, errand);
    door.execute(said.name, said.input, { basedOn: errand.version }).then(
      () => {
        onClose();
        offerUndo(t(`errand.did.${act}`));
        again();
      },
      // What is written stays in the form.
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      title={t(`errand.act.${act}`)}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('errand.save')}
        </Button>
      }
    >
      <Failed failed={failed} problem={problem} />
      {asks ? (
        <AskForm draft={ask} onChange={setAsk} members={page.members} tried={tried} fixed />
      ) : (
        <ActForm
          act={act}
          errand={errand}
          draft={draft}
          onChange={setDraft}
          faults={tried ? faults : []}
          next={page.next}
        />
      )}
    </Sheet>
  );
}

export function ErrandScreen(props: {
  id: string;
  listHref: string;
  homeHref: (id: string) => string;
  problem: Speak;
}): JSX.Element | null {
  const { door } = useDoor();
  const asked = useAsk<ErrandPage>('errand.page', { errand: props.id }, ['errand']);
  const [doing, setDoing] = useState<ErrandAct>();
  // The version that was acted on: until the page shows a newer one the next act would only be told that something had moved.
  const [acted, setActed] = useState(0);
  const [failed, setFailed] = useState<Problem>();
  const fail = (error: unknown): void => setFailed(asProblem(error));
  const page = asked.data;
  if (page === undefined)
    return asked.problem ? <Empty icon="lock" tone="calm" title={props.problem(asked.problem.code)} /> : null;
  const { errand } = page;
  const again = (): void => {
    setActed(errand.version);
    asked.again();
  };
  const start = (act: ErrandAct): void => {
    if (!plainActs.includes(act)) return setDoing(act);
    const { name, input } = actSaid(act, emptyAct, errand);
    door.execute(name, input, { basedOn: errand.version }).then(() => {
      offerUndo(t(`errand.did.${act}`));
      again();
    }, fail);
  };
  return (
    <>
      <div class="-ml-3">
        <Button kind="text" icon="chevron-left" href={props.listHref}>
          {t('errand.title')}
        </Button>
      </div>
      <header class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>{kindWord(errand.kind)}</h1>
          <p class="zd-two">
            <a class="underline inline-flex items-center min-h-11" href={props.homeHref(errand.household)}>
              {[page.head, page.door].join(' ')}
            </a>{' '}
            · {page.place}
          </p>
        </div>
        {errand.state === 'to-ask' ? null : (
          <Button icon="printer" onClick={() => void print(errand.id).catch(fail)}>
            {t('errand.print')}
          </Button>
        )}
      </header>
      <Failed failed={failed} problem={props.problem} />
      <ErrandView
        errand={errand}
        now={nowMs.value}
        officeName={(id) => page.offices[id] ?? ''}
        memberName={page.members.find((one) => one.id === errand.member)?.name ?? ''}
        actions={
          page.acts.length === 0 ? null : (
            <div class="zd-button-row zd-button-row-left">
              {page.acts.map((act, at) => (
                <Button
                  key={act}
                  {...(at === 0 ? { kind: 'filled' as const } : {})}
                  icon={actIcons[act]}
                  disabled={acted >= errand.version}
                  onClick={() => start(act)}
                >
                  {t(`errand.act.${act}`)}
                </Button>
              ))}
            </div>
          )
        }
      />
      {doing ? (
        <ActSheet page={page} act={doing} onClose={() => setDoing(undefined)} again={again} problem={props.problem} />
      ) : null}
    </>
  );
}
