// What zd doctor says of the certificate under PUBLIC_URL: a real process, a real listener with TLS, certificates of a throw-away authority that this process alone trusts.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Cast, makeCast } from '#tests/cast.ts';
import { clearPlace, makePlace } from '#tests/postgres-places.ts';
import { zdCommand } from '#tests/server-process.ts';

vi.setConfig({ testTimeout: 60_000 });

let cast: Cast;
let place: string;
const at = (name: string): string => path.join(place, name);
const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { cwd: place, stdio: ['ignore', 'ignore', 'pipe'] });
};
const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-batch'];
const dayMs = 86_400_000;
/** As openssl writes a moment: 20261126100000Z. */
const moment = (days: number): string =>
  new Date(Date.now() + days * dayMs).toISOString().replaceAll(/[-:T]|\.\d+/g, '');

/** Certificates that are over, or not yet good, are given by an authority with a book. */
const authorityText = `[ca]
default_ca = one
[one]
database = issued.txt
rand_serial = yes
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;

beforeAll(async () => {
  cast = await makeCast();
  place = makePlace();
  mkdirSync(at('data'));
  const authority = ['-subj', '/CN=throw-away authority', '-addext', 'keyUsage=critical,keyCertSign'];
  openssl('req', '-x509', ...curve, '-days', '400', ...authority, '-keyout', 'ca.key', '-out', 'ca.pem');
  writeFileSync(at('issued.txt'), '');
  writeFileSync(at('ca.cnf'), authorityText);
});
afterAll(async () => {
  await cast?.close();
  await clearPlace(place, []);
});

/** A listener with a certificate for this host, good from one day to another as seen from today. */
async function listen(name: string, host: string, [from, until]: readonly [number, number]): Promise<Server> {
  openssl('req', ...curve, '-subj', `/CN=${host}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  writeFileSync(at(`${name}.cnf`), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`);
  const given = ['-batch', '-config', 'ca.cnf', '-notext', '-in', `${name}.csr`, '-extfile', `${name}.cnf`];
  openssl('ca', ...given, '-startdate', moment(from), '-enddate', moment(until), '-out', `${name}.pem`);
  const server = createServer({ key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

/** The doctor's line about the certificate, and whether he is content with the machine. */
async function lineOf(port: number, trusted = true): Promise<{ line: string; status: number | null }> {
  const { status, out } = await zdCommand(['doctor', '--data', at('data')], {
    DATABASE_URL: cast.ownerUrl,
    APP_DATABASE_URL: cast.appUrl,
    PUBLIC_URL: `https://localhost:${port}`,
    ZD_TRUST_PROXY: '1',
    ...(trusted ? { NODE_EXTRA_CA_CERTS: at('ca.pem') } : {}),
  });
  return { line: out.split('\n').find((one) => one.includes('certificate of')) ?? out, status };
}
const portOf = (server: Server): number => (server.address() as { port: number }).port;

test.each([
  ['good for long', 'localhost', [-1, 90.5], /^✓ .*localhost:\d+ holds 90 days/],
  ['good for a little more than two weeks', 'localhost', [-1, 14.5], /^✓ .* holds 14 days/],
  ['that ends in less than two weeks', 'localhost', [-80, 13.5], /^✗ .* ends in 13 days; renew it/],
  ['that ended yesterday', 'localhost', [-90, -1], /^✗ .* cannot be used: .*EXPIRED/],
  ['that is not good yet', 'localhost', [1, 90], /^✗ .* cannot be used: .*NOT_YET_VALID/],
  ['for another host', 'elsewhere.example', [-1, 90], /^✗ .* cannot be used: .*ALTNAME/],
] as const)('a certificate %s', async (name, host, days, wanted) => {
  const server = await listen(name.replaceAll(' ', '-'), host, days);
  try {
    const { line, status } = await lineOf(portOf(server));
    expect(line).toMatch(wanted);
    if (line.startsWith('✗')) expect(status).toBe(1);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a certificate of an authority that nobody knows cannot be used, and nothing that listens is said as that', async () => {
  const server = await listen('unknown', 'localhost', [-1, 90]);
  const port = portOf(server);
  const unknown = await lineOf(port, false);
  expect([unknown.line, unknown.status]).toEqual([
    expect.stringMatching(/^✗ .* cannot be used: .*(VERIFY|SELF_SIGNED)/),
    1,
  ]);
  await new Promise((resolve) => server.close(resolve));
  const nobody = await lineOf(port);
  expect([nobody.line, nobody.status]).toEqual([expect.stringMatching(/^✗ .* cannot be used: /), 1]);
});

test('what others on the machine may read of ours is named', async () => {
  writeFileSync(at('data/backup-key.json'), '{}', { mode: 0o600 });
  const env = { DATABASE_URL: cast.ownerUrl, APP_DATABASE_URL: cast.appUrl };
  const rights = async (): Promise<string> =>
    (await zdCommand(['doctor', '--data', at('data')], env)).out
      .split('\n')
      .find((line) => /closed to others|can come at/.test(line)) ?? '';
  expect(await rights()).toMatch(/^✓ /);
  chmodSync(at('data/backup-key.json'), 0o644);
  expect(await rights()).toMatch(/^✗ .*backup-key\.json/);
});
