// One request to a system outside: no redirects, a limit on time and on what is read back, and a verdict whether to try again.
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { innerFault, isInner, outerLookup } from './addresses.ts';

/** Whether it arrived; what fails for a while is worth another try, what fails for good is not (TELL-14). */
export type Outcome =
  | { readonly arrived: true }
  | { readonly arrived: false; readonly forGood: boolean; readonly fault: string; readonly waitMs?: number };

export interface Posting {
  readonly url: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything together, from the name to the last byte of the answer. */
  readonly timeoutMs: number;
  /** May it lead into the inner network, and without TLS? Only where the county's own settings say so. */
  readonly inner: boolean;
  /** What a good answer says besides its status. */
  readonly says?: string;
  /** What a good answer says, for whoever has to read it. */
  readonly heard?: (text: string) => void;
  /** Ends it when the server stops; it is tried again later. */
  readonly stop?: AbortSignal;
}

const mostRead = 16_384;

export const arrived: Outcome = { arrived: true };
export const failed = (fault: string, forGood: boolean, waitMs?: number): Outcome => ({
  arrived: false,
  forGood,
  fault,
  ...(waitMs === undefined ? {} : { waitMs }),
});

function waitOf(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : undefined;
}

function judge(
  { says, heard }: Posting,
  answer: { status: number; text: string; retryAfter: string | undefined },
): Outcome {
  const { status, text } = answer;
  if (status >= 200 && status < 300) heard?.(text);
  if (status >= 200 && status < 300)
    return says === undefined || text.includes(says) ? arrived : failed('said-no', false);
  if (status >= 500 || [408, 425, 429].includes(status)) return failed('busy', false, waitOf(answer.retryAfter));
  return failed(status === 410 ? 'gone' : 'said-no', true);
}

function faultOf(error: NodeJS.ErrnoException): Outcome {
  if (error.code === innerFault) return failed('inner-address', true);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return failed('no-answer', false);
  return failed('unreachable', false);
}

function request(url: URL, posting: Posting): Promise<Outcome> {
  const { method = 'POST', headers, body, timeoutMs, inner, stop } = posting;
  const limit = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const call = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      signal: stop ? AbortSignal.any([limit, stop]) : limit,
      ...(inner ? {} : { lookup: outerLookup }),
    });
    call.on('error', (error) => resolve(faultOf(error)));
    call.on('response', (response) => {
      let text = '';
      const end = (): void =>
        resolve(
          judge(posting, { status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] }),
        );
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length <= mostRead) return;
        end();
        call.destroy();
      });
      response.on('end', end);
      response.on('error', (error) => resolve(faultOf(error)));
    });
    call.end(body);
  });
}

/** Never throws: whatever happened is an outcome. */
export async function postOut(posting: Posting): Promise<Outcome> {
  let url: URL;
  try {
    url = new URL(posting.url);
  } catch {
    return failed('address-wrong', true);
  }
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  if (!posting.inner && url.protocol !== 'https:') return failed('not-https', true);
  if (!posting.inner && isIP(host) !== 0 && isInner(host)) return failed('inner-address', true);
  try {
    return await request(url, posting);
  } catch {
    // A header that may not be sent, a method that is none.
    return failed('address-wrong', true);
  }
}
