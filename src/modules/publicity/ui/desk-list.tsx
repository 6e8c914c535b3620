// One public list at the desk: its lines, what is to be done about it now, and what came of it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Button, Card, Empty, FactList, ListRow, NextStep, Note, PageHead, Refused, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Publicity, PublicityPage } from '../model.ts';
import { isShownYet, namesGoAt } from '../rules.ts';
import { stateWord } from './desk-publicity.tsx';
import { SettleSheet, WithdrawSheet } from './desk-sheets.tsx';
import { RowTable } from './desk-table.tsx';

export type ListProps = {
  id: string;
  listHref: string;
  caseHref: (id: string) => string;
  /** Does the reader sit in this office? */
  sits: (office: string) => boolean;
  person: string;
  mayPrint: boolean;
  /** Sends the poster to the browser's downloads. */
  print: (id: string, size: 'A4' | 'A3') => Promise<void>;
  problem: (code: string, facts?: Record<string, string | number>) => string;
};

type Which = 'withdraw' | 'settle';

function Facts({ page }: { page: PublicityPage }): JSX.Element {
  const { list } = page;
  const day = (at: number): string => formatDay(at, nowMs.value);
  const goes = namesGoAt(list);
  const rows = [
    { label: t('publicity.field.basis'), value: list.basis },
    { label: t('publicity.by'), value: page.officeName, note: page.madeByName },
    ...(page.releasedByName === '' ? [] : [{ label: t('publicity.releasedBy'), value: page.releasedByName }]),
    ...(list.state === 'waiting'
      ? []
      : [
          {
            label: t('publicity.span'),
            value: t('publicity.spanOf', { from: day(list.fromAt), to: day(list.toAt - 1), n: list.days }),
          },
        ]),
    ...(list.said === '' ? [] : [{ label: t('publicity.said'), value: list.said }]),
    ...(goes === null || list.erasedAt !== null ? [] : [{ label: t('publicity.namesGo'), value: day(goes) }]),
  ];
  return <FactList rows={rows} />;
}

function Objections({ list, caseHref }: { list: Publicity; caseHref: (id: string) => string }): JSX.Element | null {
  if (list.objections.length === 0) return null;
  const quiet = list.objections.filter((one) => one.quiet).length;
  const named = list.objections.flatMap((one) => (one.matter === null ? [] : [{ ...one, matter: one.matter }]));
  return (
    <Section title={t('publicity.objectionsTitle')} right={list.objections.length}>
      {named.length === 0 ? null : (
        <Card list>
          {named.map((one) => (
            <ListRow
              key={one.matter}
              icon="message"
              tone="wait"
              href={caseHref(one.matter)}
              title={
                one.row === null
                  ? t('publicity.objectionWhole', { day: formatDay(one.at, nowMs.value) })
                  : t('publicity.objectionRow', { day: formatDay(one.at, nowMs.value), row: one.row + 1 })
              }
            />
          ))}
        </Card>
      )}
      {quiet > 0 ? <p class="zd-two">{t('publicity.quiet', { n: quiet })}</p> : null}
    </Section>
  );
}

function Next(
  props: ListProps & { list: Publicity; open: (sheet: Which) => void; release: () => void },
): JSX.Element | null {
  const { list } = props;
  const own = props.sits(list.office);
  const withdraw = own ? <Button onClick={() => props.open('withdraw')}>{t('publicity.withdraw')}</Button> : null;
  if (list.state === 'waiting')
    return list.madeBy === props.person ? (
      <NextStep
        title={t('publicity.waits')}
        rule={t('publicity.waitsText', { n: list.minors.length })}
        action={withdraw}
      />
    ) : (
      <NextStep
        title={t('publicity.release')}
        rule={t('publicity.releaseText', { n: list.minors.length })}
        action={
          <div class="zd-button-row">
            <Button kind="filled" tall icon="check" onClick={props.release}>
              {t('publicity.releaseDo')}
            </Button>
            {withdraw}
          </div>
        }
      />
    );
  if (list.state !== 'shown' || !own) return null;
  if (isShownYet(list, nowMs.value))
    return <NextStep title={t('publicity.openNow')} rule={t('publicity.openNowText')} action={withdraw} />;
  return (
    <NextStep
      title={t('publicity.settle')}
      rule={t('publicity.settleText', { n: list.objections.length })}
      action={
        <Button kind="filled" tall icon="list-check" onClick={() => props.open('settle')}>
          {t('publicity.settleDo')}
        </Button>
      }
    />
  );
}

function Open(props: ListProps & { page: PublicityPage; again: () => void }): JSX.Element {
  const { page, again } = props;
  const { list } = page;
  const [sheet, setSheet] = useState<Which>();
  const { failed, fail, say } = useSay();
  const act = (verb: string, input: object, text: string): void => {
    setSheet(undefined);
    say(verb, { publicity: list.id, ...input }, { text, after: again, basedOn: list.version });
  };
  const minors = new Map(
    list.state === 'waiting' ? list.minors.map((place) => [place, { text: t('publicity.minor'), bad: true }]) : [],
  );
  return (
    <>
      <PageHead title={list.title} back={props.listHref} />
      <p class="zd-two">{stateWord(list)}</p>
      <Refused failed={failed} problem={props.problem} />
      <Next
        {...props}
        list={list}
        open={setSheet}
        release={() => act('publicity.release', {}, t('publicity.released'))}
      />
      <Facts page={page} />
      {list.state === 'shown' && props.mayPrint ? (
        <div class="zd-button-row zd-button-row-left">
          {(['A4', 'A3'] as const).map((size) => (
            <Button key={size} icon="printer" onClick={() => void props.print(list.id, size).catch(fail)}>
              {t('publicity.print', { size })}
            </Button>
          ))}
        </div>
      ) : null}
      <Objections list={list} caseHref={props.caseHref} />
      {list.rows.length === 0 ? (
        <Note tone="calm" icon="info-circle" title={t('publicity.namesGone', { n: list.rowCount })} />
      ) : (
        <Section title={t('publicity.lines')} right={list.rowCount}>
          <RowTable rows={list.rows} notes={minors} changes={list.changes} />
        </Section>
      )}
      {sheet === 'withdraw' ? (
        <WithdrawSheet
          onClose={() => setSheet(undefined)}
          onSend={(said) => act('publicity.withdraw', { said }, t('publicity.withdrawn'))}
        />
      ) : null}
      {sheet === 'settle' ? (
        <SettleSheet
          list={list}
          onClose={() => setSheet(undefined)}
          onSend={(input) => act('publicity.settle', input, t('publicity.settled'))}
        />
      ) : null}
    </>
  );
}

export function PublicityScreen(props: ListProps): JSX.Element | null {
  const asked = useAsk<PublicityPage>('publicity.page', { publicity: props.id }, ['publicity']);
  if (asked.data !== undefined) return <Open {...props} page={asked.data} again={asked.again} />;
  if (asked.problem === undefined) return null;
  return (
    <Empty
      icon="file-text"
      tone="calm"
      title={t('publicity.gone')}
      text={props.problem(asked.problem.code)}
      action={<Button href={props.listHref}>{t('publicity.back')}</Button>}
    />
  );
}
