/**
 * When an event that was not taken is told again: ten attempts over 75 hours, a little spread. Pure.
 */
import { CALLBACK_JITTER, CALLBACK_PAUSES_SECONDS } from '../webhook-limits.ts';

/** After so many attempts; undefined when that was the last. `random` is from 0 to 1. */
export function nextEventAt(now: Date, attempts: number, random: () => number): Date | undefined {
  const pauseSeconds = CALLBACK_PAUSES_SECONDS[attempts - 1];
  if (pauseSeconds === undefined) return undefined;
  return new Date(now.getTime() + Math.round(pauseSeconds * (1 + CALLBACK_JITTER * random()) * 1000));
}
