/**
 * Puts the scheduler's time and seeded chance in place of what the product takes from the process itself: timers, the monotonic clock
 * and random ids, of as many first digits as are wanted. For the time of one simulation.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** Returns what takes it back. */
export function installVirtualGlobals({ schedule, time }: Scheduler, random: Random, firstDigits = 16): () => void {
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
  const { randomUUID } = crypto;
  const hex = (digits: number) => Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  const setVirtual = (step: () => void, milliseconds = 0) => {
    const cancel = schedule(step, milliseconds);
    return { cancel, unref() {}, ref() {} };
  };
  const clearVirtual = (timer?: { cancel?: () => void }) => timer?.cancel?.();
  Object.assign(globalThis, { setTimeout: setVirtual, clearTimeout: clearVirtual });
  Object.assign(performance, { now: time });
  crypto.randomUUID = () =>
    `${(15 - random.below(firstDigits)).toString(16)}${hex(7)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  syncBuiltinESMExports();
  return () => {
    Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
    Reflect.deleteProperty(performance, 'now');
    crypto.randomUUID = randomUUID;
    syncBuiltinESMExports();
  };
}
