import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDecimalText } from '../../../shared/templates/decimal-text.ts';

describe('toDecimalText', () => {
  it.each([
    [6510.0, '6510'],
    [0.1, '0.1'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1.25e25, '12500000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-1e-7, '-0.0000001'],
    ['12345678901234567.89', '12345678901234567.89'],
    ['-0.00', '-0.00'],
    ['007', '007'],
  ])('takes %s as %s', (value, text) => {
    expect(toDecimalText(value)).toBe(text);
  });

  it.each([
    '',
    ' 1',
    '1,5',
    '1.234,50',
    '1 000',
    '1e3',
    '0x10',
    '+1',
    '.5',
    '5.',
    'EUR 1',
    'NaN',
    '9'.repeat(41),
    '1\n',
  ])('takes the text %j for no number', (value) => {
    expect(toDecimalText(value)).toBeUndefined();
  });

  it.each([Number.NaN, Infinity, 1e60, 1e-60, true, null, undefined, 5n, {}, ['1']])(
    'takes %s for no number',
    (value) => {
      expect(toDecimalText(value)).toBeUndefined();
    },
  );

  it('means the same number as any double that is short enough', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = toDecimalText(value);
        expect(text === undefined || Number(text) === value || value === 0).toBe(true);
      }),
    );
  });
});
