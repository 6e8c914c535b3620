// zd doctor: looks whether this machine and this county are fit to serve, and says what to do where they are not.
import { Problem } from '#kit/problem.ts';
import { freeBytes } from '#data/data-directory.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { sessionScope } from '#server/session.ts';
import { readArguments } from './arguments.ts';
import { inCounty, type OpenDatabase } from './open-county.ts';
import { print, sayError, sentence } from './sentences.ts';
import { readSettings, type Settings } from './settings.ts';

interface Check {
  readonly name: string;
  readonly good: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
}

const leastFree = 2 * 1024 ** 3;

function aroundUs(settings: Settings): Check[] {
  const free = freeBytes(settings.dataDir);
  const isHttps = settings.publicUrl?.startsWith('https://') ?? false;
  return [
    {
      name: 'node',
      good: Number(process.versions.node.split('.')[0]) >= 24,
      facts: { version: process.versions.node },
    },
    {
      name: 'disk',
      good: free === undefined || free >= leastFree,
      facts: {
        free: free === undefined ? '?' : Math.round((free / 1024 ** 3) * 10) / 10,
        least: leastFree / 1024 ** 3,
      },
    },
    { name: 'https', good: isHttps, facts: { url: settings.publicUrl ?? '–' } },
    { name: 'proxy', good: !isHttps || settings.trustProxy, facts: {} },
    { name: 'clock', good: Date.now() > Date.parse('2026-01-01'), facts: { now: new Date().toISOString() } },
  ];
}

async function inside({
  database,
  facts,
}: OpenDatabase & { facts: { generation: string; demo: boolean } }): Promise<Check[]> {
  const [version, keys, waiting, unsealed] = await Promise.all([
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
  ]);
  return [
    { name: 'database', good: true, facts: { version: version.version } },
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
  const checks = aroundUs(settings);
  let failed = false;
  try {
    checks.push(...(await inCounty(settings, inside)));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    failed = true;
    print(`✗ ${sayError(error)}`);
  }
  for (const { name, good, facts } of checks)
    print(`${good ? '✓' : '✗'} ${sentence(good ? `cli.doctor.${name}` : `cli.doctor.${name}-bad`, facts)}`);
  return failed || checks.some((check) => !check.good) ? 1 : 0;
}
