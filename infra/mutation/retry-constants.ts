/**
 * The second pass of a sample, over its constants: what to try again, with which tests, and what the report says then. Pure.
 *
 * With all tests of everything, Stryker tries what acts while a module loads with none, or with the one test that loaded the module late. Here it
 * is tried with the tests that mirror its folder, as in an area. Starting Stryker is left to others.
 */
import type { Area } from './areas.ts';
import type { Report, ReportedMutant } from './score.ts';

/** One area for each group of constants that the same tests mirror, which is one start of Stryker. */
export function planRetries(sample: Area, { files }: Report, hasTests: (folder: string) => boolean): Area[] {
  const groups = new Map<string, string[]>();
  for (const [path, { mutants }] of Object.entries(files)) {
    const ranges = new Set(mutants.filter(isUndecided).map((mutant) => `${path}:${describeRange(mutant)}`));
    if (ranges.size === 0) continue;
    const tests = findTests(path, hasTests);
    groups.set(tests, [...(groups.get(tests) ?? []), ...ranges]);
  }
  return [...groups].map(([tests, ranges]) => ({
    name: `${sample.name}/constants/${tests.replace(/(\/\*\*)?\/\*\.test\.ts$/, '').replace(/^test\//, '')}`,
    files: ranges,
    tests: [tests],
    atLeastPercent: sample.atLeastPercent,
  }));
}

/** Takes the second answer about each constant that has none yet; about everything else the first one stands. */
export function mergeRetry(first: Report, second: Report): Report {
  const files = Object.entries(first.files).map(([path, file]) => {
    const retried = new Map(second.files[path]?.mutants.map((mutant) => [identify(mutant), mutant]));
    const mutants = file.mutants.map((mutant) => (isUndecided(mutant) && retried.get(identify(mutant))) || mutant);
    return [path, { source: file.source, mutants }] as const;
  });
  return { files: Object.fromEntries(files) };
}

/** A constant that no test was tried with, or one alone. */
function isUndecided({ static: isConstant, status }: ReportedMutant): boolean {
  return isConstant === true && (status === 'Survived' || status === 'Ignored');
}

/** Of the folder of a file, or of the nearest one around it that has any. Those of `functions/` test it as a whole. */
function findTests(path: string, hasTests: (folder: string) => boolean): string {
  const folders = path.split('/').slice(0, -1);
  if (folders[0] === 'functions') return 'test/functions/**/*.test.ts';
  while (folders.length > 1 && !hasTests(`test/${folders.join('/')}`)) folders.pop();
  return folders.length === 1 ? 'test/shared/*.test.ts' : `test/${folders.join('/')}/**/*.test.ts`;
}

/** Where Stryker's reports count columns from 1, its ranges count them from 0. */
function describeRange({ location: { start, end } }: Pick<ReportedMutant, 'location'>): string {
  return `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

function identify({ mutatorName, replacement, location }: ReportedMutant): string {
  return `${mutatorName} ${describeRange({ location })} ${replacement}`;
}
