// Measured inside the page: contrast of text, icons, edges and the focus mark against the nearest painted ground, and what moves. Each function is sent to the browser as it stands.
import { isShown, nameOf, textsShown } from './in-page-layout.ts';

export type Rgba = readonly [number, number, number, number];

/** Any CSS colour as the screen paints it; a canvas knows them all. */
export function rgbaOf(colour: string): Rgba {
  const kept = ((globalThis as { zdColours?: Map<string, Rgba> }).zdColours ??= new Map());
  const known = kept.get(colour);
  if (known) return known;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (!brush) return [0, 0, 0, 1];
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = brush.getImageData(0, 0, 1, 1).data;
  const made: Rgba = [r, g, b, a / 255];
  kept.set(colour, made);
  return made;
}

export function over(top: Rgba, below: Rgba): Rgba {
  const a = top[3];
  const mix = (at: 0 | 1 | 2): number => top[at] * a + below[at] * (1 - a);
  return [mix(0), mix(1), mix(2), 1];
}

export function luminance([r, g, b]: Rgba): number {
  const lin = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
}

export function ratioOf(one: Rgba, other: Rgba): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The colour behind an element: its own ground and those of its ancestors, down to the page. */
export function groundOf(element: Element | null): Rgba {
  const layers: Rgba[] = [];
  for (let at = element; at; at = at.parentElement) {
    const colour = rgbaOf(getComputedStyle(at).backgroundColor);
    if (colour[3] > 0) layers.push(colour);
    if (colour[3] === 1) break;
  }
  const dark =
    matchMedia('(prefers-color-scheme: dark)').matches &&
    /dark/.test(getComputedStyle(document.documentElement).colorScheme);
  let ground: Rgba = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  for (const layer of layers.toReversed()) ground = over(layer, ground);
  return ground;
}

export function faintness(element: Element): number {
  let all = 1;
  for (let at: Element | null = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity);
  return all;
}

export interface Contrast {
  text: number;
  part: number;
  found: string[];
}

/** Lowest contrast of text, and of icons and the edges of what can be filled in or chosen. */
export function contrastOf(leastText: number, leastPart: number): Contrast {
  const result: Contrast = { text: 99, part: 99, found: [] };
  const see = (kind: 'text' | 'part', ratio: number, name: string): void => {
    result[kind] = Math.min(result[kind], ratio);
    if (ratio < (kind === 'text' ? leastText : leastPart) - 0.005) result.found.push(`${name} ${ratio.toFixed(2)}`);
  };
  for (const { element } of textsShown()) {
    if (element.closest('svg,[disabled]')) continue;
    const ground = groundOf(element);
    const [r, g, b, a] = rgbaOf(getComputedStyle(element).color);
    see('text', ratioOf(over([r, g, b, a * faintness(element)], ground), ground), nameOf(element));
  }
  for (const icon of document.querySelectorAll('svg')) {
    if (!isShown(icon) || icon.closest('.zd-map,.zd-tree,.qr,[disabled]') || icon.getBoundingClientRect().width > 64)
      continue;
    const ground = groundOf(icon);
    const style = getComputedStyle(icon);
    if (icon.querySelector('[stroke],.a,.t') && style.stroke === 'none') continue;
    const [r, g, b, a] = rgbaOf(style.stroke === 'none' ? style.color : style.stroke);
    see(
      'part',
      ratioOf(over([r, g, b, a * faintness(icon)], ground), ground),
      `icon in ${nameOf(icon.parentElement ?? icon)}`,
    );
  }
  for (const edge of document.querySelectorAll(
    'input,select,textarea,.zd-box,.zd-pick,.pick span,.zd-button-outlined,.btn:not(.main):not(.soft)',
  )) {
    const style = getComputedStyle(edge);
    if (!isShown(edge) || parseFloat(style.borderTopWidth) === 0 || faintness(edge) < 0.1) continue;
    if (edge.matches('[aria-disabled=true],:disabled')) continue;
    const around = groundOf(edge.parentElement);
    see('part', ratioOf(over(rgbaOf(style.borderTopColor), around), around), `edge of ${nameOf(edge)}`);
  }
  return result;
}

/** The mark of the focus on the first things one can reach. */
export function focusMarks(least: number): Contrast {
  const result: Contrast = { text: 99, part: 99, found: [] };
  const all = [
    ...document.querySelectorAll<HTMLElement>('a[href],button,input:not([type=hidden]),select,textarea,summary'),
  ];
  const modal = document.querySelector('dialog[open]');
  const reach = all.filter((one) => isShown(one) && (!modal || modal.contains(one)));
  for (const one of reach.slice(0, 15)) {
    one.focus({ focusVisible: true, preventScroll: true } as FocusOptions);
    if (document.activeElement !== one) continue;
    const marked = one.matches('[type=radio],[type=checkbox]')
      ? [one.closest('label'), one.nextElementSibling, one]
      : [one, one.matches('input,select,textarea') ? one.parentElement : null];
    const styles = marked.filter((at) => at !== null).map((at) => ({ at, style: getComputedStyle(at) }));
    const drawn = styles.find(({ style }) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const edge = styles.find(({ style }) => parseFloat(style.borderTopWidth) >= 2);
    const colour = drawn?.style.outlineColor ?? edge?.style.borderTopColor;
    if (colour === undefined) result.found.push(`no focus mark on ${nameOf(one)}`);
    const inside = drawn ? parseFloat(drawn.style.outlineOffset) < 0 : false;
    const ground = groundOf(inside ? one : one.parentElement);
    const ratio = colour === undefined ? 1 : ratioOf(over(rgbaOf(colour), ground), ground);
    result.part = Math.min(result.part, ratio);
    if (ratio < least && colour !== undefined) result.found.push(`focus mark of ${nameOf(one)} ${ratio.toFixed(2)}`);
  }
  (document.activeElement as HTMLElement | null)?.blur();
  return result;
}

export const pageLuminance = (): number => luminance(groundOf(document.body));

/** What moves now, and what would move for ever. */
export function moving(): string[] {
  return document.getAnimations().map((one) => {
    const target = (one.effect as KeyframeEffect | null)?.target;
    return `${(one as CSSAnimation).animationName ?? 'transition'} on ${target ? nameOf(target) : '?'}`;
  });
}

/** What would still move when touched, although the person asked for stillness. */
export function stirring(): string[] {
  const long = (text: string): boolean =>
    text.split(',').some((one) => parseFloat(one) * (one.includes('ms') ? 1 : 1000) > 10);
  const found = new Set<string>();
  for (const one of document.querySelectorAll('*')) {
    const style = getComputedStyle(one);
    if (long(style.transitionDuration)) found.add(`transition on ${nameOf(one)}`);
    if (style.animationName !== 'none' && long(style.animationDuration)) found.add(`animation on ${nameOf(one)}`);
  }
  return [...found].slice(0, 5);
}

/** With the system's own colours: what can be pressed keeps an edge, a mark or a line under it; what is chosen keeps its tick. */
export function unmarked(): string[] {
  const found: string[] = [];
  for (const one of document.querySelectorAll('button,a.btn,a.zd-button,input:not([type=hidden]),select,textarea')) {
    if (!isShown(one) || one.matches('[type=radio],[type=checkbox]')) continue;
    const style = getComputedStyle(one);
    const edged = (box: CSSStyleDeclaration): boolean =>
      parseFloat(box.borderTopWidth) > 0 && box.borderTopStyle !== 'none';
    const edge = edged(style) || (one.parentElement !== null && edged(getComputedStyle(one.parentElement)));
    const says = (one.textContent ?? '').trim() !== '' || one.querySelector('svg') !== null;
    if (!edge && !says) found.push(`${nameOf(one)} has neither edge nor word`);
  }
  for (const one of document.querySelectorAll('label:has(input:checked)'))
    if (
      isShown(one) &&
      !one.querySelector('svg') &&
      getComputedStyle(one.querySelector('span') ?? one, ':before').content === 'none'
    )
      found.push(`${nameOf(one)} is chosen without a tick`);
  return found;
}
