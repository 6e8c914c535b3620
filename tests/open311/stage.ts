// A county that other systems speak to: the real routes over a real database with a clock that can be set, and a reader of schemas.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { newId } from '#kit/id.ts';
import { createApp } from '#server/http.ts';
import { open311Routes } from '#server/open311/routes.ts';
import { hashOf } from '#server/session.ts';
import { serviceActor } from '#kit/actor.ts';
import { expect } from 'vitest';
import { ask } from '#server/ask.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

export interface Got {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
type Form = Readonly<Record<string, string | readonly string[]>>;
export interface Asking {
  readonly form?: Form;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
}
export type Call = (line: string, asking?: Asking) => Promise<Got>;

export const encode = (form: Form): string =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])),
  ).toString();

/** What the other side of a line reaches. */
export function appOf(cast: Pick<Cast, 'county'>): ReturnType<typeof createApp> {
  const app = createApp(cast.county);
  app.route('/', open311Routes(cast.county));
  return app;
}

/** `line` is a method and an address below the endpoint, such as `GET /requests.xml`. */
export function outside(cast: Pick<Cast, 'county'>): Call {
  const app = appOf(cast);
  return async (line, { form, headers = {}, body } = {}) => {
    const [method = 'GET', address = ''] = line.split(' ');
    const typed: Record<string, string> = form
      ? { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
      : {};
    const said = form ? encode(form) : body;
    const reply = await app.request(`http://county.example/open311/v2${address}`, {
      method,
      headers: { ...typed, ...headers },
      ...(said === undefined ? {} : { body: said }),
    });
    return { status: reply.status, type: reply.headers.get('content-type') ?? '', text: await reply.text() };
  };
}

/** Makes a key as the security administrator does, and answers the key itself. */
export async function giveKey(
  cast: Cast,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ id: string; key: string }> {
  const [id, key] = [newId(), Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')];
  await say(cast.county, cast.securityAdmin, 'open311.make-key', {
    key: id,
    name: '云溪 12345 热线',
    tokenHash: hashOf(key),
    area: cast.areas.county,
    scopes: ['read', 'file', 'update'],
    perMinute: 600,
    ...more,
  });
  return { id, key };
}

/** '' when the XML is as the schema says, else what xmllint finds wrong. */
export function faultsOf(schema: string, xml: string): string {
  const file = path.join(import.meta.dirname, `${schema}.rng`);
  const done = spawnSync('xmllint', ['--noout', '--nonet', '--relaxng', file, '-'], { input: xml, encoding: 'utf8' });
  if (done.error) throw new Error('xmllint is missing: apt-get install libxml2-utils');
  return done.status === 0 ? '' : done.stderr.trim();
}

const items: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  service_request_updates: 'request_update',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** JSON drops the root and the names of items: with both put back the same schema judges it. */
export function asXml(root: string, value: unknown): string {
  if (value === null) return `<${root}/>`;
  const inside = Array.isArray(value)
    ? value.map((one) => asXml(items[root] ?? 'item', one)).join('')
    : typeof value === 'object'
      ? Object.entries(value)
          .map(([name, one]) => asXml(name, one))
          .join('')
      : escaped(typeof value === 'string' ? value : JSON.stringify(value));
  return `<${root}>${inside}</${root}>`;
}

export const idIn = (xml: string): string => /<service_request_id>([^<]+)</.exec(xml)?.[1] ?? '';
export const fieldsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>|<${name}/>`, 'g'))].map(([, value = '']) => value);

export const oneDay = 86_400_000;
export const street = { service_code: 'W1', lat: '35.01', long: '104.01', description: '水浑 <b>&"味"' };
interface Page {
  readonly case: Readonly<Record<'holder' | 'text' | 'firstReceiver' | 'state', string>> &
    Readonly<Record<'number' | 'claimedAt', number>>;
  readonly steps: readonly { readonly name: string; readonly text: string; readonly internal: boolean }[];
}
type Given = { readonly id: string; readonly key: string };

/** The county, three systems that speak to it, and what they do most. */
export interface Outside {
  readonly cast: Cast;
  /** Reads, files and tells; files and tells what is public; reads. */
  readonly hotline: Given;
  readonly app: Given;
  readonly reader: Given;
  now: number;
  call: Call;
  file(form: Form, key?: string, format?: string): Promise<Got>;
  /** Files it and answers the id. */
  filed(form: Form, key?: string): Promise<string>;
  /** The text of an answer that came. */
  get(path: string): Promise<string>;
  /** The matter as an office reads it. */
  pageOf(id: string, actor?: Cast['centre']): Promise<Page>;
}

const square = (west: number, south: number, size: number): [number, number][][] => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];

export async function makeOutside(): Promise<Outside> {
  const clock = { now: Date.parse('2026-11-26T10:00:00+08:00') };
  const cast = await makeCast({ now: () => clock.now });
  const { county, areas } = cast;
  const importer = serviceActor('import');
  await say(county, importer, 'area.draw', { area: areas.village, shape: square(104, 35, 0.1) });
  await say(county, importer, 'area.draw', { area: areas.grid, shape: square(104, 35, 0.02) });
  const hotline = await giveKey(cast);
  const app = await giveKey(cast, { name: '邻县随手拍', scopes: ['file', 'update'], wordsOut: true });
  const reader = await giveKey(cast, { name: '市平台', scopes: ['read'] });
  const call = outside(cast);
  const file: Outside['file'] = (form, key = hotline.key, format = 'xml') =>
    call(`POST /requests.${format}`, { form: { api_key: key, ...form } });
  return {
    cast,
    hotline,
    app,
    reader,
    get now() {
      return clock.now;
    },
    set now(at) {
      clock.now = at;
    },
    call,
    file,
    filed: async (form, key) => {
      const { status, text } = await file(form, key);
      expect(status, text).toBe(200);
      return idIn(text);
    },
    get: async (path) => {
      const { status, text } = await call(`GET ${path}`);
      expect(status, text).toBe(200);
      return text;
    },
    pageOf: (id, actor = cast.centre) => ask(county, actor, 'case.page', { case: id }),
  };
}
