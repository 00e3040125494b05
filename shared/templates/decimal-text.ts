/**
 * Numbers as decimal texts, because a double does not hold every amount: `12345678901234567.89` stays what it is.
 *
 * A JSON number is taken as the shortest decimal text that means it. A text with a comma, groups or a currency is none: what could be
 * meant in two ways is not guessed.
 */
import { DECIMAL_FRACTION_DIGITS_MAX, DECIMAL_INTEGER_DIGITS_MAX } from '../template-limits.ts';

export type DecimalText = `${number}`;

const decimal = new RegExp(`^-?\\d{1,${DECIMAL_INTEGER_DIGITS_MAX}}(?:\\.\\d{1,${DECIMAL_FRACTION_DIGITS_MAX}})?$`);

/** Undefined for what is no decimal number, or a longer one than anybody reads. */
export function toDecimalText(value: unknown): DecimalText | undefined {
  const text = typeof value === 'number' ? expand(String(value)) : value;
  return typeof text === 'string' && decimal.test(text) ? (text as DecimalText) : undefined;
}

export function countFractionDigits(text: DecimalText): number {
  return text.split('.')[1]?.length ?? 0;
}

/** `1.5e-7` without its exponent; NaN and Infinity stay words. */
function expand(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (!whole) return text;
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  // String() writes an exponent above 20 only, and no double has that many digits.
  return `${sign}${digits.padEnd(point, '0')}`;
}
