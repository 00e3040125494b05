import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrefer } from '../../../shared/mail/prefer.ts';

const none = { isStrict: false, respondAsync: false };

describe('parsePrefer', () => {
  it.each([
    [null, none],
    ['', none],
    ['respond-async', { ...none, respondAsync: true }],
    ['Respond-Async', { ...none, respondAsync: true }],
    ['respond-async=""', { ...none, respondAsync: true }],
    ['respond-async; foo=1', { ...none, respondAsync: true }],
    ['wait=10', { ...none, waitSeconds: 10 }],
    ['wait = "10"', { ...none, waitSeconds: 10 }],
    ['wait=0', { ...none, waitSeconds: 0 }],
    ['wait=91', { ...none, waitSeconds: 90 }],
    ['wait=999999999', { ...none, waitSeconds: 90 }],
    ['respond-async, wait=10', { ...none, respondAsync: true, waitSeconds: 10 }],
    ['handling=strict', { ...none, isStrict: true }],
    ['HANDLING="Strict"', { ...none, isStrict: true }],
    ['handling=lenient', none],
    ['foo="a, wait=5; b", wait=7', { ...none, waitSeconds: 7 }],
    ['foo="a\\", wait=5", wait=7', { ...none, waitSeconds: 7 }],
    ['wait=5, wait=7', { ...none, waitSeconds: 5 }],
    [',, wait=5 ,', { ...none, waitSeconds: 5 }],
  ])('reads %j', (header, expected) => {
    expect(parsePrefer(header)).toEqual(expected);
  });

  it.each([
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=1e3',
    'wait=abc',
    'wait=5 7',
    'wait="5',
    'handling',
    'respond-async=yes',
    '=5',
    'handling=strict x',
  ])('ignores %j', (header) => {
    expect(parsePrefer(header)).toEqual(none);
  });

  it('never throws', () => {
    const piece = fc.constantFrom('wait', '=', '"', '\\', ',', ';', ' ', '5', 'handling', 'strict', 'é');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(parsePrefer(pieces.join('')).waitSeconds ?? 0).toBeLessThanOrEqual(90);
      }),
    );
  });
});
