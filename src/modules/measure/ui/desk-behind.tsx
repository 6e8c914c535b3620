// The matters behind a figure, as a list that leads to each of them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { stateWord } from '#modules/case/ui/desk-state.ts';
import type { Behind } from '../model.ts';
import type { Link, To } from './desk-figures.tsx';

type Props = {
  to: To & { figure: string };
  link: Link;
  caseHref: (id: string) => string;
  problem: (code: string) => string;
};

/** The first page as the question answers it, and what was fetched after it. */
function usePages(input: object): { data: Behind | undefined; problem: string | undefined; more: () => void } {
  const { door } = useDoor();
  const [later, setLater] = useState<readonly Behind[]>([]);
  const [failed, setFailed] = useState<string | undefined>(undefined);
  const first = useAsk<Behind>('measure.cases', input, ['measure']);
  const next = (later.at(-1) ?? first.data)?.next ?? null;
  const data = first.data && { ...first.data, next, rows: [first.data, ...later].flatMap((page) => page.rows) };
  const more = (): void => {
    door.ask<Behind>('measure.cases', { ...input, after: next }).then(
      (page) => setLater((old) => [...old, page]),
      (error: unknown) => setFailed(asProblem(error).code),
    );
  };
  return { data, problem: failed ?? first.problem?.code, more };
}

export function BehindScreen(props: Props): JSX.Element {
  const { area = null, office = null, quarter = null, figure, of = 'whole' } = props.to;
  const { data, problem, more } = usePages({ area, office, quarter, figure, of });
  const back = props.link({ area: area ?? '', office: office ?? '', quarter: quarter ?? '' });
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <h1 class="zd-grow basis-64">
          {data === undefined
            ? t('measure.title')
            : t(`measure.behind.${of}`, { name: data.name, what: t(`measure.name.${figure}`) })}
        </h1>
        <Button icon="chevron-left" href={back}>
          {t('measure.behind.back')}
        </Button>
      </header>
      {problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(problem)}
        </Note>
      )}
      {data === undefined ? null : data.rows.length === 0 ? (
        <Empty icon="search" tone="calm" title={t('measure.behind.none')} text={t('measure.behind.noneText')} />
      ) : (
        <>
          <p class="zd-two">{t('measure.behind.text')}</p>
          <div class="flex-none">
            <Card list>
              {data.rows.map((row) => (
                <ListRow
                  key={row.id}
                  title={row.title}
                  beside={String(row.number ?? '')}
                  text={`${stateWord(row)} · ${row.place} · ${formatDay(`${row.day}T00:00:00+08:00`, nowMs.value)}`}
                  href={props.caseHref(row.id)}
                />
              ))}
            </Card>
          </div>
          {data.next === null ? null : (
            <div class="zd-button-row-left flex-none">
              <Button onClick={more}>{t('measure.behind.more')}</Button>
            </div>
          )}
        </>
      )}
    </>
  );
}
