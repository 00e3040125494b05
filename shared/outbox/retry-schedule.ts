/**
 * When a message is tried again after a refusal that passes. Pure but for chance.
 */
import { ATTEMPTS_LISTED_MAX, RETRY_JITTER, RETRY_PAUSE_MAX_SECONDS, RETRY_PAUSES_SECONDS } from '../waiting-limits.ts';
import type { Attempt } from './message.ts';

const FIRST_LISTED = 10;

/** `attempts`: those made, this one included; `retryAfterSeconds`: what Graph asked for; `random` from 0 to 1. */
export function nextAttemptAt(
  at: Date,
  attempts: number,
  retryAfterSeconds: number | undefined,
  random: () => number,
): Date {
  const pause =
    RETRY_PAUSES_SECONDS[Math.min(attempts, RETRY_PAUSES_SECONDS.length) - 1] ?? RETRY_PAUSES_SECONDS[0] ?? 0;
  const asked = Math.min(retryAfterSeconds ?? 0, RETRY_PAUSE_MAX_SECONDS);
  const seconds = Math.max(pause * (1 + RETRY_JITTER * random()), asked);
  return new Date(at.getTime() + Math.ceil(seconds * 1000));
}

/** So many seconds later, and up to a fifth more. `random` from 0 to 1. */
export function nextLookAt(at: Date, seconds: number, random: () => number): Date {
  return new Date(at.getTime() + Math.ceil(seconds * (1 + RETRY_JITTER * random())) * 1000);
}

/** The attempts with one more; of many, the first ten and the last ones are kept. */
export function addAttempt(attempts: readonly Attempt[], attempt: Attempt): Attempt[] {
  const all = [...attempts, attempt];
  return [...all.slice(0, FIRST_LISTED), ...all.slice(FIRST_LISTED).slice(FIRST_LISTED - ATTEMPTS_LISTED_MAX)];
}
