import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS_MAX, JSON_DEPTH_MAX, JSON_VALUES_MAX } from '../../../shared/limits.ts';
import { scanJson } from '../../../shared/submission/json-bounds.ts';

const clean = { isOverBounds: false, faults: [] };

describe('scanJson', () => {
  it('finds nothing in JSON as it is written by JSON.stringify', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), fc.nat(2), (value, indent) => {
        expect(scanJson(JSON.stringify(value, undefined, indent))).toEqual(clean);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['/a', '{"a":1,"a":2}'],
    ['/a', '{"a":{"a":1},"a":{"a":1}}'],
    ['/a', '{ "a" : "}" , "b" : [1,{"a":2}] , "\\u0061" : 2 }'],
    ['/b/1/c', '{"a":[],"b":[{"c":1},{"c":1,"c":2}]}'],
    ['/b/2/c', '{"b":["\\"","\\\\",{"c":"{","c":"}"}]}'],
    ['/~1~0', '{"/~":1,"/~":2}'],
    ['/', '{"":1,"":2}'],
    ['/__proto__', '{"__proto__":1,"__proto__":2}'],
    ['/a\\', '{"a\\\\":1,"a\\\\":2}'],
  ])('points at %s in %s', (pointer, text) => {
    expect(scanJson(text)).toEqual({ isOverBounds: false, faults: [{ pointer, detail: 'is given more than once' }] });
  });

  it('takes the same name in different objects, and in different spellings of case', () => {
    expect(scanJson('[{"a":1},{"a":1,"A":{"a":1}},"a","a"]')).toEqual(clean);
  });

  it('lists each repetition, at most FAULTS_MAX', () => {
    expect(scanJson('{"a":1,"a":2,"b":3,"b":4}').faults.map(({ pointer }) => pointer)).toEqual(['/a', '/b']);
    expect(scanJson(`{${'"a":1,'.repeat(500)}"a":1}`).faults).toHaveLength(FAULTS_MAX);
  });

  it('allows exactly JSON_DEPTH_MAX levels, of arrays or objects', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const nest = (depth: number) => `${open.repeat(depth)}0${close.repeat(depth)}`;
      expect(scanJson(nest(JSON_DEPTH_MAX))).toEqual(clean);
      expect(scanJson(nest(JSON_DEPTH_MAX + 1))).toMatchObject({ isOverBounds: true, faults: [{ pointer: '' }] });
    }
    expect(scanJson(`[${'[[]],'.repeat(100)}[]]`)).toEqual(clean);
    expect(scanJson(JSON.stringify('['.repeat(100)))).toEqual(clean);
  });

  it('allows exactly JSON_VALUES_MAX names and values', () => {
    const list = (count: number) => `[${Array.from({ length: count - 1 }, () => '1').join(',')}]`;
    expect(scanJson(list(JSON_VALUES_MAX)).isOverBounds).toBe(false);
    expect(scanJson(list(JSON_VALUES_MAX + 1)).isOverBounds).toBe(true);
    expect(scanJson(`{${'"a",'.repeat(JSON_VALUES_MAX)}}`).isOverBounds).toBe(true);
  });

  it('ends for any text, JSON or not', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      ' ',
      'a',
      '1',
      'true',
      '"a":',
      '\\u00',
      '{"a":1,"a":',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(scanJson(pieces.join('')).faults.length).toBeLessThanOrEqual(FAULTS_MAX);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with JSON.parse about names that come twice', () => {
    const name = fc.constantFrom('a', 'b', 'c', '\\u0061', 'd\\"', 'd\\u0022');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const text = `{${names.map((written) => `"${written}":0`).join(',')}}`;
        const isRepeated = Object.keys(JSON.parse(text) as object).length < names.length;
        expect(scanJson(text).faults.length > 0).toBe(isRepeated);
      }),
    );
  });
});
