/**
 * The body of an entity group transaction, and what its answer says.
 *
 * Up to 100 actions on rows of one partition of one table; all of them or none take effect. Written here because the SDK's
 * `submitTransaction` deletes whatever the row's ETag is and sets up a whole client for each call. It sends nothing.
 * Source: Azure Storage, "Performing entity group transactions"; OData 3.0 batch processing.
 */
import type { HttpAnswer } from '../../http/http-request.ts';
import { formatEntity, type Entity, type Keys } from './table-entity.ts';
import { failureOfAnswer, failureOfHttp, readErrorCode, TableFailure } from './table-failure.ts';

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
    const address = action.kind === 'insert' ? tableUrl : `${tableUrl}(${formatKeys(action.entity)})`;
    return (
      `--${changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n` +
      `${methods[action.kind]} ${address} HTTP/1.1\r\n` +
      'Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\n' +
      ('etag' in action ? `If-Match: ${action.etag}\r\n` : '') +
      (action.kind === 'insert' ? 'Prefer: return-no-content\r\n' : '') +
      (action.kind === 'delete'
        ? '\r\n\r\n'
        : `Content-Type: application/json\r\n\r\n${formatEntity(action.entity)}\r\n`)
    );
  });
  const head = `--${boundary}\r\nContent-Type: multipart/mixed; boundary=${changeSet}\r\n\r\n`;
  return `${head}${parts.join('')}--${changeSet}--\r\n--${boundary}--\r\n`;
}

function formatKeys({ partitionKey, rowKey }: Keys): string {
  return `PartitionKey='${quote(partitionKey)}',RowKey='${quote(rowKey)}'`;
}

/** Most keys have nothing that an address or a text in it would read otherwise. */
function quote(key: string): string {
  return /^[\w.~-]*$/.test(key) ? key : encodeURIComponent(key.replaceAll("'", "''"));
}

/**
 * The new ETag of each action, in order; undefined for deletions.
 * @throws TableFailure of the first action that failed, or `transient` when the answer cannot be read.
 */
export function parseBatch(answer: HttpAnswer, actions: readonly TableAction[]): (string | undefined)[] {
  if (answer.status !== 202) throw failureOfHttp(answer);
  const requestId = answer.headers['x-ms-request-id']?.toString();
  const answers = answer.body
    .toString()
    .split(/^HTTP\/1\.1 /m)
    .slice(1);
  const results = answers.map((part) => {
    const subStatus = Number(part.slice(0, 3));
    if (subStatus >= 200 && subStatus <= 299) return /^etag:[ \t]*(\S.*?)[ \t]*$/im.exec(part)?.[1];
    throw failureOfAnswer(subStatus, readErrorCode(part), requestId);
  });
  if (results.length !== actions.length || actions.some(({ kind }, index) => kind !== 'delete' && !results[index]))
    throw new TableFailure('transient', 'a transaction was answered incompletely');
  return results;
}
