// Parts of an app that the first screen does not need: their code comes when they are first drawn.
import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Meanwhile {
  /** Called when it was not there at once. */
  readonly onCome?: () => void;
  readonly waiting?: () => JSX.Element;
  /** Drawn when its code could not be had. */
  readonly failed?: () => JSX.Element;
}

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
      load().then(
        (part) => {
          known = part;
          if (!here) return;
          setPart(() => part);
          if (onCome) setTimeout(onCome);
        },
        () => here && setLost(true),
      );
      return () => {
        here = false;
      };
    }, []);
    if (Part) return <Part {...props} />;
    return (lost ? failed : waiting)?.() ?? null;
  };
}
