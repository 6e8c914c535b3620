// What a phone makes of its own matters: the same messages that its office gets at the desk.
import { expect, test } from 'vitest';
import { caseOf, idOf, monday } from '#tests/loaded.ts';
import type { CaseStep, PhoneCase } from '#modules/case/model.ts';
import { newsOf } from './rules-news.ts';

const hour = 3_600_000;
const [level1, level2, water] = ['level1', 'level2', 'water'].map((name) => idOf(`office ${name}`)) as [
  string,
  string,
  string,
];
const step = (n: number, name: string, by: string | null, to: string | null = null): CaseStep => ({
  matter: idOf('case'),
  n,
  name,
  at: monday + n * hour,
  office: by,
  person: null,
  toOffice: to,
  text: '',
  internal: false,
});
function onPhone(changes: object, steps: readonly CaseStep[]): PhoneCase {
  const { secretHash, complainedOf, reporterStanding, rating, ...shown } = caseOf(changes);
  return { ...shown, steps };
}
const kinds = (matter: PhoneCase, office: string, now: number): string[] =>
  newsOf([matter], [office], now).map(({ kind }) => kind);

test('TELL-6 TELL-7 the office that holds it hears that it came and that it is due; the first receiver what to carry', () => {
  const steps = [step(1, 'case.reported', level2, level1), step(2, 'case.noted', level1)];
  const held = onPhone({ resolveBy: monday + 20 * hour, reporter: idOf('person level2') }, steps);
  expect(kinds(held, level1, monday + 3 * hour)).toEqual(['new']);
  expect(kinds(held, level1, monday + 19.8 * hour)).toEqual(['near', 'new']);
  expect(kinds(held, level1, monday + 25 * hour)).toEqual(['overdue', 'new']);
  expect(kinds(held, level2, monday + 25 * hour)).toEqual([]);
  const answered = onPhone({ state: 'answered', holder: water }, [...steps, step(3, 'case.answered', water)]);
  expect(kinds(answered, level2, monday + 30 * hour)).toEqual(['carry']);
});

test('TELL-8 TELL-10 what follows an incident presses no phone; a suspended one only the day before its review', () => {
  const merged = onPhone({ side: 'merged', state: 'in-progress', resolveBy: monday }, []);
  expect(kinds(merged, level1, monday + 9 * hour)).toEqual([]);
  const stopped = onPhone(
    { side: 'suspended', state: 'in-progress', resolveBy: monday, reviewAt: monday + 48 * hour },
    [],
  );
  expect(kinds(stopped, level1, monday + 23 * hour)).toEqual([]);
  expect(kinds(stopped, level1, monday + 25 * hour)).toEqual(['review']);
});

test('TELL-3 a restricted matter makes no news on a phone', () => {
  const hidden = onPhone({ restricted: true, namedOffice: level1 }, [step(1, 'case.reported', level2, level1)]);
  expect(kinds(hidden, level1, monday + hour)).toEqual([]);
});
