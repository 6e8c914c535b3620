// Bringing files over the desk: look at one, bring it in, see how far it is, stop it, take it back.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn } from '../http.ts';
import { findCounty } from '../provision.ts';
import type { Mapping } from './headings.ts';
import { importFile, type ImportReport } from './import-file.ts';
import { importNetwork } from './network.ts';
import type { RowError } from './plan.ts';
import { type ImportKind, isImportKind } from './plan-file.ts';
import { mostBytes } from './read-table.ts';
import { running } from './progress.ts';
import type { Run } from './run.ts';
import { labelsOf, type RunRow, runById, runsOf } from './runs.ts';
import { type Undone, undoRun } from './undo.ts';
import { wordOf, wrongSheet } from './wrong-sheet.ts';

type Kind = ImportKind | 'network';

/** What a village brings itself; the territory and the offices are the system administrator's. */
const ofVillage: readonly ImportKind[] = ['posts', 'supply', 'roster', 'notices', 'visits', 'cases'];

function reachFor(actor: Actor, kind: Kind): { readonly within: string | null } | undefined {
  if (actor.posts.some((post) => post.role === 'system-admin')) return { within: null };
  // BRING-10: a township brings the rosters of its villages.
  const isBoth = kind === 'network' || kind === 'roster';
  const may = isBoth ? ['village-officer', 'township-officer'] : ['village-officer'];
  const post = actor.posts.find((one) => may.includes(one.role));
  return post && (isBoth || ofVillage.includes(kind)) ? { within: post.ground } : undefined;
}

/** How far this actor's rows may reach: null = the whole county. Throws `refused not-yours`. */
export function reachOf(actor: Actor, kind: Kind): string | null {
  const reach = reachFor(actor, kind);
  if (!reach) throw new Problem('refused', 'not-yours');
  return reach.within;
}

/** Which network the file is about; a new one comes with its name. */
const networkOf = (c: Context): { network: string; name: string } => ({
  network: c.req.query('network') ?? 'W',
  name: (c.req.query('name') ?? '').slice(0, 40),
});

async function bytesOf(c: Context): Promise<Buffer> {
  if (!(c.req.header('content-type') ?? '').startsWith('multipart/form-data'))
    return Buffer.from(await c.req.arrayBuffer());
  const { file } = await c.req.parseBody();
  if (!(file instanceof File)) throw new Problem('invalid', 'file-empty');
  return Buffer.from(await file.arrayBuffer());
}

const said = (error: RowError): object => ({
  ...error,
  zh: wordOf('zh', error.code, error.facts),
  en: wordOf('en', error.code, error.facts),
});

/** The report with each error said in both languages, since the desk knows no words of the import. */
export const spoken = (report: ImportReport): object => ({
  ...report,
  errors: report.errors.map(said),
  notes: report.notes?.map(said) ?? [],
});

const mappingShape = z.object({
  sheet: z.string().check(z.maxLength(100)),
  fields: z.record(z.string().check(z.regex(/^\d{1,4}$/)), z.string().check(z.maxLength(30))),
});

function mappingOf(c: Context): Mapping | undefined {
  const text = c.req.query('mapping');
  if (text === undefined) return undefined;
  const read = z.safeParse(mappingShape, JSON.parse(text));
  if (!read.success) throw new Problem('invalid', 'input-invalid', { field: 'mapping', reason: 'shape' });
  return read.data;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function runOf(c: Context<Env>, within: string | null): Run | undefined {
  const id = c.req.query('run') ?? '';
  if (!uuid.test(id)) return undefined;
  const { person, posts } = actorOf(c);
  const post = posts.find(({ ground }) => within === null || ground === within);
  return { id, person, office: post?.office ?? null, ground: within, file: c.req.query('file') ?? '' };
}

/** Throws `missing import-unknown` for what is not there, and for what another ground brought. */
async function mustReach(county: County, actor: Actor, id: string): Promise<RunRow & { within: string | null }> {
  const run = uuid.test(id) ? await runById(county, id) : undefined;
  if (!run) throw new Problem('missing', 'import-unknown');
  const within = reachOf(actor, run.kind as Kind);
  if (within !== null && (run.ground === null || !isUnder(run.ground, within)))
    throw new Problem('missing', 'import-unknown');
  return { ...run, within };
}

async function told(county: County, { counts, kept }: Undone, within: string | null): Promise<object> {
  // The system administrator brings homes and reads none.
  const labels = within === null ? new Map<string, string>() : await labelsOf(county, kept);
  const rows = kept.slice(0, 500).map((one) => ({
    ...one,
    label: labels.get(one.record) ?? '',
    zh: wordOf('zh', one.code),
    en: wordOf('en', one.code),
  }));
  return { counts, kept: rows, stays: kept.length };
}

/** One at a time: two people bringing the same file would only wait for each other. */
function turns(): <R>(work: () => Promise<R>) => Promise<R> {
  let busy = false;
  return async (work) => {
    if (busy) throw new Problem('conflict', 'import-busy');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };
}

export function importRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  const alone = turns();
  app.use('/api/import/*', identify(county), mustBeSignedIn, mustBeOurPage, bodyLimit({ maxSize: mostBytes + 4096 }));
  app.get('/api/import/runs', async (c) => {
    const actor = actorOf(c);
    const runs = await runsOf(county, reachOf(actor, 'roster'));
    // BRING-2: whoever may not bring such a file sees none of it.
    return c.json(runs.filter(({ kind }) => reachFor(actor, kind as Kind) !== undefined));
  });
  app.get('/api/import/runs/:id', async (c) => c.json(await mustReach(county, actorOf(c), c.req.param('id'))));
  app.post('/api/import/runs/:id/stop', async (c) => {
    const { id } = await mustReach(county, actorOf(c), c.req.param('id'));
    const progress = running.get(id);
    if (progress) progress.stop = true;
    return c.json({ stopping: progress !== undefined });
  });
  app.post('/api/import/runs/:id/undo', async (c) => {
    const { id, kind, ground, within } = await mustReach(county, actorOf(c), c.req.param('id'));
    const undone = await alone(() => undoRun(county, id, { kind, ground }));
    county.log('import-undone', { kind, stays: undone.kept.length });
    return c.json(await told(county, undone, within));
  });
  app.post('/api/import/:kind', async (c) => {
    const kind = c.req.param('kind');
    if (!isImportKind(kind) && kind !== 'network') throw new Problem('invalid', 'import-kind-unknown');
    const within = reachOf(actorOf(c), kind);
    return alone(async () => {
      const preview = c.req.query('preview') === '1';
      const bytes = await bytesOf(c);
      const asked = { bytes, preview, within, village: c.req.query('village') ?? null };
      const run = runOf(c, within);
      if (kind === 'network')
        return c.json(
          spoken(await importNetwork(county, actorOf(c), { ...asked, ...networkOf(c), mapping: mappingOf(c), run })),
        );
      const request = { kind, ...asked, mapping: mappingOf(c), run };
      const lang = c.req.query('comments');
      if (lang === 'zh' || lang === 'en')
        return c.body(new Uint8Array(await wrongSheet(county, request, lang)), 200, {
          'content-type': 'application/octet-stream',
        });
      const report = await importFile(county, request);
      county.log('import', { kind, preview, wrong: report.wrong, stopped: report.stopped !== undefined });
      // The first list of areas names a county that had no name.
      if (kind === 'places' && !preview) Object.assign(county.facts, await findCounty(county.database));
      const stopped = report.stopped && (await told(county, report.stopped, within));
      return c.json({ ...spoken(report), stopped });
    });
  });
  return app;
}
