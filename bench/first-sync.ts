// What a first sync costs on the wire and on the server, against the gzipped JSON of the same records; and what a poll costs when nothing moved.
import http from 'node:http';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { idEnding, type PullHead, type PullResponse } from '#kit/wire.ts';
import { execute } from '#server/execute.ts';
import { pull } from '#server/pull.ts';
import { sealOnce } from '#server/sealer.ts';
import { enrolledPhone, type Ground, type GroundName } from './grounds.ts';

export interface FirstSyncFigure {
  readonly ground: GroundName;
  readonly homes: number;
  readonly records: number;
  /** Bytes of the body, as sent. */
  readonly bytes: number;
  /** Bytes of the same records as JSON, gzipped. */
  readonly gzipped: number;
  readonly ms: number;
  readonly pollMs: number;
  /** Bytes of a poll's answer with its headers; the request's are counted in the browser. */
  readonly pollBytes: number;
}

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly ms: number;
  /** With the headers. */
  readonly bytes: number;
}

const agent = new http.Agent({ keepAlive: true });

function get(url: string, token: string): Promise<Reply> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'br' } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(parts);
          const head = `HTTP/1.1 ${response.statusCode} ${response.statusMessage}\r\n${response.rawHeaders.map((one, i) => one + (i % 2 === 0 ? ': ' : '\r\n')).join('')}\r\n`;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body,
            ms: performance.now() - began,
            bytes: head.length + body.length,
          });
        });
      })
      .on('error', reject);
  });
}

const middle = (values: readonly number[], share = 0.5): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** The records of version 1's pages, which are the same projections. */
async function sameRecords(ground: Ground, actor: Parameters<typeof pull>[1]): Promise<PullResponse['records']> {
  const records: PullResponse['records'][number][] = [];
  const key = { id: 'k', publicJwk: {} } as Parameters<typeof pull>[3];
  for (let after: string | null = null; ; ) {
    const page: PullResponse = await pull(
      ground.server.county,
      actor,
      { cursor: null, after, limit: 2000, witness: null },
      key,
    );
    records.push(...page.records);
    if (!page.more) return records;
    after = page.after ?? null;
  }
}

export async function firstSyncOf(ground: Ground): Promise<FirstSyncFigure> {
  const { token, actor } = await enrolledPhone(ground);
  // Once to warm plans and caches, then the middle of five.
  const replies: Reply[] = [];
  for (let i = 0; i < 6; i++) replies.push(await get(addressOf(ground), token));
  const [, ...counted] = replies;
  const last = replies.at(-1);
  if (!last || last.status !== 200) throw new Error(`first sync of the ${ground.name}: ${last?.status}`);
  const lines = brotliDecompressSync(last.body).toString().trim().split('\n');
  if (lines.at(-1) !== '{"end":true}') throw new Error(`first sync of the ${ground.name} has no end`);
  const head = JSON.parse(lines[0] ?? '') as PullHead;
  const records = await sameRecords(ground, actor);
  const { pollMs, pollBytes } = await polls(ground, token, head);
  return {
    ground: ground.name,
    homes: head.homes,
    records: records.length,
    bytes: last.body.length,
    gzipped: gzipSync(JSON.stringify({ records })).length,
    ms: middle(counted.map(({ ms }) => ms)),
    pollMs,
    pollBytes,
  };
}

/** Something happens in the county that is nothing to this phone, so that a poll has to look. */
async function moveElsewhere({ server }: Ground): Promise<void> {
  const { county } = server;
  const input = { person: newId(), name: '别处的人', phone: '', staff: true };
  const command = { v: 1, id: newId(), name: 'person.register', input, at: county.now(), device: null, author: null };
  await execute(county, serviceActor('import'), command as Parameters<typeof execute>[2]);
  while ((await sealOnce(county.database)).rows > 0);
}

async function polls(ground: Ground, token: string, head: PullHead): Promise<{ pollMs: number; pollBytes: number }> {
  const cursor = `&generation=${head.generation}&pos=${head.pos}&seal=${head.witness?.block}`;
  await moveElsewhere(ground);
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < 220; i++) {
    const reply = await get(addressOf(ground) + cursor, token);
    if (reply.status !== 204) throw new Error(`a poll with nothing new answered ${reply.status}`);
    bytes = reply.bytes;
    if (i >= 20) times.push(reply.ms);
  }
  return { pollMs: middle(times), pollBytes: bytes };
}

/** As a phone asks that was given the county's key when it was enrolled. */
const addressOf = ({ server, key }: Ground): string =>
  `http://127.0.0.1:${server.port}/pull?v=2&key=${key.slice(-idEnding)}`;
