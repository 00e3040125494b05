/**
 * Releases what is held for a sender who has just connected, oldest first: it is queued again, and delivery decides whether it may leave.
 *
 * What nobody had connected for is bound to this account from now on, so that no later one gets it.
 * Held messages are found by whom their callers named: the sender, or a name that led to nobody. A hint whose message is not held any
 * more is deleted. It sends nothing and trusts no hint.
 */
import { hasCode } from '../errors.ts';
import { formatSender, type Sender } from '../sender.ts';
import { HINT_EARLY_SECONDS, RELEASED_AT_ONCE_MAX } from '../waiting-limits.ts';
import { bindTo, hashOfName, isBoundTo } from './binding.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { HeldHints } from './held-hints.ts';
import { parkMessage } from './message-state.ts';
import type { HomeAccount, MessageStore, VersionedMessage } from './message.ts';
import { enqueue, waiting } from './waiting.ts';

export interface ReleaseDependencies {
  messages: Pick<MessageStore, 'read' | 'replace'>;
  hints: HeldHints;
  queue: DeliveryQueue;
  now: () => Date;
}

/**
 * Resolves to how many were released for the account that has connected; of others, delivery finds that they are not. What is beyond
 * RELEASED_AT_ONCE_MAX the sweep finds. Throws what storage throws.
 */
export type Release = (grant: { sender: Sender } & HomeAccount, names: readonly string[]) => Promise<number>;

export function createRelease({ messages, hints, queue, now }: ReleaseDependencies): Release {
  async function releaseMessage(message: VersionedMessage, grant: Parameters<Release>[0]): Promise<boolean> {
    const at = now();
    const { attempts, notBefore } = message;
    const wait = waiting('queued', { at, notBefore });
    try {
      const next = parkMessage(bindTo(message, grant), 'release', { ...wait, attempts }, at);
      const released = await messages.replace(message, next);
      await enqueue(queue, released, at);
      return true;
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      return false;
    }
  }

  return async (grant, names) => {
    const { sender } = grant;
    const targets = [formatSender(sender), ...names.map((name) => hashOfName(sender.hostTenantId, name))];
    const pages = await Promise.all(targets.map((target) => hints.list(target, RELEASED_AT_ONCE_MAX)));
    const found = pages.flatMap(({ hints: listed }, index) =>
      listed.map((hint) => ({ hint, target: targets[index] ?? '' })),
    );
    found.sort((one, other) => one.hint.at.getTime() - other.hint.at.getTime());
    let released = 0;
    for (const { hint, target } of found.slice(0, RELEASED_AT_ONCE_MAX)) {
      const message = await messages.read(hint.id);
      const isReleased = message?.status === 'held' && (await releaseMessage(message, grant));
      if (isReleased && isBoundTo(message, grant)) released += 1;
      // A hint comes before its message.
      const isEarly = !message && now().getTime() - hint.at.getTime() < HINT_EARLY_SECONDS * 1000;
      if (!isEarly) await hints.remove(target, hint);
    }
    return released;
  };
}
