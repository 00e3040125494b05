/**
 * What was sent as a person, for that person: which applications sent how many messages, and how the last ones ended.
 *
 * It looks back as far as messages are kept, and not beyond the moment since which the mailbox is this account's: what was sent
 * from a former account's is nobody else's business. No subject and no address, because none is kept. It writes nothing.
 */
import { SENDER_MESSAGES_COUNTED_MAX, SENDER_MESSAGES_SHOWN_MAX } from '../limits.ts';
import type { Sender } from '../sender.ts';
import { MESSAGE_PARTITIONS } from '../message-addresses.ts';
import type { MessageStatus, MessageStore, IndexedMessage } from './message.ts';
import { readSound } from './read-sound.ts';

export interface SenderHistory {
  /** What was submitted before is not told. */
  since: Date;
  /** Client ids, `me` for the tests from the own page; most messages first, at least one each. */
  applications: { callerId: string; messages: number }[];
  /** There are more messages than were counted: each number means "at least". */
  isAtLeast: boolean;
  /** The newest ones, newest first. */
  latest: { id: string; callerId: string; at: Date; status: MessageStatus }[];
  /** When the newest message was submitted; absent when there is none. */
  lastUsedAt?: Date;
}

/** `accountSince`: since when the sender's mailbox is that of whom it is told. Throws what storage throws. */
export type ReadHistory = (sender: Sender, accountSince: Date) => Promise<SenderHistory>;

export interface ReadHistoryDependencies {
  messages: Pick<MessageStore, 'list' | 'read'>;
  historyDays: number;
  now: () => Date;
}

export function createReadHistory({ messages, historyDays, now }: ReadHistoryDependencies): ReadHistory {
  async function readLatest(listed: readonly IndexedMessage[]): Promise<SenderHistory['latest']> {
    const newest = listed.slice(0, SENDER_MESSAGES_SHOWN_MAX);
    const found = await Promise.all(
      newest.map(async ({ id, callerId, createdAt: at }) => {
        const status = (await readSound(messages, id))?.status;
        // Deleted a moment ago, at the end of its history.
        return status && { id, callerId, at, status };
      }),
    );
    return found.filter((one) => one !== undefined);
  }

  return async (sender, accountSince) => {
    const kept = now().getTime() - historyDays * 24 * 3600 * 1000;
    const since = new Date(Math.max(kept, accountSince.getTime()));
    const topOfEach = SENDER_MESSAGES_COUNTED_MAX / MESSAGE_PARTITIONS.length;
    const { messages: listed, isCut } = await messages.list({ kind: 'sender', sender }, { since, topOfEach });
    const [newest] = listed;
    return {
      since,
      applications: countByApplication(listed),
      isAtLeast: isCut,
      latest: await readLatest(listed),
      ...(newest && { lastUsedAt: newest.createdAt }),
    };
  };
}

function countByApplication(listed: readonly IndexedMessage[]): SenderHistory['applications'] {
  const counts = new Map<string, number>();
  for (const { callerId } of listed) counts.set(callerId, (counts.get(callerId) ?? 0) + 1);
  const applications = [...counts].map(([callerId, messages]) => ({ callerId, messages }));
  return applications.sort((one, other) => other.messages - one.messages || (one.callerId < other.callerId ? -1 : 1));
}
