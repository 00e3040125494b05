/**
 * The value of a placeholder, as the type that the door gives it.
 *
 * Numbers and amounts become decimal text with the digits that were given, a date `2026-12-01` in UTC, a time RFC 3339 in UTC. A value of
 * another type is a problem, never converted by guessing.
 */
import { EXACT_NUMBER_MAX, FIELD_TEXT_MAX_CHARACTERS } from '../door-limits.ts';
import type { FieldType } from './door-document.ts';
import type { FieldValue } from './door-event.ts';
import { readPlainValue, type PlainValue } from './plain-value.ts';

/** `problem` is the end of a sentence and repeats nothing of the payload. */
export type TypedValue = { value: FieldValue } | { problem: string };

export function readTypedValue(given: unknown, type: FieldType): TypedValue {
  const plain = readPlainValue(given);
  if (plain === undefined) return { problem: 'is a list or an object' };
  if (plain === null || plain === '') return { value: null };
  const value = readers[type](plain);
  if (value === undefined) return { problem: `is not ${names[type]}` };
  const isTooLong = typeof value === 'string' && value.length > FIELD_TEXT_MAX_CHARACTERS;
  return isTooLong ? { problem: `has more than ${FIELD_TEXT_MAX_CHARACTERS} characters` } : { value };
}

const names: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  number: 'a number whose digits are all there',
  amount: 'an amount whose digits are all there',
  date: 'a date',
  dateTime: 'a date with a time',
  boolean: 'true or false',
};

type Given = Exclude<PlainValue, null>;

const readers: Readonly<Record<FieldType, (plain: Given) => string | boolean | undefined>> = {
  text: (plain) => (plain instanceof Date ? plain.toISOString() : String(plain).toWellFormed()),
  number: readDecimal,
  amount: readDecimal,
  date: (plain) =>
    readInstant(plain, /^\d{4}-\d{2}-\d{2}/)
      ?.toISOString()
      .slice(0, 10),
  dateTime: (plain) => readInstant(plain, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/)?.toISOString(),
  boolean: readBoolean,
};

function readDecimal(plain: Given): string | undefined {
  if (typeof plain === 'string') return /^-?\d{1,30}(?:\.\d{1,15})?$/.test(plain) ? plain : undefined;
  if (typeof plain !== 'number' || !(Math.abs(plain) < EXACT_NUMBER_MAX)) return undefined;
  // Numbers this small are written with an exponent, which no amount has.
  return /^-?\d+(?:\.\d+)?$/.test(String(plain)) ? String(plain) : plain.toFixed(15).replace(/\.?0+$/, '');
}

/** Dataverse writes times without an offset, in UTC. */
function readInstant(plain: Given, form: RegExp): Date | undefined {
  if (plain instanceof Date) return plain;
  if (typeof plain !== 'string' || plain.length > 40 || !form.test(plain)) return undefined;
  const isWithoutOffset = /T[\d:.]+$/.test(plain);
  const instant = new Date(isWithoutOffset ? `${plain}Z` : plain);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Finance & Operations writes the symbols of its enum NoYes. */
function readBoolean(plain: Given): boolean | undefined {
  if (typeof plain === 'boolean') return plain;
  if (/^(?:true|yes)$/i.test(String(plain))) return true;
  return /^(?:false|no)$/i.test(String(plain)) ? false : undefined;
}
