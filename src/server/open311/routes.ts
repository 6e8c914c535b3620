// Open311 GeoReport v2 at one address: which call is meant, in which format, by whom; and every fault as the standard tells it.
import { type Context, Hono } from 'hono';
import type { Problem } from '#kit/problem.ts';
import { findService } from '#modules/open311/kinds/offered.ts';
import type { RequestRow, UpdateRow } from '#modules/open311/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { addressOf, asProblem, type Env } from '../http.ts';
import { definition, discovery, requestRow, serviceRows, updateRow } from './answers.ts';
import { callersOf, type OutsideCaller } from './caller.ts';
import { listOf, numberOf, type Said, saidInAddress, saidInForm, windowOf } from './said.ts';
import { fault, httpStatusOf, type Lang, langOf, type Say, sentenceOf, speaker } from './speak.ts';
import { fileRequest, requestOf, tellNews } from './take.ts';
import { type Format, List, type Value, writeAs } from './write.ts';

const prefix = '/open311/v2';

interface Asked {
  readonly county: County;
  readonly said: Said;
  readonly caller: OutsideCaller;
  readonly lang: Lang;
  readonly say: Say;
  /** Address of this endpoint, without the last slash. */
  readonly base: string;
  /** What stands in the address behind the call's name. */
  readonly id: string;
}
type Answer = readonly [root: string, value: Value];
type Handler = (asked: Asked) => Promise<Answer> | Answer;

const requestsAs = (rows: readonly RequestRow[], { say, lang }: Asked): Answer => [
  'service_requests',
  new List(
    'request',
    rows.map((row) => requestRow(row, say, lang)),
  ),
];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `service_request_id` overrides everything else; pages are an extension. */
async function listRequests(asked: Asked): Promise<Answer> {
  const { county, caller, said } = asked;
  const named = listOf(said, 'service_request_id').map((one) => one.toLowerCase());
  const find = async (input: object): Promise<RequestRow[]> =>
    (await ask(county, caller.actor, 'open311.requests', input)) as RequestRow[];
  if (named.length > 0)
    return requestsAs(await find({ ids: named.filter((one) => uuid.test(one)).slice(0, 1000) }), asked);
  const codes = listOf(said, 'service_code');
  const unknown = codes.find((code) => !findService(code));
  if (unknown !== undefined) throw fault('missing', 'service', { value: unknown.slice(0, 40) });
  const states = listOf(said, 'status').map((one) => one.toLowerCase());
  const odd = states.find((one) => one !== 'open' && one !== 'closed');
  if (odd !== undefined) throw fault('invalid', 'status', { value: odd.slice(0, 40) });
  const wanted = [...new Set(states)];
  const most = Math.min(1000, Math.max(1, Math.trunc(numberOf(said, 'page_size', 1_000_000) ?? 1000)));
  const page = Math.max(1, Math.trunc(numberOf(said, 'page', 10_000) ?? 1));
  const window = windowOf(said, county.now());
  const rows = await find({
    ...window,
    codes: codes.length === 0 ? null : codes,
    status: wanted.length === 1 ? wanted[0] : null,
    most,
    skip: Math.min(1_000_000, (page - 1) * most),
  });
  return requestsAs(rows, asked);
}

async function oneRequest(asked: Asked): Promise<Answer> {
  const row = await requestOf(asked, asked.id.toLowerCase());
  if (!row) throw fault('missing', 'request', { value: asked.id.slice(0, 40) });
  return requestsAs([row], asked);
}

/** Every request has its id at once, so the id is its own token. */
async function fromToken(asked: Asked): Promise<Answer> {
  const row = await requestOf(asked, asked.id.toLowerCase());
  if (!row) throw fault('missing', 'token', { value: asked.id.slice(0, 40) });
  return ['service_requests', new List('request', [{ service_request_id: row.id, token: row.id }])];
}

function oneService({ id, lang }: Asked): Answer {
  if (!findService(id)) throw fault('missing', 'service', { value: id.slice(0, 40) });
  return ['service_definition', definition(id, lang)];
}

async function listUpdates({ county, caller, said, say }: Asked): Promise<Answer> {
  const window = windowOf(said, county.now());
  const rows = (await ask(county, caller.actor, 'open311.updates', window)) as UpdateRow[];
  return [
    'service_request_updates',
    new List(
      'request_update',
      rows.map((row) => updateRow(county, row, say)),
    ),
  ];
}

async function takeRequest(asked: Asked): Promise<Answer> {
  const { id } = await fileRequest(asked);
  const row = await requestOf(asked, id);
  const notice = asked.say('open311.notice', { office: row?.agency ?? '' });
  const account_id = asked.said.get('account_id') || null;
  return ['service_requests', new List('request', [{ service_request_id: id, service_notice: notice, account_id }])];
}

const takeUpdate = async (asked: Asked): Promise<Answer> => [
  'service_request_updates',
  new List('request_update', [{ update_id: await tellNews(asked) }]),
];

const services: Handler = ({ say, lang }) => ['services', serviceRows(say, lang)];
/** By method and name; with an id behind it where it ends so. */
const handlers: Readonly<Record<string, Handler>> = {
  'GET discovery': ({ county, base, say }) => ['discovery', discovery(county, base, say)],
  'GET services': services,
  'GET services/': oneService,
  'GET requests': listRequests,
  'GET requests/': oneRequest,
  'GET tokens/': fromToken,
  'GET servicerequestupdates': listUpdates,
  'POST requests': takeRequest,
  'POST servicerequestupdates': takeUpdate,
};

interface Call {
  readonly name: string;
  readonly id: string;
  readonly format: Format | undefined;
}

/** However many slashes a client puts between the endpoint and the call. */
function readPath(path: string): Call {
  const parts = path
    .slice(prefix.length)
    .split('/')
    .filter((part) => part !== '');
  if (parts.length === 0) return { name: 'discovery', id: '', format: 'xml' };
  const [, last = '', ending] = /^(.+)\.([a-z]+)$/i.exec(parts.at(-1) ?? '') ?? [];
  const format = ending?.toLowerCase();
  const names = [...parts.slice(0, -1), last];
  return {
    name: names.length === 2 ? `${names[0]}/` : names.join('/'),
    id: names[1] ?? '',
    format: format === 'xml' || format === 'json' ? format : undefined,
  };
}

const mime = { xml: 'text/xml', json: 'application/json' } as const;
/** One old validator wants discovery without a charset. */
const typeOf = (name: string, format: Format): string =>
  name === 'discovery' ? mime[format] : `${mime[format]}; charset=utf-8`;

const countyCode = `select code from area where kind = 'county' order by ground limit 1`;

/** One endpoint serves one county: its division code or its host is the jurisdiction. */
async function mustBeOurs(county: County, said: Said): Promise<void> {
  const value = said.get('jurisdiction_id');
  if (value === '') return;
  const [row] = await county.database.single<{ code: string }>(countyCode, []);
  const host = county.publicUrl === null ? '' : new URL(county.publicUrl).hostname;
  if (value !== row?.code && value.toLowerCase() !== host)
    throw fault('missing', 'jurisdiction', { value: value.slice(0, 60) });
}

export function open311Routes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  const callers = callersOf(county);

  async function answer(c: Context, call: Call, lang: Lang): Promise<Answer> {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const handler = handlers[`${method} ${call.name}`];
    const say = speaker(lang);
    if (!handler) {
      const elsewhere = ['GET', 'POST'].some((one) => handlers[`${one} ${call.name}`]);
      throw elsewhere ? fault('invalid', 'method') : fault('missing', 'page', { path: c.req.path.slice(0, 100) });
    }
    if (call.format === undefined) throw fault('missing', 'format');
    const said = method === 'POST' ? await saidInForm(c) : saidInAddress(c);
    await mustBeOurs(county, said);
    const caller = await callers.know(said.get('api_key'), addressOf(c, county));
    await callers.note(caller, `${method} ${call.name}`);
    const base = `${county.publicUrl ?? new URL(c.req.url).origin}${prefix}`;
    return handler({ county, said, caller, lang, say, base, id: call.id });
  }

  const serve = async (c: Context): Promise<Response> => {
    const call = readPath(c.req.path);
    const lang = langOf(c.req.header('accept-language'));
    const format = call.format ?? (/json/.test(c.req.header('accept') ?? '') ? 'json' : 'xml');
    try {
      const [root, value] = await answer(c, call, lang);
      return c.body(writeAs(format, root, value), 200, { 'content-type': typeOf(call.name, format) });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind === 'broken') county.log('open311-failed', { code: problem.code });
      if (problem.code === 'internal' && process.env['ZD_DEBUG']) console.error(error);
      return answerFault(c, problem, { format, say: speaker(lang) });
    }
  };
  app.get(`${prefix}/*`, serve);
  app.post(`${prefix}/*`, serve);
  app.all(`${prefix}/*`, serve);
  return app;
}

function answerFault(c: Context, problem: Problem, { format, say }: { format: Format; say: Say }): Response {
  const status = httpStatusOf(problem);
  const errors = new List('error', [{ code: status, description: sentenceOf(problem, say) }]);
  if (status === 429) c.header('retry-after', String(problem.facts['seconds'] ?? 60));
  return c.body(writeAs(format, 'errors', errors), status, { 'content-type': `${mime[format]}; charset=utf-8` });
}
