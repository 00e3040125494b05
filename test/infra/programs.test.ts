import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueOptions } from '../../infra/deploy/options.ts';
import { describeProgram, findFault, programs } from '../../infra/programs.mjs';

const root = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const names = Object.keys(programs);

describe('programs', () => {
  it('are what npm runs, by the same names', () => {
    const run = Object.entries(scripts).filter(([, command]) => command.includes('infra/'));
    expect(run).toEqual(names.map((name) => [name, `node infra/run.mjs ${name}`]));
  });

  it('take every option that stands for a variable of a deployment', () => {
    const known = ['deploy', 'teardown'].flatMap((name) => Object.entries(programs[name]?.options ?? {}));
    for (const [option, variable] of Object.entries(valueOptions))
      expect(
        known.some(([key, meaning]) => key.startsWith(`${option} <`) && meaning.includes(`(${variable})`)),
        option,
      ).toBe(true);
  });
});

describe('describeProgram', () => {
  it.each(names)('says what %s does, with its options and settings', (name) => {
    const text = describeProgram(name);
    const { does, options = {}, settings = {} } = programs[name]!;
    expect(text).toMatch(name.startsWith('test') || name === 'start' ? /^npm (run )?\S/ : /^npm run \S/);
    for (const word of [...does, ...Object.keys(options), '--help', ...Object.keys(settings)])
      expect(text).toContain(word);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(130);
  });
});

describe('findFault', () => {
  it.each([
    ['start', ['--port', '1']],
    ['start', ['9171']],
    ['preflight', ['-v']],
    ['test', ['--watch']],
    ['deploy', ['--confirm', 'x']],
    ['deploy', ['--name']],
    ['deploy', ['--name', '--unattended']],
    ['infra', ['--write', 'now']],
  ])('finds one in %s %j', (name, words) => {
    expect(findFault(name, words)).toMatch(new RegExp(`^${name} (does not know|needs a value after) [^\\n]+$`));
  });

  it.each([
    ['start', []],
    ['bench', ['--quick']],
    ['deploy', ['--name', 'mine', '--unattended']],
    ['teardown', ['--confirm', 'mine', '--with-registration']],
    ['infra', ['--fetch', '--write']],
    ['test', ['test/flow/send', '-t', 'sends', '--project=units', '--bail', '1']],
  ])('finds none in %s %j', (name, words) => {
    expect(findFault(name, words)).toBeUndefined();
  });
});
