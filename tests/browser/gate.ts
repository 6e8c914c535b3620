// A gate between a phone's browser and its county: lets through, answers in the county's place, cuts streams in the middle, hands out another build of the app, or is shut.
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import path from 'node:path';

/** `broken`: 500 · `hang`: no answer at all · `lost`: the county hears it, the phone hears nothing · `cutAfter`: that many bytes of the answer, then the line breaks. */
export type Verdict = 'pass' | 'broken' | 'hang' | 'lost' | { readonly cutAfter: number };

export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly verdict: Verdict;
}

export interface Gate {
  readonly url: string;
  /** What becomes of a request; everything passes at first. */
  judge: (path: string) => Verdict;
  /** A folder with another build of the field app. */
  build: string | undefined;
  /** Requests since the last look. */
  passed(): Passed[];
  /** Shut: nothing listens, open connections break. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

class Standing implements Gate {
  judge: (path: string) => Verdict = () => 'pass';
  build: string | undefined;
  url = '';
  private readonly port: number;
  private own = 0;
  private server: Server | undefined;
  private list: Passed[] = [];
  private readonly sockets = new Set<Socket>();

  constructor(port: number) {
    this.port = port;
  }

  async mend(): Promise<void> {
    const server = createServer((asked, answer) => this.handle(asked, answer));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.own, '127.0.0.1', resolve));
    this.server = server;
    this.own = (server.address() as { port: number }).port;
    this.url = `http://localhost:${this.own}`;
  }

  async cut(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  close = (): Promise<void> => this.cut();

  passed(): Passed[] {
    return this.list.splice(0);
  }

  private handle(asked: IncomingMessage, answer: ServerResponse): void {
    const address = asked.url ?? '/';
    const verdict = this.judge(address);
    this.list.push({ method: asked.method ?? '', path: address, verdict });
    if (verdict === 'hang') return void asked.resume();
    if (verdict === 'broken') {
      asked.resume();
      answer.writeHead(500, { 'content-type': 'text/plain' }).end('broken');
    } else if (this.build !== undefined && address.startsWith('/field/')) this.fromBuild(this.build, address, answer);
    else this.forward(asked, answer, verdict);
  }

  private fromBuild(folder: string, address: string, answer: ServerResponse): void {
    const name = address.split(/[?#]/)[0]?.slice('/field/'.length) || 'index.html';
    const file = path.join(folder, path.normalize(`/${name}`));
    try {
      const bytes = readFileSync(file);
      const type = types[path.extname(file)] ?? 'application/octet-stream';
      answer.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  }

  private forward(asked: IncomingMessage, answer: ServerResponse, verdict: Verdict): void {
    const { method, url, headers } = asked;
    const to = request({ host: '127.0.0.1', port: this.port, method, path: url, headers }, (told) => {
      if (verdict === 'lost') {
        told.resume();
        told.on('end', () => answer.destroy());
        return;
      }
      answer.writeHead(told.statusCode ?? 502, told.headers);
      if (typeof verdict === 'object') cutStream(told, answer, verdict.cutAfter);
      else told.pipe(answer);
    });
    to.on('error', () => answer.destroy());
    answer.on('close', () => to.destroy());
    asked.pipe(to);
  }
}

function cutStream(told: IncomingMessage, answer: ServerResponse, most: number): void {
  let left = most;
  told.on('data', (part: Buffer) => {
    if (left <= 0) return;
    const piece = part.subarray(0, left);
    left -= piece.length;
    // What came before the cut is through before the line breaks.
    answer.write(piece, () => left <= 0 && setTimeout(() => answer.destroy(), 50));
  });
  told.on('end', () => left > 0 && answer.end());
}

/** In front of a server on this port; close it before the server. */
export async function openGate(port: number): Promise<Gate> {
  const gate = new Standing(port);
  await gate.mend();
  return gate;
}
