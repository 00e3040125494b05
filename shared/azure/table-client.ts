/**
 * The requests of the Table service for one table: build, send once, read the answer.
 *
 * Every replacement and deletion names an ETag. Rows come as parseEntity gives them, unchecked. It repeats nothing.
 * Source: Azure Storage, "Table service REST API".
 */
import type { TableConnection } from './table-connection.ts';
import { buildBatch, parseBatch, type TableAction } from './table-batch.ts';
import { formatKeys, parseEntity, serializeEntity, type Entity, type Keys } from './table-entity.ts';
import { TableFailure } from './table-failure.ts';
import { failureIn, readHeader, type TableAnswer } from './table-http-client.ts';

/** Where the next page of a list begins, in the service's words. */
export interface Continuation {
  nextPartitionKey: string;
  nextRowKey?: string;
}

export interface PageQuery {
  filter: string;
  select?: string[] | undefined;
  top: number;
  continuation?: Continuation | undefined;
}

/** Every method throws TableFailure, or what the credential throws. */
export interface TableClient {
  /** The row, and the answer's `Date`. */
  get(keys: Keys, signal: AbortSignal): Promise<{ entity: Record<string, unknown>; date: string | undefined }>;
  listPage(
    query: PageQuery,
    signal: AbortSignal,
  ): Promise<{ entities: Record<string, unknown>[]; continuation?: Continuation }>;
  /** Returns the ETag. */
  insert(entity: Entity, signal: AbortSignal): Promise<string>;
  /** Returns the ETag. `merge` keeps the columns that are not named. */
  update(kind: 'replace' | 'merge', entity: Entity, etag: string, signal: AbortSignal): Promise<string>;
  remove(keys: Keys, etag: string, signal: AbortSignal): Promise<void>;
  /** Returns the ETags in order. `boundary` must not occur in any value. */
  transact(actions: readonly TableAction[], boundary: string, signal: AbortSignal): Promise<(string | undefined)[]>;
  /** Whether or not it exists. */
  createTable(signal: AbortSignal): Promise<void>;
}

const jsonContent = { 'Content-Type': 'application/json' };
const methods = { replace: 'PUT', merge: 'PATCH' } as const;

export function createTableClient(name: string, { endpoint, send }: TableConnection): TableClient {
  return {
    async get(keys, signal) {
      const answer = await send({ method: 'GET', path: `/${name}${formatKeys(keys)}`, signal });
      return { entity: parseEntity(readJson(answer)), date: readHeader(answer, 'date') };
    },
    async listPage(query, signal) {
      const answer = await send({ method: 'GET', path: `/${name}()?${formatQuery(query)}`, signal });
      const { value } = readJson(answer);
      if (!Array.isArray(value)) throw new TableFailure('transient', 'a list was answered without rows');
      const nextPartitionKey = readHeader(answer, 'x-ms-continuation-nextpartitionkey');
      const nextRowKey = readHeader(answer, 'x-ms-continuation-nextrowkey');
      return {
        entities: (value as Record<string, unknown>[]).map(parseEntity),
        ...(nextPartitionKey && { continuation: { nextPartitionKey, ...(nextRowKey && { nextRowKey }) } }),
      };
    },
    async insert(entity, signal) {
      const headers = { ...jsonContent, Prefer: 'return-no-content' };
      const body = serializeEntity(entity);
      return readEtag(await send({ method: 'POST', path: `/${name}`, headers, body, signal }));
    },
    async update(kind, entity, etag, signal) {
      const headers = { ...jsonContent, 'If-Match': etag };
      const request = { path: `/${name}${formatKeys(entity)}`, headers, body: serializeEntity(entity), signal };
      return readEtag(await send({ method: methods[kind], ...request }));
    },
    async remove(keys, etag, signal) {
      const headers = { 'If-Match': etag };
      expectStatus(204, await send({ method: 'DELETE', path: `/${name}${formatKeys(keys)}`, headers, signal }));
    },
    async transact(actions, boundary, signal) {
      const headers = { 'Content-Type': `multipart/mixed; boundary=${boundary}`, Accept: 'application/json' };
      const body = buildBatch(`${endpoint}/${name}`, actions, boundary);
      return parseBatch(await send({ method: 'POST', path: '/$batch', headers, body, signal }), actions);
    },
    async createTable(signal) {
      const headers = { ...jsonContent, Prefer: 'return-no-content' };
      const body = JSON.stringify({ TableName: name });
      const answer = await send({ method: 'POST', path: '/Tables', headers, body, signal });
      if (answer.status === 409 && /"TableAlreadyExists"/.test(answer.body)) return;
      expectStatus(204, answer);
    },
  };
}

function formatQuery({ filter, select, top, continuation }: PageQuery): string {
  const parameters = [
    `$filter=${encodeURIComponent(filter)}`,
    ...(select ? [`$select=${select.join(',')}`] : []),
    `$top=${top}`,
    ...(continuation ? [`NextPartitionKey=${encodeURIComponent(continuation.nextPartitionKey)}`] : []),
    ...(continuation?.nextRowKey ? [`NextRowKey=${encodeURIComponent(continuation.nextRowKey)}`] : []),
  ];
  return parameters.join('&');
}

function expectStatus(status: number, answer: TableAnswer): void {
  if (answer.status !== status) throw failureIn(answer);
}

function readEtag(answer: TableAnswer): string {
  expectStatus(204, answer);
  const etag = readHeader(answer, 'etag');
  if (!etag) throw new TableFailure('transient', 'a write was answered without an ETag');
  return etag;
}

function readJson(answer: TableAnswer): Record<string, unknown> {
  expectStatus(200, answer);
  let value: unknown;
  try {
    value = JSON.parse(answer.body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (typeof value !== 'object' || value === null) throw new TableFailure('transient', 'an answer is not JSON');
  return value as Record<string, unknown>;
}
