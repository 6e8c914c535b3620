// Measured inside the page: targets and their distances, sizes of text, lines, what is cut off and what makes the page scroll sideways. Each function is sent to the browser as it stands.

export interface Target {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A short name for a finding: tag, class and the first words. */
export function nameOf(element: Element): string {
  const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const kind = (element.getAttribute('class') ?? '').split(' ').slice(0, 2).join('.');
  return `${element.tagName.toLowerCase()}${kind === '' ? '' : `.${kind}`} "${words.slice(0, 24)}"`;
}

/** Drawn, not hidden, and not one of the lines meant for screen readers alone. */
export function isShown(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  if (box.width <= 1.5 || box.height <= 1.5) return false;
  return box.right > 0 && box.left < document.documentElement.scrollWidth + 1;
}

/** The boxes a finger may touch; a field inside a label is as large as its label. */
export function touchBoxes(): Element[] {
  const all = document.querySelectorAll(
    'a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button]',
  );
  const boxes = [...all].map((one) =>
    one.matches('input[type=radio],input[type=checkbox]') ? (one.closest('label') ?? one) : one,
  );
  const modal = document.querySelector('dialog[open]');
  return [...new Set(boxes)].filter(
    (one) => (modal ? modal.contains(one) : true) && (one.matches('label') || isShown(one)) && isShown(one),
  );
}

export function smallTargets(least: number, only: string): { count: number; smallest: number; found: string[] } {
  const boxes = touchBoxes().filter((one) => only === '' || one.matches(only));
  const sizes = boxes.map((one) => ({ one, box: one.getBoundingClientRect() }));
  const smallest = Math.min(1000, ...sizes.map(({ box }) => Math.min(box.width, box.height)));
  const small = sizes.filter(({ box }) => Math.min(box.width, box.height) < least - 0.01);
  const say = ({ one, box }: (typeof sizes)[number]): string =>
    `${nameOf(one)} ${Math.round(box.width)}×${Math.round(box.height)}`;
  return { count: boxes.length, smallest, found: small.map(say) };
}

/** Bars and rows of one list share edges on purpose; what stays in sight lies over the page. */
export function closeTargets(least: number): string[] {
  const group = (one: Element): Element | null => one.closest('.zd-list,.list,nav,.zd-menu,.zd-pane:first-child,table');
  const layer = (one: Element): Element | null => {
    for (let at: Element | null = one; at; at = at.parentElement)
      if (/fixed|sticky/.test(getComputedStyle(at).position) || /auto|scroll/.test(getComputedStyle(at).overflowY))
        return at;
    return null;
  };
  const all = touchBoxes().map((one) => ({
    one,
    box: one.getBoundingClientRect(),
    group: group(one),
    layer: layer(one),
  }));
  const found: string[] = [];
  for (const [at, a] of all.entries()) {
    for (const b of all.slice(at + 1)) {
      if (a.layer !== b.layer || (a.group !== null && a.group === b.group)) continue;
      if (a.one.contains(b.one) || b.one.contains(a.one)) continue;
      const across = Math.max(a.box.left - b.box.right, b.box.left - a.box.right);
      const down = Math.max(a.box.top - b.box.bottom, b.box.top - a.box.bottom);
      const gap = Math.max(across, down);
      if (gap < least - 0.01) found.push(`${nameOf(a.one)} and ${nameOf(b.one)} are ${gap.toFixed(1)} px apart`);
    }
  }
  return found;
}

/** Every line of text that is drawn, with the element it stands in. */
export function textsShown(): { node: Text; element: Element }[] {
  const modal = document.querySelector('dialog[open]');
  const walker = document.createTreeWalker(modal ?? document.body, NodeFilter.SHOW_TEXT);
  const list: { node: Text; element: Element }[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const element = node.parentElement;
    if (!element || node.data.trim() === '' || element.closest('script,style,noscript,option,title')) continue;
    if (!isShown(element) || element.closest('.sr-only,.skip,.zd-skip')) continue;
    list.push({ node, element });
  }
  return list;
}

export function smallTexts(least: number): { smallest: number; found: string[] } {
  const scale = (element: Element): number => (element as SVGGraphicsElement).getScreenCTM?.()?.a ?? 1;
  const sizes = textsShown().map(({ element }) => {
    const size = parseFloat(getComputedStyle(element).fontSize);
    return { element, size: element.closest('svg') ? size * scale(element) : size };
  });
  const found = sizes
    .filter(({ size }) => size < least - 0.05)
    .map(({ element, size }) => `${nameOf(element)} ${size.toFixed(1)} px`);
  return { smallest: Math.min(1000, ...sizes.map(({ size }) => size)), found: [...new Set(found)] };
}

/** Text that is cut off, or that runs out of its own box. */
export function cutTexts(): string[] {
  const found = new Set<string>();
  for (const { node, element } of textsShown()) {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === 'inline' || at.closest('svg')) continue;
      const cuts = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
      const wide =
        at.scrollWidth > at.clientWidth + 2 && (cuts || at === element) && !/auto|scroll/.test(style.overflowX);
      const tall = cuts && at.scrollHeight > at.clientHeight + 4 && !/auto|scroll/.test(style.overflowY);
      if (!wide && !tall) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      const box = at.getBoundingClientRect();
      if (text.right > box.right + 2 || text.left < box.left - 2 || (tall && text.bottom > box.bottom + 2))
        found.add(`${nameOf(element)} is cut by ${nameOf(at).split(' ')[0]}`);
    }
  }
  return [...found];
}

/** How far the page, or a part of it that is no table or map, must be pushed sideways. */
export function sideways(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) {
    found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    for (const one of document.body.querySelectorAll('*'))
      if (isShown(one) && one.getBoundingClientRect().right > root.clientWidth + 1 && found.length < 4)
        found.push(nameOf(one));
  }
  for (const one of document.body.querySelectorAll('*')) {
    if (!/auto|scroll/.test(getComputedStyle(one).overflowX) || one.matches('table,svg,.zd-map,.zd-tree')) continue;
    const holdsData = one.querySelector('table,svg[role=img],svg[aria-label]') !== null;
    if (one.scrollWidth > one.clientWidth + 1 && !holdsData && !one.matches('textarea,input'))
      found.push(`${nameOf(one)} scrolls sideways`);
  }
  return found;
}

export interface Lines {
  /** Line height over size of text, lowest of running text and of everything with more than one line. */
  running: number;
  any: number;
  /** Distance between two paragraphs over the distance between two lines. */
  paragraph: number;
  found: string[];
}

export function linesOf(): Lines {
  const result: Lines = { running: 9, any: 9, paragraph: 9, found: [] };
  for (const { node, element } of textsShown()) {
    if (element.closest('svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rows = new Set([...range.getClientRects()].map((one) => Math.round(one.top / 4))).size;
    const style = getComputedStyle(element);
    const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    if (rows < 2 || !Number.isFinite(ratio)) continue;
    const bold = Number(style.fontWeight) >= 600;
    const heading =
      bold || element.closest('h1,h2,h3,button,.btn,.zd-button,.zd-chip,kbd,label,.zd-pick,.zd-bottom') !== null;
    result.any = Math.min(result.any, ratio);
    if (!heading) result.running = Math.min(result.running, ratio);
    if (ratio < (heading ? 1.295 : 1.495)) result.found.push(`${nameOf(element)} ${ratio.toFixed(2)}`);
  }
  for (const second of document.querySelectorAll('p + p')) {
    const first = second.previousElementSibling;
    if (!first || !isShown(first) || !isShown(second)) continue;
    // A row of links under its label is no paragraph.
    if ([...second.childNodes].every((node) => node.nodeName === 'A' || (node.textContent ?? '').trim() === ''))
      continue;
    // A heading written as a paragraph and the words under it belong together.
    if (
      getComputedStyle(first).fontWeight !== getComputedStyle(second).fontWeight ||
      Number(getComputedStyle(first).fontWeight) >= 600
    )
      continue;
    const [above, below] = [document.createRange(), document.createRange()];
    above.selectNodeContents(first);
    below.selectNodeContents(second);
    const gap = below.getBoundingClientRect().top - above.getBoundingClientRect().bottom;
    if (gap < 0) continue;
    const line = parseFloat(getComputedStyle(first).lineHeight);
    const ratio = (line + gap) / line;
    result.paragraph = Math.min(result.paragraph, ratio);
    if (ratio < 1.295) result.found.push(`${nameOf(second)} stands ${gap.toFixed(0)} px below the paragraph before`);
  }
  return result;
}

/** What is shown, line by line; the names of pipes and valves stand in the drawings. */
export function spoken(drawings: boolean): string[] {
  const named = [...document.querySelectorAll('[aria-label],[placeholder]')].filter(isShown);
  const hidden = named.flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('placeholder')]);
  const texts = textsShown()
    .filter(({ element }) => drawings || !element.closest('svg'))
    .map(({ node }) => node.data);
  return [
    ...new Set([...texts, ...hidden].filter((one) => one !== null).map((one) => one.replaceAll(/\s+/g, ' ').trim())),
  ];
}

/** Every text 40 % longer, for pages that have no pseudo-locale of their own. */
export function stretchTexts(): void {
  for (const { node } of textsShown()) {
    const text = node.data.trim();
    if (!/^[\d\s:.·-]+$/.test(text)) node.data = `${node.data}${'长'.repeat(Math.ceil(text.length * 0.4))}`;
  }
}

/** What is missing in the answer to a form that was sent wrong. */
export function errorAnswer(): string[] {
  const faults: string[] = [];
  const summary = document.querySelector('[role=alert][tabindex="-1"]');
  if (!summary) return ['no summary'];
  if (document.activeElement !== summary) faults.push('the summary has not got the focus');
  const top = summary.getBoundingClientRect().top;
  for (const link of summary.querySelectorAll('a')) {
    const words = (link.textContent ?? '').trim();
    const field = document.getElementById((link.getAttribute('href') ?? '#').slice(1));
    if (!field) faults.push(`"${words}" leads nowhere`);
    if (!field) continue;
    if (field.getBoundingClientRect().bottom < top) faults.push(`the summary stands below "${words}"`);
    const group = field.closest('fieldset') ?? field.closest('.zd-field') ?? field.parentElement;
    const ids = [field, ...(group?.querySelectorAll('[aria-describedby]') ?? []), ...(group ? [group] : [])];
    const beside = ids
      .flatMap((one) => (one.getAttribute('aria-describedby') ?? '').split(' '))
      .map((id) => document.getElementById(id)?.textContent ?? '');
    if (!beside.some((text) => text.includes(words)) && !(group?.textContent ?? '').includes(words))
      faults.push(`"${words}" is not said beside its field`);
    if (/非法|无效|错误代码|[a-z]+-[a-z]+/.test(words) || words.length < 3)
      faults.push(`"${words}" does not say what to do`);
    if (link.getBoundingClientRect().height < 43.99) faults.push(`the link "${words}" is too low`);
  }
  return faults;
}
