// What a form carries so that it works once, without a login: its own ids, signed; and the check that it came from our page.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { newId, randomCode } from '#kit/id.ts';
import type { County } from '../county.ts';
import { formKey } from './form-key.ts';

/** Ids made when the form was drawn: pressing twice sends the same command, and so makes one case. */
export interface FormIds {
  readonly command: string;
  readonly case: string;
  readonly secret: string;
  /** ms */
  readonly at: number;
}

/** Long enough that nobody is hurried; after it the form is drawn again with what was written. */
const lasts = 7 * 86_400_000;
const keyOf = (county: County): Promise<Buffer> => formKey(county, 'zd-door-form-v1');

const macOf = (key: Buffer, purpose: string, body: string): string =>
  createHmac('sha256', key).update(`${purpose}|${body}`).digest('base64url');

/** Makes the hidden field of a form; `purpose` names what it is for (a household, a case), so that it fits nothing else. */
export async function makeToken(county: County, purpose: string): Promise<string> {
  const ids: FormIds = { command: newId(), case: newId(), secret: randomCode(16), at: county.now() };
  const body = Buffer.from(JSON.stringify(ids)).toString('base64url');
  return `${body}.${macOf(await keyOf(county), purpose, body)}`;
}

/** The ids of a form we made for this purpose; undefined when altered, for something else or too old. */
export async function readToken(county: County, purpose: string, token: string): Promise<FormIds | undefined> {
  const [body = '', mac = ''] = token.split('.');
  const right = Buffer.from(macOf(await keyOf(county), purpose, body));
  const given = Buffer.from(mac);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const ids = JSON.parse(Buffer.from(body, 'base64url').toString()) as FormIds;
  return county.now() - ids.at < lasts ? ids : undefined;
}

/**
 * Did our own page send this? Our pages send no referrer, so browsers say `Origin: null`; Sec-Fetch-Site tells, and for
 * browsers before it (Chrome 66–75) the signed field alone must do.
 */
export function isOwnPage(context: Context, county: County): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = context.req.header('origin');
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  const own = county.publicUrl === null ? null : new URL(county.publicUrl).host;
  return [own, context.req.header('host')].includes(new URL(origin).host);
}
