import { describe, expect, it } from 'vitest';
import { ADMINISTRATOR_SESSION_SECONDS } from '../../../shared/console-limits.ts';
import { createTakeForm } from '../../../shared/sign-in/take-form.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';

function setUp() {
  const clock = createManualClock();
  const store = createMemoryTransactionStore();
  const seconds = Math.floor(clock.now().getTime() / 1000);
  return { clock, store, seconds, take: createTakeForm({ store, now: clock.now }) };
}

describe('createTakeForm', () => {
  it('takes a form once for each purpose, on whichever instance', async () => {
    const { take, store, clock, seconds } = setUp();
    const once = `${seconds}.a`;
    const other = createTakeForm({ store, now: clock.now });
    expect([await take(once, 'ann invite'), await other(once, 'ann invite'), await take(once, 'ben invite')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('takes none that is older than a session, or from the future', async () => {
    const { take, clock, seconds } = setUp();
    expect(await take(`${seconds + 61}.a`, 'x')).toBe(false);
    clock.pass(ADMINISTRATOR_SESSION_SECONDS + 1);
    expect(await take(`${seconds}.b`, 'x')).toBe(false);
  });

  it.each(['', 'a', '1.a', '12345678901.a', `1793600400.`, '1793600400.a b', `1793600400.${'a'.repeat(65)}`])(
    'takes none that no page gave: %j',
    async (once) => {
      expect(await setUp().take(once, 'x')).toBe(false);
    },
  );

  it('is forgotten by the sweep once no such form can be posted any more', async () => {
    const { take, store, clock, seconds } = setUp();
    await take(`${seconds}.a`, 'x');
    expect(await store.sweep(clock.now(), 10)).toBe(0);
    clock.pass(2 * ADMINISTRATOR_SESSION_SECONDS);
    expect(await store.sweep(clock.now(), 10)).toBe(1);
  });
});
