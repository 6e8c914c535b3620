// Chooses the colours, the elder version and the size of text, keeps the choice and puts it on the page.
import { effect, signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark', 'sun'] as const;
export type Theme = (typeof themes)[number];
/** Per cent of the person's own browser size; 150 brings the elder body text to 30 px. */
export const textSizes = [100, 115, 130, 150] as const;
export type TextSize = (typeof textSizes)[number];

const store = 'zd-look';
type Kept = { theme: Theme; elder: boolean; size: TextSize };

/** What was kept, or the plain look when there is nothing, or nothing that makes sense. */
export function readLook(): Kept {
  let kept: Partial<Record<keyof Kept, unknown>> = {};
  try {
    kept = JSON.parse(localStorage.getItem(store) ?? '{}') ?? {};
  } catch {
    // Storage forbidden or its content broken: the plain look.
  }
  return {
    theme: themes.find((one) => one === kept.theme) ?? 'system',
    elder: kept.elder === true,
    size: textSizes.find((one) => one === kept.size) ?? 100,
  };
}

const first = readLook();
export const theme = signal<Theme>(first.theme);
export const elder = signal<boolean>(first.elder);
export const textSize = signal<TextSize>(first.size);

/** Puts the look on the page now and whenever one of the signals changes. Call once, as early as can be. */
export function applyTheme(root: HTMLElement = document.documentElement): () => void {
  return effect(() => {
    const now: Kept = { theme: theme.value, elder: elder.value, size: textSize.value };
    // Without the attribute the style sheet follows the system by itself.
    if (now.theme === 'system') root.removeAttribute('data-theme');
    else root.dataset['theme'] = `zd-${now.theme}`;
    root.toggleAttribute('data-elder', now.elder);
    root.style.fontSize = now.size === 100 ? '' : `${now.size}%`;
    try {
      localStorage.setItem(store, JSON.stringify(now));
    } catch {
      // The look holds until the page is closed.
    }
  });
}
