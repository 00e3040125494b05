/**
 * Forgets a person whose data is erased: what waits to be sent as them is cancelled, the content of what
 * was not sent is deleted at once, and then no message is found under them any more.
 *
 * It looks at what is held for them and at their newest messages, a bounded number of both; what is beyond is
 * held when it is tried, and expires. The messages themselves stay to the end of their history.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { MESSAGE_PARTITIONS } from '../message-addresses.ts';
import { formatSender, type Sender } from '../sender.ts';
import { FORGOTTEN_AT_ONCE_MAX, LISTED_AT_ONCE_MAX } from '../waiting-limits.ts';
import type { HeldHints } from './held-hints.ts';
import type { MessageContents } from './message-content.ts';
import { emptyMessage, endMessage } from './message-state.ts';
import type { MessageStore } from './message.ts';
import { readSound } from './read-sound.ts';

export interface ForgetSenderDependencies {
  messages: Pick<MessageStore, 'read' | 'replace' | 'list' | 'forgetSender'>;
  contents: Pick<MessageContents, 'drop'>;
  hints: Pick<HeldHints, 'list' | 'remove'>;
  historyDays: number;
  now: () => Date;
}

/** As `MessageStore.forgetSender`. Throws what storage throws. */
export type ForgetSender = MessageStore['forgetSender'];

export function createForgetSender(dependencies: ForgetSenderDependencies): ForgetSender {
  const { messages, contents, hints, historyDays, now } = dependencies;

  /** Somebody else may have taken it on or ended it meanwhile, and then it is theirs. */
  async function end(id: string, sender: Sender, before: Date | undefined): Promise<void> {
    const message = await readSound(messages, id);
    if (!message?.sender || formatSender(message.sender) !== formatSender(sender)) return;
    if (before && message.createdAt >= before) return;
    const isWaiting = message.status === 'queued' || message.status === 'held';
    if (!isWaiting && (!message.content || message.status === 'sending')) return;
    const { attempts } = message;
    const result = { status: 'cancelled', attempts } as const;
    const ended = isWaiting ? endMessage(message, 'cancel', result, { at: now(), historyDays }) : message;
    try {
      await messages.replace(message, emptyMessage(ended, historyDays));
      await contents.drop(message);
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
    }
  }

  async function listIds(sender: Sender, before: Date | undefined): Promise<Set<string>> {
    const target = formatSender(sender);
    const topOfEach = FORGOTTEN_AT_ONCE_MAX / MESSAGE_PARTITIONS.length;
    const [held, newest] = await Promise.all([
      hints.list(target, FORGOTTEN_AT_ONCE_MAX),
      messages.list({ kind: 'sender', sender }, { topOfEach }),
    ]);
    const forgotten = held.hints.filter(({ at }) => !before || at < before);
    await forEachConcurrently(forgotten, LISTED_AT_ONCE_MAX, (hint) => hints.remove(target, hint));
    return new Set([...forgotten, ...newest.messages].map(({ id }) => id));
  }

  return async (sender, topOfEach, before) => {
    const ids = await listIds(sender, before);
    await forEachConcurrently([...ids], LISTED_AT_ONCE_MAX, (id) => end(id, sender, before));
    return messages.forgetSender(sender, topOfEach, before);
  };
}
