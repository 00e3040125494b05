import { describe, expect, it } from 'vitest';
import { removeRepeated } from '../../../shared/submission/remove-repeated.ts';

describe('removeRepeated', () => {
  it('keeps the first of each address, whatever its case, and the order', () => {
    const list = ['b@x.de', 'A@x.de', 'a@X.de', 'B@x.de', 'c@x.de'].map((address) => ({ emailAddress: { address } }));
    expect(removeRepeated(list)).toEqual([list[0], list[1], list[4]]);
  });
});
