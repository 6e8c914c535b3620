// One table of the county as it is read.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';
import type { Cells, SettingKind } from '../model-county.ts';
import { cellWord } from './desk-county-words.ts';

export function TableOf(props: { what: SettingKind; rows: readonly Cells[] }): JSX.Element {
  const { what, rows } = props;
  return (
    <div class="overflow-x-auto">
      <table class="zd-table">
        <thead>
          <tr>
            {t(`county.columns.${what}`)
              .split('|')
              .map((heading) => (
                <th key={heading}>{heading}</th>
              ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, at) => (
                <td key={`${at} ${cell}`}>{cellWord(what, at, cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
