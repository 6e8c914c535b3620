// Keeps the focus where the work is: when what held it leaves the page, it goes to what took its place, never back to the top.

const focusable = 'a[href], button, input, select, textarea, [tabindex]';
const isShown = (one: HTMLElement): boolean => one.getClientRects().length > 0;

/** Where an element stood: each of its parents, and its place in it. */
type Place = readonly { readonly parent: Element; readonly at: number }[];

function placeOf(element: Element): Place {
  const place: { parent: Element; at: number }[] = [];
  for (let one = element; one.parentElement !== null; one = one.parentElement)
    place.push({ parent: one.parentElement, at: [...one.parentElement.children].indexOf(one) });
  return place;
}

const firstIn = (box: Element | undefined): HTMLElement | undefined => {
  if (box === undefined) return undefined;
  const all = [...(box.matches(focusable) ? [box] : []), ...box.querySelectorAll(focusable)] as HTMLElement[];
  return all.find(isShown);
};

/** What stands now where it was, else before it, else anywhere in the nearest parent that is still there. */
function insteadOf(place: Place): HTMLElement | undefined {
  for (const { parent, at } of place) {
    if (!parent.isConnected) continue;
    const next = firstIn(parent.children[at]) ?? firstIn(parent.children[at - 1]) ?? firstIn(parent);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** Watches the page until the returned function is called. */
export function keepFocus(): () => void {
  let last: { element: HTMLElement; place: Place } | undefined;
  const note = (event: FocusEvent): void => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.closest('dialog') !== null) return;
    last = { element: target, place: placeOf(target) };
  };
  const look = (): void => {
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (!nowhere || last === undefined || document.querySelector('dialog[open]') !== null) return;
    // What somebody left by clicking beside it stays left.
    const back = last.element.isConnected ? undefined : insteadOf(last.place);
    back?.focus({ preventScroll: true });
  };
  /** A dialog that is taken out of the page gives nothing back by itself. */
  const afterDialog = (changes: readonly MutationRecord[]): void => {
    const left = changes.some((one) =>
      [...one.removedNodes].some(
        (node) => node instanceof HTMLElement && (node.matches('dialog') || node.querySelector('dialog') !== null),
      ),
    );
    if (left && document.activeElement === document.body && last?.element.isConnected === true) last.element.focus();
    else look();
  };
  const watch = new MutationObserver(afterDialog);
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', note);
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', note);
  };
}
