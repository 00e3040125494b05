/**
 * Writes a value as the type of its placeholder says, in the reader's language: text, number, amount, date, time, link.
 *
 * Numbers with groups always, so that four digits look as five do; no minus before a zero; amounts with the digits of their currency
 * where none are given. A value is never guessed: what is not of the type is a problem, whose words repeat nothing of it. It escapes
 * nothing: escape-value.ts.
 */
import { LINK_MAX_CHARACTERS } from '../template-limits.ts';
import { countFractionDigits, toDecimalText } from './decimal-text.ts';
import type { IntlFormats } from './intl-formats.ts';
import { readDate } from './read-date.ts';
import type { ValuePlaceholder } from './template-document.ts';

export type Formatted =
  | { text: string; problem?: never }
  /** `isMissing`: nothing is there, so a fallback takes its place. `pointer`: what it is about, if not the value. */
  | { text?: never; problem: string; isMissing: boolean; pointer?: string };

export type FoundCurrency = { code: string; problem?: never } | { code?: never; problem: string; pointer: string };

export interface FormatOptions {
  /** Of the reader's language. */
  formats: IntlFormats;
  /** That of the document. */
  timeZone: string;
  /** Where the currency of an amount is in a field. */
  findCurrency: (currency: CurrencyField) => FoundCurrency;
}

export type CurrencyField = Exclude<PlaceholderOf<'amount'>['currency'], string>;
type PlaceholderOf<Type extends ValuePlaceholder['type']> = Extract<ValuePlaceholder, { type: Type }>;

const problem = (words: string, isMissing = false): Formatted => ({ problem: words, isMissing });

/** `value` is what the payload has. */
export function formatValue(placeholder: ValuePlaceholder, value: unknown, options: FormatOptions): Formatted {
  if (value === undefined || value === null) return problem('is missing', true);
  if (typeof value === 'string') {
    if (value.trim() === '') return problem('is empty', true);
    if (!value.isWellFormed()) return problem('has half of a surrogate pair, which is not a character');
  }
  switch (placeholder.type) {
    case 'text':
      return formatText(value);
    case 'number':
      return formatNumber(placeholder, value, options);
    case 'amount':
      return formatAmount(placeholder, value, options);
    case 'date':
      return formatDate(placeholder, value, options);
    case 'dateTime':
      return formatDateTime(placeholder, value, options);
    case 'link':
      return formatLink(placeholder, value);
  }
}

function formatText(value: unknown): Formatted {
  if (typeof value === 'string') return { text: value };
  const decimal = toDecimalText(value);
  return decimal === undefined ? problem('is not a text') : { text: decimal };
}

const numberStyle = { useGrouping: 'always', signDisplay: 'negative' } as const;
const noDecimal = 'is not a decimal number, such as 1234.50';

function digitsOf(count: number) {
  return { minimumFractionDigits: count, maximumFractionDigits: count };
}

function formatNumber(
  { fractionDigits }: PlaceholderOf<'number'>,
  value: unknown,
  { formats }: FormatOptions,
): Formatted {
  const decimal = toDecimalText(value);
  if (decimal === undefined) return problem(noDecimal);
  const digits = digitsOf(fractionDigits ?? countFractionDigits(decimal));
  return { text: formats.number({ ...numberStyle, ...digits }).format(decimal) };
}

function formatAmount(
  { fractionDigits, currencyDisplay = 'symbol', ...placeholder }: PlaceholderOf<'amount'>,
  value: unknown,
  { formats, findCurrency }: FormatOptions,
): Formatted {
  const decimal = toDecimalText(value);
  if (decimal === undefined) return problem(noDecimal);
  const found =
    typeof placeholder.currency === 'string' ? { code: placeholder.currency } : findCurrency(placeholder.currency);
  if (found.problem !== undefined) return { ...found, isMissing: false };
  const currency = found.code;
  const own = formats.number({ style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  const digits = digitsOf(fractionDigits ?? own ?? countFractionDigits(decimal));
  const style = currencyDisplay === 'none' ? {} : ({ style: 'currency', currency, currencyDisplay } as const);
  return { text: formats.number({ ...numberStyle, ...digits, ...style }).format(decimal) };
}

const noDate = 'is not a date, such as 2026-12-01';

function formatDate(
  { dateStyle = 'long', timeZone }: PlaceholderOf<'date'>,
  value: unknown,
  { formats, ...options }: FormatOptions,
): Formatted {
  const read = readDate(value);
  if (!read) return problem(noDate);
  if (read.kind === 'none') return problem('is the empty date', true);
  // ERPs write a date as its midnight, and no time zone moves that.
  const isDay = read.kind === 'local' || read.isMidnight;
  const day = read.kind === 'local' ? read.date : read.written;
  const zone = isDay ? 'UTC' : (timeZone ?? options.timeZone);
  return {
    text: formats.date({ dateStyle, timeZone: zone }).format(isDay ? day : read.date),
  };
}

function formatDateTime(
  { dateStyle = 'long', timeStyle = 'short', timeZone }: PlaceholderOf<'dateTime'>,
  value: unknown,
  { formats, ...options }: FormatOptions,
): Formatted {
  const read = readDate(value);
  if (!read) return problem('is not a date with a time, such as 2026-12-01T07:00:00Z');
  if (read.kind === 'none') return problem('is the empty date', true);
  if (read.kind === 'local')
    return problem(`has no ${read.hasTime ? 'offset from UTC' : 'time'}, so its moment is not known`);
  const zone = timeZone ?? options.timeZone;
  return { text: formats.date({ dateStyle, timeStyle, timeZone: zone }).format(read.date) };
}

function formatLink({ hosts }: PlaceholderOf<'link'>, value: unknown): Formatted {
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (!address) return problem('is not an https or mailto address');
  const isAllowed =
    hosts === undefined || hosts.some((host) => address.hostname === host || address.hostname.endsWith(`.${host}`));
  return isAllowed ? { text: address.href } : problem('leads to a host that the template does not name');
}

/** As a browser understands it: only https and mailto, within a length that is followed. */
export function parseAddress(text: string): URL | undefined {
  if (text.length > LINK_MAX_CHARACTERS || !URL.canParse(text)) return undefined;
  const address = new URL(text);
  return /^(?:https|mailto):$/.test(address.protocol) ? address : undefined;
}
