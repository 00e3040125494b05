/** What MailboxPermits promise over every MailboxLoadRows: instances that share nothing but the rows hold to one limit. */
import { describe, expect, it } from 'vitest';
import { MAILBOX_CONCURRENCY_MAX } from '../../shared/limits.ts';
import type { MailboxLoadRows } from '../../shared/outbox/mailbox-load-rows.ts';
import { createMailboxPermits, type Permit } from '../../shared/outbox/mailbox-permits.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createSender, times } from './samples.ts';

const request = { id: 'a'.repeat(32), bytes: 1_000, isForced: false };

export function describeMailboxPermits(create: () => Promise<MailboxLoadRows>): void {
  describe('MailboxPermits', () => {
    it('lets four of one mailbox be in flight over three instances, and the next when one has ended', async () => {
      const rows = await create();
      const { now, pass } = createManualClock();
      const instances = times(3, () =>
        createMailboxPermits({ rows, messagesPerMinute: 1_000, now, random: Math.random }),
      );
      const [sender, other] = [createSender(), createSender()];
      const takeAll = (whose = sender) =>
        Promise.all(instances.flatMap((one) => times(4, () => one.take(whose, request))));
      const granted: Permit[] = [];
      // Who meets too many conflicts is told to come again, so it takes a few rounds.
      for (let round = 0; round < 4; round++) {
        for (const taken of await takeAll()) if ('permit' in taken) granted.push(taken.permit);
        pass(1);
      }
      expect(granted).toHaveLength(MAILBOX_CONCURRENCY_MAX);
      expect(new Set(granted.map(({ id }) => id)).size).toBe(MAILBOX_CONCURRENCY_MAX);
      expect((await takeAll(other)).some((taken) => 'permit' in taken)).toBe(true);

      const [first] = granted;
      if (first) await instances[1]?.release(first);
      const again = await takeAll();
      expect(again.filter((taken) => 'permit' in taken)).toHaveLength(1);
    });

    it('pauses a mailbox for every instance, and nobody else', async () => {
      const rows = await create();
      const { now, pass } = createManualClock();
      const [one, two] = times(2, () => createMailboxPermits({ rows, messagesPerMinute: 30, now, random: () => 0 }));
      const sender = createSender();
      const until = new Date(now().getTime() + 60_000);
      await one?.pause(sender, until);
      expect(one?.pausedUntil(sender)).toEqual(until);
      expect(two?.pausedUntil(sender)).toBeUndefined();
      const refused = await two?.take(sender, request);
      expect(refused).toEqual({ retryAt: new Date(until.getTime() + 1_000) });
      expect(two?.pausedUntil(sender)).toEqual(until);
      expect(await two?.take(createSender(), request)).toHaveProperty('permit');
      pass(60);
      expect(two?.pausedUntil(sender)).toBeUndefined();
      expect(await two?.take(sender, request)).toHaveProperty('permit');
    });
  });
}
