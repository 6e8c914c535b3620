// When an appraisal adds up, and when somebody was judged unfit twice in a row (ELECT-20).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Appraisal, Appraised } from './model-appraisal.ts';

/** From so many voices on: fewer would show who said what. */
export const leastVoices = 5;

export const appraisalKind: RecordKind<Appraisal> = {
  kind: 'appraisal',
  apply(_, fact) {
    if (fact.name !== 'appraisal.entered') throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    return { ...fact.data.record, id: fact.id, version: 1, saidAt: fact.data.at };
  },
};

/** ELECT-20 */
export function checkAppraisal({
  entitled,
  came,
  rows,
}: Pick<Appraisal, 'entitled' | 'came'> & { readonly rows: readonly Omit<Appraised, 'person'>[] }): void {
  if (came > entitled) throw new Problem('invalid', 'appraisal-came', { came, entitled });
  if (came < leastVoices) throw new Problem('invalid', 'appraisal-few', { least: leastVoices });
  for (const [at, { good, fit, unfit, none }] of rows.entries()) {
    const sum = good + fit + unfit + none;
    if (sum !== came) throw new Problem('invalid', 'appraisal-sum', { line: at + 1, sum, came });
  }
}

const isUnfit = (one: Pick<Appraised, 'unfit'>, came: number): boolean => one.unfit * 2 > came;

/** ELECT-20: more than half said unfit, this year and the year before. */
export function unfitTwice(person: string, now: Appraisal, before: Appraisal | undefined): boolean {
  const judged = (of: Appraisal | undefined): boolean =>
    of?.rows.some((one) => one.person === person && isUnfit(one, of.came)) === true;
  return before?.year === now.year - 1 && judged(now) && judged(before);
}
