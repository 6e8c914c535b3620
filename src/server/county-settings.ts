// What the county set for itself, kept at hand for every command: it holds from a day to come, so what is half a minute old is as good as new.
import type { Loaded } from '#kit/command.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Setting } from '#modules/case/model-county.ts';
import { loadSettings } from '#modules/case/store-county.ts';
import type { County } from './county.ts';

const jobs: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

interface Kept {
  readonly settings: Promise<readonly Setting[]>;
  readonly until: number;
}
const atHand = new WeakMap<Database, Kept>();
const lasts = 30_000;

export function settingsOf({ database }: Pick<County, 'database'>): Promise<readonly Setting[]> {
  const known = atHand.get(database);
  if (known && performance.now() < known.until) return known.settings;
  const settings = inScope(database, jobs, (tx) => loadSettings(tx), { readOnly: true });
  atHand.set(database, { settings, until: performance.now() + lasts });
  // What failed is asked for again by the next one.
  settings.catch(() => atHand.delete(database));
  return settings;
}

/** After a word of this process: its own next command knows it. */
export const forgetSettings = (database: Database): unknown => atHand.delete(database);

/** The settings stand beside whatever a verb asked for. */
export const withSettings = (loaded: Loaded, settings: readonly Setting[]): Loaded => ({
  ...loaded,
  list: ((kind: string) => (kind === 'setting' ? settings : loaded.list(kind))) as Loaded['list'],
});
