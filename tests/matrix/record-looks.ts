// How to see whether somebody sees or uses what belongs to a home's own record: lists taken out, copies taken home, choices, comments.
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import { ofSystems, systemLooks, systemProbes, systemRows } from './systems.ts';
import type { Targets } from './targets.ts';

type Answers = (query: string, input?: (m: Matrix) => object) => Look;
type RowOf = readonly [string, (m: Matrix, t: Targets) => string];

type Has = (query: string, input: () => object, wanted: (m: Matrix, t: Targets) => string) => Look;

export const recordLooks = (has: Has, answers: Answers): Readonly<Record<string, Look>> => ({
  ...systemLooks(answers),
  "query webhook.list|the county's": has(
    'webhook.list',
    () => ({}),
    (_, t) => t.hook,
  ),
  "query comment.list|one's own ground": answers('comment.list'),
  "query export.list|the county's": answers('export.list'),
  'query visit.sheet|of grid 1': answers('visit.sheet', (m) => ({ grid: m.cast.areas.grid })),
  'query reading.list|home one': answers('reading.list', (m) => ({ household: m.cast.homes.one })),
  "query reading.mine|one's own home": answers('reading.mine'),
});

export const recordRows = (any: RowOf): Readonly<Record<string, RowOf>> => ({
  ...systemRows,
  'comment|any row': any,
  'comment_spent|any row': any,
  'reading|of home one': ['household = $1', (m) => m.cast.homes.one],
  'told_how|of home one': ['id = $1', (m) => m.cast.homes.one],
  'let_out|by the village': ['person = $1', (m) => m.cast.village.person],
});

interface Ways {
  get(path: string | ((m: Matrix) => string), mark?: string): Look;
  post(path: string, body: object): Look;
  form(path: () => string, fields: Record<string, string>): Look;
}
const listed = { format: 'xlsx', reason: 'check-roster', words: '核对户册' };

const ledgers: Readonly<Record<string, string>> = {
  visits: 'the visits of a ground',
  cases: 'the matters of a ground or an office',
  matters: 'the matters in hand',
  disputes: 'the mediations of an office',
  spots: 'the places of a ground',
  policies: 'the policies told on a ground',
  publicity: 'what was made public on a ground',
  works: 'notices and works of a ground',
};

export const recordProbes = ({ get, post, form }: Ways): Readonly<Record<string, Look>> => ({
  ...systemProbes({ get, form }),
  'POST /api/export/:what|a list of homes': post('/api/export/homes', listed),
  'POST /api/export/:what|a list of homes without a reason': post('/api/export/homes', { ...listed, words: '' }),
  'POST /outlines.geojson|of the village': post('/outlines.geojson', {}),
  'GET /visits/:grid/sheet.pdf|of grid 1': get((m) => `/visits/${m.cast.areas.grid}/sheet.pdf`, '%PDF'),
  'POST /slip.pdf|with a code that is none': post('/slip.pdf', { code: 'AAAAA-AAAAA' }),
  "GET /brief.pdf|of one's own place": get('/brief.pdf', '%PDF'),
  ...Object.fromEntries(
    Object.entries(ledgers).map(([what, relation]) => [
      `POST /api/export/:what|${relation}`,
      post(`/api/export/${what}`, listed),
    ]),
  ),
  "GET /my/record.json|one's own record": get('/my/record.json', '"tables"'),
  "GET /my/record.pdf|one's own record": get('/my/record.pdf', '%PDF'),
  'GET /my/comment|to say something of those who serve': get('/my/comment', '/my/comment'),
  "POST /my/comment|without the session's token": form(() => '/my/comment', {
    csrf: 'made up',
    about: 'year',
    level: 'well',
  }),
  "POST /my/care|without the session's token": form(() => '/my/care', { csrf: 'made up', declined: '*' }),
  "POST /my/leave|without the session's token": form(() => '/my/leave', { csrf: 'made up' }),
  "POST /my/errand|without the session's token": form(() => '/my/errand', { csrf: 'made up', errand: 'none' }),
  "POST /my/told|without the session's token": form(() => '/my/told', { csrf: 'made up', texts: 'no' }),
});

/** A list that the village took out, so that there is a line in the log. */
export const takeList = (m: Matrix): Promise<unknown> =>
  m.server.call(m.people.village?.caller ?? {}, 'POST', '/api/export/homes', listed);

/** What everybody asks of records, before and after something restricted was reported. */
export const recordAsked = (household: string): Readonly<Record<string, readonly object[]>> => ({
  'household.page': [{ household, reason: 'support' }],
  'question.of': [{ household, reason: 'support' }],
  'errand.of': [{ household, reason: 'support' }],
  'comment.list': [{}],
  'export.list': [{}],
  'reading.list': [{ household }],
  'visit.sheet': [{ grid: household }],
  'reading.mine': [{}],
  ...ofSystems,
});
