// F7 in short: a real browser is killed while it saves; two hundred times in npm run chaos.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { killWhileSaving } from '#tests/chaos/browser-saving.ts';
import { kinds, makeTemplate } from '#tests/chaos/chaos-county.ts';

it('F7 a browser killed while saving: every visit the screen called saved reaches the county', async () => {
  const template = await makeTemplate(kinds[0], 1);
  try {
    const { saved, missing } = await killWhileSaving(template, 4, 7);
    expect(missing).toEqual([]);
    expect(saved).toBeGreaterThanOrEqual(4);
  } finally {
    rmSync(path.dirname(template.folder), { recursive: true, force: true });
  }
}, 240_000);
