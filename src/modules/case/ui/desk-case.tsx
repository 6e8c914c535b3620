// One matter at the desk: its state, the one next step, the other acts, its story and its facts.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { openRecord } from '#look/beside.ts';
import { nowMs } from '#look/clock.ts';
import { trouble, useAsk } from '#look/door.ts';
import { heldKeys, sendHeld } from '#look/held.ts';
import { useKeys } from '#look/keys.ts';
import { Button, Empty, NextStep } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { DeskFiles } from '#modules/attachment/ui/desk-files.tsx';
import type { CasePage } from '../model.ts';
import { Head, Held, TroubleNote } from './desk-case-head.tsx';
import { BesideNote, Meanwhile } from './desk-meanwhile.tsx';
import { type Bound, keyOf, type matterKeys } from './desk-keys.ts';
import { type ActName, actIcons, type Next, nextOf, otherActs } from './desk-next.ts';
import { isPicking } from './desk-picked.ts';
import type { Said } from './desk-act-fields.tsx';
import { type Sending, stale, useSend } from './desk-send.ts';
import { ActSheet } from './desk-sheets.tsx';
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
        <Button key={act} icon={actIcons[act]} keyHint={keyOf(act)} onClick={() => props.act(act, false)}>
          {word(act)}
        </Button>
      ))}
      {props.onJoin === undefined ? null : (
        <Button icon="git-merge" keyHint="m" onClick={props.onJoin}>
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

/** A row in focus that is not the open one: its matter is opened first, so that no act meets the wrong one. */
function elsewhere(id: string): HTMLElement | undefined {
  const row = document.activeElement;
  return row instanceof HTMLElement && row.id.startsWith('row-') && row.id !== `row-${id}` ? row : undefined;
}

/** One key for each act that stands open; they rest while rows are chosen, where the same keys act on all of them. */
function useActKeys(id: string, acts: Readonly<Record<string, () => void>>, more: Bound<typeof matterKeys>): void {
  const guarded = Object.entries({ ...acts, ...more }).map(([key, act]) => {
    const go = (): void => {
      const row = elsewhere(id);
      if (row === undefined) act?.();
      else row.click();
    };
    return [key, act === undefined || isPicking() ? undefined : go] as const;
  });
  useKeys(Object.fromEntries(guarded));
}

type SheetOf = { act: Exclude<ActName, 'accept'>; version: number; before?: Partial<Said> };

/** What was chosen in a form whose act came too late, to be chosen again. */
function chosenIn({ input }: Sending): Partial<Said> {
  const text = (name: string): string | undefined => (typeof input[name] === 'string' ? input[name] : undefined);
  const by = text('by');
  return {
    ...(text('office') === undefined ? {} : { office: text('office') ?? '' }),
    ...(by === 'call' || by === 'visit' ? { by } : {}),
    ...(typeof input.by === 'number' ? { more: input.by } : {}),
    ...(typeof input.internal === 'boolean' ? { internal: input.internal } : {}),
    ...(Array.isArray(input.attachments) ? { attachments: input.attachments as Said['attachments'] } : {}),
    outcome: text('outcome'),
    rating: text('rating'),
  };
}

function Open(props: Props & { page: CasePage; again: () => void }): JSX.Element {
  const { page } = props;
  const { id, version } = page.case;
  const [sheet, setSheet] = useState<SheetOf | undefined>();
  const send = useSend(page, props.again);
  const held = heldKeys.value.includes(id);
  const next = nextOf(page, nowMs.value);
  const openSheet = (act: SheetOf['act']): void => setSheet({ act, version });
  const act = (name: ActName, quick: boolean): void => {
    const now = quick ? quickOf(next) : undefined;
    if (now !== undefined) send(now);
    else if (name !== 'accept') openSheet(name);
  };
  const main = (): void => {
    if (next.href !== undefined) location.hash = next.href;
    else if (next.act !== undefined) act(next.act, true);
  };
  const mayJoin = page.acts.includes('incident.open') || page.acts.includes('incident.join');
  const onJoin = mayJoin && page.incident === null && !held ? (): void => props.onJoin(page) : undefined;
  const forget = (): void => {
    stale.value = undefined;
    trouble.value = undefined;
  };
  const open = held ? [] : [...otherActs(page, next), ...(next.act === undefined ? [] : [next.act])];
  const keys = open.flatMap((one) => {
    const key = keyOf(one);
    return key === undefined ? [] : [[key, (): void => act(one, false)] as const];
  });
  useActKeys(id, Object.fromEntries(keys), {
    a: held || next.label === undefined ? undefined : main,
    m: onJoin,
    n: held ? () => sendHeld() : undefined,
  });
  return (
    <>
      <Head page={page} listHref={props.listHref} />
      <BesideNote id={id} />
      <TroubleNote page={page} problem={props.problem} again={props.again} />
      <Meanwhile
        page={page}
        onKeep={(sending) => {
          forget();
          send({ ...sending, basedOn: undefined });
        }}
        onChange={(name, sending) => {
          forget();
          setSheet({ act: name, version, before: chosenIn(sending) });
        }}
        onLetGo={forget}
      />
      {held ? <Held /> : <NextAndOthers {...{ page, next, act, onJoin, main }} />}
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
          key={`${sheet.act} ${id}`}
          page={page}
          act={sheet.act}
          before={sheet.before}
          onClose={() => setSheet(undefined)}
          onSend={(sending) => send({ ...sending, basedOn: sheet.version })}
          problem={props.problem}
        />
      )}
    </>
  );
}

function NextAndOthers(props: {
  page: CasePage;
  next: Next;
  act: (act: ActName, quick: boolean) => void;
  onJoin: (() => void) | undefined;
  main: () => void;
}): JSX.Element {
  const { page, next, main } = props;
  return (
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
      <Acts page={page} next={next} act={props.act} onJoin={props.onJoin} />
    </>
  );
}

/** Tells which matter this screen shows, for as long as it does. */
function useOpenRecord(id: string | undefined): void {
  useEffect(() => {
    openRecord.value = id;
    return () => {
      openRecord.value = undefined;
    };
  }, [id]);
}

export function CaseScreen(props: Props): JSX.Element | null {
  const asked = useAsk<CasePage>('case.page', { case: props.id }, ['case', 'incident', 'attachment']);
  useOpenRecord(asked.data === undefined || asked.data.case.restricted ? undefined : props.id);
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
