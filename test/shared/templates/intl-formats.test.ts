import { describe, expect, it } from 'vitest';
import { createIntlFormats } from '../../../shared/templates/intl-formats.ts';

describe('createIntlFormats', () => {
  it('makes each format once, and another for other options', () => {
    const { number, date } = createIntlFormats('da');
    const euro = number({ style: 'currency', currency: 'EUR' });

    expect(number({ style: 'currency', currency: 'EUR' })).toBe(euro);
    expect(number({ style: 'currency', currency: 'SEK' })).not.toBe(euro);
    expect(date({ dateStyle: 'long' })).toBe(date({ dateStyle: 'long' }));
    expect(date({ dateStyle: 'long' }).resolvedOptions().locale).toBe('da');
  });
});
