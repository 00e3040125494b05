import { describe, expect, it } from 'vitest';
import { leaveOut, strykerPlugins } from '../../../infra/mutation/take-sample.ts';

const declaration = (start: number) => ({
  node: { type: 'FunctionDeclaration', start, end: start + 300 },
  parent: { type: 'Program' },
});
const declarations = Array.from({ length: 4_800 }, (_, index) => declaration(index * 7));
const kept = (oneIn: number, draw = 1) => declarations.filter((path) => leaveOut(path, { oneIn, draw }) === undefined);

describe('leaveOut', () => {
  it('leaves in one declaration of so many, and always the same', () => {
    const sample = kept(48);
    expect(kept(1).length).toBe(4_800);
    expect(sample.length).toBeGreaterThan(60);
    expect(sample.length).toBeLessThan(150);
    expect(kept(48)).toEqual(sample);
    const [left] = declarations.filter((path) => !sample.includes(path));
    expect(left && leaveOut(left, { oneIn: 48, draw: 1 })).toBe('not in the sample');
  });

  it('leaves each declaration in one draw of all', () => {
    const draws = Array.from({ length: 48 }, (_, index) => kept(48, index + 1));
    expect(draws.filter((draw) => draw.length < 60)).toEqual([]);
    expect(draws.flat().length).toBe(4_800);
    expect(new Set(draws.flat()).size).toBe(4_800);
  });

  it('decides about declarations, and about nothing in one', () => {
    for (const parent of [{ type: 'BlockStatement' }, null, undefined])
      expect(declarations.map(({ node }) => leaveOut({ node, parent }, { oneIn: 1e9, draw: 1 }))).toEqual(
        declarations.map(() => undefined),
      );
  });
});

describe('strykerPlugins', () => {
  it('has it under the name that the configuration uses', () => {
    expect(strykerPlugins).toMatchObject([{ kind: 'Ignore', name: 'sample' }]);
    expect(strykerPlugins[0]?.value.shouldIgnore({ node: { type: 'Program' } })).toBeUndefined();
  });
});
