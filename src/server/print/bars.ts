// Shares as a small chart of columns in SVG: no scale but nought and a hundred, a gap where there is nothing to show.

const step = 13;
const bar = 9;
const top = 12;
const floor = 66;

/** `values` in per cent; every third label is written, and the last. */
export function barsSvg(values: readonly (number | null)[], labels: readonly string[]): string {
  const width = values.length * step + 4;
  const text = (x: number, y: number, said: string, size = 6.5): string =>
    `<text x="${x}" y="${y}" font-family="Hans" font-size="${size}" text-anchor="middle" fill="#333333">${said}</text>`;
  const columns = values.map((value, at) => {
    const x = at * step + 3;
    const middle = x + bar / 2;
    const label = (values.length - 1 - at) % 3 === 0 ? text(middle, floor + 9, labels[at] ?? '', 6.5) : '';
    if (value === null) return `${label}<circle cx="${middle}" cy="${floor - 3}" r="1.2" fill="#9aa5ab"/>`;
    const height = ((floor - top) * value) / 100;
    return `${label}<rect x="${x}" y="${floor - height}" width="${bar}" height="${Math.max(height, 0.6)}" fill="#24607d"/>${text(middle, floor - height - 2, String(value))}`;
  });
  const line = (y: number, ink: string): string =>
    `<line x1="0" y1="${y}" x2="${width}" y2="${y}" stroke="${ink}" stroke-width="0.6"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${floor + 13}">${line(top, '#dbe6ec')}${line(floor, '#59656c')}${columns.join('')}</svg>`;
}
