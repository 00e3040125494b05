/**
 * Rows in memory with ETags, under the stores in this folder: values are copied on the way in and out.
 *
 * Every write changes the ETag; a write that names another one is a conflict. Keys are compared as texts.
 */
import { ConnectorError } from '../../shared/errors.ts';

export interface StoredRow<Value> {
  key: string;
  value: Value;
  etag: string;
}

export interface MemoryRows<Value> {
  read(key: string): StoredRow<Value> | undefined;
  /** In key order. */
  all(): StoredRow<Value>[];
  /** One page of the rows whose keys start with `prefix` and are wanted, after the key that `cursor` names. */
  page(
    top: number,
    cursor?: string,
    prefix?: string,
    isWanted?: (key: string) => boolean,
  ): { rows: StoredRow<Value>[]; cursor?: string };
  /** Returns the ETag. @throws ConnectorError `conflict` */
  insert(key: string, value: Value): string;
  /** `*` matches every row that is there. Returns the ETag. @throws ConnectorError `conflict` */
  replace(key: string, value: Value, etag: string): string;
  put(key: string, value: Value): string;
  /** False when the row is not there or not as read. */
  remove(key: string, etag: string): boolean;
}

export function createMemoryRows<Value>(): MemoryRows<Value> {
  const rows = new Map<string, { value: Value; etag: string }>();
  let writes = 0;
  const copy = (key: string, row: { value: Value; etag: string }) => ({ key, ...structuredClone(row) });
  /** In key order; values are copied only of rows that are given out, because a copy costs more than all else here. */
  const select = (isWanted: (key: string) => boolean) =>
    [...rows].filter(([key]) => isWanted(key)).sort(([one], [other]) => (one < other ? -1 : 1));
  const copyAll = (found: ReturnType<typeof select>) => found.map(([key, row]) => copy(key, row));
  const put = (key: string, value: Value): string => {
    writes += 1;
    const etag = `W/"${writes}"`;
    rows.set(key, { value: structuredClone(value), etag });
    return etag;
  };
  const matches = (key: string, etag: string) => {
    const row = rows.get(key);
    return row !== undefined && (etag === '*' || etag === row.etag);
  };
  return {
    all: () => copyAll(select(() => true)),
    put,
    read(key) {
      const row = rows.get(key);
      return row && copy(key, row);
    },
    page(top, cursor, prefix = '', isWanted = () => true) {
      const after = cursor === undefined ? '' : parseCursor(cursor);
      const rest = select((key) => key > after && key.startsWith(prefix) && isWanted(key));
      const page = copyAll(rest.slice(0, top));
      const last = page.at(-1);
      return {
        rows: page,
        ...(last && rest.length > top && { cursor: Buffer.from(`>${last.key}`).toString('base64url') }),
      };
    },
    insert(key, value) {
      if (rows.has(key)) throw new ConnectorError('conflict');
      return put(key, value);
    },
    replace(key, value, etag) {
      if (!matches(key, etag)) throw new ConnectorError('conflict');
      return put(key, value);
    },
    remove: (key, etag) => matches(key, etag) && rows.delete(key),
  };
}

function parseCursor(cursor: string): string {
  const text = /^[A-Za-z0-9_-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString() : '';
  if (text.startsWith('>')) return text.slice(1);
  const detail = 'The cursor is not one that this API gave; start the list again without it.';
  throw new ConnectorError('invalid_request', { faults: [{ pointer: 'query:cursor', detail }] });
}
