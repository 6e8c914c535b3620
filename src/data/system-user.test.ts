// The system user is made once, however many first starts want it in the same moment.
import { spawn, spawnSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { isRoot } from '#tests/postgres-places.ts';

const module = new URL('./system-user.ts', import.meta.url).href;

/** Asks in a process of its own. */
async function askForUser(name: string): Promise<{ uid?: number; said: number }> {
  const script = `
    const { databaseUser } = await import(${JSON.stringify(module)});
    let said = 0;
    const user = databaseUser(() => said++, ${JSON.stringify(name)});
    console.log(JSON.stringify({ uid: user?.uid, said }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text);
}

test('six first starts at once make one user', async () => {
  const name = `zd-test-${process.pid}`;
  onTestFinished(() => void (isRoot && spawnSync('userdel', [name])));
  const answers = await Promise.all(Array.from({ length: 6 }, () => askForUser(name)));
  expect(new Set(answers.map(({ uid }) => uid)).size).toBe(1);
  // Whoever is not root runs PostgreSQL as himself and makes nobody.
  expect(answers.map(({ said }) => said).reduce((all, one) => all + one, 0)).toBe(isRoot ? 1 : 0);
});
