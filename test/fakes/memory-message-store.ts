import { ConnectorError, hasCode } from '../../shared/errors.ts';
import type { Message, MessageStore, VersionedMessage } from '../../shared/outbox/message.ts';
import { createMemoryRows } from './memory-rows.ts';

interface Stored {
  message: Message;
  changedAt: Date;
}

/** Messages in memory; `now` is the clock of the storage service. */
export function createMemoryMessageStore({ now }: { now: () => Date }): MessageStore {
  const rows = createMemoryRows<Stored>();
  const withoutEtag = ({ etag: _etag, ...message }: Message & { etag?: string }): Message => message;
  const versioned = ({ value, etag }: { value: Stored; etag: string }): VersionedMessage => ({
    ...value.message,
    etag,
  });
  return {
    async insert(message) {
      const stored = { message: withoutEtag(message), changedAt: now() };
      try {
        return { ...stored.message, etag: rows.insert(message.id, stored) };
      } catch (error) {
        const row = rows.read(message.id);
        if (hasCode(error, 'conflict') && row?.value.message.attemptId === message.attemptId) return versioned(row);
        throw error;
      }
    },
    async read(id) {
      const row = rows.read(id);
      return row && versioned(row);
    },
    async replace(message, next) {
      if (next.id !== message.id) throw new Error('A message keeps its id.');
      rows.replace(message.id, { message: withoutEtag(next), changedAt: now() }, message.etag);
    },
    async remove(message) {
      if (!rows.remove(message.id, message.etag)) throw new ConnectorError('conflict');
    },
    async recordResubmissions(id, resubmissions) {
      const row = rows.read(id);
      if (row) rows.put(id, { message: { ...row.value.message, resubmissions }, changedAt: now() });
    },
    async listDue(at, top) {
      const due = rows.all().filter(({ value }) => value.message.dueAt <= at);
      due.sort((one, other) => one.value.message.dueAt.getTime() - other.value.message.dueAt.getTime());
      return due.slice(0, top).map((row) => ({
        message: versioned(row),
        changedAt: row.value.changedAt,
        storageNow: now(),
      }));
    },
  };
}
