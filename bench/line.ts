// The line between a phone and the server: forwards every byte, counts them both ways, and can be cut.
import { createServer, connect, type Server, type Socket } from 'node:net';

export interface PhoneLine {
  /** Where the phone finds the server. */
  readonly url: string;
  /** Bytes there and back since the last call, headers and all. */
  bytes(): number;
  /** No network: nothing answers, open connections break. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function openLine(port: number): Promise<PhoneLine> {
  let counted = 0;
  const sockets = new Set<Socket>();
  const count = (part: Buffer): void => {
    counted += part.length;
  };
  const join = (from: Socket): void => {
    const to = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('data', count);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  };
  const listen = (at: number): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer(join);
      server.listen(at, '127.0.0.1', () => resolve(server));
    });
  let server = await listen(0);
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://localhost:${own}`,
    bytes: () => {
      const now = counted;
      counted = 0;
      return now;
    },
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      server = await listen(own);
    },
  };
}
