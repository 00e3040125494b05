/**
 * Reads the columns of a stored row and refuses what we cannot have written.
 *
 * A row is input: whoever can write the table could have put anything there. A column that is absent, of another type or out
 * of its range makes the whole row `sealed_record_refused`; the cause names table and column, never a value. Columns that
 * nobody asks for are ignored. It says nothing about whose row it is: that is in the key.
 */
import { ConnectorError, hasCode } from '../../errors.ts';
import { parseSender, type Sender } from '../../sender.ts';

/** A row as the SDK gives it, keys and ETag checked. */
export interface Row {
  partitionKey: string;
  rowKey: string;
  etag: string;
  [column: string]: unknown;
}

export interface RowReader {
  text(column: string, pattern?: RegExp): string;
  guid(column: string): string;
  oneOf<Value extends string>(column: string, values: readonly Value[]): Value;
  /** A whole number from 0 to 2,147,483,647. */
  whole(column: string): number;
  date(column: string): Date;
  bytes(column: string): Uint8Array;
  sender(column: string): Sender;
  /** A JSON text; `parse` returns undefined for anything but what we write. */
  json<Value>(column: string, parse: (value: unknown) => Value | undefined): Value;
  /** Undefined when the column is absent, else what `read` says. */
  optional<Value>(column: string, read: (column: string) => Value): Value | undefined;
}

export const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function refuseRow(table: string, column: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(`Table ${table}: ${column} is malformed.`) });
}

/** Every method throws ConnectorError `sealed_record_refused`. */
export function createRowReader(table: string, row: Row): RowReader {
  const read = <Value>(column: string, parse: (value: unknown) => Value | undefined): Value => {
    const value = parse(row[column]);
    if (value === undefined) throw refuseRow(table, column);
    return value;
  };
  const text = (column: string, pattern = /^/) =>
    read(column, (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined));
  return {
    text,
    guid: (column) => text(column, guidPattern),
    oneOf: (column, values) => read(column, (value) => values.find((known) => known === value)),
    whole: (column) =>
      read(column, (value) =>
        typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0x7fff_ffff ? value : undefined,
      ),
    date: (column) => read(column, (value) => (value instanceof Date && isValid(value) ? value : undefined)),
    bytes: (column) => read(column, (value) => (value instanceof Uint8Array ? value : undefined)),
    sender: (column) => read(column, (value) => (typeof value === 'string' ? parseSender(value) : undefined)),
    json: (column, parse) => read(column, (value) => (typeof value === 'string' ? parseJson(value, parse) : undefined)),
    optional: (column, readColumn) => (Object.hasOwn(row, column) ? readColumn(column) : undefined),
  };
}

function isValid(date: Date): boolean {
  return !Number.isNaN(date.getTime());
}

function parseJson<Value>(text: string, parse: (value: unknown) => Value | undefined): Value | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return parse(value);
}

/** For `json`: an array whose every item `parse` accepts. */
export function arrayOf<Value>(parse: (item: unknown) => Value | undefined): (value: unknown) => Value[] | undefined {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const items = value.map(parse).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
  };
}

/** For `json`: an object that is neither null nor an array. */
export function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/**
 * What `read` makes of the rows of a list. One bad row must not stop the work on the others, so it is passed over while there
 * are good ones; when nothing else is left, its refusal is thrown.
 */
export function readSound<Item, Value>(items: readonly Item[], read: (item: Item) => Value): Value[] {
  const values: Value[] = [];
  let refusal: unknown;
  for (const item of items) {
    try {
      values.push(read(item));
    } catch (error) {
      if (!hasCode(error, 'sealed_record_refused')) throw error;
      refusal ??= error;
    }
  }
  if (refusal && values.length === 0) throw refusal;
  return values;
}
