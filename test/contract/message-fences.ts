/** What every MessageStore promises of fences (fence.ts). */
import { describe, expect, it } from 'vitest';
import { FenceFell, type Fence } from '../../shared/fence.ts';
import type { Message, MessageStore } from '../../shared/outbox/message.ts';
import type { Sender } from '../../shared/sender.ts';
import { at, createMessage, createSender } from './samples.ts';

const inPartition = (digit: string): Message => {
  const message = createMessage();
  return { ...message, id: `${digit}${message.id.slice(1)}` };
};
const raising = (sender: Sender, { id }: Message): Fence => ({ sender, id, isUp: false, settle() {} });
const needing = (fence: Fence): Fence => ({ ...fence, isUp: true });

/** Inserts a message that raises a fence, and gives the fence as later ones need it. */
async function raise(store: MessageStore, sender: Sender, digit = '0'): Promise<Fence> {
  const message = inPartition(digit);
  await store.insert(message, undefined, raising(sender, message));
  return needing(raising(sender, message));
}

export function describeMessageFences(create: () => Promise<MessageStore>): void {
  describe('MessageStore, with fences', () => {
    it('inserts any number of messages that need a fence, while it stands', async () => {
      const store = await create();
      const fence = await raise(store, createSender());
      for (let count = 0; count < 3; count++) {
        const message = inPartition('0');
        expect(await store.insert(message, undefined, fence)).toMatchObject({ id: message.id });
        expect(await store.read(message.id)).toMatchObject({ id: message.id });
      }
    });

    it('inserts messages at once that need the same fence', async () => {
      const store = await create();
      const fence = await raise(store, createSender());
      const messages = Array.from({ length: 12 }, () => inPartition('0'));
      const inserted = await Promise.all(messages.map((message) => store.insert(message, undefined, fence)));
      expect(inserted.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    });

    it('writes nothing of a message that needs a fence which was taken down, or was never there', async () => {
      const store = await create();
      const sender = createSender();
      const down = await raise(store, sender);
      await store.lowerFences(sender);
      for (const fence of [down, needing(raising(sender, inPartition('0')))]) {
        const message = { ...inPartition('0'), sender };
        await expect(store.insert(message, undefined, fence)).rejects.toBeInstanceOf(FenceFell);
        expect(await store.read(message.id)).toBeUndefined();
        expect((await store.list({ kind: 'sender', sender }, { topOfEach: 9 })).messages).toEqual([]);
        // And the fence does not come back.
        await expect(store.insert(message, undefined, fence)).rejects.toBeInstanceOf(FenceFell);
      }
    });

    it('takes down every fence of the sender, and none of another’s', async () => {
      const store = await create();
      const [sender, other] = [createSender(), createSender()];
      const digits = ['0', '0', '7', 'f'];
      const own = await Promise.all(digits.map((digit) => raise(store, sender, digit)));
      const others = await raise(store, other, 'f');
      await store.lowerFences(sender);
      for (const fence of own)
        await expect(store.insert(inPartition(fence.id.charAt(0)), undefined, fence)).rejects.toBeInstanceOf(FenceFell);
      expect(await store.insert(inPartition('f'), undefined, others)).toBeDefined();
      await store.lowerFences(sender);
    });

    it('says that an id exists, whatever has become of the fence', async () => {
      const store = await create();
      const sender = createSender();
      const fence = await raise(store, sender);
      const message = inPartition('0');
      await store.insert(message, undefined, fence);
      const other = { ...message, attemptId: createMessage().attemptId };
      await expect(store.insert(other, undefined, fence)).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.insert(message, undefined, fence)).toMatchObject({ attemptId: message.attemptId });
    });

    it('takes down what an erasure left, with what finds the messages of the sender', async () => {
      const store = await create();
      const sender = createSender();
      const fence = await raise(store, sender);
      await store.forgetSender(sender, 9);
      expect(await store.insert(inPartition('0'), undefined, fence)).toBeDefined();
      expect(await store.forgetSender(sender, 9, at(0))).toEqual({ deleted: 0, isComplete: true });
      await expect(store.insert(inPartition('0'), undefined, fence)).rejects.toBeInstanceOf(FenceFell);
    });
  });
}
