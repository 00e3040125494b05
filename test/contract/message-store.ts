/** What every MessageStore promises. */
import { describe, expect, it } from 'vitest';
import type { Message, MessageStore } from '../../shared/outbox/message.ts';
import { at, countSuccesses, createMessage, createOtherTenantSender, createSender, times } from './samples.ts';

const ids = async (store: MessageStore, now: Date, top = 100) =>
  (await store.listDue(now, top)).map(({ message }) => message.id);

export function describeMessageStore(create: () => Promise<MessageStore>): void {
  describe('MessageStore', () => {
    it('reads nothing under an unknown or impossible id', async () => {
      const store = await create();
      expect(await store.read(createMessage().id)).toBeUndefined();
      for (const id of ['', 'x', "'", '../grants', 'A'.repeat(32)]) expect(await store.read(id)).toBeUndefined();
    });

    it('gives a message back as it was inserted', async () => {
      const store = await create();
      const message = createMessage({
        previousId: createMessage().id,
        status: 'failed',
        reference: "SI-103042 'ä' \u{1F600}",
        attempts: [
          { at: at(1), outcome: 'refused', graphRequestId: 'b8a2', code: 'ErrorInvalidRecipients' },
          { at: at(2), outcome: 'unknown' },
        ],
        error: { code: 'invalid_recipients', graphCode: 'ErrorInvalidRecipients' },
        resubmissions: 2,
      });
      const inserted = await store.insert(message);
      expect(inserted).toEqual({ ...message, etag: inserted.etag });
      expect(await store.read(message.id)).toEqual(inserted);
    });

    it('leaves optional fields out when they were not inserted', async () => {
      const store = await create();
      const message = createMessage();
      await store.insert(message);
      const { etag: _etag, ...found } = { ...(await store.read(message.id)) };
      expect(Object.keys(found).sort()).toEqual(Object.keys(message).sort());
    });

    it('lets one of ten insertions under the same id win', async () => {
      const store = await create();
      const { id } = createMessage();
      const attempts = times(10, () => store.insert(createMessage({ id })));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
    });

    it('recognises its own row by the attempt id', async () => {
      const store = await create();
      const message = createMessage();
      const first = await store.insert(message);
      expect(await store.insert(message)).toEqual(first);
    });

    it('lets one of ten replacements of the same reading win', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      const attempts = times(10, (index) => store.replace(message, { ...message, dueAt: at(20 + index) }));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
      expect(await ids(store, at(59))).toEqual([message.id]);
    });

    it('replaces also without moving the time at which it is due', async () => {
      const store = await create();
      const message = await store.insert(createMessage({ reference: 'SI-103042' }));
      const { reference: _reference, ...rest } = message;
      await store.replace(message, { ...rest, status: 'sent' });
      const found = await store.read(message.id);
      expect(found).toMatchObject({ status: 'sent' });
      expect(found && 'reference' in found).toBe(false);
      expect(await ids(store, at(10))).toEqual([message.id]);
      await expect(store.replace(message, rest)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('moves a message to the time at which it is due next', async () => {
      const store = await create();
      const message = await store.insert(createMessage({ dueAt: at(10) }));
      await store.replace(message, { ...message, dueAt: at(40) });
      expect(await ids(store, at(39))).toEqual([]);
      expect(await ids(store, at(40))).toEqual([message.id]);
    });

    it('removes a message with its place among the due ones, if it is as read', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      await store.replace(message, { ...message, status: 'sent' });
      await expect(store.remove(message)).rejects.toMatchObject({ code: 'conflict' });
      const current = await store.read(message.id);
      if (current) await store.remove(current);
      expect(await store.read(message.id)).toBeUndefined();
      expect(await ids(store, at(59))).toEqual([]);
    });

    it('lets one of ten removals win', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      expect(
        await countSuccesses(
          times(10, () => store.remove(message)),
          'conflict',
        ),
      ).toBe(1);
    });

    it('does not bring a removed message back by a replacement', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      await store.remove(message);
      const next: Message = { ...message, status: 'sent' };
      await expect(store.replace(message, next)).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.replace(message, { ...next, dueAt: at(40) })).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read(message.id)).toBeUndefined();
    });

    it('records resubmissions whatever happened to the message since it was read', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      await store.replace(message, { ...message, status: 'failed' });
      await store.recordResubmissions(message.id, 1);
      await store.recordResubmissions(message.id, 2);
      expect(await store.read(message.id)).toMatchObject({ status: 'failed', resubmissions: 2 });
      await store.recordResubmissions(createMessage().id, 1);
    });

    it('lists due messages of every id, oldest first, up to now', async () => {
      const store = await create();
      const digits = times(16, (digit) => digit.toString(16));
      const messages = digits.map((digit, index) =>
        createMessage({ id: createMessage().id.replace(/^./, digit), dueAt: at((index * 7) % 16) }),
      );
      for (const message of messages) await store.insert(message);
      const sorted = messages.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
      const due = sorted.map(({ id }) => id);
      expect(await ids(store, at(59))).toEqual(due);
      expect(await ids(store, at(7))).toEqual(due.slice(0, 8));
      expect(await ids(store, at(59), 5)).toEqual(due.slice(0, 5));
      expect(await ids(store, new Date(at(0).getTime() - 1))).toEqual([]);
    });

    it('says by the clock of storage when a due message was written and what time it is', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      const [first] = await store.listDue(new Date('2099-01-01T00:00:00Z'), 10);
      if (!first) throw new Error('Nothing is due.');
      expect(first.message).toEqual(message);
      // The service gives its time in whole seconds.
      expect(first.storageNow.getTime()).toBeGreaterThan(first.changedAt.getTime() - 1_000);
      expect(first.storageNow.getTime()).toBeLessThan(Date.UTC(2098, 0));
      await store.replace(message, { ...message, status: 'unknown' });
      const [second] = await store.listDue(at(10), 10);
      expect(second?.changedAt.getTime()).toBeGreaterThanOrEqual(first.changedAt.getTime());
    });

    it('lists the messages of a sender since a time, newest first, with the application of each', async () => {
      const store = await create();
      const [sender, other] = [createSender(), createSender()];
      const digits = times(16, (digit) => digit.toString(16));
      const messages = digits.map((digit, index) => {
        const id = createMessage().id.replace(/^./, digit);
        return createMessage({ id, sender, createdAt: at((index * 7) % 16), callerId: `application ${index % 2}` });
      });
      for (const message of messages) await store.insert(message);
      await store.insert(createMessage({ sender: other }));
      await store.insert(
        createMessage({ sender: { ...createOtherTenantSender(), hostObjectId: sender.hostObjectId } }),
      );
      const expected = messages
        .toSorted((one, another) => another.createdAt.getTime() - one.createdAt.getTime())
        .map(({ id, callerId, createdAt }) => ({ id, callerId, createdAt }));
      expect(await store.listOfSender(sender, at(0), 10)).toEqual({ messages: expected, isCut: false });
      expect(await store.listOfSender(sender, at(5), 10)).toEqual({ messages: expected.slice(0, 11), isCut: false });
      expect(await store.listOfSender(createSender(), at(0), 10)).toEqual({ messages: [], isCut: false });
    });

    it('says when a sender has more messages than it lists, and lists the newest', async () => {
      const store = await create();
      const sender = createSender();
      const messages = times(4, (minutes) =>
        createMessage({ id: createMessage().id.replace(/^./, 'a'), sender, createdAt: at(minutes) }),
      );
      for (const message of messages) await store.insert(message);
      const { messages: listed, isCut } = await store.listOfSender(sender, at(0), 2);
      expect([listed.map(({ createdAt }) => createdAt), isCut]).toEqual([[at(3), at(2)], true]);
    });

    it('keeps a message under its sender while its state changes, and not longer than the message', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      const { sender } = message;
      await store.replace(message, { ...message, status: 'sent', dueAt: at(40) });
      expect((await store.listOfSender(sender, at(0), 10)).messages).toHaveLength(1);
      const current = await store.read(message.id);
      if (current) await store.remove(current);
      expect((await store.listOfSender(sender, at(0), 10)).messages).toEqual([]);
    });

    it.each([{ sender: createSender() }, { createdAt: at(1) }])('refuses to change %o of a message', async (change) => {
      const store = await create();
      const message = await store.insert(createMessage());
      await expect(store.replace(message, { ...message, ...change })).rejects.toThrow('keeps its sender');
    });

    it('forgets a sender and none of the messages, which go at their time', async () => {
      const store = await create();
      const [sender, other] = [createSender(), createSender()];
      const messages = [];
      for (const one of [sender, sender, sender, other]) {
        const id = createMessage().id.replace(/^./, 'b');
        messages.push(await store.insert(createMessage({ id, sender: one, callerId: `application ${id}` })));
      }
      expect(await store.forgetSender(sender, 2)).toEqual({ deleted: 2, isComplete: false });
      expect(await store.forgetSender(sender, 2)).toEqual({ deleted: 1, isComplete: true });
      expect(await store.forgetSender(sender, 2)).toEqual({ deleted: 0, isComplete: true });
      expect((await store.listOfSender(sender, at(0), 10)).messages).toEqual([]);
      expect((await store.listOfSender(other, at(0), 10)).messages).toHaveLength(1);
      const [first, second] = messages;
      if (!first || !second) throw new Error('There is no message.');
      await store.replace(second, { ...second, status: 'sent', dueAt: at(40) });
      await expect(store.remove(second)).rejects.toMatchObject({ code: 'conflict' });
      await store.remove(first);
      expect(await store.read(first.id)).toBeUndefined();
      expect(await ids(store, at(59))).toHaveLength(3);
    });

    it('forgets what was submitted before a time, and nothing of that time', async () => {
      const store = await create();
      const sender = createSender();
      for (const day of [1, 2, 3]) {
        const id = createMessage().id.replace(/^./, 'd');
        await store.insert(createMessage({ id, sender, createdAt: at(day) }));
      }
      expect(await store.forgetSender(sender, 1, at(2))).toEqual({ deleted: 1, isComplete: true });
      expect((await store.listOfSender(sender, at(0), 10)).messages.map(({ createdAt }) => createdAt)).toEqual([
        at(3),
        at(2),
      ]);
    });

    it('counts each row once when a sender is forgotten twice at the same moment', async () => {
      const store = await create();
      const sender = createSender();
      for (const id of times(5, () => createMessage().id.replace(/^./, 'c')))
        await store.insert(createMessage({ id, sender }));
      const results = await Promise.all(times(2, () => store.forgetSender(sender, 10)));
      expect(results.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(5);
    });
  });
}
