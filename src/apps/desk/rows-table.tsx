// A table of what became of each row or item that was brought in; it scrolls by itself, also by keys.
import type { ComponentChildren, JSX } from 'preact';

interface Props {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly key: string | number;
    readonly cells: readonly ComponentChildren[];
    readonly state?: string;
  }[];
}

export const RowsTable = ({ label, heads, rows }: Props): JSX.Element => (
  <div class="zd-scroll max-h-120 overflow-y-auto" tabIndex={0} role="region" aria-label={label}>
    <table class="zd-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-row={row.state}>
            {row.cells.map((cell, place) => (
              <td key={place}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
