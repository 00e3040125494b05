import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSyntaxFault, formatPlace } from '../../../shared/submission/json-syntax.ts';

describe('findSyntaxFault', () => {
  it.each<[string, number, string]>([
    ['{"a":1,}', 7, 'a name in double quotes is expected'],
    ["{'a':1}", 1, 'a name in double quotes or } is expected'],
    ['{"a" 1}', 5, 'a colon is expected'],
    ['{"a":}', 5, 'a value is expected'],
    ['{"a":1 "b":2}', 7, 'a comma or the closing bracket is expected'],
    ['{"a":1]', 6, 'a comma or the closing bracket is expected'],
    ['[1,]', 3, 'a value is expected'],
    ['[,1]', 1, 'a value or ] is expected'],
    ['[1 2]', 3, 'a comma or the closing bracket is expected'],
    ['{} x', 3, 'nothing more is expected'],
    ['{}}', 2, 'nothing more is expected'],
    ['01', 1, 'nothing more is expected'],
    ['[nul]', 1, 'a value or ] is expected'],
    ['NaN', 0, 'a value is expected'],
    ['[-]', 1, 'a value or ] is expected'],
    ['\u00a0{}', 0, 'a value is expected'],
    ['{"a":"x\ny"}', 7, 'a line break or control character must be escaped in a text'],
    [String.raw`{"a":"C:\x"}`, 8, 'a backslash in a text must be written twice'],
    [String.raw`{"a":"\u12g4"}`, 6, 'a backslash in a text must be written twice'],
    ['{"a":"x', 5, 'this text has no closing quote'],
    ['{"a":1', 6, 'it ends too early: a comma or the closing bracket is expected'],
    ['{"a":', 5, 'it ends too early: a value is expected'],
    ['[', 1, 'it ends too early: a value or ] is expected'],
  ])('finds what is wrong with %j', (text, index, detail) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(findSyntaxFault(text)).toEqual({ index, detail });
  });

  it('finds the place that the parser names, in any JSON of which one character was changed', () => {
    const change = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', ' ', '1', 'a', '\n', ''),
    );
    fc.assert(
      fc.property(change, ([json, at, character]) => {
        const place = at % json.length;
        const text = json.slice(0, place) + character + json.slice(place + 1);
        const said = messageOf(text);
        if (said === undefined) return;
        const { index } = findSyntaxFault(text);
        const named = / at position (\d+)/.exec(said)?.[1];
        // The parser looks at a bad escape, a broken word or a text without end from within; we say where it begins.
        if (named !== undefined) expect(index).toBeLessThanOrEqual(Number(named));
        // Whatever comes before the place is the beginning of some JSON.
        expect(findSyntaxFault(text.slice(0, index)).detail).toMatch(/^it ends too early|has no closing quote$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes texts of megabytes', () => {
    const text = `{"a":"${'A'.repeat(4_000_000)}","b":${'['.repeat(500_000)}`;
    expect(findSyntaxFault(text).index).toBe(text.length);
  });
});

describe('formatPlace', () => {
  it.each([
    ['abc', 0, 'line 1, column 1'],
    ['abc', 3, 'line 1, column 4'],
    ['a\nbc', 3, 'line 2, column 2'],
    ['a\r\nbc', 3, 'line 2, column 1'],
    ['a\rb\nc', 4, 'line 3, column 1'],
  ])('of %j at %i is %s', (text, index, expected) => {
    expect(formatPlace(text, index)).toBe(expected);
  });
});

function messageOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
