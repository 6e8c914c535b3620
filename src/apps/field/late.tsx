// Parts of the app that the first screen does not need: their code is on the phone from the first day, but comes when it is first drawn.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** `onCome` when it was not there at once. */
export function late<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
  onCome?: () => void,
): FunctionComponent<P> {
  let known: FunctionComponent<P> | undefined;
  return (props) => {
    const [Part, setPart] = useState(() => known);
    useEffect(() => {
      if (known) return;
      let here = true;
      void load().then((part) => {
        known = part;
        if (!here) return;
        setPart(() => part);
        if (onCome) setTimeout(onCome);
      });
      return () => {
        here = false;
      };
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
