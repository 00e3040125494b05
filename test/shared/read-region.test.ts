import { describe, expect, it } from 'vitest';
import { readRegion } from '../../shared/read-region.ts';

describe('readRegion', () => {
  it.each([
    ['West Europe', 'West Europe'],
    [' westeurope ', 'westeurope'],
    ['Jio India West (Central)', 'Jio India West (Central)'],
    ['', undefined],
    ['<b>', undefined],
    ['x'.repeat(61), undefined],
  ])('reads %j as %j', (REGION_NAME, region) => {
    expect(readRegion({ REGION_NAME })).toBe(region);
  });

  it('knows none where nothing says it', () => {
    expect(readRegion({})).toBeUndefined();
  });
});
