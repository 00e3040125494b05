import { describe, expect, it } from 'vitest';
import { score, type ReportedMutant } from '../../../infra/mutation/score.ts';

function mutant(status: ReportedMutant['status'], given: Partial<ReportedMutant> = {}): ReportedMutant {
  const location = { start: { line: 2, column: 10 }, end: { line: 2, column: 15 } };
  return { status, mutatorName: 'EqualityOperator', replacement: 'a <= b', location, ...given };
}

const source = 'function isLess(a, b) {\n  return a < b;\n}\n';

describe('score', () => {
  it('is what was killed or timed out, of these and of what was not; nothing else counts', () => {
    const statuses = ['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage'] as const;
    const others = ['Ignored', 'RuntimeError', 'CompileError'] as const;
    const mutants = [...statuses, ...others].map((status) => mutant(status));

    expect(score({ files: { 'shared/a.ts': { source, mutants } } })).toMatchObject({
      killed: 2,
      timedOut: 1,
      survived: 1,
      uncovered: 1,
      broken: 2,
      ignored: 1,
      percent: 60,
    });
  });

  it('says where each survivor is and what was changed', () => {
    const body = { start: { line: 1, column: 23 }, end: { line: 3, column: 2 } };
    const mutants = [
      mutant('Survived'),
      mutant('Killed'),
      mutant('NoCoverage', { mutatorName: 'BlockStatement', replacement: '{}', location: body }),
    ];

    expect(score({ files: { 'shared/a.ts': { source, mutants } } }).survivors).toEqual([
      'shared/a.ts:2:10 EqualityOperator: a < b -> a <= b',
      'shared/a.ts:1:23 BlockStatement (no test reaches it): { return a < b; } -> {}',
    ]);
  });

  it('is 100 where there is nothing to change', () => {
    expect(score({ files: { 'shared/a.ts': { source, mutants: [] } } })).toMatchObject({ percent: 100, survivors: [] });
  });
});
