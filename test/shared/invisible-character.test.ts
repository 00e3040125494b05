import { describe, expect, it } from 'vitest';
import { findInvisibleCharacter } from '../../shared/invisible-character.ts';

describe('findInvisibleCharacter', () => {
  it.each([
    ['\u200b', 'U+200B'],
    ['\u200e', 'U+200E'],
    ['\u202e', 'U+202E'],
    ['\u2028', 'U+2028'],
    ['\u00a0', 'U+00A0'],
    ['\u3164', 'U+3164'],
    ['\u2800', 'U+2800'],
    ['\ufe0f', 'U+FE0F'],
    ['\t', 'U+0009'],
    ['\u{e0020}', 'U+E0020'],
  ])('names %j', (character, name) => {
    expect(findInvisibleCharacter(`ann${character}@fabrikam.com\u0000`)).toBe(name);
  });

  it('finds none in what can be seen', () => {
    expect(findInvisibleCharacter(' Müller-発注書_#EXT#@1.com\u{1f600}')).toBeUndefined();
  });
});
