// A system outside, as a real HTTP server on loopback: it takes, fails, hangs and recovers as it is told, and keeps what it got.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** A status to answer with, or silence. */
export type Behaviour =
  | number
  | 'hang'
  | { readonly status: number; readonly text?: string; readonly headers?: Record<string, string> };

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers the next ones; the last stays. */
  behave(...next: Behaviour[]): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let next: Behaviour[] = [200];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const now = (next.length > 1 ? next.shift() : next[0]) ?? 200;
      if (now === 'hang') return;
      const { status, text = '', headers = {} } = typeof now === 'number' ? { status: now } : now;
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (...behaviours) => {
      next = behaviours;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
