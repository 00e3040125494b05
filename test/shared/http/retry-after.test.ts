import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../shared/http/retry-after.ts';

const now = new Date('1994-11-06T08:49:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['2.128', 3],
    ['0.001', 1],
    ['86400', 86_400],
    ['86401', 86_400],
    ['99999999999999999999', 86_400],
    // RFC 9110 section 5.6.7.
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37],
    ['Sun, 06 Nov 1994 08:48:37 GMT', 0],
    ['Sun, 06 Nov 2994 08:49:37 GMT', 86_400],
  ])('reads %j as %i s', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  it.each([
    undefined,
    '',
    '-1',
    '+1',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1,5',
    '5, 7',
    'soon',
    'Sun, 99 Nov 1994 08:49:37 GMT',
    '9'.repeat(400),
  ])('takes %j for absent', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });

  it('is never outside a day', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.double().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (header) => {
          const seconds = parseRetryAfter(header, now) ?? 0;
          expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= 86_400).toBe(true);
        },
      ),
    );
  });
});
