// How texts and webhooks leave this county, from the environment: secrets stand there and nowhere else.
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import type { Ways } from '#server/telling/send.ts';
import { openFile, openGateway, type SmsWay } from '#server/telling/sms.ts';

type Given = (name: string) => string | undefined;

function headersOf(text: string | undefined): Record<string, string> {
  if (text === undefined) return { 'content-type': 'application/json' };
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
  if (!fine) throw new Problem('invalid', 'sms-headers');
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
  return openGateway({
    url: addressOf(url),
    method: given('ZD_SMS_METHOD') ?? 'POST',
    headers: headersOf(given('ZD_SMS_HEADERS')),
    body: given('ZD_SMS_BODY') ?? '{"to":"{phone}","text":"{text}","id":"{id}"}',
    secret: given('ZD_SMS_SECRET') ?? '',
    ...(says === undefined ? {} : { says }),
  });
}

/** A short key would be guessed from one signed message. */
function keyOf(given: Given): string | null {
  const key = given('ZD_WEBHOOK_KEY');
  if (key !== undefined && key.length < 32) throw new Problem('invalid', 'webhook-key');
  return key ?? null;
}

/**
 * ZD_SMS_URL with ZD_SMS_METHOD, ZD_SMS_HEADERS (JSON), ZD_SMS_BODY ({phone} {text} {id} {secret}), ZD_SMS_SECRET and ZD_SMS_OK, or
 * ZD_SMS_FILE; ZD_WEBHOOK_KEY, and ZD_WEBHOOK_INNER=1 for addresses of the inner network.
 */
export const readWays = (given: Given, dataDir: string): Ways => ({
  sms: smsOf(given, dataDir),
  webhook: { key: keyOf(given), inner: ['1', 'true', 'yes'].includes(given('ZD_WEBHOOK_INNER') ?? '') },
});
