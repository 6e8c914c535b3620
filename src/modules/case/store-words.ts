// Keeps the words by which matters are found: written anew whenever a matter or its home says something else.
import type { Asking } from '#data/table.ts';
import { findCategory } from './kinds/categories.ts';
import { spelledWords, writtenWords } from './store-search.ts';

interface Source {
  readonly id: string;
  readonly ground: string;
  readonly number: number | null;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly place: string;
  readonly door: string | null;
  readonly head: string | null;
}

const sourceText = `select m.id, m.ground::text as ground, m.number, m.title, m.text, m.category, household.door, household.head,
    coalesce(village.name, '') || ' ' || coalesce(up.name, '') as place
  from matter as m left join household on household.id = m.household
    left join area as village on village.ground = subpath(m.ground, 0, least(3, nlevel(m.ground)))
    left join area as up on nlevel(m.ground) >= 4 and up.ground = subpath(m.ground, 0, 4)
  where not m.restricted and m.id = any($1::uuid[])`;

/** The matter's own words, and those of its home: whoever may not see the home does not find the matter by it. */
function wordsOf(source: Source): { matter: string; ground: string; own: string[]; home: string[] } {
  const category = findCategory(source.category)?.zh ?? '';
  const own = [
    ...writtenWords(`${source.title} ${source.text} ${category} ${source.place} ${source.number ?? ''}`),
    ...spelledWords(source.title),
    ...spelledWords(category),
  ];
  const home = [...writtenWords(`${source.head ?? ''} ${source.door ?? ''}`), ...spelledWords(source.head ?? '', true)];
  return { matter: source.id, ground: source.ground, own: [...new Set(own)], home: [...new Set(home)] };
}

/** For the service of jobs only; a restricted matter has no words. */
export async function keepWords(tx: Asking, matters: readonly string[]): Promise<void> {
  const rows = await tx.query<Source>(sourceText, [matters]);
  if (rows.length > 0) await tx.query('select zd_keep_words($1::jsonb)', [JSON.stringify(rows.map(wordsOf))]);
}

/** The same for all matters of these homes. */
export async function keepWordsOfHomes(tx: Asking, homes: readonly string[]): Promise<void> {
  const rows = await tx.query<{ id: string }>('select id from matter where household = any($1::uuid[])', [homes]);
  if (rows.length > 0)
    await keepWords(
      tx,
      rows.map((row) => row.id),
    );
}
