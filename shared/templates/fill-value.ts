/**
 * From a placeholder of a text to the characters that take its place: found, formatted, escaped, or its fallback; or a fault.
 *
 * A value that occurs many times is one fault. In a table block, a column's field is one of the row, any other field is one of the
 * payload, and the currency of a column is looked for in the row first. It never repeats a value in words.
 */
import type { Fault } from '../errors.ts';
import type { ChosenLanguage } from './choose-language.ts';
import { escapeValue } from './escape-value.ts';
import { formatValue, type CurrencyField, type FoundCurrency } from './format-value.ts';
import { createIntlFormats } from './intl-formats.ts';
import type { ValuePart } from './parse-template.ts';
import type { FindValue } from './payload.ts';
import type { TemplateDocument, ValuePlaceholder } from './template-document.ts';

/** `row` is that of the table block around it. */
export type FillValue = (part: ValuePart, find: FindValue, row?: FindValue) => string;

const ambiguous = 'has names that differ only in case';

/** Faults are kept by what they are about. */
export function createFillValue(
  { timeZone = 'UTC' }: TemplateDocument,
  { key, locale }: ChosenLanguage,
  faults: Map<string, Fault>,
): FillValue {
  const formats = createIntlFormats(locale);
  const refuse = (pointer: string, detail: string): string => {
    faults.set(`${pointer} ${detail}`, { pointer, detail });
    return '';
  };
  return ({ value: { name, placeholder, list }, position }, find, row) => {
    const { value, pointer, isAmbiguous } = (list === undefined ? find : (row ?? find))(placeholder.field ?? name);
    if (isAmbiguous) return refuse(pointer, ambiguous);
    const put = (text: string): string => {
      const escaped = escapeValue(text, position, placeholder.type === 'text' && placeholder.lineBreaks === true);
      return escaped.text ?? refuse(pointer, escaped.problem);
    };
    const findCurrency = (currency: CurrencyField) => readCurrency(currency, find, row);
    const formatted = formatValue(placeholder, value, { formats, timeZone, findCurrency });
    if (formatted.problem === undefined) return put(formatted.text);
    const fallback = formatted.isMissing ? readFallback(placeholder, key) : undefined;
    // An empty one is no address to judge.
    if (fallback === '') return '';
    return fallback === undefined ? refuse(formatted.pointer ?? pointer, formatted.problem) : put(fallback);
  };
}

/** What takes the place of a missing value in the language with this name. */
export function readFallback({ fallback }: ValuePlaceholder, key: string): string | undefined {
  if (typeof fallback !== 'object') return fallback;
  return Object.hasOwn(fallback, key) ? fallback[key] : undefined;
}

function readCurrency({ field, fallback }: CurrencyField, find: FindValue, row?: FindValue): FoundCurrency {
  const inRow = row?.(field);
  const { value, pointer, isAmbiguous } = inRow && inRow.value !== undefined ? inRow : find(field);
  if (isAmbiguous) return { pointer, problem: ambiguous };
  if (value === undefined || value === null || value === '') {
    // Business Central leaves the currency of the company empty.
    return fallback === undefined ? { pointer, problem: 'is missing' } : { code: fallback };
  }
  return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value)
    ? { code: value.toUpperCase() }
    : { pointer, problem: 'is not a currency code, such as EUR' };
}
