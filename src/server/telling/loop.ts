// Keeps telling while the server runs: follows the journal on every seal, looks at the clocks every minute, sends what is ready.
import type { County } from '../county.ts';
import type { Live } from '../live.ts';
import { followTelling } from './follow.ts';
import { remind } from './reminders.ts';
import { followPeer } from '../open311/outgoing.ts';
import { sendAll, type Ways } from './send.ts';

const everyMinute = 60_000;
const everyFewSeconds = 5_000;

interface Work {
  ask(): void;
  done(): Promise<void>;
}

/** Runs one piece of work at a time; asked again meanwhile, it runs once more. An error is told and tried at the next asking. */
function oneAtATime(work: () => Promise<unknown>, failed: () => void): Work {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await work().catch(failed);
    } while (again);
    running = undefined;
  };
  return {
    ask: () => {
      if (running) again = true;
      else running = run();
    },
    done: async () => running,
  };
}

/** A channel that hangs holds up no other. */
const apart = [['inbox', 'page'], ['sms'], ['webhook'], ['open311']] as const;

export function startTelling(county: County, live: Live, ways: Ways): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ending: Ways = { ...ways, webhook: { ...ways.webhook, stop: stopping.signal } };
  const failed = (part: string) => () => county.log('telling-failed', { part });
  const senders = apart.map((channels) =>
    oneAtATime(() => sendAll(county, ending, channels), failed(`send ${channels.join(' ')}`)),
  );
  const send = (): void => senders.forEach((one) => one.ask());
  const follower = oneAtATime(async () => {
    if ((await followTelling(county, ways.sms !== null, ways.open311?.office ?? null)) > 0) send();
  }, failed('follow'));
  const clocks = oneAtATime(async () => {
    if ((await remind(county)) > 0) send();
  }, failed('remind'));
  const peer = oneAtATime(() => followPeer(county, ways.open311, stopping.signal), failed('open311'));
  const unsubscribe = live.subscribe(() => follower.ask());
  const timers = [
    setInterval(() => [clocks, peer].forEach((one) => one.ask()), everyMinute),
    setInterval(send, everyFewSeconds),
  ];
  for (const one of [follower, clocks, peer, ...senders]) one.ask();
  return {
    stop: async () => {
      unsubscribe();
      stopping.abort();
      for (const timer of timers) clearInterval(timer);
      await Promise.all([follower, clocks, peer, ...senders].map((one) => one.done()));
    },
  };
}
