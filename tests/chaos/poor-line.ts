// F3: starts a day on a poor line in a network of its own, in which the kernel loses packets and lets so many bits through; where there is none, a narrow line in Node.
import { spawn, spawnSync } from 'node:child_process';
import { isRoot } from '#tests/postgres-places.ts';
import type { LineDay, LinePlan } from './line-day.ts';

const apart = ['unshare', '-n', ...(isRoot ? [] : ['-c', '--keep-caps'])];

/** Why this machine makes no private network with a narrow, lossy line; undefined when it does. */
export function whyNoNetwork(): string | undefined {
  const tried = [
    'ip link set lo up',
    'tc qdisc add dev lo root tbf rate 64kbit burst 4kb latency 1500ms',
    'nft add table inet loss',
  ].join(' && ');
  const [command = '', ...args] = apart;
  const { status, error, stderr } = spawnSync(command, [...args, 'sh', '-c', tried], { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/** The day, and how its line was made. Loss without a network of its own cannot be made, which is said and left out. */
export async function dayOnLine(plan: Omit<LinePlan, 'by'>): Promise<LineDay & Pick<LinePlan, 'by'>> {
  const why = whyNoNetwork();
  const by = why === undefined ? 'kernel' : 'proxy';
  if (why !== undefined) console.warn(`F3 the line is narrow by Node, and loses no packets: ${why}`);
  const script = `const { main } = await import(${JSON.stringify(new URL('line-day.ts', import.meta.url).href)});
    process.exit(await main(process.argv.slice(1)));`;
  const node = [process.execPath, '--input-type=module', '-e', script, '--', JSON.stringify({ ...plan, by })];
  const [command = '', ...args] = by === 'kernel' ? [...apart, ...node] : node;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (error += part.toString()));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`the day on the line ended with ${String(status)}: ${error}`);
  return { ...(JSON.parse(out.trim().split('\n').at(-1) ?? '') as LineDay), by };
}
