// zd doctor: looks whether this machine and this county are fit to serve, and says what to do where they are not.
import { Problem } from '#kit/problem.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { sessionScope } from '#server/session.ts';
import { readArguments } from './arguments.ts';
import { backupChecks, type Check, machineChecks } from './doctor-checks.ts';
import { inCounty, type OpenDatabase } from './open-county.ts';
import { print, sayError, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';

async function inside({
  database,
  facts,
}: OpenDatabase & { facts: { generation: string; demo: boolean } }): Promise<Check[]> {
  const verifyScope = { ...emptyScope, standing: 'service', service: 'verify' };
  const [version, keys, waiting, unsealed, newest] = await Promise.all([
    inScope(database, emptyScope, (tx) =>
      tx.one<{ version: string }>(`select current_setting('server_version') as version`),
    ),
    inScope(database, sessionScope, (tx) =>
      tx.one<{ n: number }>('select count(*)::int as n from server_key where retired_at is null'),
    ),
    inScope(database, sessionScope, (tx) =>
      tx.one<{ n: number }>(
        `select count(*)::int as n from post where role like '%-admin' and ended_at is null and not exists (select from credential where credential.person = post.person)`,
      ),
    ),
    inScope(database, { ...emptyScope, standing: 'service', service: 'seal' }, (tx) =>
      tx.one<{ n: number }>('select ((select count(*) from journal) - (select count(*) from seal))::int as n', []),
    ),
    inScope(database, verifyScope, (tx) => tx.one<{ at: Date | null }>('select max(at) as at from journal')),
  ]);
  return [
    { name: 'database', good: true, facts: { version: version.version } },
    // A clock that was set back would give new facts older times than their forerunners.
    {
      name: 'order',
      good: (newest.at?.getTime() ?? 0) <= Date.now() + 60_000,
      facts: { at: newest.at?.toISOString() ?? '–' },
    },
    { name: 'generation', good: true, facts: { generation: facts.generation } },
    { name: 'key', good: keys.n >= 1, facts: {} },
    { name: 'administrators', good: facts.demo || waiting.n === 0, facts: { n: waiting.n } },
    { name: 'sealed', good: unsealed.n < 100_000, facts: { n: unsealed.n } },
  ];
}

/** Exit status 1 when something is not as it should be. */
export async function doctor(args: string[]): Promise<number> {
  const { values } = readArguments(args, { data: { type: 'string' } });
  const settings = readSettings(values.data);
  const checks = await machineChecks(settings);
  let failed = false;
  try {
    const { found, serving } = await inCounty(settings, async (county) => ({
      found: await inside(county),
      serving: county.joined,
    }));
    checks.push(...found, ...(await backupChecks(settings, serving, Date.now())));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    failed = true;
    print(`✗ ${sayError(error)}`);
  }
  for (const { name, good, facts } of checks)
    print(`${good ? '✓' : '✗'} ${sentence(good ? `cli.doctor.${name}` : `cli.doctor.${name}-bad`, facts)}`);
  return failed || checks.some((check) => !check.good) ? 1 : 0;
}
