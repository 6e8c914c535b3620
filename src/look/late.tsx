// Parts of an app that the first screen does not need: their code comes when they are first drawn.
import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Meanwhile {
  /** Called when it was not there at once. */
  readonly onCome?: () => void;
  readonly waiting?: () => JSX.Element;
  /** Drawn when its code could not be had, until it comes after all. */
  readonly failed?: () => JSX.Element;
}

/** How long after a failure (ms) its code is asked for again; at once when the browser says that the network is back. */
const again = 5000;

export function late<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
  { onCome, waiting, failed }: Meanwhile = {},
): FunctionComponent<P> {
  let known: FunctionComponent<P> | undefined;
  return (props) => {
    const [Part, setPart] = useState(() => known);
    const [lost, setLost] = useState(false);
    useEffect(() => {
      if (known) return;
      let here = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const failing = (): void => {
        if (!here) return;
        setLost(true);
        timer = setTimeout(ask, again);
      };
      const ask = (): void => {
        clearTimeout(timer);
        load().then((part) => {
          known = part;
          if (!here) return;
          setPart(() => part);
          if (onCome) setTimeout(onCome);
        }, failing);
      };
      ask();
      addEventListener('online', ask);
      return () => {
        here = false;
        clearTimeout(timer);
        removeEventListener('online', ask);
      };
    }, []);
    if (Part) return <Part {...props} />;
    return (lost ? failed : waiting)?.() ?? null;
  };
}
