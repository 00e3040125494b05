/**
 * An entity as the table service writes and reads it in JSON: keys, typed columns, and their types beside them.
 *
 * Texts, booleans and whole numbers of 32 bits need no type; times are Edm.DateTime, bytes Edm.Binary in base64. Other types are
 * never written here, and read as what JSON holds. It knows no rule about a row: table-row.ts does.
 * Source: Azure Storage, "Payload format for Table service operations", "Understanding the Table service data model".
 */
export type ColumnValue = string | number | Date | Uint8Array;

/** The keys of a row. */
export type Keys = { partitionKey: string; rowKey: string };

/** A row as it is written; columns that are undefined are left out. */
export type Entity = Keys & { [column: string]: ColumnValue | undefined };

/** JSON; column names are our own and need no escaping. */
export function formatEntity(entity: Entity): string {
  let json = `"PartitionKey":${JSON.stringify(entity.partitionKey)},"RowKey":${JSON.stringify(entity.rowKey)}`;
  for (const name in entity) {
    const value = entity[name];
    if (value !== undefined && name !== 'partitionKey' && name !== 'rowKey') json += `,${formatColumn(name, value)}`;
  }
  return `{${json}}`;
}

function formatColumn(name: string, value: ColumnValue): string {
  if (typeof value === 'string') return `"${name}":${JSON.stringify(value)}`;
  if (typeof value === 'number') return `"${name}":${value}`;
  if (value instanceof Date) return `"${name}":"${value.toISOString()}","${name}@odata.type":"Edm.DateTime"`;
  const base64 = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return `"${name}":"${base64}","${name}@odata.type":"Edm.Binary"`;
}

const ownNames = new Set(['PartitionKey', 'RowKey', 'Timestamp', 'odata.etag']);

/**
 * The columns by name, and what the service says of the row under the SDK's names: `partitionKey`, `rowKey`, `etag`. A column that was
 * asked for and that the row does not have may come as null.
 */
export function readEntity(json: Record<string, unknown>): Record<string, unknown> {
  const entity: Record<string, unknown> = {};
  for (const name in json) {
    if (!name.includes('@') && !ownNames.has(name) && json[name] !== null)
      entity[name] = readValue(json[name], json[`${name}@odata.type`]);
  }
  entity['partitionKey'] = json['PartitionKey'];
  entity['rowKey'] = json['RowKey'];
  entity['etag'] = json['odata.etag'];
  return entity;
}

function readValue(value: unknown, type: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'Edm.DateTime') return new Date(value);
  return type === 'Edm.Binary' ? Buffer.from(value, 'base64') : value;
}
