// Counts a finished test run from its JSON report, so that nothing that did not run can pass for well.

type Case = { status: string; fullName?: string };
type File = { name?: string; status: string; assertionResults: Case[] };
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

const isWell = (file: File): boolean =>
  file.assertionResults.length > 0 && file.assertionResults.every((one) => one.status === 'passed');

/** How many files of one phase may be asked a second time: more than these is no disturbed machine. */
const mostDisturbed = 3;

/**
 * The files of a run (absolute paths) that are worth being run once more, alone. A test that starts processes and waits for
 * them may be disturbed by the machine it runs on; what is broken fails the second time as well.
 */
export function filesToRepeat(report: RunReport | undefined): string[] {
  const files = (report?.testResults ?? []).filter((file) => !isWell(file)).flatMap(({ name }) => name ?? []);
  return files.length <= mostDisturbed ? files : [];
}

/** A run that broke before its first test: what all its tests stand on did not start. */
export const neverBegan = (report: RunReport | undefined, status: number): boolean =>
  status !== 0 && (report?.testResults ?? []).length === 0;

/** The run with the repeated files in place of what they were at first, and the names of the cases that needed it. */
export function settled(first: RunReport, second: RunReport): { report: RunReport; again: string[] } {
  const repeated = new Map(second.testResults.map((file) => [file.name, file]));
  const testResults = first.testResults.map((file) => repeated.get(file.name) ?? file);
  const twice = new Set(failedNames(second));
  const again = failedNames({ testResults: first.testResults.filter((file) => repeated.has(file.name)) });
  return { report: { testResults }, again: again.filter((name) => !twice.has(name)) };
}

const namesOfFailed = (file: File): string[] => {
  const cases = file.assertionResults.filter((one) => one.status !== 'passed');
  return cases.length === 0 ? [`${file.name} (not loaded)`] : cases.map((one) => one.fullName ?? `${file.name}`);
};

/** The names of all cases of a run that did not pass. */
export const failedNames = (report: RunReport | undefined): string[] =>
  (report?.testResults ?? []).filter((file) => !isWell(file)).flatMap(namesOfFailed);
