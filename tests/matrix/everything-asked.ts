// Every question and every page of the hand-written table, asked by everybody who can sign in, with what each was answered.
import { everybody, readExpected } from './expected.ts';
import { looks } from './looks.ts';
import { type HomeName, homeNames } from './marked-homes.ts';
import { routeProbes } from './route-probes.ts';
import type { Matrix, Somebody } from './county.ts';
import type { Targets } from './targets.ts';

export interface Heard {
  readonly who: string;
  readonly query: string;
  /** '' when it was refused. */
  readonly text: string;
}

export async function askEverything(m: Matrix, t: Targets): Promise<Heard[]> {
  const heard: Heard[] = [];
  const names = new Map(Object.entries(m.people).map(([name, { caller }]) => [caller, name]));
  const ask: Matrix['server']['ask'] = async (caller, query, input) => {
    const reply = await m.server.ask(caller, query, input);
    heard.push({ who: names.get(caller) ?? '', query, text: reply.status === 200 ? reply.text : '' });
    return reply;
  };
  const listening: Matrix = { ...m, server: { ...m.server, ask } };
  const asked = everybody.filter((who) => !['plate', 'secret', 'anonymous', 'stranger', 'revoked'].includes(who));
  for (const row of readExpected().filter((one) => one.kind === 'query'))
    for (const who of asked) await looks[`query ${row.name}|${row.relation}`]?.(listening, t, who);
  return heard;
}

export const signedIn = (m: Matrix): [string, Somebody][] =>
  Object.entries(m.people).filter(([who]) => !['plate', 'secret', 'revoked', 'anonymous'].includes(who));

/** Everybody opens every home and one matter of each. */
export async function askEachHome(m: Matrix, matterOf: (home: HomeName) => string): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const home of homeNames) {
    const household = m.cast.homes[home];
    const input = { household, reason: 'support' };
    const questions: readonly (readonly [string, object])[] = [
      ['household.page', input],
      ['question.of', input],
      ['errand.of', input],
      ['reading.list', { household }],
      ['case.page', { case: matterOf(home) }],
    ];
    for (const [who, { caller }] of signedIn(m))
      await Promise.all(
        questions.map(async ([query, about]) => {
          const { status, text } = await m.server.ask(caller, query, about);
          heard.push({ who, query, text: status === 200 ? text : '' });
        }),
      );
  }
  return heard;
}

/** What is the same for everybody and holds nothing of anybody: the apps themselves, looks and scripts. */
const sameForAll = /^GET \/(field|desk|front\.css|door|recount|health|api$)/;

/** Every page that a browser can open, by everybody; `anonymous` has no session. */
export async function openEverything(m: Matrix, t: Targets): Promise<Heard[]> {
  const heard: Heard[] = [];
  const names = new Map(Object.entries(m.people).map(([name, { caller }]) => [caller, name]));
  const call: Matrix['server']['call'] = async (caller, method, path, body) => {
    const reply = await m.server.call(caller, method, path, body);
    if (reply.status === 200)
      heard.push({ who: names.get(caller) ?? '', query: `${method} ${path}`, text: reply.text });
    return reply;
  };
  const listening: Matrix = { ...m, server: { ...m.server, call } };
  const asked = everybody.filter((who) => !['plate', 'secret', 'stranger', 'revoked'].includes(who));
  const pages = readExpected().filter(
    ({ kind, name }) => kind === 'route' && name.startsWith('GET ') && !name.includes('.pdf') && !sameForAll.test(name),
  );
  for (const row of pages)
    await Promise.all(
      asked.map(async (who) => {
        await routeProbes[`${row.name}|${row.relation}`]?.(listening, t, who);
      }),
    );
  return heard;
}
