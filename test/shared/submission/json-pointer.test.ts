import { describe, expect, it } from 'vitest';
import { formatJsonPointer } from '../../../shared/submission/json-pointer.ts';

describe('formatJsonPointer', () => {
  // RFC 6901 section 5.
  it.each([
    [[], ''],
    [['foo', 0], '/foo/0'],
    [[''], '/'],
    [['a/b'], '/a~1b'],
    [['m~n'], '/m~0n'],
    [['~1'], '/~01'],
    [['c%d', 'e^f', ' '], '/c%d/e^f/ '],
  ])('writes %j as %j', (path, pointer) => {
    expect(formatJsonPointer(path)).toBe(pointer);
  });

  it('cuts long names and mends broken ones', () => {
    expect(formatJsonPointer(['n'.repeat(1_000)])).toHaveLength(66);
    expect(formatJsonPointer(['\ud800'])).toBe('/\ufffd');
  });
});
