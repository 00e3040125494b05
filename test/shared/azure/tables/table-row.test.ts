import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../../shared/errors.ts';
import {
  arrayOf,
  createRowReader,
  objectOf,
  readSound,
  refuseRow,
  type RowReader,
} from '../../../../shared/azure/tables/table-row.ts';

const reader = (columns: Record<string, unknown>) =>
  createRowReader('grants', { partitionKey: 'a', rowKey: 'b', etag: 'c', ...columns });

describe('createRowReader', () => {
  it('reads each type of column', () => {
    const guid = 'c0a7050c-0000-4000-8000-000000000001';
    const columns = reader({
      text: '',
      guid,
      kind: 'b',
      whole: 0,
      date: new Date(5),
      bytes: new Uint8Array([1]),
      sender: `${guid}.${guid}`,
      json: '[1]',
    });
    expect(columns.text('text')).toBe('');
    expect(columns.guid('guid')).toBe(guid);
    expect(columns.oneOf('kind', ['a', 'b'])).toBe('b');
    expect(columns.whole('whole')).toBe(0);
    expect(columns.date('date')).toEqual(new Date(5));
    expect(columns.bytes('bytes')).toEqual(new Uint8Array([1]));
    expect(columns.sender('sender')).toEqual({ hostTenantId: guid, hostObjectId: guid });
    expect(
      columns.json(
        'json',
        arrayOf((item) => (item === 1 ? item : undefined)),
      ),
    ).toEqual([1]);
    expect(columns.optional('absent', columns.text)).toBeUndefined();
    expect(columns.optional('text', columns.text)).toBe('');
  });

  it.each<[string, unknown, (columns: RowReader) => unknown]>([
    ['text', 5, (columns) => columns.text('x')],
    ['text of another form', 'ab', (columns) => columns.text('x', /^a$/)],
    ['null', null, (columns) => columns.optional('x', columns.text)],
    ['guid', 'C0A7050C-0000-4000-8000-000000000001', (columns) => columns.guid('x')],
    ['member', 'c', (columns) => columns.oneOf('x', ['a', 'b'])],
    ['number as text', '1', (columns) => columns.whole('x')],
    ['fraction', 1.5, (columns) => columns.whole('x')],
    ['negative number', -1, (columns) => columns.whole('x')],
    ['Int64', 1n, (columns) => columns.whole('x')],
    ['date as text', '2026-11-02T09:00:00Z', (columns) => columns.date('x')],
    ['date that is none', new Date(Number.NaN), (columns) => columns.date('x')],
    ['bytes as text', 'AQ==', (columns) => columns.bytes('x')],
    ['sender', 'c0a7050c', (columns) => columns.sender('x')],
    ['json', '{', (columns) => columns.json('x', objectOf)],
    ['json of another form', '[]', (columns) => columns.json('x', objectOf)],
    ['array with a bad item', '[1,"stored value"]', (columns) => columns.json('x', arrayOf(objectOf))],
  ])('refuses a malformed %s and names table and column, never the value', (_name, value, read) => {
    const result = (): unknown => read(reader({ x: value }));
    expect(result).toThrow(expect.objectContaining({ code: 'sealed_record_refused' }));
    const cause = (() => {
      try {
        return result();
      } catch (error) {
        return (error as ConnectorError).cause;
      }
    })();
    expect(cause).toMatchObject({ message: 'Table grants: x is malformed.' });
  });

  it('refuses an absent column, also one that every object has', () => {
    const columns = reader({});
    expect(() => columns.text('x')).toThrow(ConnectorError);
    expect(() => columns.text('toString')).toThrow(ConnectorError);
    expect(columns.optional('toString', columns.text)).toBeUndefined();
  });
});

describe('readSound', () => {
  const read = (item: number) => {
    if (item < 0) throw refuseRow('due', 'RowKey');
    if (item > 9) throw new ConnectorError('storage_unavailable');
    return item;
  };

  it('passes malformed rows over while there are sound ones', () => {
    expect(readSound([-1, 1, -2, 2], read)).toEqual([1, 2]);
    expect(readSound([], read)).toEqual([]);
  });

  it('refuses when nothing else is left', () => {
    expect(() => readSound([-1, -2], read)).toThrow(expect.objectContaining({ code: 'sealed_record_refused' }));
  });

  it('passes nothing else over', () => {
    expect(() => readSound([1, 10], read)).toThrow(expect.objectContaining({ code: 'storage_unavailable' }));
  });
});
