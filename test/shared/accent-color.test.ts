import { describe, expect, it } from 'vitest';
import { contrastOf, isColor, mixColors } from '../../shared/accent-color.ts';

describe('contrastOf', () => {
  it.each([
    ['#ffffff', '#000000', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#0b57a4', '#ffffff', 7.17],
  ])('of %s and %s is %d', (one, other, contrast) => {
    expect(contrastOf(one, other)).toBeCloseTo(contrast, 1);
    expect(contrastOf(other, one)).toBe(contrastOf(one, other));
  });
});

describe('isColor and mixColors', () => {
  it('take six hex digits', () => {
    expect(['#0b57A4', '#fff', '0b57a4', '#0b57a4;', '#0b57ag', ''].map(isColor)).toEqual([
      true,
      ...Array.from({ length: 5 }, () => false),
    ]);
    expect([mixColors('#ff0000', '#000000', 0.5), mixColors('#010203', '#ffffff', 0)]).toEqual(['#800000', '#ffffff']);
  });
});
