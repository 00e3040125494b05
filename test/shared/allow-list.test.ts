import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../shared/allow-list.ts';

describe('isAllowed', () => {
  it.each([
    [[], false],
    [['b'], false],
    [['b', 'a'], true],
    [['*'], true],
    [[''], false],
    [['aa'], false],
  ])('%j allows a: %s', (list, isIt) => {
    expect(isAllowed(list, 'a')).toBe(isIt);
  });
});
