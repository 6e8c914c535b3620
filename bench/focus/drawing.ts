// Draws rows as a picture: what each method reaches, its interval as a line, the goal as a mark; in the colours of the look.
import type { Row } from './row.ts';

/** Hex values of the light theme, for a file that stands alone. */
const colour = {
  surface: '#fcfdfe',
  hairline: '#d9e1e3',
  ink: '#18232b',
  second: '#4b575f',
  ours: '#195781',
  others: '#acbac3',
  goal: '#84541b',
  missed: '#ae2f25',
};

const font = `"PingFang SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const shown = ({ value, unit }: Pick<Row, 'value' | 'unit'>): string => {
  if (!Number.isFinite(value)) return '–';
  const digits = unit === '%' ? 1 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit === '' ? '' : unit === '%' ? ' %' : ` ${unit}`}`;
};

const measure = { left: 400, bar: 380, right: 120, line: 30, top: 64 };

function scaleOf(rows: readonly Row[]): (value: number) => number {
  const finite = rows.flatMap((row) => [row.value, row.high, row.goal?.[1] ?? 0]).filter(Number.isFinite);
  const top = rows[0]?.unit === '%' ? 100 : Math.max(...finite, 1e-9) * 1.05;
  return (value) => (measure.bar * Math.min(Math.max(value, 0), top)) / top;
}

function lineOf(row: Row, place: number, x: (value: number) => number): string {
  const { left, line, top } = measure;
  const y = top + place * line;
  const own = row.goal !== undefined;
  const fill = own ? (row.met ? colour.ours : colour.missed) : colour.others;
  const [low, high] = [x(row.low), x(Number.isFinite(row.high) ? row.high : row.value)];
  const goal = row.goal
    ? `<path d="M${left + x(row.goal[1])} ${y - 4}v22" stroke="${colour.goal}" stroke-width="2" stroke-dasharray="3 3"/>`
    : '';
  return `
  <text x="${left - 14}" y="${y + 12}" text-anchor="end" fill="${own ? colour.ink : colour.second}" font-weight="${own ? 700 : 400}">${escape(row.name)}</text>
  <rect x="${left}" y="${y}" width="${x(row.value).toFixed(1)}" height="14" rx="4" fill="${fill}"/>
  <path d="M${left + low} ${y + 7}H${left + high}M${left + low} ${y + 3}v8M${left + high} ${y + 3}v8" stroke="${colour.ink}" stroke-width="1.5" opacity=".7"/>
  ${goal}
  <text x="${left + measure.bar + 18}" y="${y + 12}" fill="${own ? colour.ink : colour.second}" font-weight="${own ? 700 : 400}">${shown(row)}</text>`;
}

/** One picture of rows of the same unit. Bars with a goal are ours: blue where it is met, red where it is missed. */
export function drawn(title: string, rows: readonly Row[]): string {
  const x = scaleOf(rows);
  const width = measure.left + measure.bar + measure.right;
  const height = measure.top + rows.length * measure.line + 44;
  const foot = measure.top + rows.length * measure.line + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family='${font}' font-size="15">
  <rect width="${width}" height="${height}" rx="16" fill="${colour.surface}" stroke="${colour.hairline}"/>
  <text x="24" y="38" font-size="20" font-weight="700" fill="${colour.ink}">${escape(title)}</text>${rows.map((row, place) => lineOf(row, place, x)).join('')}
  <path d="M${measure.left} ${measure.top - 8}V${foot - 12}" stroke="${colour.hairline}"/>
  <text x="24" y="${foot + 6}" font-size="13" fill="${colour.second}">thin line: 95 % interval · dashes: goal · grey: what it is compared with</text>
</svg>
`;
}
