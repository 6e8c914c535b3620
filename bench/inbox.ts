// How long an office waits for its inbox in a county of 1,000 homes and in a large one: asked in turns, through HTTP.
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { percentile } from './figure.ts';
import type { Desk, Side, Sides } from './made-county.ts';

const asked = ['village', 'township', 'department'] as const;

export interface InboxFigure {
  readonly desk: Desk;
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
  readonly smallRows: number;
  readonly largeRows: number;
}

const agent = new http.Agent({ keepAlive: true });

export function get(url: string, cookie: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { cookie: `__Host-zd=${cookie}` } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      })
      .on('error', reject);
  });
}

const input = encodeURIComponent(JSON.stringify({ view: 'mine', limit: 20 }));

async function askOnce(side: Side, desk: Desk): Promise<{ ms: number; rows: number }> {
  const began = performance.now();
  const { status, text } = await get(`${side.server.url}/api/ask/case.inbox?input=${input}`, side.cookies[desk]);
  const ms = performance.now() - began;
  if (status !== 200) throw new Error(`inbox of the ${desk} desk: ${status} ${text.slice(0, 200)}`);
  return { ms, rows: (JSON.parse(text) as { rows: unknown[] }).rows.length };
}

const p95 = (values: readonly number[]): number => percentile(values, 0.95);

/** Both counties are asked in turns, so that whatever else the machine does falls on both. */
async function compare({ small, large }: Sides, desk: Desk): Promise<InboxFigure> {
  const times = { small: [] as number[], large: [] as number[] };
  let rows = { small: 0, large: 0 };
  for (let i = 0; i < 420; i++) {
    const one = await askOnce(small, desk);
    const other = await askOnce(large, desk);
    rows = { small: one.rows, large: other.rows };
    if (i < 20) continue;
    times.small.push(one.ms);
    times.large.push(other.ms);
  }
  const [a, b] = [p95(times.small), p95(times.large)];
  return { desk, small: a, large: b, ratio: b / a, smallRows: rows.small, largeRows: rows.large };
}

/** As many matters per home in both counties, and so many that each desk answers a full page of 20 rows: like is compared with like. */
export async function benchInbox(sides: Sides): Promise<InboxFigure[]> {
  const figures: InboxFigure[] = [];
  for (const desk of asked) figures.push(await compare(sides, desk));
  return figures;
}
