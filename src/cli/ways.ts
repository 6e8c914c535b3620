// How texts and webhooks leave this county, from the environment: secrets stand there and nowhere else.
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import type { Peer } from '#server/open311/peer.ts';
import type { Ways } from '#server/telling/send.ts';
import { openFile, openGateway, type SmsWay } from '#server/telling/sms.ts';

type Given = (name: string) => string | undefined;

/** A JSON object of texts. */
function textsOf(text: string, fault: 'sms-headers' | 'open311-services'): Record<string, string> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    // Said below.
  }
  const fine =
    typeof read === 'object' &&
    read !== null &&
    !Array.isArray(read) &&
    Object.values(read).every((value) => typeof value === 'string');
  if (!fine) throw new Problem('invalid', fault);
  return read as Record<string, string>;
}

function addressOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:/i.test(text)) throw new Problem('invalid', 'sms-address', { value: text });
  return text;
}

function smsOf(given: Given, dataDir: string): SmsWay | null {
  const url = given('ZD_SMS_URL');
  const file = given('ZD_SMS_FILE');
  if (url === undefined) return file === undefined ? null : openFile(path.resolve(dataDir, file), () => Date.now());
  const says = given('ZD_SMS_OK');
  const headers = given('ZD_SMS_HEADERS');
  return openGateway({
    url: addressOf(url),
    method: given('ZD_SMS_METHOD') ?? 'POST',
    headers: headers === undefined ? { 'content-type': 'application/json' } : textsOf(headers, 'sms-headers'),
    body: given('ZD_SMS_BODY') ?? '{"to":"{phone}","text":"{text}","id":"{id}"}',
    secret: given('ZD_SMS_SECRET') ?? '',
    ...(says === undefined ? {} : { says }),
  });
}

/** ZD_OPEN311_URL with ZD_OPEN311_KEY and ZD_OPEN311_OFFICE; only https, or this machine for trying it out. */
function peerOf(given: Given): Peer | undefined {
  const url = given('ZD_OPEN311_URL')?.replace(/\/+$/, '');
  if (url === undefined) return undefined;
  const [key, office] = [given('ZD_OPEN311_KEY'), given('ZD_OPEN311_OFFICE')];
  const fine = /^https:\/\//i.test(url) || /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])[:/]/i.test(`${url}/`);
  if (!fine || !URL.canParse(url)) throw new Problem('invalid', 'open311-peer-address', { value: url });
  if (key === undefined || office === undefined) throw new Problem('invalid', 'open311-peer');
  const services = given('ZD_OPEN311_SERVICES');
  return {
    url,
    key,
    office,
    jurisdiction: given('ZD_OPEN311_JURISDICTION') ?? null,
    inner: ['1', 'true', 'yes'].includes(given('ZD_OPEN311_INNER') ?? ''),
    services: services === undefined ? {} : textsOf(services, 'open311-services'),
  };
}

/** A short key would be guessed from one signed message. */
function keyOf(given: Given): string | null {
  const key = given('ZD_WEBHOOK_KEY');
  if (key !== undefined && key.length < 32) throw new Problem('invalid', 'webhook-key');
  return key ?? null;
}

const peerWay = (open311: Peer | undefined): Pick<Ways, 'open311'> => (open311 ? { open311 } : {});

/**
 * ZD_SMS_URL with ZD_SMS_METHOD, ZD_SMS_HEADERS (JSON), ZD_SMS_BODY ({phone} {text} {id} {secret}), ZD_SMS_SECRET and ZD_SMS_OK, or
 * ZD_SMS_FILE; ZD_WEBHOOK_KEY, and ZD_WEBHOOK_INNER=1 for addresses of the inner network.
 */
export const readWays = (given: Given, dataDir: string): Ways => ({
  ...peerWay(peerOf(given)),
  sms: smsOf(given, dataDir),
  webhook: { key: keyOf(given), inner: ['1', 'true', 'yes'].includes(given('ZD_WEBHOOK_INNER') ?? '') },
});
