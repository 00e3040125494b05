import { describe, expect, it } from 'vitest';
import { readContentRow, writeContent } from '../../../../shared/azure/tables/table-message-content.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { CONTENT_ROW_MAX_BYTES } from '../../../../shared/waiting-limits.ts';
import { createMessage } from '../../../contract/samples.ts';

const { id } = createMessage();
const columnsOf = (bytes: number) => {
  const { partitionKey: _partition, rowKey: _row, ...columns } = writeContent(id, new Uint8Array(bytes));
  return Object.entries(columns).map(([name, value]) => [name, (value as Uint8Array).byteLength]);
};

describe('writeContent', () => {
  it('fills columns of 64 KiB one after the other', () => {
    expect(columnsOf(0)).toEqual([['c0', 0]]);
    expect(columnsOf(65_536)).toEqual([['c0', 65_536]]);
    expect(columnsOf(65_537)).toEqual([
      ['c0', 65_536],
      ['c1', 1],
    ]);
    expect(columnsOf(CONTENT_ROW_MAX_BYTES).map(([, length]) => length)).toEqual(Array(8).fill(65_536));
  });

  it('refuses more than a row may hold', () => {
    expect(() => columnsOf(CONTENT_ROW_MAX_BYTES + 1)).toThrow(RangeError);
  });
});

describe('readContentRow', () => {
  const read = (columns: object) =>
    readContentRow('messages', { ...writeContent(id, Buffer.of(1)), ...columns } as Row);

  it('puts the columns together in their order', () => {
    expect([...read({ c2: Buffer.of(3), c1: Buffer.of(2) })]).toEqual([1, 2, 3]);
  });

  it.each([{ c0: undefined }, { c0: 'AQ==' }, { c1: 'AQ==' }])('refuses %j', (columns) => {
    expect(() => read(columns)).toThrow('sealed_record_refused');
  });
});
