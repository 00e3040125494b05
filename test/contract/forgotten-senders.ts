/** What every MessageStore promises when a sender is forgotten. */
import { describe, expect, it } from 'vitest';
import type { MessageStore } from '../../shared/outbox/message.ts';
import { listDueIds } from './message-store.ts';
import { at, createMessage, createSender, times } from './samples.ts';

const startingWith = (digit: string) => createMessage().id.replace(/^./, digit);

export function describeForgottenSenders(create: () => Promise<MessageStore>): void {
  describe('MessageStore, of senders that are forgotten', () => {
    it('keeps their messages, which go at their time', async () => {
      const store = await create();
      const [sender, other] = [createSender(), createSender()];
      const messages = [];
      for (const one of [sender, sender, sender, other]) {
        const id = startingWith('b');
        messages.push(await store.insert(createMessage({ id, sender: one, callerId: `application ${id}` })));
      }
      const list = async (of: typeof sender) =>
        (await store.list({ kind: 'sender', sender: of }, { topOfEach: 10 })).messages;
      expect(await store.forgetSender(sender, 2)).toEqual({ deleted: 2, isComplete: false });
      expect(await store.forgetSender(sender, 2)).toEqual({ deleted: 1, isComplete: true });
      expect(await store.forgetSender(sender, 2)).toEqual({ deleted: 0, isComplete: true });
      expect(await list(sender)).toEqual([]);
      expect(await list(other)).toHaveLength(1);
      const [first, second, third] = messages;
      if (!first || !second || !third) throw new Error('There is no message.');
      const sent = await store.replace(second, { ...second, status: 'sent', dueAt: at(40) });
      await store.replace(third, { ...third, status: 'held' });
      expect(await list(sender)).toEqual([]);
      await expect(store.remove(second)).rejects.toMatchObject({ code: 'conflict' });
      await store.remove(first);
      expect(await store.read(first.id)).toBeUndefined();
      expect(await listDueIds(store, at(59))).toHaveLength(3);
      const { over } = await store.listDue(at(59), 10);
      expect([over.map(({ id }) => id), await store.removeOver(over)]).toEqual([[sent.id], 1]);
      expect(await listDueIds(store, at(59))).toHaveLength(2);
    });

    it('forgets what was submitted before a time, and nothing of that time', async () => {
      const store = await create();
      const sender = createSender();
      for (const minutes of [1, 2, 3])
        await store.insert(createMessage({ id: startingWith('d'), sender, createdAt: at(minutes) }));
      expect(await store.forgetSender(sender, 1, at(2))).toEqual({ deleted: 1, isComplete: true });
      const { messages } = await store.list({ kind: 'sender', sender }, { topOfEach: 10 });
      expect(messages.map(({ createdAt }) => createdAt)).toEqual([at(3), at(2)]);
    });

    it('counts each row once when a sender is forgotten twice at the same moment', async () => {
      const store = await create();
      const sender = createSender();
      for (const id of times(5, () => startingWith('c'))) await store.insert(createMessage({ id, sender }));
      const results = await Promise.all(times(2, () => store.forgetSender(sender, 10)));
      expect(results.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(5);
    });
  });
}
