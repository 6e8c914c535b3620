// Brings the programs that npm cannot: a browser, an older PostgreSQL, and readers of printed pages, from the system's packages.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Need = { what: string; packages: string[]; isThere: () => boolean };

function inPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const hasChineseFont = (): boolean => spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() !== '';

/** The browser of the tests; ZD_CHROMIUM names another one. */
export const chromium = (): string | undefined =>
  [process.env['ZD_CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => file !== '' && existsSync(file),
  );

export const needs = {
  browser: {
    what: 'the browser tests',
    packages: ['chromium', 'fonts-noto-cjk'],
    isThere: () => chromium() !== undefined && hasChineseFont(),
  },
  trust: {
    what: 'the tests over TLS',
    packages: ['openssl', 'libnss3-tools'],
    isThere: () => inPath('openssl') && inPath('certutil'),
  },
  olderPostgres: {
    what: 'the tests on PostgreSQL 15',
    packages: ['postgresql-15'],
    isThere: () => existsSync('/usr/lib/postgresql/15/bin/postgres'),
  },
  broken: {
    what: 'the tests of broken disks',
    packages: ['strace', 'util-linux'],
    isThere: () => inPath('strace') && inPath('prlimit'),
  },
  lines: {
    what: 'the tests on poor lines',
    packages: ['nftables', 'iproute2', 'util-linux'],
    isThere: () => inPath('nft') && inPath('tc') && inPath('unshare'),
  },
  office: {
    what: 'the ledgers as a spreadsheet program opens them',
    packages: ['libreoffice-calc'],
    isThere: () => inPath('soffice'),
  },
  schemas: {
    what: 'the tests of answers to other systems',
    packages: ['libxml2-utils'],
    isThere: () => inPath('xmllint'),
  },
  printed: {
    what: 'the tests of printed pages',
    packages: ['poppler-utils', 'zbar-tools'],
    isThere: () => inPath('pdftoppm') && inPath('pdftotext') && inPath('zbarimg'),
  },
} satisfies Record<string, Need>;

function install(packages: string[]): string {
  console.error(`Installing ${packages.join(', ')} from the system's packages (once) …`);
  const options = { encoding: 'utf8' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  let done = spawnSync('apt-get', args, options);
  if (done.status !== 0 && !done.error) {
    spawnSync('apt-get', ['update'], options);
    done = spawnSync('apt-get', args, options);
  }
  if (done.error) return 'this system has no apt-get';
  const text = `${done.stdout}${done.stderr}`;
  if (/No space left/i.test(text)) return 'the disk is full';
  if (/Could not (resolve|connect)|Temporary failure|Failed to fetch/i.test(text)) return 'there is no network';
  return text.trim().split('\n').at(-1) ?? '';
}

/** Puts one need in place when we may; gives the sentence to print when it stays missing. */
export function prepare(need: Need, isRoot: boolean = process.getuid?.() === 0): string | undefined {
  if (need.isThere()) return undefined;
  const names = need.packages.join(' ');
  if (!isRoot) return `For ${need.what} ask an administrator to run: apt-get install ${names}`;
  const why = install(need.packages);
  return need.isThere() ? undefined : `For ${need.what} the packages ${names} could not be installed: ${why}`;
}
