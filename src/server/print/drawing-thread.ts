// The thread that draws: started with the first sheet, one for all of them, and ended when none came for a while.
import { Worker } from 'node:worker_threads';
import type { Asked, Drawn } from './drawing.ts';
import type { Sheet } from './sheet.ts';

interface Waiting {
  resolve(pdf: Uint8Array): void;
  reject(error: Error): void;
}

interface Drawer {
  readonly thread: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** ms; what it holds of fonts goes with it. */
const idle = 60_000;
let drawer: Drawer | undefined;
let resting: NodeJS.Timeout | undefined;
let last = 0;

function forget(gone: Drawer, error: Error): void {
  if (drawer === gone) drawer = undefined;
  for (const one of gone.waiting.values()) one.reject(error);
  gone.waiting.clear();
}

/** Without work it keeps nobody from ending. */
function rest(one: Drawer): void {
  one.thread.unref();
  resting = setTimeout(() => {
    // Whoever comes while it ends gets a new one.
    if (drawer === one) drawer = undefined;
    void one.thread.terminate();
  }, idle).unref();
}

function start(): Drawer {
  // Whatever the process was started with (a text to run, a limit of memory) is not the thread's.
  const thread = new Worker(new URL('./drawing.ts', import.meta.url), { execArgv: [] });
  const one: Drawer = { thread, waiting: new Map() };
  one.thread.on('message', (drawn: Drawn) => {
    const asked = one.waiting.get(drawn.id);
    one.waiting.delete(drawn.id);
    if (one.waiting.size === 0) rest(one);
    if ('bytes' in drawn) asked?.resolve(drawn.bytes);
    else asked?.reject(new Error(drawn.fault));
  });
  one.thread.on('error', (error: Error) => forget(one, error));
  one.thread.on('exit', () => forget(one, new Error('the thread that draws has ended')));
  return one;
}

/** One after another, in the order in which they came. Rejects with what kept it from being drawn. */
export function drawApart(sheet: Sheet): Promise<Uint8Array> {
  const one = (drawer ??= start());
  clearTimeout(resting);
  one.thread.ref();
  const id = (last += 1);
  return new Promise((resolve, reject) => {
    one.waiting.set(id, { resolve, reject });
    one.thread.postMessage({ id, sheet } satisfies Asked);
  });
}
