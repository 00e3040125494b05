import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatChecks } from '../../../infra/preflight/format-checks.ts';

const check = (name: string, ok: boolean, detail: string) => ({ name, ok, detail, who: 'operator' as const });

const publisher = expect.stringMatching(
  /^note  publisher {10}[^\n]*: infra\/README\.md, Publisher verification\.$/,
) as string;

describe('formatChecks', () => {
  it('gives each check a line, and says at the end how many hold', () => {
    const lines = formatChecks([check('tables', true, 'Found.'), check('queue', false, 'Give the role.')]).split('\n');
    expect(lines).toEqual([
      'ok    tables             Found.',
      'FAIL  queue              Give the role.',
      publisher,
      'Not ready: 1 of 2 checks failed.',
    ]);
    expect(formatChecks([check('tables', true, 'Found.')])).toMatch(/\nReady: every check holds\.$/);
  });

  it('lets an answer neither add a line nor move on the terminal', () => {
    expect(formatChecks([check('a', true, 'x\u001B[2J\nok  y\u009B1A')]).split('\n')).toEqual([
      'ok    a                  x[2Jok  y1A',
      publisher,
      'Ready: every check holds.',
    ]);
  });
});

describe('the chapter that it points to', () => {
  it('exists, and the first screen of the README leads there', () => {
    const read = (file: string) => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');
    const [firstScreen = ''] = read('README.md').split('\n**Test it:**');

    expect(read('infra/README.md')).toContain('\n## Publisher verification\n');
    expect(firstScreen).toContain('](infra/README.md#publisher-verification)');
  });
});
