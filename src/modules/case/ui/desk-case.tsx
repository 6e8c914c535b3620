// One matter at the desk: its state, the one next step, the other acts, its story and its facts.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { trouble, useAsk } from '#look/door.ts';
import { heldKeys, heldText, sendHeld } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Chip, Empty, NextStep, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { DeskFiles } from '#modules/attachment/ui/desk-files.tsx';
import type { CasePage } from '../model.ts';
import { type ActName, actIcons, type Next, nextOf, otherActs } from './desk-next.ts';
import { type Sending, useSend } from './desk-send.ts';
import { ActSheet } from './desk-sheets.tsx';
import { categoryName, groupName, ringOf, stateWord, toneOf } from './desk-state.ts';
import { Facts, Similar, Story } from './desk-story.tsx';

type Props = {
  id: string;
  listHref: string;
  hrefOf: (id: string) => string;
  /** What its kind has of its own, such as a mediation. */
  ofKind?: (page: CasePage) => ComponentChildren;
  /** Opens the sheet that joins this matter with others. */
  onJoin: (page: CasePage) => void;
  problem: (code: string, facts?: Record<string, string | number>) => string;
  /** What another module shows of it, below its story. */
  beside?: ComponentChildren;
};

function Head(props: { page: CasePage; listHref: string }): JSX.Element {
  const matter = props.page.case;
  const now = nowMs.value;
  const facts = [
    matter.title === categoryName(matter.category)
      ? groupName(matter.category)
      : t('case.page.category', { group: groupName(matter.category), name: categoryName(matter.category) }),
    matter.number === null ? t('case.noNumber') : t('case.number', { number: matter.number }),
    t(`case.severity.${matter.severity}`),
  ];
  return (
    <header class="flex flex-col gap-1">
      <div class="zd-back-to-list -ml-3">
        <Button kind="text" icon="chevron-left" href={props.listHref}>
          {t('case.page.back')}
        </Button>
      </div>
      <div class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 class="zd-h1">{matter.title}</h2>
          <p class="zd-two">{facts.join(' · ')}</p>
        </div>
        <Chip tone={toneOf(matter, now)} ring={ringOf(matter, now)}>
          {stateWord(matter)}
        </Chip>
      </div>
      {matter.restricted ? (
        <Note tone="wait" icon="lock">
          {t('case.restricted')}
        </Note>
      ) : null}
    </header>
  );
}

function TroubleNote(props: { id: string; problem: Props['problem']; again: () => void }): JSX.Element | null {
  const now = trouble.value;
  if (now === undefined || now.key !== props.id) return null;
  const moved = now.problem.kind === 'conflict';
  const see = (): void => {
    trouble.value = undefined;
    props.again();
  };
  return (
    <div role="alert">
      <Note
        tone={moved ? 'wait' : 'bad'}
        icon={moved ? 'refresh' : 'alert-circle'}
        title={t(moved ? 'case.moved.title' : 'case.failed.title')}
        action={<Button onClick={see}>{t('case.moved.reload')}</Button>}
      >
        {moved ? t('case.moved.text') : props.problem(now.problem.code, now.problem.facts as Record<string, string>)}
      </Note>
    </div>
  );
}

function Held(): JSX.Element {
  return (
    <NextStep
      title={t('case.next.held', { text: heldText() })}
      rule={t('case.next.heldRule')}
      action={
        <Button icon="send" onClick={sendHeld}>
          {t('case.next.sendNow')}
        </Button>
      }
    />
  );
}

function Acts(props: {
  page: CasePage;
  next: Next;
  act: (act: ActName, quick: boolean) => void;
  onJoin: (() => void) | undefined;
}): JSX.Element | null {
  const others = otherActs(props.page, props.next);
  if (others.length === 0 && props.onJoin === undefined) return null;
  const word = (act: ActName): string =>
    act === 'dispatch' && props.next.act === 'dispatch' ? t('case.act.dispatchElse') : t(`case.act.${act}`);
  return (
    <div class="zd-button-row zd-button-row-left" role="group" aria-label={t('case.act.others')}>
      {others.map((act) => (
        <Button
          key={act}
          icon={actIcons[act]}
          keyHint={act === 'note' ? 'e' : undefined}
          onClick={() => props.act(act, false)}
        >
          {word(act)}
        </Button>
      ))}
      {props.onJoin === undefined ? null : (
        <Button icon="git-merge" onClick={props.onJoin}>
          {t('case.act.join')}
        </Button>
      )}
    </div>
  );
}

/** Acts that the filled button does at once, without a form. */
function quickOf(next: Next): Sending | undefined {
  const office = next.office?.name ?? '';
  if (next.act === 'accept') return { act: 'accept', input: {}, done: t('case.done.accept') };
  if (next.act === 'dispatch')
    return { act: 'dispatch', input: { office: next.office?.id }, done: t('case.done.dispatch', { office }) };
  if (next.act === 'handUp') return { act: 'handUp', input: {}, done: t('case.done.handUp', { office }) };
  return undefined;
}

function Open(props: Props & { page: CasePage; again: () => void }): JSX.Element {
  const { page } = props;
  const [sheet, setSheet] = useState<Exclude<ActName, 'accept'> | undefined>();
  const send = useSend(page, props.again);
  const held = heldKeys.value.includes(page.case.id);
  const next = nextOf(page, nowMs.value);
  const act = (name: ActName, quick: boolean): void => {
    const now = quick ? quickOf(next) : undefined;
    if (now !== undefined) send(now);
    else if (name !== 'accept') setSheet(name);
  };
  const main = (): void => {
    if (next.href !== undefined) location.hash = next.href;
    else if (next.act !== undefined) act(next.act, true);
  };
  const mayJoin = page.acts.includes('incident.open') || page.acts.includes('incident.join');
  const onJoin = mayJoin && page.incident === null && !held ? (): void => props.onJoin(page) : undefined;
  useKeys({
    a: held || next.label === undefined ? undefined : main,
    e: page.acts.includes('case.note') && !held ? () => setSheet('note') : undefined,
  });
  return (
    <>
      <Head page={page} listHref={props.listHref} />
      <TroubleNote id={page.case.id} problem={props.problem} again={props.again} />
      {held ? (
        <Held />
      ) : (
        <>
          <NextStep
            title={next.title}
            rule={next.rule}
            action={
              next.label === undefined ? undefined : (
                <Button
                  kind="filled"
                  tall
                  icon={next.icon}
                  keyHint="a"
                  href={next.href}
                  onClick={next.href === undefined ? main : undefined}
                >
                  {next.label}
                </Button>
              )
            }
          />
          <Acts page={page} next={next} act={act} onJoin={onJoin} />
        </>
      )}
      <div class="zd-pane-cols">
        <div class="flex flex-col gap-5">
          {props.ofKind?.(page)}
          <DeskFiles files={page.attachments} />
          <Story page={page} />
          {props.beside}
          <Similar page={page} hrefOf={props.hrefOf} onJoin={onJoin} />
        </div>
        <Facts page={page} />
      </div>
      {sheet === undefined ? null : (
        <ActSheet
          key={`${sheet} ${page.case.id}`}
          page={page}
          act={sheet}
          onClose={() => setSheet(undefined)}
          onSend={send}
        />
      )}
    </>
  );
}

export function CaseScreen(props: Props): JSX.Element | null {
  const asked = useAsk<CasePage>('case.page', { case: props.id }, ['case', 'incident', 'attachment']);
  if (asked.data !== undefined) return <Open {...props} page={asked.data} again={asked.again} />;
  if (asked.problem === undefined) return null;
  return (
    <>
      <div class="zd-back-to-list">
        <Button kind="text" icon="chevron-left" href={props.listHref}>
          {t('case.page.back')}
        </Button>
      </div>
      <Empty
        icon="lock"
        tone="calm"
        title={t('case.page.gone')}
        text={props.problem(asked.problem.code)}
        action={<Button onClick={asked.again}>{t('case.moved.reload')}</Button>}
      />
    </>
  );
}
