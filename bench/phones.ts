// The phones of the benchmark, in a thread of their own: each sends its sealed bodies one after another and notes how long each answer took.
import http from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export interface PhonesTask {
  readonly url: string;
  /** One list of ready request bodies per phone. */
  readonly phones: readonly { readonly token: string; readonly bodies: readonly string[] }[];
}

export interface PhonesResult {
  readonly seconds: number;
  readonly accepted: number;
  readonly other: number;
  /** ms per request, unsorted */
  readonly latencies: readonly number[];
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 100 });

/** Plain node:http: the generator must not eat the two cores it shares with what it measures. */
function post(url: string, token: string, body: string): Promise<{ ok: boolean; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ ok: response.statusCode === 200, text: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function runPhone(
  url: string,
  phone: PhonesTask['phones'][number],
  result: { accepted: number; other: number; latencies: number[] },
): Promise<void> {
  for (const body of phone.bodies) {
    const began = performance.now();
    const { ok, text } = await post(url, phone.token, body);
    result.latencies.push(performance.now() - began);
    const answers = ok ? (JSON.parse(text) as { answers: { status: string }[] }).answers : [];
    const accepted = answers.filter((answer) => answer.status === 'accepted').length;
    result.accepted += accepted;
    if (accepted === 0) result.other += 1;
  }
}

if (parentPort) {
  const task = workerData as PhonesTask;
  const result = { accepted: 0, other: 0, latencies: [] as number[] };
  const began = performance.now();
  await Promise.all(task.phones.map((phone) => runPhone(task.url, phone, result)));
  parentPort.postMessage({ seconds: (performance.now() - began) / 1000, ...result } satisfies PhonesResult);
}
