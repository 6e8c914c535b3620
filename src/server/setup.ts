// The first days of a county: how far it is set up, and bringing files over the desk.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { County } from './county.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn, readJson } from './http.ts';
import { columnsOf, type ImportKind, importKinds } from './import/plan-file.ts';
import { importRoutes, reachOf } from './import/routes.ts';

const importScope: Scope = { ...emptyScope, standing: 'service', service: 'import' };

export interface SetupState {
  readonly county: {
    readonly name: string;
    readonly filingNumber: string;
    readonly complaintPhone: string;
    readonly exportMost: number;
  };
  readonly villages: readonly { readonly code: string; readonly name: string }[];
  /** How many of each are there: what is 0 still waits to be brought. */
  readonly counts: Readonly<
    Record<'areas' | 'outlines' | 'offices' | 'posts' | 'homes' | 'nodes' | 'notices' | 'visits' | 'cases', number>
  >;
  /** Where phones and plates reach this county; set by PUBLIC_URL. */
  readonly publicUrl: string | null;
  /** What stands above the columns of each table. */
  readonly columns: Readonly<
    Record<ImportKind, readonly { readonly name: string; readonly en: string; readonly needed: boolean }[]>
  >;
}

const countText = `select
  (select count(*)::int from area where kind = 'level-2') as areas, (select count(*)::int from area where shape is not null) as outlines,
  (select count(*)::int from office where kind <> 'administration') as offices,
  (select count(*)::int from post where role not like '%-admin' and ended_at is null and to_at > now()) as posts,
  (select count(*)::int from household where closed_at is null) as homes, (select count(*)::int from supply_node where removed_at is null) as nodes, (select count(*)::int from notice) as notices,
  (select count(*)::int from import_step where kind = 'visit' and not undone) as visits,
  (select count(*)::int from import_step where kind = 'case' and not undone) as cases`;

/** Counts only, no names of people; read under the importer's scope, so the caller asks who may know first. */
export async function setupState(tx: Tx, publicUrl: string | null, within: string | null = null): Promise<SetupState> {
  const county = await tx.one<SetupState['county']>(
    `select name, filing_number as "filingNumber", complaint_phone as "complaintPhone", export_most as "exportMost" from county`,
  );
  const counts = await tx.one<SetupState['counts']>(countText);
  const villages = await tx.query<{ code: string; name: string }>(
    `select code, name from area where kind = 'village' and valid_to is null and ($1::ltree is null or ground <@ $1::ltree) order by code`,
    [within],
  );
  const columns = Object.fromEntries(
    importKinds.map((kind) => [kind, columnsOf(kind)]),
  ) as unknown as SetupState['columns'];
  return { county, villages, counts, publicUrl, columns };
}

const facts = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  filingNumber: z.string().check(z.maxLength(60)),
  complaintPhone: z.string().check(z.maxLength(20)),
  /** HOME-17: rows of a list that leaves the county; what stands stays when it is not said. */
  exportMost: z.optional(z.int().check(z.gte(1), z.lte(5000))),
});

/** What stands in the foot of every page. Another server of the same county learns it within seconds. */
async function changeCounty(county: County, given: unknown): Promise<void> {
  const read = z.safeParse(facts, given);
  if (!read.success)
    throw new Problem('invalid', 'input-invalid', {
      field: read.error.issues[0]?.path.join('.') ?? '',
      reason: read.error.issues[0]?.code ?? '',
    });
  const { name, filingNumber, complaintPhone, exportMost } = read.data;
  await inScope(county.database, importScope, (tx) =>
    tx.exec(
      'update county set name = $1, filing_number = $2, complaint_phone = $3, export_most = coalesce($4, export_most)',
      [name, filingNumber, complaintPhone, exportMost ?? null],
    ),
  );
  Object.assign(county.facts, { name, filingNumber, complaintPhone });
}

export function setupRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/api/setup', identify(county), mustBeSignedIn, bodyLimit({ maxSize: 10_000 }));
  app.get('/api/setup', async (c) => {
    const within = reachOf(actorOf(c), 'roster');
    return c.json(
      await inScope(county.database, importScope, (tx) => setupState(tx, county.publicUrl, within), { readOnly: true }),
    );
  });
  app.post('/api/setup', mustBeOurPage, async (c) => {
    if (reachOf(actorOf(c), 'places') !== null) throw new Problem('refused', 'not-yours');
    await changeCounty(county, await readJson(c));
    county.log('county-changed');
    return c.json({});
  });
  app.route('/', importRoutes(county));
  return app;
}
