// A report that repeats another is found by place, time, kind and words, in Chinese too, and a default place does not draw everything to itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyDuplicates, sameWords, type Told } from './duplicates.ts';

const hole: Told = { at: 10, east: 0, north: 0, type: 'road', family: 'road', text: '村口大路有坑' };
const first = (report: Told, others: Told[]): number | undefined => likelyDuplicates(report, others)[0]?.other;

describe('a repeated report', () => {
  it('is rather the same kind thirty metres away than another kind on the spot', () => {
    const rubbish = { ...hole, at: 9.9, type: 'rubbish', family: 'waste', text: '垃圾没人清' };
    const same = { ...hole, at: 9, east: 30, text: '大路有个大坑' };
    expect(first(hole, [rubbish, same])).toBe(1);
  });

  it('is told from a neighbour of the same kind by its words', () => {
    const lamp = { ...hole, at: 9, east: 20, text: '学校门口积水' };
    const same = { ...hole, at: 9, east: 20, text: '村口大路的坑' };
    expect(first(hole, [lamp, same])).toBe(1);
    expect(sameWords('Street lamp, out!', 'street LAMP out')).toBe(1);
    expect(sameWords('路灯不亮', '垃圾未清')).toBe(0);
    expect(sameWords('𠮷野路灯', '𠮷野')).toBeGreaterThan(0);
    expect(sameWords('', '')).toBe(0);
  });

  it('names the first of several as the one that all of them repeat', () => {
    const told = [3, 1, 2].map((at) => ({ ...hole, at }));
    expect(first(hole, told)).toBe(1);
  });

  it('does not take a place that everybody uses by default for a sign', () => {
    const office = Array.from({ length: 60 }, (_, at) => ({ ...hole, at: at / 10, text: '无法定位' }));
    const real = { ...hole, at: 9, east: 25, text: '村口大路有坑' };
    expect(first(hole, [...office, real])).toBe(60);
    // Where only a few stand on the spot it is a strong sign.
    expect(first(hole, [...office.slice(-2), real])).toBe(0);
  });

  it('has no likely other far away, long ago, or where there is nothing', () => {
    expect(likelyDuplicates(hole, [])).toEqual([]);
    expect(
      likelyDuplicates(hole, [
        { ...hole, east: 1001 },
        { ...hole, at: 191 },
      ]),
    ).toEqual([]);
  });

  it('copes with places that nobody knows', () => {
    const lost = { ...hole, at: 9, east: Number.NaN };
    expect(likelyDuplicates(hole, [lost])[0]?.probability).toBe(1);
    expect(first(hole, [lost, { ...hole, at: 9 }])).toBe(1);
  });

  it('gives probabilities that add up, and reasons that add up to the order', () => {
    const told = fc.record({
      at: fc.double({ min: 0, max: 20, noNaN: true }),
      east: fc.double({ min: 0, max: 300, noNaN: true }),
      north: fc.constant(0),
      type: fc.constantFrom('road', 'lamp'),
      family: fc.constant('road'),
      text: fc.constantFrom('坑', '路灯不亮', '大路有坑'),
    });
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), (others) => {
        const found = likelyDuplicates(hole, others, others.length);
        expect(found.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 9);
        const sums = found.map((one) => Object.values(one.because).reduce((sum, value) => sum + value, 0));
        expect(sums).toEqual(sums.toSorted((a, b) => b - a));
      }),
    );
  });
});
