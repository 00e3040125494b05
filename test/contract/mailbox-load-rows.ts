/** What every MailboxLoadRows promises. */
import { describe, expect, it } from 'vitest';
import type { MailboxLoadRows } from '../../shared/outbox/mailbox-load-rows.ts';
import { EMPTY_LOAD, endOfLoad, type MailboxLoad } from '../../shared/outbox/mailbox-load.ts';
import { at, countSuccesses, createOtherTenantSender, createSender, times } from './samples.ts';

const pausedUntil = (minutes: number): MailboxLoad => ({ ...EMPTY_LOAD, pausedUntil: at(minutes).getTime() });
const full: MailboxLoad = {
  slots: times(4, (index) => [`${'a'.repeat(32)}.${index}`, at(index).getTime()] as const),
  sends: times(61, (index) => [1_793_600_000 + index, 500] as const),
  bytes: times(61, (index) => [358_720_000 + index, 150_000_000] as const),
  pausedUntil: at(1).getTime(),
};

export function describeMailboxLoadRows(create: () => Promise<MailboxLoadRows>): void {
  describe('MailboxLoadRows', () => {
    it('gives back what was written last, of each mailbox its own', async () => {
      const rows = await create();
      const [sender, other] = [createSender(), createOtherTenantSender()];
      expect(await rows.read(sender)).toBeUndefined();
      const first = await rows.write(sender, full);
      expect(await rows.read(sender)).toEqual({ load: full, etag: first });
      await rows.write(other, EMPTY_LOAD);
      const second = await rows.write(sender, pausedUntil(2), first);
      expect(await rows.read(sender)).toEqual({ load: pausedUntil(2), etag: second });
      expect((await rows.read(other))?.load).toEqual(EMPTY_LOAD);
    });

    it('lets one of ten who know of no row write it, and one of ten who read the same', async () => {
      const rows = await create();
      const sender = createSender();
      const insert = times(10, (index) => rows.write(sender, pausedUntil(index)));
      expect(await countSuccesses(insert, 'conflict')).toBe(1);
      const etag = (await rows.read(sender))?.etag ?? '';
      const replace = times(10, (index) => rows.write(sender, pausedUntil(20 + index), etag));
      expect(await countSuccesses(replace, 'conflict')).toBe(1);
    });

    it('removes a row as it was read and no other, and writes none that has gone', async () => {
      const rows = await create();
      const sender = createSender();
      const first = await rows.write(sender, full);
      const second = await rows.write(sender, full, first);
      expect(await rows.remove(sender, first)).toBe(false);
      expect(await rows.remove(sender, second)).toBe(true);
      expect(await rows.remove(sender, second)).toBe(false);
      await expect(rows.write(sender, full, second)).rejects.toMatchObject({ code: 'conflict' });
      expect(await rows.read(sender)).toBeUndefined();
    });

    it('lists the mailboxes of one host tenant page by page, in key order, without those of which nothing is to be said', async () => {
      const rows = await create();
      const { hostTenantId } = createSender();
      const other = createOtherTenantSender();
      expect(await rows.list(hostTenantId, at(3), 10)).toEqual({ loads: [] });
      const senders = times(5, createSender);
      for (const sender of senders) await rows.write(sender, full);
      for (const minutes of [1, 2]) await rows.write(createSender(), pausedUntil(minutes));
      await rows.write(other, pausedUntil(5));
      const found: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await rows.list(hostTenantId, at(3), 2, cursor);
        for (const { sender, load } of page.loads) {
          expect(load).toEqual(full);
          found.push(sender.hostObjectId);
        }
        expect(page.loads.length).toBeLessThanOrEqual(2);
        ({ cursor } = page);
        pages += 1;
      } while (cursor !== undefined && pages < 10);
      expect(found).toEqual(senders.map(({ hostObjectId }) => hostObjectId).toSorted());
      const own = await rows.list(other.hostTenantId, at(3), 10);
      expect(own.loads.map(({ sender }) => sender)).toEqual([other]);
      await expect(rows.list(hostTenantId, at(3), 2, 'ours?')).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('sweeps what says nothing any more, at most as much as asked for', async () => {
      const rows = await create();
      const senders = times(4, createSender);
      for (const [index, sender] of senders.entries()) await rows.write(sender, pausedUntil(index));
      expect(await rows.sweep(at(3), 2)).toBe(2);
      expect(await rows.sweep(at(3), 2)).toBe(1);
      expect(await rows.sweep(at(3), 2)).toBe(0);
      expect(await rows.read(senders[3] ?? createSender())).toBeDefined();
      expect(endOfLoad(pausedUntil(3))).toEqual(at(3));
    });
  });
}
