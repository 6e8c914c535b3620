// Keeps what is being written in this browser tab, so that a reload or a conflict never costs the words.
import { useEffect, useState } from 'preact/hooks';

const prefix = 'zd-draft ';

function read(key: string): string {
  try {
    return sessionStorage.getItem(prefix + key) ?? '';
  } catch {
    return '';
  }
}

/** Forgets a draft once its words have been sent. */
export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(prefix + key);
  } catch {
    // Nothing was kept then.
  }
}

/** A text that survives a reload of the tab; it leaves with the tab, because desks are shared. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(key));
  useEffect(() => setText(read(key)), [key]);
  const write = (next: string): void => {
    setText(next);
    try {
      sessionStorage.setItem(prefix + key, next);
    } catch {
      // Storage is full or forbidden: the words stay on the screen.
    }
  };
  return [text, write];
}
