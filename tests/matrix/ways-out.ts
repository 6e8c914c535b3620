// Every way by which something leaves a county: ledgers, papers, files, layers of the map, phones, other systems, a village's folder; each tried by everybody there is.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formats } from '#server/export/let-out.ts';
import { ledgerFacts, ledgerKinds } from '#modules/household/kinds/ledgers.ts';
import { electionPapers } from '#server/print/election-sheet.ts';
import { main as zd } from '#cli/zd.ts';
import type { Caller } from '#tests/running.ts';
import { caseSecret, type Matrix, phoneHolders, plateCode } from './county.ts';
import type { Planted } from './marks.ts';

interface Out {
  /** 200 = something came. */
  readonly status: number;
  readonly files: readonly Uint8Array[];
}
export interface Way {
  /** Route, question or command first; what of it after a `#`. */
  readonly name: string;
  readonly who: string;
  read(): Promise<Out>;
}

const [day, village] = ['2020-01-01', '629901101203'];
let calls = 0;

/** The bytes as they come over the wire, from an address of its own. */
export async function fetched(
  m: Matrix,
  { cookie, csrf, bearer }: Caller,
  line: string,
  said?: object | URLSearchParams,
): Promise<Out> {
  const [method = 'GET', address = ''] = line.split(' ');
  calls += 1;
  const isForm = said instanceof URLSearchParams;
  const reply = await fetch(`http://127.0.0.1:${m.server.port}${address}`, {
    method,
    redirect: 'manual',
    headers: {
      'x-forwarded-for': `10.12.${(calls >> 8) & 255}.${calls & 255}`,
      ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
      ...(csrf ? { 'x-zd-csrf': csrf } : {}),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(said && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    ...(said ? { body: isForm ? said : JSON.stringify(said) } : {}),
  });
  if (reply.status >= 500) throw new Error(`${line}: ${reply.status} ${await reply.text()}`);
  return { status: reply.status, files: [new Uint8Array(await reply.arrayBuffer())] };
}

/** The same for everybody who has a session or a phone, and without any. */
const everybody = (m: Matrix, name: string, line: string, said?: object): Way[] =>
  Object.entries(m.people)
    .filter(([who]) => who !== 'plate' && who !== 'secret')
    .map(([who, { caller }]) => ({ name, who, read: () => fetched(m, caller, line, said) }));

/** Behind a door its code or the home counts and no post: some stand for all. */
const atDoor = (m: Matrix, name: string, line: string): Way[] =>
  everybody(m, name, line).filter(({ who }) =>
    ['adult', 'adult2', 'neighbour', 'worker', 'police', 'anonymous'].includes(who),
  );

const listed = { reason: 'check-roster', words: '核对台账' };

/** Each ledger in each format; those of one ground once more, narrowed to it. */
function ledgers(m: Matrix): Way[] {
  const route = 'POST /api/export/:what';
  return ledgerKinds.flatMap((what) => {
    const take = (more: object, of = ''): Way[] =>
      everybody(m, `${route} # ${what}${of}`, `POST /api/export/${what}`, { ...listed, ...more });
    return [
      ...formats.flatMap((format) => take({ format })),
      // What is of a whole village does not lie in a grid.
      ...take(
        { format: 'csv', area: m.cast.areas[['publicity', 'works'].includes(what) ? 'village' : 'grid'] },
        ' of a part',
      ),
      ...(ledgerFacts[what].timed ? take({ format: 'csv', from: day, lang: 'en' }) : []),
    ];
  });
}

const electionRoute = 'GET /elections/:id/:paper{[a-z]+\\.pdf}';
/** There is a result only of an election that was signed. */
export const resultOf = (m: Matrix, election: string): Way[] =>
  everybody(m, `${electionRoute} # result`, `GET /elections/${election}/result.pdf`);

function papers(m: Matrix, { targets: t }: Planted): Way[] {
  const { areas } = m.cast;
  const list: readonly (readonly [string, string, string?])[] = [
    ['GET /visits/:grid/sheet.pdf', `/visits/${areas.grid}/sheet.pdf`],
    ['GET /visits/:grid/sheet.pdf', `/visits/${areas.grid2}/sheet.pdf`, 'of grid 2'],
    ['GET /brief.pdf', '/brief.pdf?span=week'],
    ['GET /brief.pdf', '/brief.pdf?span=month'],
    ['GET /disputes/:id/agreement.pdf', `/disputes/${t.mediation.dispute}/agreement.pdf`],
    ['GET /spots/:id/notice.pdf', `/spots/${t.spot}/notice.pdf`],
    ['GET /publicity/:id/poster.pdf', `/publicity/${t.lists.open}/poster.pdf`],
    ['GET /publicity/:id/poster.pdf', `/publicity/${t.lists.waiting}/poster.pdf`, 'waiting'],
    ['GET /errands/:id/paper.pdf', `/errands/${t.errand}/paper.pdf`],
    ...electionPapers
      .filter((one) => one !== 'result')
      .map((one) => [electionRoute, `/elections/${t.election}/${one}.pdf`, one] as const),
    ['GET /my/record.pdf', '/my/record.pdf'],
    ['GET /my/record.json', '/my/record.json'],
  ];
  return list.flatMap(([route, address, of]) =>
    everybody(m, of === undefined ? route : `${route} # ${of}`, `GET ${address}`),
  );
}

/** Pictures and papers, by the desk and behind each door. */
function files(m: Matrix, { files: known, cases, targets }: Planted): Way[] {
  const { card, cardWaits, ...ids } = known;
  const mine = [cases.restricted, cases.aboutStaff, m.secretCase, targets.filed];
  const paper = 'GET /h/:plate/policy/:policy/paper/:paper';
  return Object.values(ids).flatMap((id) => [
    ...['', '/small'].flatMap((small) =>
      everybody(m, `GET /attachments/:id${small}`, `GET /attachments/${id}${small}`),
    ),
    ...atDoor(m, 'GET /c/:secret/file/:file', `GET /c/${caseSecret}/file/${id}`),
    ...mine.flatMap((matter) => atDoor(m, 'GET /my/case/:id/file/:file', `GET /my/case/${matter}/file/${id}`)),
    ...[card, cardWaits].flatMap((policy) => atDoor(m, paper, `GET /h/${plateCode}/policy/${policy}/paper/${id}`)),
  ]);
}

/** What the desk draws on the map, for each ground that can be asked for; and outlines as a file. */
function layers(m: Matrix): Way[] {
  const { areas } = m.cast;
  const questions = ['household.map', 'case.map', 'incident.map', 'supply.page'];
  const inputs = [areas.village, areas.grid, areas.county].map((area) => ({ area, village: area }));
  return [
    ...questions.flatMap((query) =>
      inputs.flatMap((input) =>
        everybody(m, `query ${query}`, `GET /api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`),
      ),
    ),
    ...everybody(m, 'POST /outlines.geojson', 'POST /outlines.geojson', {}),
  ];
}

export interface Outsider {
  readonly who: string;
  /** '' for whoever has none. */
  readonly key: string;
  /** What it filed itself. */
  readonly own?: string;
}

/** What other systems read, as XML and as JSON: everything, and each matter by its id. */
function otherSystems(m: Matrix, { cases }: Planted, outsiders: readonly Outsider[]): Way[] {
  const ids = [...Object.values(cases), m.secretCase];
  const lines = ['xml', 'json'].flatMap((format) => [
    ['services', `/services.${format}`],
    ['services', `/services/W1.${format}`],
    ['discovery', `/discovery.${format}`],
    ['requests', `/requests.${format}`],
    ['requests', `/requests.${format}?service_request_id=${ids.join()}`],
    ['updates', `/servicerequestupdates.${format}`],
    ...ids.flatMap((id) => [
      ['one request', `/requests/${id}.${format}`],
      ['one request', `/tokens/${id}.${format}`],
    ]),
  ]);
  const news = (id: string): Record<string, string> => ({
    service_request_id: id,
    status: 'CLOSED',
    description: '在办吗',
  });
  return outsiders.flatMap(({ who, key, own }) => [
    ...lines.map(([of = '', address = '']) => ({
      name: `GET /open311/v2/* # ${of}`,
      who,
      read: () =>
        fetched(m, {}, `GET /open311/v2${address}${address.includes('?') ? '&' : '?'}${key ? `api_key=${key}` : ''}`),
    })),
    ...[...ids, ...(own ? [own] : [])].map((id) => ({
      name: 'POST /open311/v2/*',
      who,
      read: () =>
        fetched(
          m,
          {},
          'POST /open311/v2/servicerequestupdates.json',
          new URLSearchParams({ ...news(id), api_key: key }),
        ),
    })),
  ]);
}

/** A phone for everybody who may have one, from nothing and from where it stood. */
async function phones(m: Matrix): Promise<Way[]> {
  const ways: Way[] = [];
  for (const who of phoneHolders) {
    const phone = await m.server.phone(m.cast[who]);
    for (const v of ['', '&v=2'])
      ways.push({ name: 'GET /pull', who, read: () => fetched(m, phone, `GET /pull?limit=2000${v}`) });
  }
  const revoked = m.people.revoked?.caller ?? {};
  return [...ways, { name: 'GET /pull', who: 'revoked', read: () => fetched(m, revoked, 'GET /pull?limit=2000') }];
}

const filesBelow = (root: string): Uint8Array[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    // Their names leave as well.
    .flatMap((one) => [readFileSync(path.join(one.parentPath, one.name)), Buffer.from(one.name)]);

/** The administrator's own command, over the same database, in everybody's name. */
export async function folderOf(m: Matrix, phone: string): Promise<Out> {
  const place = mkdtempSync(path.join(tmpdir(), 'zd-canary-'));
  const to = path.join(place, 'folder');
  const env = { DIRECT_URL: m.cast.ownerUrl, APP_DATABASE_URL: m.cast.appUrl };
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const out: string[] = [];
  const [write, complain] = [process.stdout.write, process.stderr.write];
  Object.assign(process.env, env);
  process.stdout.write = process.stderr.write = (text: string | Uint8Array) => out.push(String(text)) > 0;
  try {
    const asked = { data: m.server.dataDir, village, to, by: phone, ...listed };
    const status = await zd([
      'export-village',
      ...Object.entries(asked).flatMap(([name, value]) => [`--${name}`, value]),
    ]);
    const said = Buffer.from(out.join(''));
    return status === 0 ? { status: 200, files: [...filesBelow(to), said] } : { status: 403, files: [said] };
  } finally {
    [process.stdout.write, process.stderr.write] = [write, complain];
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(place, { recursive: true });
  }
}

const folders = (m: Matrix, phoneOf: ReadonlyMap<string, string>): Way[] =>
  [...phoneOf].map(([who, phone]) => ({ name: 'zd export-village', who, read: () => folderOf(m, phone) }));

/** The code that the village gave an adult of home one, on paper. */
async function slips(m: Matrix): Promise<Way[]> {
  const person = m.people.adult?.actor.person;
  const asked = { person, purpose: 'adult', member: m.members.adult };
  const { body } = await m.server.call(m.people.village?.caller ?? {}, 'POST', '/session/invite', asked);
  return everybody(m, 'POST /slip.pdf', 'POST /slip.pdf', { code: body.code });
}

interface Beside {
  readonly outsiders: readonly Outsider[];
  /** Telephone of everybody in whose name a village could be asked for. */
  readonly phoneOf: ReadonlyMap<string, string>;
}

/** In this order: the last makes every plate anew. */
export async function waysOut(m: Matrix, planted: Planted, { outsiders, phoneOf }: Beside): Promise<Way[]> {
  return [
    ...ledgers(m),
    ...papers(m, planted),
    ...files(m, planted),
    ...layers(m),
    ...otherSystems(m, planted, outsiders),
    ...(await slips(m)),
    ...folders(m, phoneOf),
    ...(await phones(m)),
    ...everybody(m, 'GET /plates.pdf', `GET /plates.pdf?village=${m.cast.areas.village}&again=1`),
  ];
}
