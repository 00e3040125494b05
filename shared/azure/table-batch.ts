/**
 * The body of an entity group transaction, and what its answer says.
 *
 * Up to 100 actions on rows of one partition of one table; all of them or none take effect. It sends nothing.
 * Source: Azure Storage, "Performing entity group transactions"; OData 3.0 batch processing.
 */
import { formatKeys, serializeEntity, type Entity, type Keys } from './table-entity.ts';
import { failureOfAnswer, readErrorCode, TableFailure } from './table-failure.ts';
import { failureIn, readHeader, type TableAnswer } from './table-http-client.ts';

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
    const address = action.kind === 'insert' ? tableUrl : `${tableUrl}${formatKeys(action.entity)}`;
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
        : ['Content-Type: application/json', '', serializeEntity(action.entity), '']),
    ].join('\r\n');
  });
  const head = `--${boundary}\r\nContent-Type: multipart/mixed; boundary=${changeSet}\r\n\r\n`;
  return `${head}${parts.join('')}--${changeSet}--\r\n--${boundary}--\r\n`;
}

/**
 * The new ETag of each action, in order; undefined for deletions.
 * @throws TableFailure of the first action that failed, or `transient` when the answer cannot be read.
 */
export function parseBatch(answer: TableAnswer, actions: readonly TableAction[]): (string | undefined)[] {
  if (answer.status !== 202) throw failureIn(answer);
  const requestId = readHeader(answer, 'x-ms-request-id');
  const answers = answer.body.split(/^HTTP\/1\.1 /m).slice(1);
  const results = answers.map((part) => {
    const subStatus = Number(part.slice(0, 3));
    if (subStatus >= 200 && subStatus <= 299) return /^etag:[ \t]*(\S.*?)[ \t]*$/im.exec(part)?.[1];
    throw failureOfAnswer(subStatus, readErrorCode(part), requestId);
  });
  if (results.length !== actions.length || actions.some(({ kind }, index) => kind !== 'delete' && !results[index]))
    throw new TableFailure('transient', 'a transaction was answered incompletely');
  return results;
}
