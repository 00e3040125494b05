import { describe, expect, it } from 'vitest';
import { formatChecks } from '../../../infra/preflight/format-checks.ts';

const check = (name: string, ok: boolean, detail: string) => ({ name, ok, detail, who: 'operator' as const });

describe('formatChecks', () => {
  it('gives each check a line, and says at the end how many hold', () => {
    expect(formatChecks([check('tables', true, 'Found.'), check('queue', false, 'Give the role.')])).toBe(
      [
        'ok    tables             Found.',
        'FAIL  queue              Give the role.',
        'Not ready: 1 of 2 checks failed.',
      ].join('\n'),
    );
    expect(formatChecks([check('tables', true, 'Found.')])).toMatch(/\nReady: every check holds\.$/);
  });

  it('lets an answer neither add a line nor move on the terminal', () => {
    expect(formatChecks([check('a', true, 'x\u001B[2J\nok  y\u009B1A')]).split('\n')).toEqual([
      'ok    a                  x[2Jok  y1A',
      'Ready: every check holds.',
    ]);
  });
});
