import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEntity, readEntity, type Entity } from '../../../../shared/azure/tables/table-entity.ts';
import { codePoint } from '../../code-point.ts';

const read = (json: string) => readEntity(JSON.parse(json) as Record<string, unknown>);

describe('formatEntity', () => {
  it('writes types beside times and bytes, and leaves out what is absent', () => {
    const bytes = new Uint8Array([9, 0, 1, 255]).subarray(1);
    const entity = { partitionKey: 'a', rowKey: "o'hara", at: new Date(0), bytes, count: 2, absent: undefined };
    expect(JSON.parse(formatEntity(entity))).toEqual({
      PartitionKey: 'a',
      RowKey: "o'hara",
      at: '1970-01-01T00:00:00.000Z',
      'at@odata.type': 'Edm.DateTime',
      bytes: 'AAH/',
      'bytes@odata.type': 'Edm.Binary',
      count: 2,
    });
  });

  it('writes what readEntity gives back, whatever the values', () => {
    const text = fc.string({ unit: codePoint });
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    const columns = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,12}$/), value, { noNullPrototype: true });
    fc.assert(
      fc.property(text, text, columns, (partitionKey, rowKey, others) => {
        const { etag: _reserved, ...own } = others;
        const entity: Entity = { ...own, partitionKey, rowKey };
        expect(read(formatEntity(entity))).toEqual(entity);
      }),
    );
  });
});

describe('readEntity', () => {
  it('takes keys and ETag from the service, whatever columns are stored beside them', () => {
    const stored = { etag: 'stored', partitionKey: 'stored', rowKey: 'stored', Timestamp: '2026-11-02T09:00:00Z' };
    expect(readEntity({ 'odata.etag': 'W/"1"', PartitionKey: 'a', RowKey: 'b', ...stored })).toEqual({
      partitionKey: 'a',
      rowKey: 'b',
      etag: 'W/"1"',
    });
  });

  it('gives values of other types as they are in JSON, and no null', () => {
    const json = { PartitionKey: 'a', RowKey: 'b', big: '9', 'big@odata.type': 'Edm.Int64', flag: true, nothing: null };
    const entity = readEntity(json);
    expect(entity).toMatchObject({ big: '9', flag: true });
    expect(entity).not.toHaveProperty('nothing');
  });
});
