// How far something long is, said at the terminal, and Ctrl-C taken as the wish to have all of it back.
import { print, sentence } from './sentences.ts';

export interface Shown {
  readonly stage: 'reading' | 'checking' | 'bringing' | 'undoing' | 'writing';
  readonly done: number;
  /** 0 while it is not known. */
  readonly of: number;
}

const lineOf = ({ stage, done, of }: Shown): string =>
  of === 0 ? sentence('cli.progress.reading', { done }) : sentence(`cli.progress.${stage}`, { done, of });

/** What is over sooner needs no bar. */
const quiet = 1_000;

/** At a terminal one line that moves; elsewhere a line for each tenth. */
function sayOf(): (shown: Shown) => void {
  let last = '';
  return (shown) => {
    const tenth = `${shown.stage} ${shown.of === 0 ? 0 : Math.floor((shown.done * 10) / shown.of)}`;
    if (process.stdout.isTTY) process.stdout.write(`\r\u001B[K${lineOf(shown)}`);
    else if (tenth !== last) print(lineOf(shown));
    last = tenth;
  };
}

/**
 * Shows what `read` says while `work` runs. The first Ctrl-C calls `stop` and waits for what follows from it; a second one
 * ends the process.
 */
export async function showing<R>(
  { read, stop }: { readonly read: () => Shown | undefined; readonly stop: () => void },
  work: () => Promise<R>,
): Promise<R> {
  const say = sayOf();
  const begun = performance.now();
  const clock = setInterval(() => {
    const shown = read();
    if (shown && performance.now() - begun > quiet) say(shown);
  }, 300);
  const halt = (): void => {
    print(sentence('cli.stopping'));
    stop();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, halt);
  try {
    return await work();
  } finally {
    clearInterval(clock);
    for (const signal of signals) process.off(signal, halt);
    if (process.stdout.isTTY && performance.now() - begun > quiet) print('');
  }
}
