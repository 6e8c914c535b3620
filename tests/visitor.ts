// A visitor of the household's pages, as a browser without JavaScript asks: two homes with plates, their pages, and a notice.
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { doorRoutes } from '#server/door/routes.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { createApp } from '#server/http.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}
type Fields = Readonly<Record<string, string>>;

export interface Visitor {
  readonly cast: Cast;
  /** QR codes of two homes: the brake on reports counts by home. */
  readonly code: string;
  readonly other: string;
  /** The eight typed signs of the first. */
  readonly short: string;
  get(path: string, headers?: Fields): Promise<Page>;
  post(path: string, fields: Fields, headers?: Fields): Promise<Page>;
  /** Fills the form of a plate and answers the page that follows. */
  report(fields: Fields, plate?: string): Promise<string>;
}

export const residents = /杜来顺|马玉林|安桂香|石来顺|罗二虎/;
export const tokenIn = (text: string): string => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
export const secretIn = (text: string): string => /href="\/c\/([0-9A-Z]{16})/.exec(text)?.[1] ?? '';

const pageOf = async (response: Response): Promise<Page> => ({
  status: response.status,
  text: await response.text(),
  headers: response.headers,
});

export async function makeVisitor(): Promise<Visitor> {
  const cast = await makeCast();
  const app = createApp(cast.county);
  app.route('/', doorRoutes(cast.county, openFileStore('')));
  const [code, other, short] = [randomCode(26), randomCode(26), 'K7M2P9QX'];
  const plate = async (household: string, plateHash: string, plateShort: string): Promise<unknown> =>
    say(cast.county, cast.village, 'household.plate', { household, plateHash, plateShort });
  await plate(cast.homes.one, await sha256Hex(code), short);
  await plate(cast.homes.two, await sha256Hex(other), 'K7M2P9QY');
  const notice = {
    notice: newId(),
    office: cast.offices.village,
    title: '入冬护水管',
    text: '别用火烤。',
    fromAt: 1000,
  };
  await say(cast.county, cast.village, 'notice.publish', notice);
  const get: Visitor['get'] = async (path, headers = {}) => pageOf(await app.request(path, { headers }));
  const post: Visitor['post'] = async (path, fields, headers = {}) => {
    const own = { 'sec-fetch-site': 'same-origin', ...headers };
    return pageOf(await app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers: own }));
  };
  const report: Visitor['report'] = async (fields, at = code) => {
    const form = await get(`/h/${at}/report`);
    return (await post(`/h/${at}/report`, { token: tokenIn(form.text), way: 'matter', ...fields })).text;
  };
  return { cast, code, other, short, get, post, report };
}
