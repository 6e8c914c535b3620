// COPY as a stream, out of a table and into one: any number of rows passes through a few megabytes of memory.
import type pg from 'pg';

/** What the driver's connection offers beside queries; its own types leave it out. */
interface Wire {
  readonly stream: {
    pause(): void;
    resume(): void;
    writableNeedDrain: boolean;
    once(event: 'drain', then: () => void): void;
  };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

const mostWaiting = 4 * 1024 * 1024;

/** `text` is a COPY … TO STDOUT. Throws PostgreSQL's error. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer> {
  let wire: Wire | undefined;
  let waiting: Buffer[] = [];
  let bytes = 0;
  let over = false;
  let failed: Error | undefined;
  let wake = (): void => {};
  const submittable = {
    submit: (connection: Wire) => {
      wire = connection;
      connection.query(text);
    },
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      waiting.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes > mostWaiting) wire?.stream.pause();
      wake();
    },
    handleError: (error: Error) => {
      failed = error;
      wake();
    },
    handleCommandComplete: () => {},
    handleReadyForQuery: () => {
      over = true;
      wake();
    },
  };
  client.query(submittable as unknown as pg.Submittable);
  while (!over || waiting.length > 0) {
    if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const some = Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
    wire?.stream.resume();
    if (some.length > 0) yield some;
    // A connection that is gone never gets ready again.
    if (failed && waiting.length === 0) throw failed;
  }
  if (failed) throw failed;
}

/** `text` is a COPY … FROM STDIN. Rejects with PostgreSQL's error; nothing of it is kept then. */
export function copyIn(client: pg.Client, text: string, rows: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const send = async (wire: Wire): Promise<void> => {
      for await (const chunk of rows) {
        if (failed) return;
        wire.sendCopyFromChunk(chunk);
        if (wire.stream.writableNeedDrain) await new Promise<void>((drained) => wire.stream.once('drain', drained));
      }
      wire.endCopyFrom();
    };
    const submittable = {
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse: (wire: Wire) =>
        void send(wire).catch((error: Error) => {
          failed = error;
          wire.sendCopyFail('the rows cannot be read');
        }),
      handleError: (error: Error) => {
        failed ??= error;
        reject(failed);
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => (failed ? reject(failed) : resolve()),
    };
    client.query(submittable as unknown as pg.Submittable);
  });
}
