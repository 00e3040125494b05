import { describe, expect, it } from 'vitest';
import { DRAFT_ID_MAX_CHARACTERS } from '../../../shared/draft-limits.ts';
import { isDraftId, readObject } from '../../../shared/graph/draft-requests.ts';

describe('isDraftId', () => {
  it('takes an id of visible characters up to its limit', () => {
    for (const id of ['A', 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0Aw==', 'x'.repeat(DRAFT_ID_MAX_CHARACTERS)])
      expect(isDraftId(id)).toBe(true);
  });

  it.each(['', 'a b', 'a\n', 'ä', 'x'.repeat(DRAFT_ID_MAX_CHARACTERS + 1), 7, null, undefined, ['A']])(
    'believes no id %j',
    (id) => {
      expect(isDraftId(id)).toBe(false);
    },
  );
});

describe('readObject', () => {
  it.each([
    ['{"id":"A"}', { id: 'A' }],
    ['null', {}],
    ['7', {}],
    ['{"id":', {}],
    ['', {}],
  ])('reads %s', (body, value) => {
    expect(readObject(Buffer.from(body))).toEqual(value);
  });
});
