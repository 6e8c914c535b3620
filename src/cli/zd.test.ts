// The administrator's command as a person meets it: real processes, real directories, and every refusal one sentence.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { livingPostmaster } from '#data/supervisor-process.ts';
import { clearPlace, makePlace, mountDisk } from '#tests/postgres-places.ts';

// Each command is a process of its own that loads the whole program.
vi.setConfig({ testTimeout: 60_000 });

const program = new URL('./zd.ts', import.meta.url).href;
const script = `const { main } = await import(${JSON.stringify(program)}); process.exitCode = await main(process.argv.slice(1));`;

interface Run {
  readonly process: ChildProcess;
  out(): string;
  error(): string;
  readonly ended: Promise<number | null>;
  /** Resolves when this was printed; rejects with what was said instead when it ends first. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
}

function zd(...args: string[]): Run {
  const env = {
    ...process.env,
    LANG: 'C',
    LC_ALL: 'C',
    DATABASE_URL: '',
    DIRECT_URL: '',
    PUBLIC_URL: '',
    ZD_DATA: '',
    PORT: '',
    ZD_TRUST_PROXY: '',
  };
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const text = { out: '', error: '' };
  child.stdout.on('data', (part: Buffer) => (text.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (text.error += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const said = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const hit = pattern.exec(text.out);
      if (hit) return hit;
      const over = await Promise.race([
        ended.then(() => true),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), 50)),
      ]);
      if (over && !pattern.test(text.out)) throw new Error(`ended without ${pattern}: ${text.out}${text.error}`);
    }
  };
  return { process: child, out: () => text.out, error: () => text.error, ended, said };
}

async function refused(run: Run, sentence: RegExp, status: number): Promise<void> {
  expect(await run.ended).toBe(status);
  expect(run.error()).toMatch(sentence);
  expect(run.error().trim().split('\n')).toHaveLength(1);
  expect(run.out()).not.toContain('ready');
}

let place: string;
const places: string[] = [];
const dir = (name: string): string => {
  const made = path.join(place, name);
  places.push(path.join(made, 'postgres'));
  return made;
};

beforeAll(() => {
  place = makePlace();
});
afterAll(() => clearPlace(place, places));

describe('before anything is started', () => {
  it('a taken port is named and no directory is made', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await refused(zd('serve', '--port', String(port), '--data', dir('port')), new RegExp(`Port ${port} is taken`), 1);
    taken.close();
    expect(existsSync(path.join(place, 'port'))).toBe(false);
  });

  it.each([
    [['fly'], /no command "fly"/, 2],
    [['serve', '--prot', '1'], /--prot/, 2],
    [['serve', '--port', '99999'], /whole number/, 2],
    [['serve', '--demo', '--empty'], /not both/, 2],
    [['serve', '--demo', '--host', '0.0.0.0', '--port', '0'], /stays on this machine/, 1],
    [['verify', '--witness', 'x'], /no witness/, 2],
    [['import', 'people', 'a.xlsx'], /zd import KIND FILE/, 2],
    [['install', '--domain', 'nowhere'], /no domain name/, 2],
  ] as const)('%j', (args, sentence, status) => refused(zd(...args), sentence, status));

  it('a directory without a county is told, and stays as it is', async () => {
    for (const command of ['verify', 'doctor', 'invite']) {
      const run = zd(command, ...(command === 'invite' ? ['system'] : []), '--data', path.join(place, 'nothing'));
      expect(await run.ended).toBe(1);
      expect(run.out() + run.error()).toContain('no county');
    }
    expect(existsSync(path.join(place, 'nothing'))).toBe(false);
  });

  it('data of a newer program is left alone', async () => {
    const data = dir('newer');
    mkdirSync(data);
    writeFileSync(path.join(data, 'zd-data-version'), '99\n');
    await refused(zd('serve', '--port', '0', '--data', data), /newer than this program/, 1);
    expect(readdirSync(data)).toEqual(['zd-data-version']);
  });

  it('a read-only disk is told in one sentence', async () => {
    const disk = mountDisk(path.join(place, 'ro'), 'ro,size=1m');
    try {
      await refused(zd('serve', '--port', '0', '--data', path.join(disk.directory, 'data')), /cannot be written/, 1);
    } finally {
      disk.unmount();
    }
  });

  it('a full disk is told in one sentence', async () => {
    const disk = mountDisk(path.join(place, 'small'), 'size=4m,mode=755');
    try {
      const run = zd('serve', '--port', '0', '--data', path.join(disk.directory, 'data'));
      expect(await run.ended).toBe(1);
      expect(run.error()).toMatch(/full/);
      expect(run.error().trim().split('\n')).toHaveLength(1);
    } finally {
      disk.unmount();
    }
  });
});

describe('a real county', () => {
  const start = (): Run => zd('serve', '--port', '0', '--empty', '--data', dir('county'));

  it('prints three codes at the first start only, stops in order, and survives a kill', {
    timeout: 90_000,
  }, async () => {
    const first = start();
    await first.said(/data: /);
    expect(first.out().match(/[0-9A-Z]{5}-[0-9A-Z]{5}/g)).toHaveLength(3);
    expect(first.out()).toMatch(/^ready http:\/\/localhost:\d+$/m);
    await refused(zd('serve', '--port', '0', '--data', path.join(place, 'county')), /is used by another server/, 1);
    const beside = zd('invite', 'security', '--data', path.join(place, 'county'));
    expect(await beside.ended).toBe(0);
    expect(beside.out()).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/m);
    const bytes = path.join(place, 'areas.csv');
    writeFileSync(bytes, '编码,名称,类型,上级编码\n629903,明河县,county,\n629903101,明河乡,township,629903\n');
    const brought = zd('import', 'places', bytes, '--data', path.join(place, 'county'));
    expect(await brought.ended).toBe(0);
    expect(brought.out()).toContain('area: 2 new');
    // As a group is signalled: by itself and once more through the launcher.
    first.process.kill('SIGTERM');
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(livingPostmaster(path.join(place, 'county', 'postgres'))).toBeUndefined();
    expect(first.error()).toBe('');

    const second = start();
    await second.said(/data: /);
    expect(second.out()).not.toMatch(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
    second.process.kill('SIGKILL');
    await second.ended;

    const third = start();
    await third.said(/ready /);
    const checked = zd('verify', '--data', path.join(place, 'county'));
    expect(await checked.ended).toBe(0);
    expect(checked.out()).toContain('unaltered');
    third.process.kill('SIGINT');
    expect(await third.ended).toBe(0);
    expect(readFileSync(path.join(place, 'county', 'server.log'), 'utf8')).toContain('"stopped"');
  });

  it('never becomes a demo', async () => {
    await refused(
      zd('serve', '--demo', '--port', '0', '--data', path.join(place, 'county')),
      /real county lives here/,
      1,
    );
  });
});

describe('install', () => {
  it('shows what it would write, and writes nothing over a changed file', async () => {
    const into = path.join(place, 'machine');
    const args = ['install', '--domain', 'qw.example.cn', '--into', into];
    const dry = zd(...args, '--dry-run');
    expect(await dry.ended).toBe(0);
    expect(dry.out()).toContain('PUBLIC_URL=https://qw.example.cn');
    expect(dry.out()).toContain('ZD_TRUST_PROXY=1');
    expect(existsSync(into)).toBe(false);
    expect(await zd(...args).ended).toBe(0);
    expect(await zd(...args).ended).toBe(0);
    const unit = path.join(into, 'etc/systemd/system/zero-distance.service');
    writeFileSync(unit, `${readFileSync(unit, 'utf8')}# mine\n`);
    await refused(zd(...args), /is there already and differs/, 1);
    expect(readFileSync(unit, 'utf8')).toContain('# mine');
  });
});
