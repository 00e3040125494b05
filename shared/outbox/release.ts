/**
 * Releases what is held for a sender who has just connected, oldest first: it is queued again, and delivery decides whether it may leave.
 *
 * What nobody had connected for is bound to this account from now on, so that no later one gets it.
 * Held messages are found by whom their callers named: the sender, or a name that led to nobody. A hint is not trusted: it counts only
 * where the message itself says that it waits for that, and goes otherwise. It sends nothing.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { formatSender, type Sender } from '../sender.ts';
import {
  HINT_EARLY_SECONDS,
  RELEASE_CONCURRENCY_MAX,
  RELEASE_PAGES_MAX,
  RELEASED_AT_ONCE_MAX,
} from '../waiting-limits.ts';
import { bindTo, hashOfName, isBoundTo, leavesBy, targetOf } from './binding.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { HeldHint, HeldHints } from './held-hints.ts';
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
 * `mailboxId`: only what leaves from that mailbox of a document.
 * Resolves to how many are on their way now for the account that has connected; of others, delivery finds that they are not, and
 * some have a time of their own. What is beyond
 * RELEASED_AT_ONCE_MAX the sweep finds. Throws what storage throws.
 */
export type Release = (grant: Connected, names: readonly string[]) => Promise<number>;

type Connected = { sender: Sender; mailboxId?: string } & HomeAccount;

export function createRelease({ messages, hints, queue, now }: ReleaseDependencies): Release {
  /** The hint goes before the queue item that may bring the next one. */
  async function releaseMessage(message: VersionedMessage, target: string, hint: HeldHint, grant: Connected) {
    const at = now();
    const { attempts, notBefore } = message;
    const wait = waiting('queued', { at, notBefore });
    const next = parkMessage(bindTo(message, grant), 'release', { ...wait, attempts }, at);
    const released = await messages.replace(message, next);
    await hints.remove(target, hint);
    await enqueue(queue, released, at);
  }

  /** Whether a message was released for this account. A hint under which nobody waits goes; one that comes before its message stays. */
  async function follow(target: string, hint: HeldHint, grant: Connected): Promise<boolean> {
    const message = await messages.read(hint.id);
    const isEarly = !message && now().getTime() - hint.at.getTime() < HINT_EARLY_SECONDS * 1000;
    if (isEarly) return false;
    if (message?.status !== 'held' || targetOf(message) !== target) {
      await hints.remove(target, hint);
      return false;
    }
    if (grant.mailboxId !== undefined && !leavesBy(message, grant)) return false;
    await releaseMessage(message, target, hint, grant);
    const { notBefore } = message;
    const isForLater = notBefore && notBefore > now();
    return isBoundTo(message, grant) && !isForLater;
  }

  async function releaseUnder(target: string, grant: Connected): Promise<number> {
    let released = 0;
    let cursor: string | undefined;
    for (let pages = 0; pages < RELEASE_PAGES_MAX; pages++) {
      const page = await hints.list(target, RELEASED_AT_ONCE_MAX, cursor);
      await forEachConcurrently(page.hints, RELEASE_CONCURRENCY_MAX, async (hint) => {
        const isReleased = await follow(target, hint, grant).catch((error: unknown) => {
          // Somebody else has just written it, or it is not ours; the others are not to wait for that.
          if (!hasCode(error, 'conflict', 'sealed_record_refused')) throw error;
          return false;
        });
        if (isReleased) released += 1;
      });
      ({ cursor } = page);
      if (cursor === undefined || released >= RELEASED_AT_ONCE_MAX) break;
    }
    return released;
  }

  return async (grant, names) => {
    const { sender } = grant;
    let released = await releaseUnder(formatSender(sender), grant);
    for (const name of names) released += await releaseUnder(hashOfName(sender.hostTenantId, name), grant);
    return released;
  };
}
