import { ConnectorError, hasCode } from '../../shared/errors.ts';
import type { Message, MessageStore, SenderMessage, VersionedMessage } from '../../shared/outbox/message.ts';
import { formatSender, type Sender } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

interface Stored {
  message: Message;
  changedAt: Date;
}

/** Messages in memory; `now` is the clock of the storage service. */
export function createMemoryMessageStore({ now }: { now: () => Date }): MessageStore {
  const rows = createMemoryRows<Stored>();
  const bySender = createMemoryRows<SenderMessage>();
  const keyBySender = ({ id, sender, createdAt }: Message) =>
    `${formatSender(sender)} ${1e14 - createdAt.getTime()} ${id}`;
  /** Of every first digit at most `topOfEach`, and whether there are more. */
  const select = (sender: Sender, isWanted: (createdAt: Date) => boolean, topOfEach: number) => {
    const all = bySender.all().filter(({ key, value }) => isOf(sender, key) && isWanted(value.createdAt));
    const counts = new Map<string | undefined, number>();
    const kept = all.filter(({ value: { id } }) => {
      counts.set(id[0], (counts.get(id[0]) ?? 0) + 1);
      return (counts.get(id[0]) ?? 0) <= topOfEach;
    });
    return { kept, isCut: kept.length < all.length };
  };
  const withoutEtag = ({ etag: _etag, ...message }: Message & { etag?: string }): Message => message;
  const versioned = ({ value, etag }: { value: Stored; etag: string }): VersionedMessage => ({
    ...value.message,
    etag,
  });
  return {
    async insert(message) {
      const stored = { message: withoutEtag(message), changedAt: now() };
      try {
        const etag = rows.insert(message.id, stored);
        const { id, callerId, createdAt } = message;
        bySender.put(keyBySender(message), { id, callerId, createdAt });
        return { ...stored.message, etag };
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
      if (keyBySender(next) !== keyBySender(message)) throw new Error('A message keeps its sender and its time.');
      rows.replace(message.id, { message: withoutEtag(next), changedAt: now() }, message.etag);
    },
    async remove(message) {
      if (!rows.remove(message.id, message.etag)) throw new ConnectorError('conflict');
      bySender.remove(keyBySender(message), '*');
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
    async listOfSender(sender, since, topOfEach) {
      const { kept, isCut } = select(sender, (createdAt) => createdAt >= since, topOfEach);
      return { messages: kept.map(({ value }) => value), isCut };
    },
    async forgetSender(sender, topOfEach, before) {
      const { kept, isCut } = select(sender, (createdAt) => !before || createdAt < before, topOfEach);
      return { deleted: kept.filter(({ key }) => bySender.remove(key, '*')).length, isComplete: !isCut };
    },
  };
}

function isOf(sender: Sender, key: string): boolean {
  return key.startsWith(`${formatSender(sender)} `);
}
