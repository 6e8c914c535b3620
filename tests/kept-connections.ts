// Very many pages asked for over a few kept connections, several on their way at once, as a program does that guesses addresses.
import net from 'node:net';

interface Asking {
  readonly port: number;
  /** How many connections, and how many requests are on their way on each. */
  readonly lines: number;
  readonly ahead: number;
}

interface Asked {
  readonly path: string;
  /** As the proxy in front would name it: limits count by address. */
  readonly from: string;
}

/** No page of ours says this, so that counting needs no look at where an answer ends. */
const statusLine = /HTTP\/1\.1 (\d{3}) /g;
const longest = 'HTTP/1.1 200 '.length;

const written = ({ path, from }: Asked): string =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: ${from}\r\n\r\n`;

/** Asks until `next` has nothing more; answers how often each status came. */
export async function askMany(
  { port, lines, ahead }: Asking,
  next: () => Asked | undefined,
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  const line = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1');
      let [open, tail] = [0, ''];
      const more = (): void => {
        const some: string[] = [];
        for (let one = next(); one; one = some.length < ahead ? next() : undefined) some.push(written(one));
        open = some.length;
        if (open === 0) return void socket.removeAllListeners('close').end(resolve);
        socket.write(some.join(''));
      };
      socket.setNoDelay(true);
      socket.setEncoding('latin1');
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the server closed the connection')));
      socket.on('data', (part: string) => {
        const text = tail + part;
        let end = 0;
        for (const match of text.matchAll(statusLine)) {
          const status = Number(match[1]);
          counts.set(status, (counts.get(status) ?? 0) + 1);
          end = match.index + match[0].length;
          open -= 1;
        }
        tail = text.slice(Math.max(end, text.length - longest + 1));
        if (open === 0) more();
      });
      socket.on('connect', more);
    });
  await Promise.all(Array.from({ length: lines }, line));
  return counts;
}
