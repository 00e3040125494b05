import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatValue } from '../../../shared/templates/format-value.ts';
import { createIntlFormats } from '../../../shared/templates/intl-formats.ts';
import type { ValuePlaceholder } from '../../../shared/templates/template-document.ts';

const options = { timeZone: 'UTC', findCurrency: () => ({ code: 'EUR' }) };
const english = { ...options, formats: createIntlFormats('en') };
/** Blanks differ by release of ICU. */
const format = (placeholder: ValuePlaceholder, value: unknown, locale: string, timeZone = 'UTC') => {
  const { text, problem } = formatValue(placeholder, value, {
    ...options,
    formats: createIntlFormats(locale),
    timeZone,
  });
  return text?.replace(/[\u00a0\u202f]/g, ' ') ?? problem;
};

describe('formatValue', () => {
  const eur = { type: 'amount', currency: 'EUR' } as const;

  it.each<[ValuePlaceholder, unknown, string, string]>([
    [{ type: 'number' }, '12345678901234567.89', 'en', '12,345,678,901,234,567.89'],
    [{ type: 'number' }, '1234.50', 'da', '1.234,50'],
    [{ type: 'number' }, 1234.5, 'es', '1.234,5'],
    [{ type: 'number', fractionDigits: 0 }, '-0.4', 'en', '0'],
    [{ type: 'number', fractionDigits: 2 }, '-1234', 'sv', '−1 234,00'],
    [eur, '12345678901234567.89', 'de', '12.345.678.901.234.567,89 €'],
    [eur, 1234.5, 'es', '1.234,50 €'],
    [eur, '-0.001', 'en', '€0.00'],
    [{ ...eur, fractionDigits: 3 }, '0.0005', 'en', '€0.001'],
    [{ ...eur, currencyDisplay: 'code' }, '5', 'da', '5,00 EUR'],
    [{ ...eur, currencyDisplay: 'none' }, '1234', 'da', '1.234,00'],
    [{ ...eur, currency: 'JPY' }, '1234', 'en', '¥1,234'],
    [{ ...eur, currency: 'KWD', currencyDisplay: 'none' }, '1', 'en', '1.000'],
    [{ ...eur, currency: 'USD' }, '1', 'fr', '1,00 $US'],
    // A code that nobody knows stays as it is.
    [{ ...eur, currency: 'QQQ' }, '1', 'en', 'QQQ 1.00'],
    [{ type: 'text' }, 5.5, 'da', '5.5'],
    [{ type: 'text' }, ' as it is ', 'da', ' as it is '],
    [{ type: 'date' }, '2026-12-01', 'da', '1. december 2026'],
    [{ type: 'date', dateStyle: 'short' }, '2026-12-01', 'de', '01.12.26'],
    [{ type: 'link' }, 'https://contoso.com', 'en', 'https://contoso.com/'],
    [{ type: 'link', hosts: ['contoso.com'] }, 'https://www.contoso.com/a', 'en', 'https://www.contoso.com/a'],
    [{ type: 'link' }, 'mailto:ann@fabrikam.com', 'en', 'mailto:ann@fabrikam.com'],
  ])('writes %j with %j in %s as %s', (placeholder, value, locale, text) => {
    expect(format(placeholder, value, locale)).toBe(text);
  });

  it.each([
    // A date without a time of day is the same everywhere, however an ERP writes it.
    ['2026-12-01', 'December 1, 2026'],
    ['2026-12-01T00:00:00', 'December 1, 2026'],
    ['2026-12-01T00:00:00Z', 'December 1, 2026'],
    ['2026-12-01T00:00:00+14:00', 'December 1, 2026'],
    ['/Date(1796083200000)/', 'December 1, 2026'],
    ['2026-12-01T05:30:00', 'December 1, 2026'],
    // The date of a moment is that of the zone.
    ['2026-12-01T07:00:00Z', 'November 30, 2026'],
    ['/Date(1796108400000)/', 'November 30, 2026'],
  ])('writes the date of %s in Honolulu as %s', (value, text) => {
    expect(format({ type: 'date' }, value, 'en-US', 'Pacific/Honolulu')).toBe(text);
  });

  it.each([
    [undefined, 'UTC', '1. december 2026 kl. 07.00'],
    [undefined, 'Europe/Copenhagen', '1. december 2026 kl. 08.00'],
    ['Asia/Kolkata', 'UTC', '1. december 2026 kl. 12.30'],
  ])('writes a moment in the zone of the placeholder, %s, else of the document, %s', (own, zone, text) => {
    const placeholder = { type: 'dateTime', ...(own !== undefined && { timeZone: own }) } as const;
    expect(format(placeholder, '2026-12-01T07:00:00.0000000Z', 'da', zone)).toBe(text);
  });

  it.each<[ValuePlaceholder['type'], unknown, string]>([
    ['text', true, 'is not a text'],
    ['text', {}, 'is not a text'],
    ['text', 'a\ud800', 'has half of a surrogate pair, which is not a character'],
    ['number', '1.234,50', 'is not a decimal number, such as 1234.50'],
    ['amount', 'EUR 5', 'is not a decimal number, such as 1234.50'],
    ['date', '01/12/2026', 'is not a date, such as 2026-12-01'],
    ['dateTime', '01/12/2026', 'is not a date with a time, such as 2026-12-01T07:00:00Z'],
    ['dateTime', '2026-12-01', 'has no time, so its moment is not known'],
    ['dateTime', '2026-12-01T07:00:00', 'has no offset from UTC, so its moment is not known'],
    ['link', 'http://contoso.com', 'is not an https or mailto address'],
    ['link', 'java\nscript:alert(1)', 'is not an https or mailto address'],
    ['link', `https://contoso.com/${'a'.repeat(2_048)}`, 'is not an https or mailto address'],
    ['link', 'contoso.com', 'is not an https or mailto address'],
    ['link', 5, 'is not an https or mailto address'],
  ])('refuses as %s: %j', (type, value, problem) => {
    const placeholder = (type === 'amount' ? eur : { type }) as ValuePlaceholder;
    expect(formatValue(placeholder, value, english)).toEqual({ problem, isMissing: false });
  });

  it.each([
    'https://contoso.com.evil.com',
    'https://evilcontoso.com',
    'https://contoso.com@evil.com/',
    'mailto:a@contoso.com',
  ])('refuses a link to a host that is not named: %s', (value) => {
    expect(format({ type: 'link', hosts: ['contoso.com'] }, value, 'en')).toBe(
      'leads to a host that the template does not name',
    );
  });

  it.each([undefined, null, '', ' \r\n'])('says that %j is missing, whatever the type', (value) => {
    for (const type of ['text', 'number', 'amount', 'date', 'dateTime', 'link'] as const)
      expect(formatValue({ ...eur, type }, value, english)).toMatchObject({
        isMissing: true,
      });
  });

  it.each(['date', 'dateTime'] as const)('says that the empty date is missing for a %s', (type) => {
    expect(formatValue({ type }, '0001-01-01T00:00:00Z', english)).toEqual({
      problem: 'is the empty date',
      isMissing: true,
    });
  });

  it('writes an amount with all its digits, whatever they are', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        digits,
        fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: 2, maxLength: 2 }),
        (whole, cents) => {
          const written = format(eur, `${whole}.${cents}`, 'de')?.replace(/[. €]/g, '');
          expect(written).toBe(`${BigInt(whole)},${cents}`);
        },
      ),
    );
  });
});
