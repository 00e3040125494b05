/**
 * Forgets a person whose data is erased: what waits to be sent as them is cancelled and its content deleted at once, and then no message
 * is found under them any more.
 *
 * It looks at what is held for them, and at their newest messages for those that are queued, a bounded number of both; what is beyond is
 * held when it is tried, and expires. The messages themselves stay to the end of their history.
 */
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { MESSAGE_PARTITIONS } from '../message-addresses.ts';
import { formatSender, type Sender } from '../sender.ts';
import { FORGOTTEN_AT_ONCE_MAX, LISTED_AT_ONCE_MAX } from '../waiting-limits.ts';
import type { HeldHints } from './held-hints.ts';
import type { MessageContents } from './message-content.ts';
import { endMessage, historyEnd, withoutContent } from './message-state.ts';
import type { MessageStore } from './message.ts';

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
  async function end(id: string, before: Date | undefined): Promise<void> {
    const message = await messages.read(id);
    if (message?.status !== 'queued' && message?.status !== 'held') return;
    if (before && message.createdAt >= before) return;
    const { attempts } = message;
    const at = now();
    const cancelled = endMessage(message, 'cancel', { status: 'cancelled', attempts }, { at, historyDays });
    try {
      await messages.replace(message, { ...withoutContent(cancelled), dueAt: historyEnd(cancelled, historyDays) });
      await contents.drop(message);
    } catch (error) {
      if (!(error instanceof ConnectorError && error.code === 'conflict')) throw error;
    }
  }

  async function listWaiting(sender: Sender): Promise<Set<string>> {
    const target = formatSender(sender);
    const topOfEach = FORGOTTEN_AT_ONCE_MAX / MESSAGE_PARTITIONS.length;
    const [held, newest] = await Promise.all([
      hints.list(target, FORGOTTEN_AT_ONCE_MAX),
      messages.list({ kind: 'sender', sender }, { topOfEach }),
    ]);
    return new Set([...held.hints, ...newest.messages].map(({ id }) => id));
  }

  return async (sender, topOfEach, before) => {
    await forEachConcurrently([...(await listWaiting(sender))], LISTED_AT_ONCE_MAX, (id) => end(id, before));
    return messages.forgetSender(sender, topOfEach, before);
  };
}
