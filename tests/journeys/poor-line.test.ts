// F3: words and pictures over lines that are narrow, lose packets, or die every few seconds; the long ones are parts of npm run chaos.
import { expect, it } from 'vitest';
import { dayOnLine } from '#tests/chaos/poor-line.ts';

const photo = { width: 480, height: 360 };

it('F3 64 kbit/s with every tenth packet lost: five visits and a picture arrive, once and in order', async () => {
  const { wrong, seconds } = await dayOnLine({ rate: 8000, loss: 10, visits: 5, photos: [photo] });
  expect(wrong).toEqual([]);
  expect(seconds).toBeGreaterThan(2);
}, 180_000);

it('F3 connections that die after ten seconds: something comes forward in each', async () => {
  const photos = [{ width: 1120, height: 840 }];
  const { wrong, lives, idle } = await dayOnLine({ rate: 8000, loss: 0, visits: 10, photos, life: 10_000 });
  expect({ wrong, idle }).toEqual({ wrong: [], idle: 0 });
  expect(lives).toBeGreaterThanOrEqual(2);
}, 180_000);
