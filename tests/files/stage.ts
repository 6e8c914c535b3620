// A county with one worker's phone, and what the tests of files ask of it again and again.
import path from 'node:path';
import { expect } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Attachment, Named } from '#modules/attachment/model.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';

export const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };

export interface Stage {
  readonly cast: Cast;
  readonly server: Running;
  readonly phone: Caller;
  /** A matter of home one with these files named; answers its id. */
  report(attachments: readonly Named[], more?: object): Promise<string>;
  recordOf(id: string): Promise<Attachment>;
  bytesOf(caller: Caller, address: string): Promise<{ status: number; bytes: Buffer; headers: Headers }>;
  partFile(id: string, ending: 'part' | 'json'): string;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const cast = await makeCast();
  const server = await run(cast);
  const phone = await server.phone(cast.worker);
  return {
    cast,
    server,
    phone,
    report: async (attachments, more = {}) => {
      const matter = newId();
      const input = { case: matter, household: cast.homes.one, category: 'W1', title: '水浑', attachments, ...more };
      expect((await server.do(phone, 'case.report', input)).status).toBe(200);
      return matter;
    },
    recordOf: async (id) => {
      const [found] = await inScope(cast.county.database, jobs, (tx) => attachmentTable.load(tx, [id]));
      if (!found) throw new Error('no such attachment');
      return found;
    },
    bytesOf: async (caller, address) => {
      const headers: Record<string, string> = caller.bearer
        ? { authorization: `Bearer ${caller.bearer}` }
        : { cookie: `__Host-zd=${caller.cookie ?? ''}` };
      const reply = await fetch(`http://127.0.0.1:${server.port}${address}`, { headers });
      return { status: reply.status, bytes: Buffer.from(await reply.arrayBuffer()), headers: reply.headers };
    },
    partFile: (id, ending) => path.join(server.dataDir, 'attachments/parts', `${id}.${ending}`),
    stop: async () => {
      await server.stop();
      await cast.close();
    },
  };
}
