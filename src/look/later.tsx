// What may come a moment later: below the first screenful, or opened by a tap.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { painted } from './painted.ts';

/** Its children are drawn in the moment after the rest, so that a slow phone answers at once. */
export function Later({ children }: { children: ComponentChildren }): JSX.Element | null {
  const [now, setNow] = useState(false);
  useEffect(() => {
    let here = true;
    void painted().then(() => {
      if (here) setNow(true);
    });
    return () => {
      here = false;
    };
  }, []);
  return now ? <>{children}</> : null;
}
