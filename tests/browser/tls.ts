// A reverse proxy with TLS in front of a test's server: a throw-away authority, its certificate for one host name, and a way to take it away.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';

export interface Authority {
  readonly key: string;
  readonly certificate: string;
  /** The authority's own certificate, to be trusted by a browser of this test alone. */
  readonly root: string;
}

const run = (program: string, args: readonly string[], folder: string): void => {
  execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
};

/** Makes the authority and the certificate it gives to this host, both good for two days. */
export function makeAuthority(folder: string, host: string): Authority {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-batch'];
  run(
    'openssl',
    [
      'req',
      '-x509',
      ...curve,
      '-days',
      '2',
      '-subj',
      '/CN=throw-away authority',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-addext',
      'keyUsage=critical,keyCertSign',
    ],
    folder,
  );
  run('openssl', ['req', ...curve, '-subj', `/CN=${host}`, '-keyout', 'host.key', '-out', 'host.csr'], folder);
  writeFileSync(path.join(folder, 'host.cnf'), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`);
  run(
    'openssl',
    [
      'x509',
      '-req',
      '-in',
      'host.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      'host.cnf',
      '-out',
      'host.pem',
    ],
    folder,
  );
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  return { key: read('host.key'), certificate: read('host.pem'), root: path.join(folder, 'ca.pem') };
}

/** A home directory whose browser trusts this authority, as an administrator installs one on a phone. */
export function trustIn(home: string, root: string): void {
  const store = path.join(home, '.pki/nssdb');
  mkdirSync(store, { recursive: true });
  run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'], home);
  run('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'throw-away', '-i', root], home);
}

export interface Proxy {
  readonly port: number;
  /** As if the machine were gone: nothing listens, open connections end. */
  stop(): Promise<void>;
}

/** Passes everything on to the server behind it, and says who asked, as docs/deploy.md asks of a proxy. */
export async function startTlsProxy(authority: Authority, behind: number): Promise<Proxy> {
  const server = createServer({ key: authority.key, cert: authority.certificate }, (asked, answer) => {
    const headers = {
      ...asked.headers,
      'x-forwarded-for': asked.socket.remoteAddress ?? '',
      'x-forwarded-proto': 'https',
    };
    const { method, url } = asked;
    const passed = request({ host: '127.0.0.1', port: behind, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
