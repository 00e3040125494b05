import { describe, expect, it } from 'vitest';
import { readMessage, writeMessage } from '../../../../shared/azure/tables/table-message-row.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { at, createMessage, createOtherTenantSender } from '../../../contract/samples.ts';

const account = {
  homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
  homeObjectId: '00000a0e-0000-4000-8000-000000000001',
};
const message = createMessage({ account, attempts: [{ at: at(1), outcome: 'refused', nextAt: at(2) }] });

const rowOf = (changes: object = {}, written = message) => {
  const columns = Object.entries({ ...writeMessage(written), etag: 'W/"1"', ...changes });
  return Object.fromEntries(columns.filter(([, value]) => value !== undefined)) as Row;
};
const read = (row: Row) => readMessage('messages', row);
const refused = (column: string) =>
  expect.objectContaining({
    code: 'sealed_record_refused',
    cause: expect.objectContaining({ message: `Table messages: ${column} is malformed.` }) as Error,
  }) as Error;

describe('writeMessage', () => {
  it('refuses a sender of another host tenant', () => {
    const { hostTenantId } = message;
    expect(() => writeMessage({ ...message, hostTenantId, sender: createOtherTenantSender() })).toThrow(
      'one host tenant',
    );
  });
});

describe('readMessage', () => {
  it('reads what was written', () => {
    expect(read(rowOf())).toEqual({ ...message, etag: 'W/"1"' });
  });

  it('takes the host tenant from the sender in a row of an earlier release', () => {
    expect(read(rowOf({ hostTenantId: undefined }))).toEqual({ ...message, etag: 'W/"1"' });
  });

  it('refuses a row that names no host tenant at all', () => {
    expect(() => read(rowOf({ hostTenantId: undefined, sender: undefined }))).toThrow(refused('sender'));
  });

  it.each([
    ['status', 'delivered'],
    ['hostTenantId', 'contoso'],
    ['hostTenantId', createOtherTenantSender().hostTenantId],
    ['sender', 'ann@fabrikam.com'],
    ['named', ''],
    ['accountTenantId', undefined],
    ['accountObjectId', undefined],
    ['accountObjectId', 'ann'],
    ['mailboxId', 'invoices'],
    ['callerId', ''],
    ['contentDigest', undefined],
    ['createdAt', '2026-11-02T09:00:00.000Z'],
    ['notBefore', 'soon'],
    ['attempts', '{}'],
    ['attempts', '[{"at":"yesterday","outcome":"sent"}]'],
    ['attempts', '[{"at":"2026-13-02T09:00:00.000Z","outcome":"sent"}]'],
    ['attempts', '[{"at":"2026-11-02T09:00:00.000Z","outcome":"lost"}]'],
    ['attempts', '[{"at":"2026-11-02T09:00:00.000Z","outcome":"refused","nextAt":"tomorrow"}]'],
    ['attempts', '[{"at":"2026-11-02T09:00:00.000Z","outcome":"refused","nextAt":null}]'],
    ['attempts', '[{"at":"2026-11-02T09:00:00.000Z","outcome":"refused","code":5}]'],
    ['dueAt', 'soon'],
    ['recipientCount', 1.5],
    ['previousId', 'x'],
    ['errorCode', 'no_such_code'],
    ['attemptId', ''],
    ['content', 'file'],
    ['contentBytes', '5'],
    ['nextAt', 5],
    ['deferrals', -1],
    ['changedAt', 'now'],
    ['resubmissions', 0.5],
    ['mac', ''],
  ])('refuses a row whose %s is %j', (column, value) => {
    expect(() => read(rowOf({ [column]: value }))).toThrow(refused(column));
  });

  it('refuses a row of another kind', () => {
    expect(() => read(rowOf({ rowKey: `content_${message.id}` }))).toThrow(refused('RowKey'));
  });
});
