/** What every MessageStore promises of one message; message-index.ts says by what it is found. */
import { describe, expect, it } from 'vitest';
import { CONTENT_ROW_MAX_BYTES } from '../../shared/waiting-limits.ts';
import type { Message, MessageStore, VersionedMessage } from '../../shared/outbox/message.ts';
import { at, bytesOf, countSuccesses, createMessage, createOtherTenantSender, createSender, times } from './samples.ts';

const content = (bytes: number) => new Uint8Array(bytes + 2).map((_byte, index) => index % 251).subarray(1, bytes + 1);
const waiting = (changes: Partial<Message> = {}) =>
  createMessage({ status: 'queued', content: 'row', contentBytes: 3, ...changes });
const withoutContent = ({ content: _content, contentBytes: _bytes, ...message }: Message): Message => message;

/** Ids of what is due, ended or not. */
export const listDueIds = async (store: MessageStore, now: Date, top = 100) => {
  const { due, over } = await store.listDue(now, top);
  return [...due.map(({ message }) => message.id), ...over.map(({ id }) => id)];
};

export function describeMessageStore(create: () => Promise<MessageStore>): void {
  describe('MessageStore', () => {
    it('reads nothing under an unknown or impossible id', async () => {
      const store = await create();
      for (const id of [createMessage().id, '', 'x', "'", '../grants', 'A'.repeat(32)]) {
        expect(await store.read(id)).toBeUndefined();
        expect(await store.readContent(id)).toBeUndefined();
      }
    });

    it('gives a message back as it was inserted', async () => {
      const store = await create();
      const message = createMessage({
        previousId: createMessage().id,
        status: 'failed',
        named: 'a1'.repeat(16),
        account: {
          homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
          homeObjectId: '00000a0e-0000-4000-8000-000000000001',
        },
        reference: "SI-103042 'ä' \u{1F600}",
        notBefore: at(3),
        attempts: [
          { at: at(1), outcome: 'refused', graphRequestId: 'b8a2', code: 'ErrorInvalidRecipients', nextAt: at(2) },
          { at: at(2), outcome: 'unknown' },
        ],
        error: { code: 'invalid_recipients', graphCode: 'ErrorInvalidRecipients' },
        content: 'blob-00000b10-0000-4000-8000-000000000001',
        contentBytes: 5,
        draft: { id: 'AAkALgAA', state: 'sending' },
        recipients: [[250, 450], [0], []],
        mailboxId: '00000a0e-0000-8000-8000-000000000001',
        nextAt: at(4),
        deferrals: 1,
        changedAt: at(5),
        resubmissions: 2,
        mac: '0.a',
      });
      const inserted = await store.insert(message);
      expect(inserted).toEqual({ ...message, etag: inserted.etag });
      expect(await store.read(message.id)).toEqual(inserted);
    });

    it('leaves optional fields out when they were not inserted', async () => {
      const store = await create();
      const message = createMessage({ sender: undefined });
      await store.insert(message);
      const { etag: _etag, ...found } = { ...(await store.read(message.id)) };
      expect(Object.keys(found).sort()).toEqual(Object.keys(message).sort());
    });

    it('keeps no part of what it was given, and gives none of what it keeps', async () => {
      const store = await create();
      const message = waiting();
      const given = content(3);
      const inserted = await store.insert(message, given);
      const read = await store.read(message.id);
      const [first] = [message, inserted, read].map((one) => {
        one?.attempts.push({ at: at(1), outcome: 'unknown' });
        return one?.attempts.length;
      });
      (await store.readContent(message.id))?.fill(9);
      given.fill(9);
      expect([first, (await store.read(message.id))?.attempts]).toEqual([1, []]);
      expect(bytesOf(await store.readContent(message.id))).toEqual([1, 2, 3]);
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
      expect(await listDueIds(store, at(59))).toEqual([message.id]);
    });

    it.each([
      ['moving the time at which it is due', { dueAt: at(40) }],
      ['moving nothing', {}],
    ])('gives a message back as it was replaced, %s', async (_name, change) => {
      const store = await create();
      const message = await store.insert(createMessage({ error: { code: 'delivery_unknown' }, deferrals: 2 }));
      const { error: _error, deferrals: _deferrals, ...rest } = message;
      const next = { ...rest, ...change, attemptId: 'another' };
      const replaced = await store.replace(message, next);
      expect(replaced).toEqual({ ...next, etag: replaced.etag });
      expect(replaced.etag).not.toBe(message.etag);
      expect(await store.read(message.id)).toEqual(replaced);
      await expect(store.replace(message, next)).rejects.toMatchObject({ code: 'conflict' });
      expect((await store.replace(replaced, { ...replaced, attemptId: 'a third' })).attemptId).toBe('a third');
    });

    it('moves a message to the time at which it is due next', async () => {
      const store = await create();
      const message = await store.insert(createMessage({ dueAt: at(10) }));
      await store.replace(message, { ...message, dueAt: at(40) });
      expect(await listDueIds(store, at(39))).toEqual([]);
      expect(await listDueIds(store, at(40))).toEqual([message.id]);
    });

    it.each([
      { id: createMessage().id },
      { hostTenantId: createOtherTenantSender().hostTenantId },
      { sender: createSender() },
      { callerId: 'another' },
      { reference: 'another' },
      { createdAt: at(1) },
    ])('refuses to change %o of a message', async (change) => {
      const store = await create();
      const message = await store.insert(createMessage({ reference: 'SI-103042' }));
      const [field] = Object.keys(change);
      const { [field as 'reference']: _left, ...rest } = message;
      for (const next of [{ ...message, ...change }, field === 'reference' || field === 'sender' ? rest : undefined])
        if (next) await expect(store.replace(message, next)).rejects.toThrow('A message keeps its');
      expect(await store.read(message.id)).toEqual(message);
    });

    it('lets the sender of a message become known once', async () => {
      const store = await create();
      const message = await store.insert(createMessage({ sender: undefined, named: 'a name' }));
      const known = await store.replace(message, { ...message, sender: createSender() });
      const another = { ...known, sender: createSender() };
      await expect(store.replace(known, another)).rejects.toThrow('A message keeps its');
    });

    it('removes a message with its place among the due ones, if it is as read', async () => {
      const store = await create();
      const message = await store.insert(waiting({ reference: 'SI-103042', changedAt: at(1) }), content(3));
      const current = await store.replace(message, { ...message, status: 'failed' });
      await expect(store.remove(message)).rejects.toMatchObject({ code: 'conflict' });
      await store.remove(current);
      expect([await store.read(message.id), await store.readContent(message.id)]).toEqual([undefined, undefined]);
      expect(await listDueIds(store, at(59))).toEqual([]);
    });

    it('lets one of ten removals win', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      const attempts = times(10, () => store.remove(message));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
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
  });

  describeContent(create);
  describeOver(create);
}

/** What is kept beside a message that waits. */
function describeContent(create: () => Promise<MessageStore>): void {
  describe('MessageStore, of content', () => {
    it.each([1, 64 * 1024, 64 * 1024 + 1, CONTENT_ROW_MAX_BYTES])('gives %i bytes back', async (bytes) => {
      const store = await create();
      const message = await store.insert(waiting(), content(bytes));
      const found = await store.readContent(message.id);
      expect(found && Buffer.compare(found, content(bytes))).toBe(0);
    });

    it('keeps it while its message changes, and deletes it with the change that says so', async () => {
      const store = await create();
      const message = await store.insert(waiting(), content(3));
      const moved = await store.replace(message, { ...message, dueAt: at(20) });
      const kept = await store.replace(moved, { ...moved, status: 'held' });
      expect(bytesOf(await store.readContent(message.id))).toEqual([1, 2, 3]);
      const sent = await store.replace(kept, { ...withoutContent(kept), status: 'sent' });
      expect(await store.readContent(message.id)).toBeUndefined();
      expect(await store.read(message.id)).toEqual(sent);
    });

    it('puts it beside a message that waits from now on, and other content in its place', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      const parked = await store.replace(message, { ...message, status: 'queued', content: 'row' }, content(70_000));
      expect((await store.readContent(message.id))?.byteLength).toBe(70_000);
      await store.replace(parked, parked, content(2));
      expect(bytesOf(await store.readContent(message.id))).toEqual([1, 2]);
    });

    it('changes none for a message that is not as read', async () => {
      const store = await create();
      const message = await store.insert(waiting(), content(3));
      await store.replace(message, { ...message, status: 'held' });
      for (const [next, bytes] of [[withoutContent(message)], [message, content(2)]] as const)
        await expect(store.replace(message, next, bytes)).rejects.toMatchObject({ code: 'conflict' });
      expect(bytesOf(await store.readContent(message.id))).toEqual([1, 2, 3]);
    });

    it('refuses content that its message does not name, and a message without what it names', async () => {
      const store = await create();
      const refusal = 'Content is written into a row with the message that says so.';
      await expect(store.insert(createMessage(), content(3))).rejects.toThrow(refusal);
      await expect(store.insert(waiting())).rejects.toThrow(refusal);
      const message = await store.insert(createMessage({ content: 'blob-00000b10-0000-4000-8000-000000000001' }));
      await expect(store.replace(message, message, content(3))).rejects.toThrow(refusal);
      await expect(store.replace(message, { ...message, content: 'row' })).rejects.toThrow(refusal);
    });
  });
}

/** How messages go whose history is over. */
function describeOver(create: () => Promise<MessageStore>): void {
  const statuses = ['sent', 'failed', 'expired', 'cancelled', 'unknown'] as const;
  const insertAll = (store: MessageStore, messages: Message[]) =>
    Promise.all(messages.map((message) => store.insert(message, message.content && content(3))));

  describe('MessageStore, of messages that are over', () => {
    it('lists those that have ended and have no content apart from others, of which it lists at most so many', async () => {
      const store = await create();
      const ended = statuses.map((status, index) => createMessage({ status, dueAt: at(index) }));
      const open = (['sending', 'queued', 'held'] as const).map((status) => createMessage({ status, dueAt: at(6) }));
      const kept = createMessage({ status: 'failed', content: 'row', dueAt: at(7) });
      await insertAll(store, [...ended, ...open, kept, createMessage({ status: 'sent', dueAt: at(20) })]);
      const { due, over } = await store.listDue(at(10), 100);
      expect(over.map(({ id }) => id)).toEqual(ended.map(({ id }) => id));
      expect(due.map(({ message }) => message.id).sort()).toEqual([...open, kept].map(({ id }) => id).sort());
      const first = await store.listDue(at(10), 3);
      expect([first.over.length, first.due.length]).toEqual([5, 3]);
      const second = await store.listDue(at(10), 3, first.next);
      expect([second.over.length, second.due.length, second.next]).toEqual([0, 1, undefined]);
    });

    it('lists one that ends, and one whose content or draft goes, at its new time or at the same', async () => {
      const store = await create();
      const [one, other] = await insertAll(store, [waiting(), waiting()]);
      const isOver = async (message: VersionedMessage) =>
        (await store.listDue(at(59), 10)).over.some(({ id }) => id === message.id);
      if (!one || !other) throw new Error('There is no message.');
      const failed = await store.replace(one, { ...one, status: 'failed' });
      expect(await isOver(one)).toBe(false);
      await store.replace(failed, withoutContent(failed));
      const draft = { state: 'open' } as const;
      const left = await store.replace(other, { ...withoutContent(other), status: 'failed', draft });
      expect([await isOver(one), await isOver(other)]).toEqual([true, false]);
      expect((await store.listDue(at(59), 10)).due.map(({ message }) => message.draft)).toEqual([draft]);
      const { draft: _draft, ...cleared } = left;
      await store.replace(left, { ...cleared, dueAt: at(40) });
      expect(await isOver(other)).toBe(true);
    });

    it('deletes them with everything that is left of them, and says how many went', async () => {
      const store = await create();
      const sender = createSender();
      const messages = times(12, (index) =>
        createMessage({
          id: createMessage().id.replace(/^./, String(index % 2)),
          sender,
          status: 'sent',
          reference: 'a',
        }),
      );
      const [left] = await insertAll(store, [createMessage({ sender, reference: 'a' }), ...messages]);
      const { over } = await store.listDue(at(10), 100);
      expect(await store.removeOver(over)).toBe(12);
      expect(await store.removeOver(over)).toBe(0);
      expect(await store.removeOver([])).toBe(0);
      expect(await listDueIds(store, at(59))).toEqual([left?.id]);
      const { callerId, hostTenantId } = left ?? createMessage();
      for (const index of [
        { kind: 'sender', sender } as const,
        { kind: 'caller', hostTenantId, callerId } as const,
        { kind: 'reference', hostTenantId, callerId, reference: 'a' } as const,
      ])
        expect((await store.list(index, { topOfEach: 100 })).messages.map(({ id }) => id)).toEqual([left?.id]);
    });

    it('deletes the others when one is gone, has moved, or is listed twice', async () => {
      const store = await create();
      const ids = times(7, () => createMessage().id.replace(/^./, 'e'));
      const messages = await insertAll(
        store,
        ids.map((id) => createMessage({ id, status: 'unknown' })),
      );
      const { over } = await store.listDue(at(10), 100);
      const [gone, moved] = messages;
      if (!gone || !moved) throw new Error('There is no message.');
      await store.remove(gone);
      await store.replace(moved, { ...moved, status: 'sent', dueAt: at(40) });
      expect(await store.removeOver(over.flatMap((one) => [one, one]))).toBe(5);
      expect(await store.read(moved.id)).toMatchObject({ status: 'sent' });
      expect(await listDueIds(store, at(59))).toEqual([moved.id]);
    });

    it('counts each once when two sweeps delete them at the same moment', async () => {
      const store = await create();
      await insertAll(
        store,
        times(10, () => createMessage({ id: createMessage().id.replace(/^./, 'f'), status: 'sent' })),
      );
      const { over } = await store.listDue(at(10), 100);
      const counts = await Promise.all(times(2, () => store.removeOver(over)));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
      expect(await listDueIds(store, at(59))).toEqual([]);
    });
  });
}
