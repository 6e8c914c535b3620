// zd install: writes what a Linux machine needs to serve a county for real: a systemd unit, its environment and a reverse proxy with TLS.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { readArguments, wholeNumber } from './arguments.ts';
import { print, sentence } from './sentences.ts';
import { programRoot } from './settings.ts';

interface Place {
  readonly domain: string;
  readonly port: number;
  readonly data: string;
  /** Where the server puts its backups; '' where nobody said yet. */
  readonly backups: string;
  readonly user: string;
  readonly cert: string;
  readonly key: string;
}

interface Written {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

const unit = ({ port, data, backups, user }: Place): string => `[Unit]
Description=Zero Distance
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
User=${user}
Group=${user}
EnvironmentFile=/etc/zero-distance.env
WorkingDirectory=${programRoot}
ExecStart=${process.execPath} ${path.join(programRoot, 'tools/run.js')} zd serve --empty --port ${port} --data ${data}
Restart=on-failure
RestartSec=2
TimeoutStopSec=60
KillSignal=SIGTERM
KillMode=mixed
UMask=0077
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=${[data, backups].join(' ').trim()}

[Install]
WantedBy=multi-user.target
`;

const environment = ({
  domain,
  backups,
}: Place): string => `# Read by zero-distance.service. DATABASE_URL stands here when PostgreSQL is run by somebody else.
PUBLIC_URL=https://${domain}
ZD_TRUST_PROXY=1
ZD_LOG=stdout
${backups === '' ? '#ZD_BACKUPS=' : `ZD_BACKUPS=${backups}`}
#COUNTY_NAME=
#COUNTY_CODE=
#COUNTY_FILING=
#COUNTY_PHONE=
#DATABASE_URL=
#DIRECT_URL=
#APP_DATABASE_URL=
`;

// No access log: addresses of matters and plates are secrets.
const nginx = ({ domain, port, cert, key }: Place): string => `server {
  listen 80;
  listen [::]:80;
  server_name ${domain};
  access_log off;
  return 301 https://$host$request_uri;
}
server {
  listen 443 ssl;
  listen [::]:443 ssl;
  http2 on;
  server_name ${domain};
  ssl_certificate ${cert};
  ssl_certificate_key ${key};
  ssl_protocols TLSv1.2 TLSv1.3;
  access_log off;
  client_max_body_size 25m;
  location / {
    proxy_pass http://127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Connection "";
    proxy_buffering off;
    proxy_read_timeout 3600s;
  }
}
`;

const caddy = ({ domain, port }: Place): string => `${domain} {
  encode gzip
  request_body {
    max_size 25MB
  }
  reverse_proxy 127.0.0.1:${port} {
    header_up X-Forwarded-For {remote_host}
    flush_interval -1
  }
}
`;

function filesFor(place: Place, proxy: string): Written[] {
  const front =
    proxy === 'caddy'
      ? { path: '/etc/caddy/zero-distance.caddy', text: caddy(place), mode: 0o644 }
      : { path: '/etc/nginx/conf.d/zero-distance.conf', text: nginx(place), mode: 0o644 };
  return [
    { path: '/etc/systemd/system/zero-distance.service', text: unit(place), mode: 0o644 },
    { path: '/etc/zero-distance.env', text: environment(place), mode: 0o600 },
    front,
  ];
}

/** What somebody has changed by hand is never overwritten; the same text again is no fault. */
function write({ path: wanted, text, mode }: Written, into: string): void {
  const file = path.join(into, wanted);
  if (existsSync(file) && readFileSync(file, 'utf8') !== text)
    throw new Problem('conflict', 'install-differs', { file });
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
  } catch {
    throw new Problem('refused', 'install-forbidden', { file });
  }
  print(sentence('cli.install-wrote', { file }));
}

/** A user of its own without a password or a home; nothing is done where it is there already. */
function makeUser(place: Place): void {
  if (
    spawnSync('id', ['-u', place.user]).status !== 0 &&
    spawnSync('useradd', ['--system', '--home-dir', place.data, '--shell', '/usr/sbin/nologin', place.user]).status !==
      0
  ) {
    throw new Problem('broken', 'install-user', { user: place.user });
  }
  for (const folder of [place.data, place.backups]) {
    if (folder === '') continue;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    spawnSync('chown', [`${place.user}:`, folder]);
  }
}

export function install(args: string[]): number {
  const { values } = readArguments(args, {
    domain: { type: 'string', default: '' },
    proxy: { type: 'string', default: 'nginx' },
    port: { type: 'string' },
    data: { type: 'string', default: '/var/lib/zero-distance' },
    backups: { type: 'string', default: '' },
    user: { type: 'string', default: 'zero-distance' },
    cert: { type: 'string' },
    key: { type: 'string' },
    into: { type: 'string', default: '/' },
    'dry-run': { type: 'boolean', default: false },
  });
  const { domain, proxy, data, backups, user } = values;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) throw new Problem('invalid', 'install-domain', { value: domain });
  if (!['nginx', 'caddy'].includes(proxy)) throw new Problem('invalid', 'install-proxy', { value: proxy });
  if (![data, backups || '/', user, values.cert ?? '/', values.key ?? '/'].every((text) => /^[\w./-]+$/.test(text)))
    throw new Problem('invalid', 'arguments', { reason: `${data} ${user}` });
  const certificates = `/etc/letsencrypt/live/${domain}`;
  const port = wholeNumber('--port', values.port, 8080, [1, 65_535]);
  const place: Place = {
    domain,
    port,
    data,
    backups,
    user,
    cert: values.cert ?? `${certificates}/fullchain.pem`,
    key: values.key ?? `${certificates}/privkey.pem`,
  };
  const files = filesFor(place, proxy);
  if (values['dry-run']) {
    for (const file of files) print(`# ${file.path}\n${file.text}`);
    return 0;
  }
  for (const file of files) write(file, values.into);
  if (values.into === '/') makeUser(place);
  print(sentence(`cli.install-next-${proxy}`));
  return 0;
}
