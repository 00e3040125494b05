/**
 * The body of an entity group transaction, and what its answer says.
 *
 * Up to 100 actions on rows of one partition of one table; all of them or none take effect. Written here because the SDK's
 * `submitTransaction` deletes whatever the row's ETag is and sets up a whole client for each call. It sends nothing.
 * Source: Azure Storage, "Performing entity group transactions"; OData 3.0 batch processing.
 */
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { failureOfAnswer, readErrorCode, TableFailure } from './table-failure.ts';

export type ColumnValue = string | number | Date | Uint8Array;

/** Where a row stands. */
export type Keys = { partitionKey: string; rowKey: string };

/** A row as it is written; columns that are undefined are left out. */
export type Entity = Keys & { [column: string]: ColumnValue | undefined };

export type TableAction =
  | { kind: 'insert'; entity: Entity }
  /** Replaces the row if it is as read. */
  | { kind: 'replace'; entity: Entity; etag: string }
  /** Inserts or replaces; only beside an action that is guarded by an ETag. */
  | { kind: 'upsert'; entity: Entity }
  | { kind: 'delete'; entity: Keys; etag: string };

const methods = { insert: 'POST', replace: 'PUT', upsert: 'PUT', delete: 'DELETE' } as const;

/** `tableUrl` without a trailing slash; `boundary` must not occur in any value. */
export function buildBatch(tableUrl: string, actions: readonly TableAction[], boundary: string): string {
  const changeSet = `changeset_${boundary}`;
  const parts = actions.map((action) => {
    const { partitionKey, rowKey } = action.entity;
    const address = action.kind === 'insert' ? tableUrl : `${tableUrl}(${formatKeys(partitionKey, rowKey)})`;
    return [
      `--${changeSet}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `${methods[action.kind]} ${address} HTTP/1.1`,
      'Accept: application/json;odata=minimalmetadata',
      'DataServiceVersion: 3.0;',
      ...('etag' in action ? [`If-Match: ${action.etag}`] : []),
      ...(action.kind === 'insert' ? ['Prefer: return-no-content'] : []),
      ...(action.kind === 'delete'
        ? ['', '', '']
        : ['Content-Type: application/json', '', serialize(action.entity), '']),
    ].join('\r\n');
  });
  const head = `--${boundary}\r\nContent-Type: multipart/mixed; boundary=${changeSet}\r\n\r\n`;
  return `${head}${parts.join('')}--${changeSet}--\r\n--${boundary}--\r\n`;
}

function formatKeys(partitionKey: string, rowKey: string): string {
  const quote = (key: string) => encodeURIComponent(key.replaceAll("'", "''"));
  return `PartitionKey='${quote(partitionKey)}',RowKey='${quote(rowKey)}'`;
}

function serialize({ partitionKey, rowKey, ...columns }: Entity): string {
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

/**
 * The new ETag of each action, in order; undefined for deletions.
 * @throws TableFailure of the first action that failed, or `transient` when the answer cannot be read.
 */
export function parseBatch(response: PipelineResponse, actions: readonly TableAction[]): (string | undefined)[] {
  const { status, headers, bodyAsText } = response;
  const requestId = headers.get('x-ms-request-id');
  if (status !== 202)
    throw failureOfAnswer(status, headers.get('x-ms-error-code') ?? readErrorCode(bodyAsText), requestId);
  const answers = (bodyAsText ?? '').split(/^HTTP\/1\.1 /m).slice(1);
  const results = answers.map((answer) => {
    const subStatus = Number(answer.slice(0, 3));
    if (subStatus >= 200 && subStatus <= 299) return /^etag:[ \t]*(\S.*?)[ \t]*$/im.exec(answer)?.[1];
    throw failureOfAnswer(subStatus, readErrorCode(answer), requestId);
  });
  if (results.length !== actions.length || actions.some(({ kind }, index) => kind !== 'delete' && !results[index]))
    throw new TableFailure('transient', 'a transaction was answered incompletely');
  return results;
}
