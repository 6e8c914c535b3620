// A list of matters on paper: title, office, day, repeated head, no row in two; it is in the page only while it is printed.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { t } from '#look/words.ts';
import type { InboxRow } from '../model.ts';
import { categoryName, dueWord, stateWord } from './desk-state.ts';

export interface Paper {
  readonly rows: readonly InboxRow[];
  readonly title: string;
  readonly office: string;
}
const paper = signal<Paper | undefined>(undefined);
export const printList = (list: Paper): void => {
  paper.value = list;
};

const heads = ['number', 'what', 'place', 'state', 'holder', 'due', 'done'] as const;

export function PrintedList(): JSX.Element | null {
  const now = paper.value;
  useEffect(() => {
    if (now === undefined) return;
    const drop = (): void => {
      paper.value = undefined;
    };
    addEventListener('afterprint', drop, { once: true });
    // Drawn first, printed then.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => print()));
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('afterprint', drop);
    };
  }, [now]);
  if (now === undefined) return null;
  return (
    <section class="zd-printed" aria-hidden="true">
      <h1>{t('case.print.title', { list: now.title })}</h1>
      <p>
        {t('case.print.head', { office: now.office, time: formatMoment(nowMs.value, nowMs.value), n: now.rows.length })}
      </p>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{t(`case.print.${head}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {now.rows.map((row) => (
            <tr key={row.id}>
              <td>{row.number ?? t('case.noNumber')}</td>
              <td>
                {row.title}
                {row.title === categoryName(row.category) ? '' : ` (${categoryName(row.category)})`}
              </td>
              <td>{row.place}</td>
              <td>{stateWord(row)}</td>
              <td>{row.holderName}</td>
              <td>{dueWord(row, nowMs.value)}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <p class="zd-printed-foot">{t('case.print.seal')}</p>
    </section>
  );
}
