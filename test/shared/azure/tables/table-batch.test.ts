import { describe, expect, it } from 'vitest';
import { buildBatch, parseBatch, type TableAction } from '../../../../shared/azure/tables/table-batch.ts';

const tableUrl = 'https://contoso.table.core.windows.net/messages';
const keys = { partitionKey: 'a', rowKey: "due_2026-11-02T09:00:00.000Z_o'hara/#" };
const written: TableAction = { kind: 'insert', entity: { ...keys, count: 2, text: 'ä"\r\n', absent: undefined } };

describe('buildBatch', () => {
  it('writes every action as a request of its own in one change set', () => {
    expect(
      buildBatch(tableUrl, [{ kind: 'insert', entity: { ...keys, rowKey: 'b' } }], 'batch_1').split('\r\n'),
    ).toEqual([
      '--batch_1',
      'Content-Type: multipart/mixed; boundary=changeset_batch_1',
      '',
      '--changeset_batch_1',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      'POST https://contoso.table.core.windows.net/messages HTTP/1.1',
      'Accept: application/json;odata=minimalmetadata',
      'DataServiceVersion: 3.0;',
      'Prefer: return-no-content',
      'Content-Type: application/json',
      '',
      '{"PartitionKey":"a","RowKey":"b"}',
      '--changeset_batch_1--',
      '--batch_1--',
      '',
    ]);
  });

  it('names the ETag of what it replaces or deletes, and none of what it upserts', () => {
    const etag = 'W/"datetime\'2026\'"';
    const actions: TableAction[] = [
      { kind: 'replace', entity: keys, etag },
      { kind: 'delete', entity: keys, etag },
      { kind: 'upsert', entity: keys },
    ];
    const parts = buildBatch(tableUrl, actions, 'b').split('--changeset_b\r\n').slice(1);
    expect(parts.map((part) => /^(\w+) \S+ HTTP/m.exec(part)?.[1])).toEqual(['PUT', 'DELETE', 'PUT']);
    expect(parts.map((part) => /^If-Match: (.*)\r$/m.exec(part)?.[1])).toEqual([etag, etag, undefined]);
  });

  it('escapes keys in addresses', () => {
    const [, address] =
      /^DELETE (\S+) HTTP/m.exec(buildBatch(tableUrl, [{ kind: 'delete', entity: keys, etag: '*' }], 'b')) ?? [];
    const rowKey = "due_2026-11-02T09%3A00%3A00.000Z_o''hara%2F%23";
    expect(address).toBe(`${tableUrl}(PartitionKey='a',RowKey='${rowKey}')`);
  });

  it('writes times and bytes with their types, texts on one line, and leaves absent columns out', () => {
    const entity = { ...keys, at: new Date(0), bytes: new Uint8Array([9, 0, 1, 255]).subarray(1) };
    const lines = buildBatch(tableUrl, [{ kind: 'upsert', entity }, written], 'b').split('\r\n');
    const bodies = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as object);
    const stored = { PartitionKey: 'a', RowKey: keys.rowKey };
    expect(bodies).toEqual([
      {
        ...stored,
        at: '1970-01-01T00:00:00.000Z',
        'at@odata.type': 'Edm.DateTime',
        bytes: 'AAH/',
        'bytes@odata.type': 'Edm.Binary',
      },
      { ...stored, count: 2, text: 'ä"\r\n' },
    ]);
  });
});

function answer(body: string, status = 202, headers: Record<string, string> = {}) {
  return { status, headers: { 'x-ms-request-id': 'abc', ...headers }, body: Buffer.from(body), isComplete: true };
}

function answerPart(status: string, ...lines: string[]): string {
  return ['--changesetresponse_1', 'Content-Type: application/http', '', `HTTP/1.1 ${status}`, ...lines, '', ''].join(
    '\r\n',
  );
}

const error = (code: string, message: string) =>
  JSON.stringify({ 'odata.error': { code, message: { value: message } } });

describe('parseBatch', () => {
  const two: TableAction[] = [written, { kind: 'delete', entity: keys, etag: '*' }];

  it('gives the ETag of each action in order', () => {
    const body = answerPart('204 No Content', 'etag: W/"1"') + answerPart('204 No Content');
    expect(parseBatch(answer(body), two)).toEqual(['W/"1"', undefined]);
  });

  it.each([
    ['409 Conflict', 'EntityAlreadyExists', 'conflict'],
    ['412 Precondition Failed', 'UpdateConditionNotSatisfied', 'conflict'],
    ['404 Not Found', 'ResourceNotFound', 'missing'],
    ['404 Not Found', 'TableNotFound', 'table_missing'],
    ['503 Service Unavailable', 'ServerBusy', 'transient'],
    ['400 Bad Request', 'InvalidInput', 'invalid'],
    ['403 Forbidden', 'AuthorizationPermissionMismatch', 'refused'],
  ])('fails as the action that was answered %s %s', (status, code, kind) => {
    const body = answerPart(status, 'Content-Type: application/json', '', error(code, '1:stored value'));
    expect(() => parseBatch(answer(body), two)).toThrow(expect.objectContaining({ kind }));
    expect(() => parseBatch(answer(body), two)).toThrow(`${status.slice(0, 3)} ${code}, request abc`);
  });

  it('fails as the whole transaction was answered', () => {
    const refused = answer(error('AuthorizationFailure', 'x'), 403);
    expect(() => parseBatch(refused, two)).toThrow(expect.objectContaining({ kind: 'refused' }));
    const busy = answer('', 503, { 'x-ms-error-code': 'ServerBusy' });
    expect(() => parseBatch(busy, two)).toThrow('503 ServerBusy');
  });

  it.each([
    ['nothing', ''],
    ['an answer too few', answerPart('204 No Content', 'ETag: W/"1"')],
    ['an answer too many', answerPart('204 No Content', 'ETag: W/"1"').repeat(3)],
    ['no ETag', answerPart('204 No Content') + answerPart('204 No Content')],
  ])('takes %s for a lost answer', (_name, body) => {
    expect(() => parseBatch(answer(body), two)).toThrow(expect.objectContaining({ kind: 'transient' }));
  });
});
