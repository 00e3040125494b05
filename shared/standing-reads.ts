/**
 * Readings of senders that a process may rely on for some seconds, because fences stand for them (fence.ts).
 *
 * A reading counts only where the fence in the partition of the message was up before it began; the order is counted, not measured, so no
 * clock can turn it round. A sender who was not read a moment ago raises no fence, so that one who sends seldom leaves no row. What is refused by
 * such a reading has to be asked again: it may be out of date as long as nothing is written. It writes nothing.
 */
import { createCache } from './cache.ts';
import type { Fence } from './fence.ts';
import { FENCE_KEPT_SECONDS, STANDING_READ_SECONDS } from './fence-limits.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX } from './limits.ts';
import { formatSender, type Sender } from './sender.ts';

export interface StandingReads<Found> {
  /** Reads now; for the message of this id also what was read before, with the fence that its transaction needs. Rejects as `read`. */
  read(sender: Sender, messageId?: string): Promise<Found & { fence?: Fence }>;
  /** Nothing that was read before counts any more in this process, and no fence. */
  forget(sender: Sender): void;
  /** Nothing that was read before counts any more; the fences serve the next reading. */
  outdate(sender: Sender): void;
}

export interface StandingReadsDependencies<Found> {
  read: (sender: Sender) => Promise<Found>;
  /** Whether a reading may be relied on at all. */
  mayStand: (found: Found) => boolean;
  now: () => Date;
}

interface Standing<Found> {
  found: Found;
  /** When the reading began: its place in the order, and the time in milliseconds. */
  began: { order: number; at: number };
  /** By the first digit of message ids: who raised it, and its place in the order. */
  fences: Map<string, { id: string; order: number }>;
}

export function createStandingReads<Found extends object>({
  read,
  mayStand,
  now,
}: StandingReadsDependencies<Found>): StandingReads<Found> {
  const kept = createCache<Standing<Found>>({
    entriesMax: DATA_KEY_CACHE_ENTRIES_MAX,
    lifetimeSeconds: FENCE_KEPT_SECONDS,
    now,
  });
  let order = 0;

  function isLate({ at }: Standing<Found>['began']): boolean {
    const age = now().getTime() - at;
    return age < 0 || age >= STANDING_READ_SECONDS * 1000;
  }

  function fenceOf(standing: Standing<Found>, { sender, id }: Pick<Fence, 'sender' | 'id'>, isUp: boolean): Fence {
    const key = formatSender(sender);
    return {
      sender,
      id,
      isUp,
      settle(isStanding) {
        if (kept.peek(key) !== standing) return;
        if (!isStanding) kept.delete(key);
        else if (!isUp) standing.fences.set(digitOf(id), { id, order: ++order });
      },
    };
  }

  async function readNow(sender: Sender, messageId?: string): Promise<Found & { fence?: Fence }> {
    const key = formatSender(sender);
    const began = { order: ++order, at: now().getTime() };
    const found = await read(sender);
    if (!mayStand(found)) {
      kept.delete(key);
      return found;
    }
    const standing = kept.peek(key);
    if (!standing) {
      kept.set(key, { found, began, fences: new Map() });
      return found;
    }
    const isSeldom = isLate(standing.began);
    // Also where a later one was faster: it counts for fences that are older than itself.
    standing.found = found;
    standing.began = began;
    if (messageId === undefined || isSeldom || standing.fences.has(digitOf(messageId))) return found;
    return { ...found, fence: fenceOf(standing, { sender, id: messageId }, false) };
  }

  return {
    async read(sender, messageId) {
      const standing = messageId === undefined ? undefined : kept.peek(formatSender(sender));
      const fence = messageId === undefined ? undefined : standing?.fences.get(digitOf(messageId));
      const stands = standing && fence && fence.order < standing.began.order && !isLate(standing.began);
      if (!stands) return readNow(sender, messageId);
      return { ...standing.found, fence: fenceOf(standing, { sender, id: fence.id }, true) };
    },
    forget: (sender) => kept.delete(formatSender(sender)),
    outdate(sender) {
      const standing = kept.peek(formatSender(sender));
      // Before every fence.
      if (standing) standing.began = { ...standing.began, order: 0 };
    },
  };
}

function digitOf(messageId: string): string {
  return messageId.slice(0, 1);
}
