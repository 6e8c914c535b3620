// How each route is tried: what is asked, and what counts as being let in.
import { caseSecret, type Matrix, plateCode } from './county.ts';
import { inScope } from '#data/scope.ts';
import { sessionScope } from '#server/session.ts';
import type { Caller } from '#tests/running.ts';
import { importProbes } from './imports.ts';
import { kindProbes } from './kinds.ts';
import type { Look } from './looks.ts';
import { proposalForms } from './proposals.ts';
import { recordProbes } from './record-looks.ts';
import type { Targets } from './targets.ts';

const callerOf = (m: Matrix, who: string): Caller => m.people[who]?.caller ?? {};
const base = (path: string): string => path.split('?')[0] ?? '';

/** Let in = the page or its content came, no refusal and no way to the sign-in instead. */
const get =
  (path: string | ((m: Matrix) => string), mark?: string | ((m: Matrix) => string)): Look =>
  async (m, _, who) => {
    const { status, text } = await m.server.call(callerOf(m, who), 'GET', typeof path === 'string' ? path : path(m));
    if (status >= 500) throw new Error(`${base(String(path))}: ${status}`);
    return (
      status < 400 &&
      status !== 303 &&
      status !== 302 &&
      (mark === undefined || text.includes(typeof mark === 'string' ? mark : mark(m)))
    );
  };
const reachable =
  (path: string): Look =>
  async (m, _, who) =>
    ![401, 403].includes((await m.server.call(callerOf(m, who), 'GET', path)).status);
const post =
  (
    path: string | ((m: Matrix) => string),
    body: object | ((m: Matrix) => object),
    good: readonly number[] = [200],
  ): Look =>
  async (m, _, who) => {
    const { status, body: said } = await m.server.call(
      callerOf(m, who),
      'POST',
      typeof path === 'string' ? path : path(m),
      typeof body === 'function' ? body(m) : body,
    );
    if (status >= 500) throw new Error(`${String(path)} for ${who}: ${status} ${JSON.stringify(said)}`);
    return good.includes(status);
  };

/** A form of our own pages without the hidden field it was drawn with: nothing may come of it. */
const form =
  (path: (m: Matrix) => string, fields: Record<string, string>): Look =>
  async (m, _, who) => {
    const before = await countFacts(m);
    const { cookie } = callerOf(m, who);
    const reply = await fetch(`http://127.0.0.1:${m.server.port}${path(m)}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': `10.9.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`,
        ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
      },
      body: new URLSearchParams(fields),
    });
    if (reply.status >= 500) throw new Error(`${path(m)}: ${reply.status}`);
    await reply.text();
    return (
      (await countFacts(m)) !== before ||
      (reply.status === 303 && !(reply.headers.get('location') ?? '').startsWith('/my/enter') && path(m) !== '/plate')
    );
  };
const countFacts = async (m: Matrix): Promise<number> =>
  (
    await inScope(m.cast.county.database, { ...sessionScope, service: 'verify' }, (tx) =>
      tx.one<{ n: number }>('select count(*)::int as n from journal'),
    )
  ).n;

/** Its own session for each, since it is ended. */
const signOut: Look = async (m, _, who) => {
  const one = m.people[who];
  if (!one || one.actor.person === null || who === 'stranger')
    return (await m.server.call(callerOf(m, who), 'POST', '/session/sign-out', {})).status === 200;
  const caller = await m.server.session(one.actor.person, one.actor.household ?? undefined);
  return (
    (await m.server.call(caller, 'POST', '/session/sign-out', {})).status === 200 &&
    (await m.server.call(caller, 'GET', '/session')).status === 401
  );
};

const live: Look = async (m, _, who) => {
  const stop = new AbortController();
  const { cookie, bearer } = callerOf(m, who);
  const headers: Record<string, string> = {
    'x-forwarded-for': `10.8.0.${Math.floor(Math.random() * 255)}`,
    ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
    ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
  };
  const reply = await fetch(`http://127.0.0.1:${m.server.port}/live`, { headers, signal: stop.signal });
  stop.abort();
  return reply.status === 200;
};

const bring =
  (kind: string): Look =>
  async (m, _, who) => {
    const { cookie, csrf, bearer } = callerOf(m, who);
    const headers: Record<string, string> = {
      'content-type': 'text/csv',
      'x-forwarded-for': `10.7.0.${Math.floor(Math.random() * 255)}`,
      ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
      ...(csrf ? { 'x-zd-csrf': csrf } : {}),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    };
    for (let attempt = 0; ; attempt++) {
      const { status } = await fetch(`http://127.0.0.1:${m.server.port}/api/import/${kind}?preview=1`, {
        method: 'POST',
        headers,
        body: 'x\n',
      });
      // One file at a time: whoever is told to wait was let in and tries again.
      if (status === 409 && attempt < 200) await new Promise((resolve) => setTimeout(resolve, 20));
      else return ![401, 403, 409].includes(status);
    }
  };
const invite = (of: (m: Matrix) => object): Look => post('/session/invite', of);
/** One step of sending the file that the worker named: let in = the protocol answers, whatever it says of the step itself. */
const sending =
  (method: string, more: Record<string, string> = {}): Look =>
  async (m, t, who) => {
    const { cookie, csrf, bearer } = callerOf(m, who);
    const headers: Record<string, string> = {
      'tus-resumable': '1.0.0',
      'x-forwarded-for': `10.6.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`,
      ...(cookie ? { cookie: `__Host-zd=${cookie}` } : {}),
      ...(csrf ? { 'x-zd-csrf': csrf } : {}),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(method === 'POST' ? { 'upload-metadata': `attachment ${btoa(t.files.coming)}` } : {}),
      ...more,
    };
    const path = `/attachments/upload${method === 'POST' || method === 'OPTIONS' ? '' : `/${t.files.coming}`}`;
    const { status } = await fetch(`http://127.0.0.1:${m.server.port}${path}`, { method, headers });
    if (status >= 500) throw new Error(`${method} ${path} for ${who}: ${status}`);
    return status < 400;
  };
const ofFile =
  (which: keyof Targets['files'], tail = ''): Look =>
  async (m, t, who) => {
    const { status } = await m.server.call(callerOf(m, who), 'GET', `/attachments/${t.files[which]}${tail}`);
    if (![200, 401, 404].includes(status)) throw new Error(`${which} for ${who}: ${status}`);
    return status === 200;
  };
/** The same behind a door: let in = the bytes of a picture came. */
const doorFile =
  (base_: (m: Matrix, t: Targets) => string, which: 'plate' | 'home' | 'inner', tail = ''): Look =>
  async (m, t, who) => {
    const path = `${base_(m, t)}/file/${t.files[which]}${tail}`;
    const { status, text } = await m.server.call(callerOf(m, who), 'GET', path);
    if (status >= 500) throw new Error(`${path}: ${status}`);
    return status === 200 && !text.includes('<html');
  };
const own =
  (tail = ''): ((m: Matrix) => string) =>
  (m) =>
    `/my/case/${m.secretCase}${tail}`;
const word = { outcome: 'solved', text: '', token: 'made.up' };

/** The pages on which a household says its word, and its words that do not come from their form. */
const saying = (path: string, relation: string, at: (one: string) => (m: Matrix) => string): Record<string, Look> => {
  const pages: Record<string, Look> = {};
  for (const one of ['say', 'up', 'withdraw']) pages[`GET ${path}/${one}|${relation}`] = get(at(one));
  for (const one of ['say', 'up', 'withdraw', 'satisfied'])
    pages[`POST ${path}/${one}|without the form's token`] = form(at(one), word);
  return pages;
};

export const routeProbes: Readonly<Record<string, Look>> = {
  'GET /|the front page': get('/'),
  'GET /front.css|its looks': get('/front.css'),
  'GET /door.css|its looks': get('/door.css'),
  'GET /door-read.js|its reading aloud': get('/door-read.js'),
  'GET /health|is it running': get('/health', '"ok":true'),
  'GET /field|the field app': reachable('/field'),
  'GET /field/*|the field app': reachable('/field/'),
  'GET /desk|the desk': reachable('/desk'),
  'GET /desk/*|the desk': reachable('/desk/'),
  'GET /session|oneself': get('/session', '"csrf"'),
  'POST /session/sign-in|with a wrong password': post('/session/sign-in', {
    phone: '19900001000',
    password: 'wrong wrong wrong',
  }),
  'POST /session/invitation|with a wrong code': post('/session/invitation', {
    code: 'AAAAA-AAAAA',
    password: 'a good long sentence',
  }),
  "POST /session/sign-out|one's own session": signOut,
  'POST /session/totp|a second factor': post('/session/totp', {}),
  'POST /session/invite|a phone for the worker': invite((m) => ({ person: m.cast.worker.person, purpose: 'phone' })),
  'POST /session/invite|a desk for the supervision committee': invite((m) => ({
    person: m.cast.supervision.person,
    purpose: 'staff',
  })),
  'POST /session/invite|an adult of home one': invite((m) => ({
    person: m.people.adult?.actor.person,
    purpose: 'adult',
    member: m.members.adult,
  })),
  'GET /session/access|who was invited and which roles need a second factor': get('/session/access', '"invitations"'),
  'GET /session/access|open invitations': get('/session/access', '"invitations"'),
  'POST /session/phone-homes|a phone': post('/session/phone-homes', {
    device: '00000000-0000-7000-8000-000000000000',
    most: 400,
  }),
  'POST /session/revoke|a phone': post('/session/revoke', { device: '00000000-0000-7000-8000-000000000000' }),
  'POST /session/totp-roles|which roles need a second factor': post('/session/totp-roles', { roles: [] }),
  'GET /api|the description': get('/api', '"openapi"'),
  'POST /enrol|with a wrong code': post('/enrol', { code: 'AAAAA-AAAAA', name: 'x' }),
  'POST /push|without a phone': post('/push', { v: 1, commands: [] }),
  'GET /pull|without a phone': get('/pull', '"records"'),
  'GET /live|the wake-ups': live,
  'POST /api/here|at a matter held by the level-1 head': (m, t, who) =>
    post('/api/here', { tab: crypto.randomUUID(), case: t.head })(m, t, who),
  'GET /api/setup|how far the county is': get('/api/setup', '"counts"'),
  "POST /api/setup|the county's name": post('/api/setup', {
    name: '云溪县',
    filingNumber: '备案0001',
    complaintPhone: '0900-555-0199',
  }),
  'POST /api/import/:kind|homes of the village': bring('roster'),
  'POST /api/import/:kind|a network of the village': bring('network'),
  'POST /api/import/:kind|offices': bring('offices'),
  ...importProbes,
  'GET /api/telling/ways|how texts leave the server': get('/api/telling/ways', '"sms"'),
  'GET /api/telling/secret/:webhook|of a webhook': async (m, t, who) =>
    (await m.server.call(callerOf(m, who), 'GET', `/api/telling/secret/${t.hook}`)).text.includes('whsec_'),
  // Let in = the line itself is looked at, and found to be none.
  'POST /api/carried|a line that is none': post('/api/carried', { id: 'none' }, [400]),
  ...kindProbes,
  'GET /plates.pdf|of the village': async (m, _, who) =>
    ![401, 403].includes(
      (await m.server.call(callerOf(m, who), 'GET', `/plates.pdf?village=${m.cast.areas.village}`)).status,
    ),
  'GET /h/:plate|its own door': get(`/h/${plateCode}`, '文跃山'),
  'GET /h/:plate|a guessed code': get('/h/GUESSED0CODE00000000000000'),
  'GET /h/:plate/report|its own door': get(`/h/${plateCode}/report`, '<form'),
  "POST /h/:plate/report|its own door, without the form's token": form(() => `/h/${plateCode}/report`, {
    topic: 'water',
    text: '水浑',
    token: 'made.up',
  }),
  'GET /h/:plate/danger|its own door': get(`/h/${plateCode}/danger`, '110'),
  'GET /plate|to type a plate': get('/plate', '<form'),
  'POST /plate|with a wrong code': form(() => '/plate', { village: '629901.101.203', code: 'AAAAAAAA' }),
  'GET /follow|to type a secret': get('/follow', '<form'),
  'POST /follow|with a wrong secret': form(() => '/follow', {
    secret: 'AAAA-AAAA-AAAA-AAAA',
    code: 'AAAAAAAAAAAAAAAA',
  }),
  'GET /c/:secret|a matter by its own secret': get(`/c/${caseSecret}`, '水浑'),
  'GET /c/:secret|a guessed secret': get('/c/GUESSED000000000'),
  ...saying('/c/:secret', 'a matter by its own secret', (one) => () => `/c/${caseSecret}/${one}`),
  ...saying('/my/case/:id', 'a matter of home one', (one) => own(`/${one}`)),
  ...recordProbes({ get, post, form }),
  ...proposalForms(form),
  'GET /my/enter|to type a code': get('/my/enter', '<form'),
  'POST /my/enter|with a wrong code': form(() => '/my/enter', { code: 'AAAAA-AAAAA' }),
  'GET /my|the record of home one': get('/my', (m) => m.cast.homes.one.slice(0, 0) + '1-01'),
  "GET /my/readings|who read one's own home": get('/my/readings', '文跃山'),
  'GET /my/request|correct or erase': get('/my/request', '<form'),
  "POST /my/request|without the form's token": form(() => '/my/request', { wish: 'ask', text: '改', token: 'made.up' }),
  "POST /my/object|without the session's token": form(() => '/my/object', { csrf: 'made up', what: 'missing' }),
  'OPTIONS /attachments/upload|what it speaks': sending('OPTIONS'),
  'POST /attachments/upload|a file the worker named': sending('POST', { 'upload-length': '19' }),
  'GET /attachments/upload/:id|a file the worker named': sending('HEAD'),
  'PATCH /attachments/upload/:id|a file the worker named': sending('PATCH', {
    'content-type': 'application/offset+octet-stream',
    'upload-offset': '0',
  }),
  'GET /attachments/:id|of a matter held by the level-1 head': ofFile('head'),
  'GET /attachments/:id|of a matter of home one': ofFile('home'),
  'GET /attachments/:id|beside an inner note on a matter of home one': ofFile('inner'),
  'GET /attachments/:id|of a restricted matter': ofFile('restricted'),
  'GET /attachments/:id|of a matter about the worker': ofFile('aboutWorker'),
  'GET /attachments/:id|of an entry in confidence': ofFile('confidence'),
  'GET /attachments/:id/small|of a matter held by the level-1 head': ofFile('head', '/small'),
  'GET /attachments/:id/small|of a restricted matter': ofFile('restricted', '/small'),
  'GET /c/:secret/file/:file|a picture of the matter': doorFile(() => `/c/${caseSecret}`, 'plate'),
  'GET /c/:secret/file/:file/small|a picture of the matter': doorFile(() => `/c/${caseSecret}`, 'plate', '/small'),
  'GET /c/:secret/file/:file|a picture of another matter': doorFile(() => `/c/${caseSecret}`, 'home'),
  'GET /my/case/:id/file/:file|a picture of a matter of home one': doorFile((_, t) => `/my/case/${t.filed}`, 'home'),
  'GET /my/case/:id/file/:file/small|a picture of a matter of home one': doorFile(
    (_, t) => `/my/case/${t.filed}`,
    'home',
    '/small',
  ),
  'GET /my/case/:id/file/:file|a picture beside an inner note': doorFile((_, t) => `/my/case/${t.filed}`, 'inner'),
  'GET /my/case/:id|a matter of home one': get(own(), '水浑'),
};
