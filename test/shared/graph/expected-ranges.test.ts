import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPECTED_RANGES_MAX } from '../../../shared/draft-limits.ts';
import { readExpectedRange } from '../../../shared/graph/expected-ranges.ts';

const SIZE = 10_000_000;
const read = (ranges: unknown, size = SIZE) =>
  readExpectedRange(Buffer.from(JSON.stringify({ nextExpectedRanges: ranges })), size);

describe('readExpectedRange', () => {
  it.each([
    [['0-'], { start: 0, end: SIZE }],
    [['2097152'], { start: 2_097_152, end: SIZE }],
    [['2097152-'], { start: 2_097_152, end: SIZE }],
    [['1998457-2097094'], { start: 1_998_457, end: 2_097_095 }],
    [['5-5'], { start: 5, end: 6 }],
    [['500-', '20-30', '100-200'], { start: 20, end: 31 }],
    [[`7-${SIZE}`], { start: 7, end: SIZE }],
    [['9999999'], { start: 9_999_999, end: SIZE }],
  ])('reads %j', (ranges, expected) => {
    expect(read(ranges)).toEqual(expected);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', '0-'],
    ['an object', { 0: '0-' }],
    ['no range', []],
    ['a number', [2_097_152]],
    ['a negative one', ['-5']],
    ['one that ends before it begins', ['9-8']],
    ['one that begins at the end of the file', [String(SIZE)]],
    ['one beyond any file', ['9'.repeat(16)]],
    ['one with more around it', ['0-1-2']],
    ['white space', [' 0-']],
    ['hexadecimal digits', ['0x10']],
    ['other digits', ['٣']],
    ['a nested list', [['0-']]],
    ['one bad range among good ones', ['0-', 'x']],
    ['more than a session can mean', Array.from({ length: EXPECTED_RANGES_MAX + 1 }, () => '0-')],
  ])('reads nothing from %s', (_case, ranges) => {
    expect(read(ranges)).toBeUndefined();
  });

  it.each(['', '<html>', 'null', '[]', '7', '"0-"', '{"nextExpectedRanges":["0-"'])('reads nothing from %s', (body) => {
    expect(readExpectedRange(Buffer.from(body), SIZE)).toBeUndefined();
  });

  it('knows the name as Outlook’s own API would write it', () => {
    expect(readExpectedRange(Buffer.from('{"NextExpectedRanges":["12"]}'), 20)).toEqual({ start: 12, end: 20 });
  });

  it('finds the first missing byte of any file in any valid form, and never one outside the file', () => {
    const size = fc.integer({ min: 1, max: 157_286_400 });
    const form = fc.constantFrom('{a}', '{a}-', '{a}-{b}');
    const file = size.chain((total) =>
      fc.record({
        total: fc.constant(total),
        ranges: fc.array(fc.record({ start: fc.nat(total - 1), length: fc.integer({ min: 1, max: total }), form }), {
          minLength: 1,
          maxLength: 10,
        }),
      }),
    );
    fc.assert(
      fc.property(file, ({ total, ranges }) => {
        const texts = ranges.map((range) =>
          range.form.replace('{a}', String(range.start)).replace('{b}', String(range.start + range.length - 1)),
        );
        const range = read(texts, total);
        expect(range?.start).toBe(Math.min(...ranges.map(({ start }) => start)));
        expect(range?.end).toBeGreaterThan(range?.start ?? Infinity);
        expect(range?.end).toBeLessThanOrEqual(total);
      }),
    );
  });

  it('never throws, and never leaves the file', () => {
    const hostile = fc.oneof(fc.string(), fc.stringMatching(/^-?\d{1,20}-?\d{0,20}$/), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(hostile), fc.nat(1_000), (ranges, size) => {
        const range = read(ranges, size);
        if (range) expect(0 <= range.start && range.start < range.end && range.end <= size).toBe(true);
      }),
    );
  });
});
