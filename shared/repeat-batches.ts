/**
 * Repeats the batch of a timer until nothing is left, or its time is up; the next run goes on from there.
 */
import { SWEEP_SECONDS } from './limits.ts';

/** `batch` resolves to whether another one is worth while. */
export async function repeatBatches(now: () => Date, batch: () => Promise<boolean>): Promise<void> {
  const end = now().getTime() + SWEEP_SECONDS * 1000;
  while ((await batch()) && now().getTime() < end);
}
