// Phones that only push: they enrol by a code over HTTP, seal what they write, send it, and remember what was acknowledged.
import { newId } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import type { PullResponse, PushResponse, SealedCommand } from '#kit/wire.ts';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import type { Cast } from '#tests/cast.ts';

export interface Written {
  readonly id: string;
  readonly visit: string;
  readonly sealed: SealedCommand;
}

export interface PushingPhone {
  /** Everything ever written, in order. */
  readonly written: Written[];
  /** Ids of the commands the server said it had accepted. */
  readonly acknowledged: Set<string>;
  /** Writes so many visits and sends them in one request; resolves with their statuses, rejects when no answer came. */
  pushNew(url: string, count: number): Promise<string[]>;
  /** Sends all that was ever written once more, or only these, twenty at a time. */
  pushAll(url: string, only?: readonly Written[]): Promise<string[]>;
  /** Without a cursor: this phone's whole ground. */
  pull(url: string): Promise<PullResponse>;
}

/** A one-time code for a phone of this person. */
export const codeFor = async ({ county }: Pick<Cast, 'county'>, person: string): Promise<string> =>
  (await inScope(county.database, sessionScope, (tx) => invite(tx, { person, purpose: 'phone', by: null }))).code;

async function call<T>(url: string, headers: Record<string, string>, body?: unknown): Promise<T> {
  const post = { method: 'POST', body: JSON.stringify(body) };
  const reply = await fetch(url, {
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : post),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${text}`);
  return JSON.parse(text) as T;
}

interface Owner {
  readonly person: string;
  readonly household: string;
  /** As the proxy would name it: limits count by address. */
  readonly address: string;
}

export async function enrolPhone(
  url: string,
  code: string,
  { person, household, address }: Owner,
): Promise<PushingPhone> {
  const from = { 'x-forwarded-for': address };
  const { token } = await call<{ token: string }>(`${url}/enrol`, from, { code, name: address });
  const headers = { ...from, authorization: `Bearer ${token}` };
  const pull = (at: string): Promise<PullResponse> => call<PullResponse>(`${at}/pull?limit=2000`, headers);
  const { serverKey } = await pull(url);
  const written: Written[] = [];
  const acknowledged = new Set<string>();
  const send = async (at: string, some: readonly Written[]): Promise<string[]> => {
    const commands = some.map((one) => one.sealed);
    const { answers } = await call<PushResponse>(`${at}/push`, headers, { v: 1, commands });
    for (const answer of answers) if (answer.status === 'accepted') acknowledged.add(answer.id);
    return answers.map((answer) => answer.status);
  };
  const write = async (): Promise<Written> => {
    const [id, visit] = [newId(), newId()];
    const input = { visit, household, parts: [{ kind: 'well' }] };
    const envelope = { v: 1, id, name: 'visit.record', input, at: Date.now(), device: null, author: person } as const;
    const one = { id, visit, sealed: await sealTo(serverKey, envelope) };
    written.push(one);
    return one;
  };
  return {
    written,
    acknowledged,
    pull,
    pushNew: async (at, count) => send(at, await Promise.all(Array.from({ length: count }, write))),
    pushAll: async (at, only = written) => {
      const statuses: string[] = [];
      for (let n = 0; n < only.length; n += 20) statuses.push(...(await send(at, only.slice(n, n + 20))));
      return statuses;
    },
  };
}
