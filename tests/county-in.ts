// The fixed cast as a county in a data directory of its own, for tests that start, kill, copy and restore whole servers.
import { openDatabase } from '#data/database.ts';
import { migrate } from '#data/migrate.ts';
import { startPostgres } from '#data/supervisor.ts';
import { type CastOn, castOn } from '#tests/cast.ts';
import { codeFor } from '#tests/pushing-phones.ts';
import { giveServerKey } from '#tests/running.ts';

export interface CountyIn {
  readonly cast: CastOn;
  /** One-time codes for phones of the worker. */
  readonly codes: readonly string[];
  /** Where PostgreSQL's own files are. */
  readonly cluster: string;
}

/** Makes it and stops its PostgreSQL again. */
export async function countyIn(data: string, phones: number): Promise<CountyIn> {
  const postgres = await startPostgres({ dataDir: data });
  await migrate(postgres.ownerUrl);
  const database = await openDatabase(postgres);
  const cast = await castOn(database);
  await giveServerKey(cast);
  const codes: string[] = [];
  for (let n = 0; n < phones; n++) codes.push(await codeFor(cast, cast.worker.person));
  await database.close();
  await postgres.stop();
  return { cast, codes, cluster: postgres.cluster };
}
