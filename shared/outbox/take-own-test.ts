/**
 * Lets a person send a few test messages to themselves in any hour, across all instances. It sends nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX, TESTS_PER_HOUR } from '../limits.ts';
import type { Sender } from '../sender.ts';
import type { TestTimesStore } from './test-times-store.ts';

/** @throws ConnectorError `too_many_tests`, `conflict` */
export type TakeOwnTest = (sender: Sender) => Promise<void>;

const HOUR_MILLISECONDS = 3_600_000;

export function createTakeOwnTest(store: Pick<TestTimesStore, 'read' | 'write'>, now: () => Date): TakeOwnTest {
  async function tryTake(sender: Sender): Promise<void> {
    const at = now();
    const row = await store.read(sender);
    const times = (row?.times ?? []).filter((time) => at.getTime() - time.getTime() < HOUR_MILLISECONDS);
    const [oldest] = times;
    if (oldest && times.length >= TESTS_PER_HOUR) {
      const retryAfterSeconds = (oldest.getTime() + HOUR_MILLISECONDS - at.getTime()) / 1000;
      throw new ConnectorError('too_many_tests', { retryAfterSeconds });
    }
    const expiresAt = new Date(at.getTime() + HOUR_MILLISECONDS);
    await store.write(sender, { times: [...times, at], expiresAt }, row?.etag);
  }

  return async (sender) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await tryTake(sender);
      } catch (error) {
        if (!hasCode(error, 'conflict') || attempt >= CONFLICT_RETRIES_MAX) throw error;
      }
    }
  };
}
