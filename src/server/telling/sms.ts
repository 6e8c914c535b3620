// Ways to text a phone: a gateway over HTTP as its provider describes it, or a file for trying out.
import { appendFile } from 'node:fs/promises';
import { arrived, failed, type Outcome, postOut } from './post-out.ts';

export interface Sms {
  readonly phone: string;
  readonly text: string;
  /** The same for every try, so that a gateway can leave out what it has. */
  readonly id: string;
}

export interface SmsWay {
  readonly name: 'gateway' | 'file';
  send(sms: Sms, stop?: AbortSignal): Promise<Outcome>;
}

export interface GatewaySettings {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** With {phone}, {text}, {id} and {secret}; filled in as the content type asks. */
  readonly body: string;
  readonly secret: string;
  /** What stands in the answer when the gateway took it, e.g. "code":0; undefined = the status says enough. */
  readonly says?: string;
  readonly timeoutMs?: number;
}

/** Digits with an optional +; 5 to 15 of them, as written in the household's record with spaces or dashes. */
export const dialled = (phone: string): string | undefined => {
  const plain = phone.normalize('NFKC').replaceAll(/[\s\-()]/g, '');
  return /^\+?\d{5,15}$/.test(plain) ? plain : undefined;
};

const writers: readonly (readonly [RegExp, (value: string) => string])[] = [
  [/json/i, (value) => JSON.stringify(value).slice(1, -1)],
  [/x-www-form-urlencoded/i, encodeURIComponent],
  [/xml/i, (value) => value.replaceAll(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)],
];

const fill = (template: string, facts: Readonly<Record<string, string>>, write = (value: string) => value): string =>
  template.replaceAll(/\{(phone|text|id|secret)\}/g, (_, name: string) => write(facts[name] ?? ''));

export function openGateway(settings: GatewaySettings): SmsWay {
  const { url, method, headers, body, secret, says, timeoutMs = 10_000 } = settings;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const write = writers.find(([pattern]) => pattern.test(type))?.[1];
  return {
    name: 'gateway',
    send(sms, stop) {
      const phone = dialled(sms.phone);
      if (phone === undefined) return Promise.resolve(failed('phone-wrong', true));
      const facts = { phone, text: sms.text, id: sms.id, secret };
      return postOut({
        url: fill(url, facts, encodeURIComponent),
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, { secret })])),
        body: fill(body, facts, write),
        timeoutMs,
        // The county's own settings name the gateway, which often stands in its inner network.
        inner: true,
        ...(says === undefined ? {} : { says }),
        ...(stop ? { stop } : {}),
      });
    },
  };
}

/** Writes one line of JSON for each. Only for trying out: the file holds phone numbers. */
export const openFile = (file: string, now: () => number): SmsWay => ({
  name: 'file',
  async send(sms) {
    const phone = dialled(sms.phone);
    if (phone === undefined) return failed('phone-wrong', true);
    try {
      const line = JSON.stringify({ at: new Date(now()).toISOString(), id: sms.id, phone, text: sms.text });
      await appendFile(file, `${line}\n`, { mode: 0o600 });
      return arrived;
    } catch {
      return failed('unreachable', false);
    }
  },
});
