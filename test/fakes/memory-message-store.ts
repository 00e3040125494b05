/**
 * Messages in memory, as the table keeps them: every write changes the ETag, values are copied on the way in and out, and a list goes
 * by the keys of the index rows. `now` is the clock of the storage service.
 */
import { ConnectorError } from '../../shared/errors.ts';
import { FenceFell } from '../../shared/fence.ts';
import {
  addressOfChanged,
  addressOfDueMessage,
  addressOfFence,
  addressOfIndexed,
  changedBetween,
  fencesOf,
  indexed,
  parseChangedKeys,
  parseIndexedKeys,
  type Bounds,
  type MessageIndex,
} from '../../shared/message-addresses.ts';
import { assertContent, assertKept } from '../../shared/outbox/assert-kept.ts';
import { messageStates } from '../../shared/outbox/message-state.ts';
import type { Message, MessageStore, VersionedMessage } from '../../shared/outbox/message.ts';
import type { Sender } from '../../shared/sender.ts';

export interface MemoryMessageStore extends MessageStore {
  /** Every message, whatever its state, in the order of insertion. */
  all(): VersionedMessage[];
}

interface Stored {
  message: VersionedMessage;
  writtenAt: Date;
  content?: Uint8Array | undefined;
  /** It is not found by its sender any more. */
  isForgotten: boolean;
}

export function createMemoryMessageStore({ now }: { now: () => Date }): MemoryMessageStore {
  const rows = new Map<string, Stored>();
  const fences = new Set<string>();
  let writes = 0;

  function put(message: Message, rest: Omit<Stored, 'message' | 'writtenAt'>): VersionedMessage {
    writes += 1;
    const stored: VersionedMessage = { ...copy(message), etag: `W/"${writes}"` };
    rows.set(message.id, { ...rest, message: stored, writtenAt: now() });
    return copy(stored);
  }

  function lower(sender: Sender): void {
    const { from, below } = fencesOf(sender);
    for (const rowKey of fences) if (rowKey >= from && rowKey < below) fences.delete(rowKey);
  }

  function match({ id, etag }: VersionedMessage): Stored {
    const stored = rows.get(id);
    if (stored?.message.etag !== etag) throw new ConnectorError('conflict');
    return stored;
  }

  /** Of every first digit at most `topOfEach` in the order of their keys; nothing is copied. */
  function select(keyOf: (stored: Stored) => string | undefined, { from, below }: Bounds, topOfEach: number) {
    const found = [...rows.values()]
      .flatMap((stored) => ({ rowKey: keyOf(stored) ?? '', message: stored.message }))
      .filter(({ rowKey }) => rowKey >= from && rowKey < below)
      .sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1));
    const counts = new Map<string | undefined, number>();
    const kept = found.filter(({ message: { id } }) => {
      counts.set(id[0], (counts.get(id[0]) ?? 0) + 1);
      return (counts.get(id[0]) ?? 0) <= topOfEach;
    });
    return { kept, isCut: kept.length < found.length };
  }

  return {
    all: () => [...rows.values()].map(({ message }) => copy(message)),
    async insert(message, content, fence) {
      assertContent(message, content);
      const stored = rows.get(message.id)?.message;
      if (stored && stored.attemptId !== message.attemptId) throw new ConnectorError('conflict');
      if (!stored && fence) {
        const { partitionKey, rowKey } = addressOfFence(fence).keys;
        if (partitionKey !== message.id[0]) throw new Error('The fence is in another partition.');
        if (fence.isUp && !fences.has(rowKey)) throw new FenceFell();
        fences.add(rowKey);
      }
      return stored ? copy(stored) : put(message, { content: content?.slice(), isForgotten: false });
    },
    async read(id) {
      const message = rows.get(id)?.message;
      return message && copy(message);
    },
    async replace(message, next, content) {
      assertKept(message, next);
      assertContent(next, content, message);
      const stored = match(message);
      const kept = next.content === 'row' ? (content ?? stored.content) : undefined;
      const isForgotten = stored.isForgotten && message.sender !== undefined;
      return put(next, { content: kept?.slice(), isForgotten });
    },
    async lowerFences(sender) {
      lower(sender);
    },
    async readContent(id) {
      return rows.get(id)?.content?.slice();
    },
    async remove(message) {
      match(message);
      rows.delete(message.id);
    },
    async listDue(at, top, after = '') {
      const due = [...rows.values()].filter(({ message }) => message.dueAt <= at && dueKeyOf(message) > after);
      due.sort((one, other) => (dueKeyOf(one.message) < dueKeyOf(other.message) ? -1 : 1));
      const last = due.filter(({ message }) => !isOver(message))[top - 1];
      const listed = last ? due.slice(0, due.indexOf(last) + 1) : due;
      return {
        ...(last && listed.length < due.length && { next: dueKeyOf(last.message) }),
        due: listed
          .filter(({ message }) => !isOver(message))
          .map(({ message, writtenAt }) => ({ message: copy(message), writtenAt, storageNow: now() })),
        over: listed.flatMap(({ message }) => (isOver(message) ? { id: message.id, rows: [dueKeyOf(message)] } : [])),
      };
    },
    async removeOver(over) {
      // A message that has moved since it was listed stays.
      return over.filter(({ id, rows: [dueKey] }) => {
        const message = rows.get(id)?.message;
        return message !== undefined && dueKeyOf(message) === dueKey && rows.delete(id);
      }).length;
    },
    async list(index, { topOfEach, ...places }) {
      const { kept, isCut } = select((stored) => keyIn(index.kind, stored), indexed(index, places), topOfEach);
      const messages = kept.flatMap(({ rowKey, message: { id, callerId } }) => {
        const keys = parseIndexedKeys({ partitionKey: id[0] ?? '', rowKey });
        return keys ? { ...keys, callerId } : [];
      });
      return { messages, isCut };
    },
    async listChanged(of, { topOfEach, ...places }) {
      const keyOf = ({ message: { changedAt, ...message } }: Stored) =>
        changedAt && addressOfChanged({ ...message, changedAt }).keys.rowKey;
      const { kept, isCut } = select(keyOf, changedBetween(of, places), topOfEach);
      const messages = kept.flatMap(
        ({ rowKey, message: { id } }) => parseChangedKeys({ partitionKey: id[0] ?? '', rowKey }) ?? [],
      );
      return { messages, isCut };
    },
    async forgetSender(sender, topOfEach, before) {
      if (before) lower(sender);
      const index: MessageIndex = { kind: 'sender', sender };
      const { kept, isCut } = select((stored) => keyIn(index.kind, stored), indexed(index, { before }), topOfEach);
      for (const { message } of kept) {
        const stored = rows.get(message.id);
        if (stored) stored.isForgotten = true;
      }
      return { deleted: kept.length, isComplete: !isCut };
    },
  };
}

function isOver({ status, content, draft }: Message): boolean {
  return messageStates[status].isTerminal && content === undefined && draft === undefined;
}

function dueKeyOf(message: Message): string {
  return addressOfDueMessage(message).keys.rowKey;
}

/** The key under which the message is found in its own index of this kind; a list of another's has other bounds. */
function keyIn(kind: MessageIndex['kind'], { message, isForgotten }: Stored): string | undefined {
  const { sender, hostTenantId, callerId, reference } = message;
  const index: MessageIndex | false | undefined = {
    sender: !isForgotten && sender && { kind: 'sender' as const, sender },
    caller: { kind: 'caller' as const, hostTenantId, callerId },
    reference: reference !== undefined && { kind: 'reference' as const, hostTenantId, callerId, reference },
    tenant: { kind: 'tenant' as const, hostTenantId },
  }[kind];
  return index ? addressOfIndexed(index, message).keys.rowKey : undefined;
}

/** What it refers to is never changed; to clone that as well takes a tenth of the time of a simulation. */
function copy<Some extends Message>(message: Some): Some {
  return { ...message, attempts: message.attempts.map((attempt) => ({ ...attempt })) };
}
