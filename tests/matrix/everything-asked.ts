// Every question of the hand-written table, asked by everybody who can sign in, with what each was answered.
import { everybody, readExpected } from './expected.ts';
import { looks } from './looks.ts';
import type { Matrix } from './county.ts';
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
