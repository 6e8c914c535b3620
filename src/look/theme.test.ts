// Measures the contrast of every pair of theme colours that meet on a screen, from the style sheet itself.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = Record<string, string>;
const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');
const themes = [...css.matchAll(/name: "(zd-\w+)";([\s\S]*?)\n\}/g)].map(([, name, body]): [string, Theme] => [
  name ?? '',
  Object.fromEntries(
    [...(body ?? '').matchAll(/--([\w-]+): ([^;]+);/g)].map(([, key, value]) => [key, value]),
  ) as Theme,
]);

/** WCAG 2 luminance of an `oklch()` colour; the matrices are those of CSS Color 4. */
function luminance(colour: string): number {
  const [l, c, h] = (/oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/.exec(colour) ?? []).slice(1).map(Number);
  if (l === undefined || c === undefined || h === undefined) throw new Error(`not a literal oklch colour: ${colour}`);
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const x = (l / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((light) => Math.min(1, Math.max(0, light)));
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

function contrast(theme: Theme, ink: string, ground: string): number {
  const [first, second] = [luminance(theme[ink] ?? ''), luminance(theme[ground] ?? '')];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const tones = ['primary', 'info', 'success', 'warning', 'error', 'accent'];
const grounds = ['color-base-100', 'color-base-200'];
const texts: [string, string][] = [
  ...grounds.flatMap((ground) =>
    ['color-base-content', 'zd-ink-2', ...tones.map((tone) => `color-${tone}`)].map((ink): [string, string] => [
      ink,
      ground,
    ]),
  ),
  ...tones.flatMap((tone): [string, string][] => [
    [`color-${tone}`, `zd-soft-${tone}`],
    [`color-${tone}-content`, `color-${tone}`],
    ['color-base-content', `zd-soft-${tone}`],
    ['zd-ink-2', `zd-soft-${tone}`],
  ]),
  ['zd-ink-2', 'zd-soft-calm'],
  ['color-base-content', 'zd-soft-calm'],
  ['color-base-content', 'color-base-300'],
  ['zd-ink-2', 'color-base-300'],
  ['color-neutral-content', 'color-neutral'],
];
/** Edges of controls, rings, the dots and lines of the way. */
const lines: [string, string][] = grounds.flatMap((ground) =>
  ['zd-line', ...tones.map((tone) => `color-${tone}`)].map((ink): [string, string] => [ink, ground]),
);

describe.each(themes)('%s', (name, theme) => {
  const least = name === 'zd-sun' ? 7 : 4.5;
  it.each(texts)('text %s on %s', (ink, ground) => expect(contrast(theme, ink, ground)).toBeGreaterThanOrEqual(least));
  it.each(lines)('line %s on %s', (ink, ground) => expect(contrast(theme, ink, ground)).toBeGreaterThanOrEqual(3));
});

describe('the measuring itself', () => {
  it('has three themes', () => expect(themes.map(([name]) => name)).toEqual(['zd-light', 'zd-dark', 'zd-sun']));
  it('gives 21 for black on white', () => {
    const plain = { black: 'oklch(0% 0 0)', white: 'oklch(100% 0 0)' };
    expect(contrast(plain, 'black', 'white')).toBeCloseTo(21, 1);
  });
});

describe('the style sheets', () => {
  const sheets = ['look.css', 'type.css', 'parts.css', 'drawn.css', 'frame.css']
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n');
  it('mix no colours and write no text below 16 px', () => {
    expect(sheets).not.toContain('color-mix');
    const sizes = [...sheets.matchAll(/(?:font-size|--fs-\w+): ([\d.]+)rem/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
  });
});
