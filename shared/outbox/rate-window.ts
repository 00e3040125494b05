/**
 * How much happened within a sliding window, in buckets of whole seconds. Pure.
 *
 * A bucket counts until its last moment has left the window, so the window never holds more than it may, and what was counted keeps its
 * place for up to a bucket longer than it had to. A time ahead of `now`, of another instance's clock, counts as well. Format:
 * `[[number, amount], …]`, in order; bucket n begins n buckets after the epoch.
 */
export type Bucket = readonly [number: number, amount: number];

export interface RateWindow {
  lengthSeconds: number;
  bucketSeconds: number;
  /** At most so much within any `lengthSeconds`; a single amount above it fits into an empty window. */
  max: number;
}

/** Without the buckets that count no more. */
export function pruneBuckets(buckets: readonly Bucket[], window: RateWindow, now: Date): Bucket[] {
  return buckets.filter(([number]) => endOfBucket(number, window) > now.getTime());
}

/** With so much that happened now. */
export function addToBucket(buckets: readonly Bucket[], window: RateWindow, amount: number, now: Date): Bucket[] {
  const number = Math.floor(now.getTime() / (window.bucketSeconds * 1000));
  const held = buckets.find(([other]) => other === number)?.[1] ?? 0;
  const others = buckets.filter(([other]) => other !== number);
  return [...others, [number, held + amount] as const].sort(([one], [other]) => one - other);
}

/** When so much fits, in milliseconds since the epoch, if nothing else happens before: now or later. */
export function findOpening(buckets: readonly Bucket[], window: RateWindow, amount: number, now: Date): number {
  const counted = pruneBuckets(buckets, window, now);
  let held = counted.reduce((sum, [, size]) => sum + size, 0);
  let opensAt = now.getTime();
  for (const [number, size] of counted) {
    if (held + amount <= window.max) break;
    held -= size;
    opensAt = endOfBucket(number, window);
  }
  return opensAt;
}

/** From then on nothing in the window counts; 0 for an empty one. */
export function endOfBuckets(buckets: readonly Bucket[], window: RateWindow): number {
  return Math.max(0, ...buckets.map(([number]) => endOfBucket(number, window)));
}

function endOfBucket(number: number, { lengthSeconds, bucketSeconds }: RateWindow): number {
  return ((number + 1) * bucketSeconds + lengthSeconds) * 1000;
}
