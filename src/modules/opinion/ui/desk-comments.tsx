// What homes said about the offices of this village: three levels and words, by the name of the office, from five homes on.
import type { JSX } from 'preact';
import type { Problem } from '#kit/problem.ts';
import { useAsk } from '#look/door.ts';
import { Bars, Card, Empty, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { commentLevels, type CommentRow } from '../model.ts';

const tones = { well: 'ok', fair: 'wait', poor: 'bad' } as const;

function Office({ row }: { row: CommentRow }): JSX.Element {
  const all = commentLevels.reduce((sum, level) => sum + row.said[level], 0);
  const title = t('comment.of', { office: row.name, year: row.year });
  return (
    <Card label={title}>
      <h2>{title}</h2>
      <Bars
        label={title}
        full={all}
        rows={commentLevels.map((level) => ({
          label: t(`comment.${level}`),
          value: row.said[level],
          text: t('comment.homes', { n: row.said[level] }),
          tone: tones[level],
        }))}
      />
      {row.words.length === 0 ? (
        <p class="zd-two">{t('comment.noWords')}</p>
      ) : (
        <ul>
          {row.words.map((words, at) => (
            <li key={at} class="py-2 border-t border-base-300">
              {words}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function CommentScreen({ problem }: { problem: (code: string) => string }): JSX.Element {
  const asked = useAsk<CommentRow[]>('comment.list');
  return (
    <>
      <h1>{t('comment.title')}</h1>
      <p class="zd-two">{t('comment.text')}</p>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problem((asked.problem satisfies Problem).code)}
        </Note>
      )}
      {asked.data?.length === 0 ? (
        <Empty icon="message" tone="calm" title={t('comment.none')} text={t('comment.noneText')} />
      ) : null}
      {(asked.data ?? []).map((row) => (
        <Office key={`${row.office} ${row.year}`} row={row} />
      ))}
    </>
  );
}
