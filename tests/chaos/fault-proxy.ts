// The bad network between phones and their county: loses requests before the server and answers after it, cuts bodies, sends twice, delays.
import { createHash } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pause } from '#tests/postgres-places.ts';
import { type Chance, chanceOf } from './chance.ts';

/** Each a share of all requests, from 0 to 1; `delay` in ms. */
export interface Weather {
  readonly loseRequest: number;
  readonly loseAnswer: number;
  readonly cutRequest: number;
  readonly cutAnswer: number;
  readonly twice: number;
  readonly delay: readonly [number, number];
}

export const calm: Weather = { loseRequest: 0, loseAnswer: 0, cutRequest: 0, cutAnswer: 0, twice: 0, delay: [0, 0] };
export const storm: Weather = {
  loseRequest: 0.3,
  loseAnswer: 0.3,
  cutRequest: 0.04,
  cutAnswer: 0.04,
  twice: 0.05,
  delay: [5, 60],
};

export interface FaultProxy {
  readonly url: string;
  /** What happened how often; `refused` = nobody listened behind it. */
  readonly counts: Readonly<Record<Fate | 'refused', number>>;
  change(weather: Weather): void;
  /** Nobody can be reached: the line is cut and nothing more is sent into it, until `up`. */
  down(): void;
  up(): Promise<void>;
  /** What phones sent and got so far, headers and all. */
  bytes(): number;
  stop(): Promise<void>;
}

type Fate = 'passed' | 'loseRequest' | 'loseAnswer' | 'cutRequest' | 'cutAnswer' | 'twice';

function fateOf(weather: Weather, chance: Chance): Fate {
  if (chance.next() < weather.loseRequest) return 'loseRequest';
  if (chance.next() < weather.cutRequest) return 'cutRequest';
  if (chance.next() < weather.loseAnswer) return 'loseAnswer';
  if (chance.next() < weather.cutAnswer) return 'cutAnswer';
  return chance.next() < weather.twice ? 'twice' : 'passed';
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function readAll(from: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of from) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Each phone has an address of its own, as the server behind a real proxy would see it. */
const addressOf = (who: string): string => {
  const digest = createHash('sha256').update(who).digest();
  return `10.${digest[0]}.${digest[1]}.${digest[2]}`;
};

class Line {
  readonly target: string;
  // One connection per request: a killed server must not leave half-dead ones to be used again.
  readonly agent = new Agent({ keepAlive: false });

  constructor(target: string) {
    this.target = target;
  }

  /** Sends one request on; with `cut` only the first half of its body, then the line goes dead. */
  send(of: IncomingMessage, body: Buffer, cut: boolean): Promise<Answer> {
    const { host: _, connection: __, ...headers } = of.headers;
    const address = addressOf(of.headers.authorization ?? `${of.url} ${body.toString('latin1')}`);
    return new Promise((resolve, reject) => {
      const onward = request(
        this.target + (of.url ?? ''),
        { method: of.method, agent: this.agent, headers: { ...headers, 'x-forwarded-for': address } },
        (answer) => {
          readAll(answer).then(
            (all) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: all }),
            reject,
          );
        },
      );
      onward.on('error', reject);
      if (!cut) onward.end(body);
      else {
        onward.write(body.subarray(0, body.length >> 1), () => onward.destroy());
        onward.on('close', () => reject(new Error('cut')));
      }
    });
  }
}

/** A proxy in front of `target`; the same seed gives the same order of fates. */
export async function startProxy(target: string, seed: number, first: Weather): Promise<FaultProxy> {
  const chance = chanceOf(seed);
  const line = new Line(target);
  const counts = { passed: 0, loseRequest: 0, loseAnswer: 0, cutRequest: 0, cutAnswer: 0, twice: 0, refused: 0 };
  let weather = first;
  let before = 0;
  const open = new Set<Socket>();

  const carry = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const fate = fateOf(weather, chance);
    counts[fate] += 1;
    const body = await readAll(asked);
    await pause(chance.between(...weather.delay));
    if (fate === 'loseRequest') return void asked.socket.destroy();
    if (fate === 'twice') void line.send(asked, body, false).catch(() => undefined);
    const got = await line.send(asked, body, fate === 'cutRequest');
    await pause(chance.between(...weather.delay));
    if (fate === 'loseAnswer') return void asked.socket.destroy();
    const { 'transfer-encoding': _, connection: __, ...headers } = got.headers;
    answer.writeHead(got.status, { ...headers, 'content-length': got.body.length });
    if (fate !== 'cutAnswer') return void answer.end(got.body);
    answer.write(got.body.subarray(0, got.body.length >> 1), () => asked.socket.destroy());
  };

  const server = createServer((asked, answer) => {
    carry(asked, answer).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') counts.refused += 1;
      asked.socket.destroy();
    });
  });
  const bytesOf = (socket: Socket): number => socket.bytesRead + socket.bytesWritten;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      before += bytesOf(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    change: (next) => (weather = next),
    down: () => {
      server.close();
      server.closeAllConnections();
    },
    up: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    bytes: () => [...open].reduce((sum, socket) => sum + bytesOf(socket), before),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
