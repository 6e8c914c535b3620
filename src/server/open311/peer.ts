// The other system that the county itself files with: where it is, its key, and one request to it, read back as JSON.
import { arrived, failed, type Outcome, postOut } from '../telling/post-out.ts';

export interface Peer {
  /** Address of its endpoint, without the last slash. */
  readonly url: string;
  readonly key: string;
  readonly jurisdiction: string | null;
  /** Name of the office that stands for it here: what it holds is filed there. */
  readonly office: string;
  /** Our kinds of matters in its own codes; what is not here goes by our code. */
  readonly services: Readonly<Record<string, string>>;
  /** May it lead into the inner network, as most hotlines do? */
  readonly inner?: boolean;
  readonly timeoutMs?: number;
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export interface Heard {
  readonly outcome: Outcome;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** A list of objects, or nothing that is one. */
function rowsOf(text: string): Heard['rows'] | undefined {
  try {
    const read = JSON.parse(text) as unknown;
    return Array.isArray(read) ? read.filter((one) => typeof one === 'object' && one !== null) : undefined;
  } catch {
    return undefined;
  }
}

/** With a form it is filed, without one it is asked. JSON alone: nothing from outside is read as XML. */
export async function callPeer(
  peer: Peer,
  path: string,
  more: { readonly form?: Readonly<Record<string, string>>; readonly stop?: AbortSignal } = {},
): Promise<Heard> {
  const { form, stop } = more;
  const said: Record<string, string> = peer.jurisdiction === null ? {} : { jurisdiction_id: peer.jurisdiction };
  const url = new URL(`${peer.url}/${path}`);
  if (!form)
    for (const [name, value] of Object.entries({ ...said, api_key: peer.key })) url.searchParams.set(name, value);
  let rows: Heard['rows'] | undefined;
  const outcome = await postOut({
    url: url.href,
    method: form ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      'user-agent': 'zero-distance',
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } : {}),
    },
    body: form ? new URLSearchParams({ ...said, api_key: peer.key, ...form }).toString() : '',
    timeoutMs: peer.timeoutMs ?? 20_000,
    // The settings took no address without TLS but this machine's own, which is for trying it out.
    inner: peer.inner === true || loopback.test(url.hostname),
    heard: (text) => {
      rows = rowsOf(text);
    },
    ...(stop ? { stop } : {}),
  });
  if (!outcome.arrived) return { outcome, rows: [] };
  return rows ? { outcome: arrived, rows } : { outcome: failed('said-no', true), rows: [] };
}
