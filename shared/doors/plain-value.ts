/**
 * The plain value of what ERPs wrap: choices, references and amounts of Dataverse, and dates of the .NET serializer.
 *
 * `{"__type":"OptionSetValue:…","Value":1}` is 1, a `Money` its amount, an `EntityReference` its name or else its id,
 * `/Date(1796108400000)/` an instant. What they write where there is no date (the first day of .NET, and of Finance & Operations) is
 * no value. Anything else stays as it is.
 */
import { isJsonObject } from '../submission/json-value.ts';

/** Days of which ERPs mean that there is none. */
const noDates: ReadonlySet<string> = new Set(['0001-01-01', '1900-01-01']);

export type PlainValue = string | number | boolean | Date | null;

/** Undefined for an object or a list that is none of these. */
export function readPlainValue(value: unknown): PlainValue | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return readText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (!isJsonObject(value)) return undefined;
  const typed = value['__type'];
  const [type = ''] = typeof typed === 'string' ? typed.split(':') : [];
  if (type === 'OptionSetValue' || type === 'Money') return readPlainValue(value['Value']);
  if (type === 'EntityReference') return readPlainValue(value['Name'] ?? value['Id']);
  return undefined;
}

const dotNetDate = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/;
const isoDate = /^\d{4}-\d{2}-\d{2}(?:$|T\d{2}:\d{2})/;

function readText(text: string): PlainValue {
  const [, milliseconds] = dotNetDate.exec(text) ?? [];
  if (milliseconds !== undefined) return orNothing(new Date(Number(milliseconds)));
  return isoDate.test(text) && noDates.has(text.slice(0, 10)) ? null : text;
}

/** An instant that no calendar has is no value either. */
function orNothing(date: Date): Date | null {
  return Number.isNaN(date.getTime()) || noDates.has(date.toISOString().slice(0, 10)) ? null : date;
}
