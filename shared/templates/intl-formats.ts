/**
 * The formats of `Intl` in one language, each made once for a message: making one takes far longer than using it, and a list has
 * hundreds of rows.
 *
 * There are as many as a template has placeholders and a payload has currencies, so a message bounds them.
 */
export interface IntlFormats {
  number(options: Intl.NumberFormatOptions): Intl.NumberFormat;
  date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat;
}

/** `locale` is one that `Intl` knows (language-codes.ts). */
export function createIntlFormats(locale: string): IntlFormats {
  const numbers = new Map<string, Intl.NumberFormat>();
  const dates = new Map<string, Intl.DateTimeFormat>();
  return {
    number: (options) => remember(numbers, options, () => new Intl.NumberFormat(locale, options)),
    date: (options) => remember(dates, options, () => new Intl.DateTimeFormat(locale, options)),
  };
}

function remember<Format>(formats: Map<string, Format>, options: object, make: () => Format): Format {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const format = make();
  formats.set(key, format);
  return format;
}
