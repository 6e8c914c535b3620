// Outlines go out as they come in: what is written here an import reads back as the same shapes of the same areas.
import { expect, test } from 'vitest';
import type { Shape } from '#modules/territory/model.ts';
import { type Ground } from '../import/known.ts';
import { planOutlines } from '../import/outlines.ts';
import { outlinesFile } from './outlines.ts';

const ring = (west: number): Shape[number] => [
  [west, 35],
  [west + 0.1, 35],
  [west + 0.1, 35.1],
  [west, 35],
];

test('HOME-17 a village takes its outlines out with their mark, and brings the same ones in again', () => {
  const areas = [
    { code: '62990110120300101', name: '1网格', kind: 'level-2', parent: '629901101203001', shape: [ring(104)] },
    {
      code: '62990110120300102',
      name: '2网格',
      kind: 'level-2',
      parent: '629901101203001',
      shape: [ring(105), ring(106)],
    },
  ] as const;
  const file = outlinesFile(areas, { id: 'a', at: 0, person: '祁旭军', office: '柳湾村委会' });
  expect(JSON.parse(file)).toMatchObject({ mark: { person: '祁旭军', office: '柳湾村委会' } });
  const known = areas.map(({ code, name, kind }) => ({ id: code, ground: '629901.101.203', kind, code, name }));
  const ground = { within: null, areas: known } as unknown as Ground;
  const plan = planOutlines(Buffer.from(file), ground);
  expect(plan.errors).toEqual([]);
  expect(plan.steps.map((step) => step.create.input)).toEqual(areas.map(({ code, shape }) => ({ area: code, shape })));
});
