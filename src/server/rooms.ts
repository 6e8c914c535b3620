// The rooms beside the doors: household page, front page, plates, setup, pictures and audio notes; each mounts its own routes.
import type { Hono } from 'hono';
import type { County } from './county.ts';
import type { FileStore } from './files/file-store.ts';
import { backupRoutes, type BackupView } from './backups.ts';
import { attachmentRoutes } from './files/rooms.ts';
import { doorRoutes } from './door/routes.ts';
import { frontRoutes } from './front/routes.ts';
import { outlineRoutes } from './export/outlines.ts';
import { exportRoutes } from './export/routes.ts';
import type { Env } from './http.ts';
import type { Prepared } from './main.ts';
import { open311Routes } from './open311/routes.ts';
import { pollRoutes } from './polls/routes.ts';
import { agreementRoutes } from './print/agreement.ts';
import { briefRoutes } from './print/brief.ts';
import { electionRoutes } from './print/election.ts';
import { errandRoutes } from './print/errand.ts';
import { noticeRoutes } from './print/notice.ts';
import { posterRoutes } from './print/poster.ts';
import { plateRoutes } from './print/plates.ts';
import { slipRoutes } from './print/slip.ts';
import { visitSheetRoutes } from './print/visit-sheet.ts';
import { publicityTableRoutes } from './publicity/table-route.ts';
import type { ServerKeys } from './server-keys.ts';
import { setupRoutes } from './setup.ts';
import { tellingRoutes } from './telling/routes.ts';
import type { Ways } from './telling/send.ts';

export interface Rooms {
  readonly prepared: Prepared;
  readonly files: FileStore;
  readonly keys: ServerKeys;
  readonly ways: Ways;
  readonly backups: () => Promise<BackupView>;
}

export const rooms = (county: County, { prepared, files, keys, ways, backups }: Rooms): Hono<Env>[] => [
  frontRoutes(county, prepared.demo),
  doorRoutes(county, files),
  pollRoutes(county),
  plateRoutes(county),
  agreementRoutes(county),
  errandRoutes(county),
  electionRoutes(county),
  briefRoutes(county),
  visitSheetRoutes(county),
  slipRoutes(county),
  noticeRoutes(county, files),
  exportRoutes(county),
  outlineRoutes(county),
  posterRoutes(county),
  publicityTableRoutes(county),
  setupRoutes(county),
  tellingRoutes(county, ways),
  backupRoutes(county, backups),
  open311Routes(county),
  attachmentRoutes(county, files, keys),
];
