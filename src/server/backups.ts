// How the county's backups stand, for the system administrator's page and, as one word, for whoever watches the server.
import { Hono } from 'hono';
import { hasRole } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { type BackupStatus, type Judged, judgeBackups, readBackupStatus } from '#data/backup-status.ts';
import type { County } from './county.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from './http.ts';

interface Backups {
  /** The folder in which the server makes them; undefined where nobody said. */
  readonly backups?: string | undefined;
  readonly dataDir: string;
  /** Named: PostgreSQL is run by somebody else, who makes its backups. */
  readonly databaseUrl?: string | undefined;
}

export type BackupView =
  | { readonly outside: true }
  | { readonly outside: false; readonly status: BackupStatus; readonly judged: Judged };

async function look({ backups, dataDir, databaseUrl }: Backups, now: number): Promise<BackupView> {
  if (databaseUrl !== undefined) return { outside: true };
  const status = await readBackupStatus(dataDir, backups);
  return { outside: false, status, judged: judgeBackups(status, now, true) };
}

const sameMs = 30_000;

/** Read anew every half minute at most: everybody may ask for the word. */
export function watchBackups(county: County, backups: Backups): () => Promise<BackupView> {
  let last: { at: number; view: Promise<BackupView> } | undefined;
  return () => {
    const now = county.now();
    if (!last || now - last.at > sameMs) last = { at: now, view: look(backups, now) };
    return last.view;
  };
}

/** `good`, or what is late; a demo needs none. */
export function backupWord(county: County, view: BackupView): string {
  if (view.outside || (county.facts.demo && view.status.place === null)) return 'elsewhere';
  const { backup, log } = view.judged;
  return backup ? (log ? 'good' : 'log-late') : 'late';
}

export function backupRoutes(county: County, view: () => Promise<BackupView>): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/api/backups', identify(county), mustBeSignedIn, async (c) => {
    if (!hasRole(actorOf(c), ['system-admin'])) throw new Problem('refused', 'not-yours');
    return c.json({ ...(await view()), demo: county.facts.demo });
  });
  return app;
}
