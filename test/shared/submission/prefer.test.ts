import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWaitSeconds } from '../../../shared/submission/prefer.ts';

describe('parseWaitSeconds', () => {
  it.each([
    ['wait=10', 10],
    ['WAIT=10', 10],
    ['wait = "10"', 10],
    ['wait=10; foo=1', 10],
    ['wait=0', 0],
    ['wait=91', 90],
    ['wait=999999999', 90],
    ['respond-async, wait=10', 10],
    ['foo="a, wait=5; b", wait=7', 7],
    ['foo="a\\", wait=5", wait=7', 7],
    ['wait=5, wait=7', 5],
    [',, wait=5 ,', 5],
  ])('reads %j', (header, expected) => {
    expect(parseWaitSeconds(header)).toBe(expected);
  });

  it.each([
    null,
    '',
    'respond-async',
    'handling=strict',
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=1e3',
    'wait=abc',
    'wait=5 7',
    'wait="5',
    '=5',
    'await=5',
  ])('takes %j for no wish', (header) => {
    expect(parseWaitSeconds(header)).toBe(20);
  });

  it('stays within its bounds and never throws', () => {
    const piece = fc.constantFrom('wait', '=', '"', '\\', ',', ';', ' ', '5', 'handling', 'strict', 'é');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const seconds = parseWaitSeconds(pieces.join(''));
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(90);
      }),
    );
  });
});
