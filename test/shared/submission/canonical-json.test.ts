import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCanonicalJson } from '../../../shared/submission/canonical-json.ts';

type CanonicalValue =
  string | number | boolean | readonly CanonicalValue[] | { readonly [name: string]: CanonicalValue | undefined };

const { value: anyValue } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('writeCanonicalJson', () => {
  it('sorts names by code unit, writes no white space and the shortest escapes', () => {
    const value = {
      b: ['\u0000\n"\\/é\u2028', true],
      a: { Z: false, a: 'x', '\ud83d\ude00': '', '\uffff': '' },
      '10': '',
      '9': '',
    };
    expect(writeCanonicalJson(value)).toBe(
      '{"10":"","9":"","a":{"Z":false,"a":"x","😀":"","\uffff":""},"b":["\\u0000\\n\\"\\\\/é\u2028",true]}',
    );
  });

  it('leaves out properties that are undefined or null, and keeps null in a list', () => {
    expect(writeCanonicalJson({ a: undefined, b: [null, 1.5], c: null })).toBe('{"b":[null,1.5]}');
  });

  it('writes JSON of the same value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(JSON.parse(writeCanonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('writes the same text whatever the order of names', () => {
    const reverse = (value: CanonicalValue): CanonicalValue => {
      if (typeof value !== 'object') return value;
      if (Array.isArray(value)) return value.map(reverse);
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, member]) => [name, member === undefined ? member : reverse(member)]),
      );
    };
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(writeCanonicalJson(reverse(value))).toBe(writeCanonicalJson(value));
      }),
    );
  });
});
