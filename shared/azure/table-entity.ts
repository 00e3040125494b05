/**
 * A row in the JSON of the Table service: keys, columns, and types where JSON has none.
 *
 * Date is Edm.DateTime and bytes are Edm.Binary; an Edm.Int64 or Edm.Guid, which we never write, is read as an object that no
 * column reader accepts. Source: Azure Storage, "Payload format for Table service operations" (minimal metadata).
 */
export type ColumnValue = string | number | Date | Uint8Array;

/** Where a row stands. */
export type Keys = { partitionKey: string; rowKey: string };

/** A row as it is written; columns that are undefined are left out. */
export type Entity = Keys & { [column: string]: ColumnValue | undefined };

/** `(PartitionKey='…',RowKey='…')`, as it ends an address. */
export function formatKeys({ partitionKey, rowKey }: Keys): string {
  return `(PartitionKey=${encodeURIComponent(quote(partitionKey))},RowKey=${encodeURIComponent(quote(rowKey))})`;
}

/** A text in a filter or an address (OData 3.0). */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A filter whose values are quoted; they are texts alone. */
export function odata(parts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: parts }, ...values.map(quote));
}

/** The body of a write. */
export function serializeEntity({ partitionKey, rowKey, ...columns }: Entity): string {
  const json: Record<string, string | number> = { PartitionKey: partitionKey, RowKey: rowKey };
  for (const [name, value] of Object.entries(columns)) {
    if (value instanceof Date) {
      json[name] = value.toISOString();
      json[`${name}@odata.type`] = 'Edm.DateTime';
    } else if (value instanceof Uint8Array) {
      json[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
      json[`${name}@odata.type`] = 'Edm.Binary';
    } else if (value !== undefined) {
      json[name] = value;
    }
  }
  return JSON.stringify(json);
}

const names = new Map([
  ['PartitionKey', 'partitionKey'],
  ['RowKey', 'rowKey'],
  ['odata.etag', 'etag'],
  ['Timestamp', 'timestamp'],
]);

const TYPE = '@odata.type';

/** Columns by name; nothing is known of them, since whoever can write the table wrote them. */
export function parseEntity(json: Record<string, unknown>): Record<string, unknown> {
  const entity: Record<string, unknown> = {};
  for (const name of Object.keys(json)) {
    if (!name.endsWith(TYPE)) entity[names.get(name) ?? name] = parseValue(json[name], json[`${name}${TYPE}`]);
  }
  return entity;
}

function parseValue(value: unknown, type: unknown): unknown {
  if (typeof value !== 'string' || type === undefined || type === 'Edm.String') return value;
  if (type === 'Edm.DateTime') return new Date(value);
  if (type === 'Edm.Binary') return Buffer.from(value, 'base64');
  return { type, value };
}
