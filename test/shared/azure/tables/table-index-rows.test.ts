import { describe, expect, it } from 'vitest';
import { buildIndexChanges, buildIndexRows, parseOverRow } from '../../../../shared/azure/tables/table-index-rows.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { messageStatuses } from '../../../../shared/outbox/message.ts';
import { at, createMessage, createSender, times } from '../../../contract/samples.ts';

const kindOf = (rowKey: string) => rowKey.split('_')[0];
const known = createMessage({ reference: 'SI-103042', changedAt: at(3) });
const { id } = known;
const rowKeys = buildIndexRows({ ...known, status: 'sent' }).map(({ rowKey }) => rowKey);
const all = [`message_${id}`, ...rowKeys];
const dueRow = (rows?: unknown, changes: object = {}) =>
  ({
    partitionKey: id[0],
    rowKey: rowKeys[0],
    etag: 'W/"1"',
    ...(rows !== undefined && { rows: typeof rows === 'string' ? rows : JSON.stringify(rows) }),
    ...changes,
  }) as Row;

describe('buildIndexRows', () => {
  it('has a row for everything by which the message is found, with its application in the lists', () => {
    const kinds = ({ ...message }: typeof known) =>
      buildIndexRows(message).map(({ rowKey, callerId }) => [kindOf(rowKey), callerId === message.callerId]);
    const [due, sender, caller, tenant] = [
      ['due', false],
      ['sender', true],
      ['caller', true],
      ['tenant', true],
    ];
    expect(kinds(createMessage({ sender: undefined }))).toEqual([due, caller, tenant]);
    expect(kinds(createMessage())).toEqual([due, sender, caller, tenant]);
    expect(kinds(known)).toEqual([due, sender, caller, ['reference', true], tenant, ['changed', false]]);
  });

  it('lists all rows where the message has ended and has no content, and only there', () => {
    const listing = messageStatuses.filter((status) => 'rows' in buildIndexRows({ ...known, status })[0]);
    expect(listing).toEqual(['sent', 'failed', 'expired', 'cancelled', 'unknown']);
    for (const content of ['row', 'blob-00000b10-0000-4000-8000-000000000001'] as const)
      expect(buildIndexRows({ ...known, status: 'failed', content })[0]).not.toHaveProperty('rows');
    const [due] = buildIndexRows({ ...known, status: 'sent' });
    expect(JSON.parse(String(due['rows']))).toEqual(all);
  });
});

describe('buildIndexChanges', () => {
  const changesOf = (change: object, message = known) =>
    buildIndexChanges(message, { ...message, ...change }).map(({ kind, entity }) => `${kind} ${kindOf(entity.rowKey)}`);

  it('changes nothing that stays', () => {
    expect(changesOf({ status: 'queued', attemptId: 'another', resubmissions: 1 })).toEqual([]);
  });

  it('moves what has another time', () => {
    expect(changesOf({ dueAt: at(40) })).toEqual(['delete due', 'upsert due']);
    expect(changesOf({ changedAt: at(40) })).toEqual(['delete changed', 'upsert changed']);
    expect(changesOf({ changedAt: at(1) }, createMessage())).toEqual(['upsert changed']);
  });

  it('adds a sender that becomes known', () => {
    expect(changesOf({ sender: createSender() }, createMessage({ sender: undefined }))).toEqual(['upsert sender']);
  });

  it('writes the row of a due message again when the message ends at the same time', () => {
    expect(changesOf({ status: 'sent' })).toEqual(['upsert due']);
  });
});

describe('parseOverRow', () => {
  it('gives all rows of a message that is over, and nothing where there is more', () => {
    expect(parseOverRow('messages', dueRow(all))).toEqual({ id, rows: all });
    expect(parseOverRow('messages', dueRow())).toBeUndefined();
  });

  const other = createMessage({ id: id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) });
  const others = buildIndexRows({ ...other, status: 'sent' }).map(({ rowKey }) => rowKey);
  it.each<[string, unknown]>([
    ['the message of another', [...all, `message_${other.id}`]],
    ...others.map((rowKey): [string, unknown] => [`a row of another, ${kindOf(rowKey)}`, [...all, rowKey]]),
    ['content', [...all, `content_${id}`]],
    ['a key of another table', [...all, 'grant']],
    ['a row twice', [...all, all[1]]],
    ['another time at which it is due', all.map((key) => key.replace(at(10).toISOString(), at(11).toISOString()))],
    ['no message', all.slice(1)],
    ['what is no text', [...all, 5]],
    ['no list', { rows: all }],
    ['no JSON', 'message'],
    ['more rows than a message has', [...all, ...times(10, (index) => `due_${at(20 + index).toISOString()}_${id}`)]],
  ])('refuses a list with %s', (_what, rows) => {
    expect(() => parseOverRow('messages', dueRow(rows))).toThrow('sealed_record_refused');
  });

  it('refuses a row of another kind', () => {
    expect(() => parseOverRow('messages', dueRow(all, { rowKey: all[0] }))).toThrow('sealed_record_refused');
    expect(() => parseOverRow('messages', dueRow(all, { partitionKey: 'x' }))).toThrow('sealed_record_refused');
  });
});
