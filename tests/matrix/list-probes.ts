// How the routes of public lists are tried: at a desk, behind a plate, and from a poster.
import { inScope } from '#data/scope.ts';
import { jobs } from '#server/execute-as.ts';
import { type Matrix, plateCode } from './county.ts';
import type { Look } from './looks.ts';
import type { Lists } from './publicity.ts';

const caller = (m: Matrix, who: string) => m.people[who]?.caller ?? {};
/** Let in = the page came, with this word on it. */
const page =
  (path: (lists: Lists) => string, word: string): Look =>
  async (m, t, who) => {
    const { status, text } = await m.server.call(caller(m, who), 'GET', path(t.lists));
    if (status >= 500)
      throw new Error(`${path(t.lists)}: ${status} for ${who}: ${text} ${m.server.logged().slice(-600)}`);
    return status === 200 && text.includes(word);
  };

const headersOf = (m: Matrix, who: string): Record<string, string> => {
  const { cookie, csrf } = caller(m, who);
  return {
    'x-forwarded-for': `10.8.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`,
    ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
    ...(csrf ? { 'x-zd-csrf': csrf } : {}),
  };
};

const objections = (m: Matrix, id: string): Promise<number> =>
  inScope(m.cast.county.database, jobs, async (tx) => {
    const row = await tx.one<{ n: number }>('select jsonb_array_length(objections) as n from publicity where id = $1', [
      id,
    ]);
    return row.n;
  });

export const listProbes: Readonly<Record<string, Look>> = {
  'GET /publicity/:id/poster.pdf|shown by the village': page(({ open }) => `/publicity/${open}/poster.pdf`, '%PDF-'),
  'GET /h/:plate/lists|of home one': page(() => `/h/${plateCode}/lists`, '公示'),
  'GET /h/:plate/list/:id|shown by the village': page(({ open }) => `/h/${plateCode}/list/${open}`, '马玉芳'),
  'GET /h/:plate/list/:id/object|shown by the village': page(
    ({ open }) => `/h/${plateCode}/list/${open}/object`,
    '<form',
  ),
  'GET /list/:id|shown by the village': page(({ open }) => `/list/${open}`, '马玉芳'),
  'GET /list/:id|of the village, waiting': page(({ waiting }) => `/list/${waiting}`, '马玉芳'),
  "POST /h/:plate/list/:id/object|without the page's own form": async (m, t, who) => {
    const before = await objections(m, t.lists.open);
    await fetch(`http://127.0.0.1:${m.server.port}/h/${plateCode}/list/${t.lists.open}/object`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        ...headersOf(m, who),
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams({ text: '不对', row: '0', quiet: '0' }).toString(),
    });
    return (await objections(m, t.lists.open)) > before;
  },
  'POST /api/publicity/table|a table of four columns': async (m, _, who) => {
    const { status } = await fetch(`http://127.0.0.1:${m.server.port}/api/publicity/table`, {
      method: 'POST',
      headers: headersOf(m, who),
      body: '马玉芳,一社,低保,450元',
    });
    if (status >= 500) throw new Error(String(status));
    return status === 200;
  },
};
