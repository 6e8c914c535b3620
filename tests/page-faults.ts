// What is wrong with a page as hands and eyes meet it: runs inside the browser, after axe was put into the page.

/** Faults in words; none when all is well. */
export async function faultsOf(): Promise<string[]> {
  const faults: string[] = [];
  const seen = (element: Element): DOMRect => element.getBoundingClientRect();
  if (document.documentElement.scrollWidth > innerWidth)
    faults.push(`scrolls sideways to ${document.documentElement.scrollWidth}`);
  for (const control of document.querySelectorAll('a, button, input, select, textarea')) {
    const box = seen(control.closest('label, .zd-box') ?? control);
    if (seen(control).width > 0 && (box.width < 44 || box.height < 44))
      faults.push(`small target ${control.outerHTML.slice(0, 60)}`);
  }
  for (const element of document.querySelectorAll('body *')) {
    const bare = element.children.length === 0 && element.textContent?.trim() !== '' && !element.closest('svg');
    if (bare && Number.parseFloat(getComputedStyle(element).fontSize) < 16)
      faults.push(`small text ${element.textContent?.slice(0, 20)}`);
  }
  const runner = (
    globalThis as unknown as {
      axe: { run(on: Document): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    }
  ).axe;
  const { violations } = await runner.run(document);
  return [...faults, ...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 80)}`)];
}
