import { describe, expect, it } from 'vitest';
import { formatCursor, parseCursor } from '../../../../shared/azure/tables/table-cursor.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('parseCursor', () => {
  it.each([
    { nextPartitionKey: '1!68!YzBhNzA1MGM-', nextRowKey: '1!8!Z3JhbnQ-' },
    { nextPartitionKey: 'c0a7050c.00000b05' },
    { nextPartitionKey: 'YQ==', nextRowKey: 'ZQ==' },
    { nextPartitionKey: 'a"b\\c', nextRowKey: '{"d":1}' },
  ])('gives back what formatCursor made of %o', (continuation) => {
    const cursor = formatCursor(continuation);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(parseCursor(cursor)).toEqual(continuation);
  });

  it.each([
    '',
    'a b',
    'é',
    encode(''),
    encode('null'),
    encode('[]'),
    encode('{}'),
    encode('{"nextPartitionKey":""}'),
    encode('{"nextPartitionKey":5}'),
    encode('{"nextRowKey":"a"}'),
    encode('{"nextPartitionKey":"a","more":"b"}'),
    encode('{"nextPartitionKey":"a\\u000d\\u000aX: y"}'),
    encode('{"nextPartitionKey":"a","nextRowKey":"b","nextRowKey":"c"}'),
    encode(`{"nextPartitionKey":"${'a'.repeat(2_000)}"}`),
    'A'.repeat(5_000),
  ])('refuses %j', (cursor) => {
    const refused = { code: 'invalid_request', faults: [{ pointer: 'query:cursor' }] };
    expect(() => parseCursor(cursor)).toThrow(
      expect.objectContaining({ ...refused, faults: [expect.objectContaining(refused.faults[0])] }),
    );
  });
});
