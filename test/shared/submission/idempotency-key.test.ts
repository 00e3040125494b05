import { describe, expect, it } from 'vitest';
import { findIdempotencyKeyFaults, findIdempotencyKeyProblem } from '../../../shared/submission/idempotency-key.ts';

describe('findIdempotencyKeyProblem', () => {
  it.each(['a', '!', '~', '"quoted"', 'a,b', 'k'.repeat(256)])('accepts %j', (key) => {
    expect(findIdempotencyKeyProblem(key)).toBeUndefined();
  });

  it.each(['', ' ', 'a b', 'a, b', 'a\tb', 'a\n', 'é', '\u007f', 'k'.repeat(257)])('refuses %j', (key) => {
    expect(findIdempotencyKeyProblem(key)).toBeTypeOf('string');
  });
});

describe('findIdempotencyKeyFaults', () => {
  it('points at the header when that is wrong, and at the body when it says something else', () => {
    expect(findIdempotencyKeyFaults('a b', undefined)[0]?.pointer).toBe('header:Idempotency-Key');
    expect(findIdempotencyKeyFaults('a', 'b')[0]?.pointer).toBe('/idempotencyKey');
  });

  it.each(['a,b', 'a, a', ','])('takes the header %j for two', (header) => {
    expect(findIdempotencyKeyFaults(header, header)).toEqual([
      { pointer: 'header:Idempotency-Key', detail: 'is given twice, or has a comma' },
    ]);
  });

  it('finds nothing without a header or when both agree', () => {
    expect(findIdempotencyKeyFaults(null, 'b')).toEqual([]);
    expect(findIdempotencyKeyFaults('a', 'a')).toEqual([]);
    expect(findIdempotencyKeyFaults('a', undefined)).toEqual([]);
  });
});
