// Counts a finished test run from its JSON report, so that nothing that did not run can pass for well.

type Case = { status: string };
type File = { status: string; assertionResults: Case[] };
export type RunReport = { testResults: File[] };
export type Count = { passed: number; failed: number };

/**
 * Passed and failed cases of one run. Skipped, left for later and never started count as failed; so does a file that could
 * not be loaded, a run that broke outside its cases (`status` not 0), a run without cases, and a run without a report.
 */
export function countOf(report: RunReport | undefined, status: number): Count {
  const files = report?.testResults ?? [];
  const cases = files.flatMap((file) => file.assertionResults);
  const passed = cases.filter((one) => one.status === 'passed').length;
  const unloaded = files.filter((file) => file.assertionResults.length === 0).length;
  const failed = cases.length - passed + unloaded;
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed };
}

export const sum = (counts: Count[]): Count => ({
  passed: counts.reduce((total, one) => total + one.passed, 0),
  failed: counts.reduce((total, one) => total + one.failed, 0),
});

/** The last line of `npm test` and the exit status that belongs to it. */
export function verdict(counts: Count[]): { line: string; status: number } {
  const { passed, failed } = sum(counts);
  const none = passed === 0 && failed === 0;
  return { line: `${passed} passed, ${none ? 1 : failed} failed`, status: passed > 0 && failed === 0 ? 0 : 1 };
}
