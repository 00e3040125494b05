import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { TESTS_PER_HOUR } from '../../../shared/limits.ts';
import { createTakeOwnTest } from '../../../shared/outbox/take-own-test.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryTestTimesStore } from '../../fakes/memory-test-times-store.ts';
import { ann, senderOf } from '../grants/grants-fixture.ts';

const refused = { code: 'too_many_tests' };

function setUp() {
  const clock = createManualClock();
  const store = createMemoryTestTimesStore();
  return { clock, store, take: createTakeOwnTest(store, clock.now) };
}

describe('createTakeOwnTest', () => {
  it('lets a person send so many in any hour, and says when the next one may go', async () => {
    const { clock, take } = setUp();
    for (let count = 0; count < TESTS_PER_HOUR; count++) {
      await take(ann);
      clock.pass(600);
    }
    await expect(take(ann)).rejects.toMatchObject({ ...refused, retryAfterSeconds: 3_600 - TESTS_PER_HOUR * 600 });
    clock.pass(3_600 - TESTS_PER_HOUR * 600);
    await take(ann);
    await expect(take(ann)).rejects.toMatchObject(refused);
  });

  it('counts each person for themselves, and all instances together', async () => {
    const { clock, store, take } = setUp();
    for (let count = 0; count < TESTS_PER_HOUR; count++) await take(ann);
    await expect(createTakeOwnTest(store, clock.now)(ann)).rejects.toMatchObject(refused);
    await take(senderOf(2));
  });

  it('lets no more through when they come at once', async () => {
    const { take } = setUp();
    const results = await Promise.allSettled(Array.from({ length: 4 * TESTS_PER_HOUR }, () => take(ann)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(TESTS_PER_HOUR);
  });

  it('passes on that the store is away, and that others keep changing the row', async () => {
    const { clock, store } = setUp();
    for (const code of ['storage_unavailable', 'conflict'] as const) {
      const failing = { ...store, write: () => Promise.reject(new ConnectorError(code)) };
      await expect(createTakeOwnTest(failing, clock.now)(ann)).rejects.toMatchObject({ code });
    }
  });
});
