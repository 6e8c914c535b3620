// Matters told in a cast's village and looked for at its desks, as the searches of a desk find them.
import { newId } from '#kit/id.ts';
import type { Inbox } from '#modules/case/model.ts';
import { type Cast, say } from '#tests/cast.ts';
import type { Caller, Running } from '#tests/running.ts';
import { until } from '#tests/until.ts';

type Told = (more?: Record<string, unknown>) => Promise<string>;

export interface Matters {
  /** By the worker of the grid. */
  readonly report: Told;
  /** An officer's own report stays with his office. */
  readonly atTownship: Told;
  ask<T>(who: string, query: string, input?: unknown): Promise<T>;
  find(who: string, text: string, more?: object): Promise<string[]>;
  /** Its words follow the commit. */
  comesUp(who: string, text: string, id: string): Promise<void>;
}

/** `callers` are filled when the sessions have begun. */
export function mattersOf(cast: Cast, server: Running, callers: Readonly<Record<string, Caller>>): Matters {
  const by =
    (who: 'worker' | 'township'): Told =>
    async (more = {}) => {
      const id = newId();
      const input = { case: id, household: cast.homes.three, category: 'W4', title: '水表转得快', ...more };
      await say(cast.county, cast[who], 'case.report', input);
      return id;
    };
  const ask: Matters['ask'] = async (who, query, input = {}) => {
    const { status, body, text } = await server.ask(callers[who] ?? {}, query, input);
    if (status !== 200) throw new Error(`${query}: ${status} ${text}`);
    return body;
  };
  const find: Matters['find'] = async (who, text, more = {}) =>
    (await ask<Inbox>(who, 'case.inbox', { view: 'all', text, limit: 200, ...more })).rows.map((row) => row.id);
  return {
    report: by('worker'),
    atTownship: by('township'),
    ask,
    find,
    comesUp: (who, text, id) => until(async () => (await find(who, text)).includes(id)),
  };
}
