import { describe, expect, it } from 'vitest';
import { contrastOf } from '../../../../shared/accent-color.ts';
import { buildAccentStyle } from '../../../../shared/pages/kit/accent-style.ts';
import { pageStyle } from '../../../../shared/pages/kit/page-style.ts';

/** The values of a variable in a light and a dark page. */
const valuesOf = (style: string, name: string) =>
  [...style.matchAll(new RegExp(`--${name}: (#[0-9a-f]{3,6})`, 'g'))].map(([, value = '']) =>
    value.length === 4 ? value.replace(/[0-9a-f]/g, '$&$&') : value,
  );

describe('buildAccentStyle', () => {
  // The lightest that settings allow of each kind, and the darkest there is.
  it.each(['#767676', '#0b57a4', '#d0021b', '#008a00', '#8a2be2', '#000000'])('reads everywhere: %s', (color) => {
    const style = buildAccentStyle(color);
    for (const [index, under] of valuesOf(pageStyle, 'on-accent').entries())
      expect(contrastOf(valuesOf(style, 'accent')[index] ?? '', under)).toBeGreaterThanOrEqual(4.5);
    for (const ground of ['page', 'surface', 'inset'])
      for (const [index, behind] of valuesOf(pageStyle, ground).entries())
        expect(contrastOf(valuesOf(style, 'link')[index] ?? '', behind)).toBeGreaterThanOrEqual(4.5);
  });
});
