// The phones of the benchmark, in a thread of their own: each sends its sealed bodies one after another and notes how long each answer took.
import net from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Envelope } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { type SealKey, type Sitting, sealTo } from '#kit/seal.ts';

export interface PhonesTask {
  readonly url: string;
  /** One token per phone. */
  readonly tokens: readonly string[];
  readonly requests: number;
  /** Commands in a request. */
  readonly batch: number;
  readonly key: SealKey;
  readonly author: string;
  readonly homes: readonly string[];
}

export interface PhonesResult {
  readonly seconds: number;
  readonly accepted: number;
  readonly other: number;
  /** ms per request, unsorted */
  readonly latencies: readonly number[];
}

/** What a grid worker says at a door. */
export const reportOf = (author: string, household: string): Envelope & { input: { case: string } } => ({
  v: 1,
  id: newId(),
  name: 'case.report',
  input: { case: newId(), household, category: 'W1', title: '自来水浑', text: '早上接的水发黄，沉一夜有泥。' } as {
    case: string;
  },
  at: Date.now(),
  device: null,
  author,
});

/** A day's visits: as many commands of a phone share one exchange of keys. */
const inOneSitting = 20;

/** Whole requests, sealed as a phone seals and made before the clock starts: the generator must not eat the two cores it shares with what it measures. */
async function requestsOf(task: PhonesTask, token: string): Promise<Buffer[]> {
  const url = new URL(task.url);
  const home = (n: number): string => task.homes[n % task.homes.length] ?? '';
  const made: Buffer[] = [];
  let sitting: Sitting = {};
  let sealedIn = 0;
  const seal = (envelope: Envelope): ReturnType<typeof sealTo> => {
    if (sealedIn++ % inOneSitting === 0) sitting = {};
    return sealTo(task.key, envelope, sitting);
  };
  for (let i = 0; i < task.requests; i++) {
    const reports = Array.from({ length: task.batch }, (_, n) => reportOf(task.author, home(i + n)));
    const commands = await Promise.all(reports.map(seal));
    const body = JSON.stringify({ v: 1, commands });
    const head = [
      `POST ${url.pathname} HTTP/1.1`,
      `host: ${url.host}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `authorization: Bearer ${token}`,
    ];
    made.push(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`));
  }
  return made;
}

/** One kept connection; one request at a time. The server announces the length of every answer. */
function openLine(url: URL): Promise<{ ask(request: Buffer): Promise<string>; close(): void }> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(url.port), url.hostname);
    let heard = '';
    let told: { done(answer: string): void; failed(error: Error): void } | undefined;
    const fail = (error: Error): void => (told ? told.failed(error) : reject(error));
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed the connection')));
    socket.on('data', (part: string) => {
      heard += part;
      const head = heard.indexOf('\r\n\r\n');
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(heard)?.[1];
      if (head < 0) return;
      if (length === undefined) return fail(new Error(`an answer without length: ${heard.slice(0, head)}`));
      if (heard.length < head + 4 + Number(length)) return;
      const answer = heard;
      heard = '';
      told?.done(answer);
    });
    socket.on('connect', () =>
      resolve({
        ask: (request) =>
          new Promise((done, failed) => {
            told = { done, failed };
            socket.write(request);
          }),
        close: () => socket.removeAllListeners('close').end(),
      }),
    );
  });
}

async function runPhone(
  line: { ask(request: Buffer): Promise<string> },
  requests: readonly Buffer[],
  result: { accepted: number; other: number; latencies: number[] },
): Promise<void> {
  for (const request of requests) {
    const began = performance.now();
    const answer = await line.ask(request);
    result.latencies.push(performance.now() - began);
    const accepted = answer.startsWith('HTTP/1.1 200 ') ? answer.split('"status":"accepted"').length - 1 : 0;
    result.accepted += accepted;
    if (accepted === 0) result.other += 1;
  }
}

if (parentPort) {
  const task = workerData as PhonesTask;
  const url = new URL(task.url);
  const result = { accepted: 0, other: 0, latencies: [] as number[] };
  const phones: Buffer[][] = [];
  for (const token of task.tokens) phones.push(await requestsOf(task, token));
  const lines = await Promise.all(phones.map(() => openLine(url)));
  const began = performance.now();
  await Promise.all(lines.map((line, i) => runPhone(line, phones[i] ?? [], result)));
  const seconds = (performance.now() - began) / 1000;
  for (const line of lines) line.close();
  parentPort.postMessage({ seconds, ...result } satisfies PhonesResult);
}
