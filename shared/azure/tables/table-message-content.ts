/**
 * The sealed content of a message as a row beside it in the table `messages`.
 *
 * Columns: c0, c1 and so on (binary), at most 64 KiB each, which is all that a column holds, and at most eight; in this order they are the
 * content. It opens nothing: whether the columns are whole is for the seal to say.
 */
import { CONTENT_ROW_MAX_BYTES } from '../../waiting-limits.ts';
import { addressOfContent } from '../../message-addresses.ts';
import type { Entity } from './table-entity.ts';
import { createRowReader, type Row } from './table-row.ts';

const COLUMN_MAX_BYTES = 64 * 1024;
const COLUMNS = Array.from({ length: CONTENT_ROW_MAX_BYTES / COLUMN_MAX_BYTES }, (_, index) => `c${index}`);

/** @throws RangeError for more than CONTENT_ROW_MAX_BYTES */
export function writeContent(id: string, content: Uint8Array): Entity {
  if (content.byteLength > CONTENT_ROW_MAX_BYTES) throw new RangeError('The content is too long for a row.');
  const entity: Entity = { ...addressOfContent(id).keys };
  for (const [index, column] of COLUMNS.entries()) {
    const start = index * COLUMN_MAX_BYTES;
    if (start < Math.max(content.byteLength, 1)) entity[column] = content.subarray(start, start + COLUMN_MAX_BYTES);
  }
  return entity;
}

/** @throws ConnectorError `sealed_record_refused` */
export function readContentRow(table: string, row: Row): Uint8Array {
  const { bytes, optional } = createRowReader(table, row);
  const [first = '', ...others] = COLUMNS;
  const columns = [bytes(first), ...others.map((column) => optional(column, bytes))];
  return Buffer.concat(columns.filter((column) => column !== undefined));
}
