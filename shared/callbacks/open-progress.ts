/**
 * How far a callback is, for one run: read once, and written as places move on, until another run has gone on meanwhile.
 */
import { CALLBACK_FIRST_LOOK_SECONDS } from '../webhook-limits.ts';
import type { CallbackKey, CallbackProgress, CallbackRows } from './callback-rows.ts';

export interface OpenProgress {
  readonly current: Readonly<CallbackProgress>;
  /** Another run has written it: this one has nothing more to tell. */
  isLost(): boolean;
  /** False when it is lost. */
  write(changes: Partial<CallbackProgress>): Promise<boolean>;
}

/** The first run of a callback writes where it begins. */
export async function openProgress(
  rows: Pick<CallbackRows, 'readProgress' | 'writeProgress'>,
  { hostTenantId, name }: CallbackKey,
  now: Date,
): Promise<OpenProgress> {
  const key = { hostTenantId, name };
  const kept = await rows.readProgress(key);
  let current = kept?.progress ?? startProgress(hostTenantId, now);
  let etag = kept?.etag ?? (await rows.writeProgress(key, current));
  return {
    get current() {
      return current;
    },
    isLost: () => etag === undefined,
    async write(changes) {
      if (etag === undefined) return false;
      current = { ...current, ...changes };
      etag = await rows.writeProgress(key, current, etag);
      return etag !== undefined;
    },
  };
}

/** A callback tells what changes from its first run on; places as the feeds write them. */
function startProgress(hostTenantId: string, now: Date): CallbackProgress {
  const from = new Date(now.getTime() - CALLBACK_FIRST_LOOK_SECONDS * 1000).toISOString();
  return {
    messages: `${from}_${'0'.repeat(32)}`,
    senders: `${from}_${hostTenantId}.00000000-0000-0000-0000-000000000000`,
  };
}
