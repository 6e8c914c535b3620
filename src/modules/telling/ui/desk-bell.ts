// The messages of one's offices as the menu counts them and their screen lists them.
import { useEffect } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import type { InboxMessage } from '../model.ts';
import { seenUntil } from './seen.ts';

const every = 60_000;

/** The inbox, asked again when matters move and once a minute, since the clock tells too. */
export function useMessages(on: boolean): ReturnType<typeof useAsk<InboxMessage[]>> {
  const asked = useAsk<InboxMessage[]>(on ? 'message.inbox' : undefined, {}, ['case', 'incident', 'message']);
  useEffect(() => {
    const clock = setInterval(asked.again, every);
    return () => clearInterval(clock);
  }, [asked.again]);
  return asked;
}

/** How many came since somebody looked here. */
export const unseen = (messages: readonly InboxMessage[]): number =>
  messages.filter((one) => one.at > seenUntil.value && !one.past).length;
