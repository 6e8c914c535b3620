// The public lists of one's ground at the desk: those that are open, what has to be done about them, and those that are over.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Note, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PublicityLine } from '../model.ts';
import { isShownYet } from '../rules.ts';

const oneDay = 86_400_000;

/** Where a list is, in a few words. */
export function stateWord(line: Pick<PublicityLine, 'state' | 'fromAt' | 'toAt' | 'closedAt' | 'result'>): string {
  const now = nowMs.value;
  if (line.state === 'waiting') return t('publicity.state.waiting');
  if (line.state === 'shown')
    return isShownYet(line, now)
      ? t('publicity.state.open', {
          day: formatDay(line.toAt - 1, now),
          n: Math.max(1, Math.floor((line.toAt - now) / oneDay)),
        })
      : t('publicity.state.due');
  return t(`publicity.state.${line.result ?? 'confirmed'}`, { day: formatDay(line.closedAt ?? now, now) });
}

function toneOf(line: PublicityLine): 'wait' | 'ok' | 'calm' {
  if (line.state === 'shown' && isShownYet(line, nowMs.value)) return 'ok';
  return line.closedAt === null ? 'wait' : 'calm';
}

function Row({ line, href }: { line: PublicityLine; href: string }): JSX.Element {
  const rows = t('publicity.rows', { n: line.rowCount });
  const objections = line.objections === 0 ? '' : ` · ${t('publicity.objections', { n: line.objections })}`;
  return (
    <ListRow
      href={href}
      icon="file-text"
      tone={toneOf(line)}
      title={line.title}
      beside={line.areaName}
      text={`${stateWord(line)} · ${rows}${objections}`}
    />
  );
}

type Props = {
  hrefOf: (id: string) => string;
  may: boolean;
  disclosureHref: string | undefined;
  problem: (code: string) => string;
};

export function PublicityDesk({ hrefOf, may, disclosureHref, problem }: Props): JSX.Element {
  const asked = useAsk<PublicityLine[]>('publicity.list', {}, ['publicity']);
  const lines = asked.data ?? [];
  const running = lines.filter((line) => line.closedAt === null);
  const over = lines.filter((line) => line.closedAt !== null);
  const listOf = (title: string, some: readonly PublicityLine[]): JSX.Element | null =>
    some.length === 0 ? null : (
      <Section title={title} right={some.length}>
        <Card list>
          {some.map((line) => (
            <Row key={line.id} line={line} href={hrefOf(line.id)} />
          ))}
        </Card>
      </Section>
    );
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <div class="zd-grow min-w-60">
          <h1>{t('publicity.title')}</h1>
          <p class="zd-two">{t('publicity.text')}</p>
        </div>
        {disclosureHref === undefined ? null : (
          <Button icon="calendar" href={disclosureHref}>
            {t('disclosure.title')}
          </Button>
        )}
        {may ? (
          <Button kind="filled" icon="pencil" href={hrefOf('new')}>
            {t('publicity.new')}
          </Button>
        ) : null}
      </header>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problem(asked.problem.code)}
        </Note>
      )}
      {asked.data !== undefined && lines.length === 0 ? (
        <Empty icon="file-text" tone="calm" title={t('publicity.none')} text={t('publicity.noneText')} />
      ) : null}
      {listOf(t('publicity.running'), running)}
      {listOf(t('publicity.over'), over)}
    </>
  );
}
