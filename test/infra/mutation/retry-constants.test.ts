import { describe, expect, it } from 'vitest';
import type { Area } from '../../../infra/mutation/areas.ts';
import { mergeRetry, planRetries } from '../../../infra/mutation/retry-constants.ts';
import type { Report, ReportedMutant } from '../../../infra/mutation/score.ts';

const sample: Area = { name: 'sample-2', files: [], tests: [], atLeastPercent: 85, sample: { oneIn: 48, draw: 2 } };
const source = 'export const NAME_MAX = 40;\n';

function mutant(status: ReportedMutant['status'], line = 1, given: Partial<ReportedMutant> = {}): ReportedMutant {
  const location = { start: { line, column: 7 }, end: { line, column: 21 } };
  return { status, mutatorName: 'StringLiteral', replacement: '""', static: true, location, ...given };
}

function report(files: Record<string, ReportedMutant[]>): Report {
  return { files: Object.fromEntries(Object.entries(files).map(([path, mutants]) => [path, { source, mutants }])) };
}

describe('planRetries', () => {
  const folders = ['test/shared/pages/text', 'test/shared/pages', 'test/shared/http'];
  const plan = (files: Record<string, ReportedMutant[]>) =>
    planRetries(sample, report(files), (folder) => folders.includes(folder));

  it('takes constants that survived or that no test was tried with, where Stryker counts columns from 0', () => {
    const changes = [mutant('Survived'), mutant('Survived', 1, { mutatorName: 'Regex' }), mutant('Ignored', 12)];
    const [group] = plan({ 'shared/http/agents.ts': changes });

    expect(group?.files).toEqual(['shared/http/agents.ts:1:6-1:20', 'shared/http/agents.ts:12:6-12:20']);
  });

  it.each([
    ['a constant that a test noticed', mutant('Killed')],
    ['a constant that ended no more', mutant('Timeout')],
    ['a function', mutant('Survived', 1, { static: false })],
    ['what is not in the sample', mutant('Ignored', 1, { static: false })],
    ['what no test reaches', mutant('NoCoverage', 1, { static: false })],
  ])('leaves %s as it is', (_name, one) => {
    expect(plan({ 'shared/http/agents.ts': [one] })).toEqual([]);
  });

  it.each([
    ['shared/http/agents.ts', 'test/shared/http/**/*.test.ts', 'sample-2/constants/shared/http'],
    ['shared/pages/text/de/consent.ts', 'test/shared/pages/text/**/*.test.ts', 'sample-2/constants/shared/pages/text'],
    ['shared/pages/check/check-page.ts', 'test/shared/pages/**/*.test.ts', 'sample-2/constants/shared/pages'],
    ['shared/limits.ts', 'test/shared/*.test.ts', 'sample-2/constants/shared'],
    ['shared/untested/rule.ts', 'test/shared/*.test.ts', 'sample-2/constants/shared'],
    ['functions/console/audit.ts', 'test/functions/**/*.test.ts', 'sample-2/constants/functions'],
  ])('tries %s with %s', (path, tests, name) => {
    expect(plan({ [path]: [mutant('Survived')] })).toEqual([
      { name, files: [`${path}:1:6-1:20`], tests: [tests], atLeastPercent: 85 },
    ]);
  });

  it('starts once for all that the same tests mirror', () => {
    const groups = plan({
      'shared/pages/text/de/consent.ts': [mutant('Survived')],
      'shared/http/agents.ts': [mutant('Survived')],
      'shared/pages/text/sv/consent.ts': [mutant('Survived')],
    });

    expect(groups.map(({ files }) => files.length)).toEqual([2, 1]);
  });
});

describe('mergeRetry', () => {
  const merge = (first: ReportedMutant[], second: ReportedMutant[]) =>
    mergeRetry(
      report({ 'shared/a.ts': first, 'shared/b.ts': [mutant('Survived')] }),
      report({ 'shared/a.ts': second }),
    );

  it('takes the second answer about constants that had none', () => {
    const { files } = merge([mutant('Survived'), mutant('Ignored', 2)], [mutant('Killed'), mutant('Survived', 2)]);

    expect(files['shared/a.ts']).toEqual({ source, mutants: [mutant('Killed'), mutant('Survived', 2)] });
  });

  it('keeps everything else', () => {
    const first = [
      mutant('Killed'),
      mutant('Survived', 2, { static: false }),
      mutant('Survived', 3, { replacement: '{}' }),
      mutant('Survived', 4, { mutatorName: 'ObjectLiteral' }),
      mutant('Survived', 5),
    ];
    const others = [1, 2, 3, 4].map((line) => mutant('Killed', line, { replacement: '""' }));

    const { files } = merge(first, [mutant('Survived'), ...others]);

    expect(files['shared/a.ts']?.mutants).toEqual(first);
    expect(files['shared/b.ts']?.mutants).toEqual([mutant('Survived')]);
  });
});
