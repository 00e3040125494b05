/** By what every MessageStore promises that messages are found. */
import { describe, expect, it } from 'vitest';
import type { Message, MessageStore, VersionedMessage } from '../../shared/outbox/message.ts';
import { listDueIds } from './message-store.ts';
import { at, createMessage, createOtherTenantSender, createSender, times } from './samples.ts';

const digits = times(16, (digit) => digit.toString(16));
const startingWith = (digit: string) => createMessage().id.replace(/^./, digit);
/** Minutes in another order than that of the ids. */
const scattered = (index: number) => at((index * 7) % 16);
const idsOf = ({ messages }: { messages: { id: string }[] }) => messages.map(({ id }) => id);
const newestFirst = (messages: Message[]) =>
  messages.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
const bySender = ({ sender = createSender() }: Message) => ({ kind: 'sender', sender }) as const;
const byCaller = ({ hostTenantId, callerId }: Message) => ({ kind: 'caller', hostTenantId, callerId }) as const;
const byTenant = ({ hostTenantId }: Message) => ({ kind: 'tenant', hostTenantId }) as const;
const byReference = ({ hostTenantId, callerId, reference = '' }: Message) =>
  ({ kind: 'reference', hostTenantId, callerId, reference }) as const;

export function describeMessageIndex(create: () => Promise<MessageStore>): void {
  describe('MessageStore, of due messages', () => {
    it('lists those of every id, oldest first, up to now', async () => {
      const store = await create();
      const messages = digits.map((digit, index) =>
        createMessage({ id: startingWith(digit), dueAt: scattered(index) }),
      );
      await Promise.all(messages.map((message) => store.insert(message)));
      const due = messages.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime()).map(({ id }) => id);
      expect(await listDueIds(store, at(59))).toEqual(due);
      expect(await listDueIds(store, at(7))).toEqual(due.slice(0, 8));
      expect(await listDueIds(store, at(59), 5)).toEqual(due.slice(0, 5));
      expect(await listDueIds(store, new Date(at(0).getTime() - 1))).toEqual([]);
    });

    it('says by the clock of storage when one was written and what time it is', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      const [first] = (await store.listDue(new Date('2099-01-01T00:00:00Z'), 10)).due;
      if (!first) throw new Error('Nothing is due.');
      expect(first.message).toEqual(message);
      // The service gives its time in whole seconds.
      expect(first.storageNow.getTime()).toBeGreaterThan(first.writtenAt.getTime() - 1_000);
      expect(first.storageNow.getTime()).toBeLessThan(Date.UTC(2098, 0));
      await store.replace(message, { ...message, attemptId: 'another' });
      const [second] = (await store.listDue(at(10), 10)).due;
      expect(second?.writtenAt.getTime()).toBeGreaterThanOrEqual(first.writtenAt.getTime());
    });
  });

  describe('MessageStore, of lists', () => {
    it('lists messages newest first, and none of others that differ in what they are listed by', async () => {
      const store = await create();
      const first = createMessage({ reference: 'SI-103042' });
      const { sender = createSender() } = first;
      const like = (changes: Parameters<typeof createMessage>[0]) => {
        const { callerId, reference = '' } = first;
        return createMessage({ sender, callerId, reference, ...changes });
      };
      const messages = digits.map((digit, index) => like({ id: startingWith(digit), createdAt: scattered(index) }));
      const otherSender = like({ sender: createSender() });
      const otherTenant = like({ sender: { ...createOtherTenantSender(), hostObjectId: sender.hostObjectId } });
      const otherCaller = like({ callerId: 'another' });
      const otherReference = like({ reference: 'another' });
      const others = [otherSender, otherTenant, otherCaller, otherReference];
      await Promise.all([...messages, ...others].map((message) => store.insert(message)));
      const page = await store.list(byReference(first), { topOfEach: 10, since: at(1) });
      const place = expect.any(String) as string;
      const expected = newestFirst(messages).slice(0, 15);
      expect(page).toEqual({
        messages: expected.map(({ id, callerId, createdAt }) => ({ id, callerId, createdAt, place })),
        isCut: false,
      });
      const listOthers = async (index: Parameters<MessageStore['list']>[0]) => {
        const ids = idsOf(await store.list(index, { topOfEach: 10 }));
        return ids.filter((id) => others.some((other) => other.id === id)).sort();
      };
      const sorted = (...some: Message[]) => some.map(({ id }) => id).sort();
      expect(await listOthers(bySender(first))).toEqual(sorted(otherCaller, otherReference));
      expect(await listOthers(byCaller(first))).toEqual(sorted(otherSender, otherReference));
      expect(await listOthers(byReference(first))).toEqual(sorted(otherSender));
      expect(await listOthers(byTenant(first))).toEqual(sorted(otherSender, otherCaller, otherReference));
      expect(await listOthers(byTenant(otherTenant))).toEqual(sorted(otherTenant));
      expect(await listOthers(bySender(otherTenant))).toEqual(sorted(otherTenant));
      expect(await listOthers(byReference(otherTenant))).toEqual(sorted(otherTenant));
      expect(await listOthers(byCaller(otherCaller))).toEqual(sorted(otherCaller));
    });

    it('lists what was submitted since a time, before a time, and after a place', async () => {
      const store = await create();
      const first = createMessage();
      const messages = digits.map((digit, index) =>
        createMessage({ ...first, id: startingWith(digit), createdAt: scattered(index) }),
      );
      await Promise.all(messages.map((message) => store.insert(message)));
      const expected = newestFirst(messages).map(({ id }) => id);
      const list = (options: object) => store.list(byCaller(first), { topOfEach: 10, ...options });
      expect(idsOf(await list({ since: at(5) }))).toEqual(expected.slice(0, 11));
      expect(idsOf(await list({ before: at(5) }))).toEqual(expected.slice(11));
      const { place: after } = (await list({})).messages[3] ?? {};
      expect(idsOf(await list({ after }))).toEqual(expected.slice(4));
      expect(idsOf(await list({ after, since: at(5), before: at(11) }))).toEqual(expected.slice(5, 11));
      expect(idsOf(await list({ since: at(16) }))).toEqual([]);
      expect(idsOf(await list({ since: at(5), before: at(5) }))).toEqual([]);
    });

    it('says when there are more messages than it lists, and lists the newest of every first digit', async () => {
      const store = await create();
      const sender = createSender();
      const messages = times(4, (minutes) => createMessage({ id: startingWith('a'), sender, createdAt: at(minutes) }));
      await Promise.all(messages.map((message) => store.insert(message)));
      const { messages: listed, isCut } = await store.list({ kind: 'sender', sender }, { topOfEach: 2 });
      expect([listed.map(({ createdAt }) => createdAt), isCut]).toEqual([[at(3), at(2)], true]);
      const after = listed.at(-1)?.place ?? '';
      const rest = await store.list({ kind: 'sender', sender }, { topOfEach: 2, after });
      expect([rest.messages.map(({ createdAt }) => createdAt), rest.isCut]).toEqual([[at(1), at(0)], false]);
    });

    it('keeps a message in its lists while its state changes, and not longer than the message', async () => {
      const store = await create();
      const message = await store.insert(createMessage({ reference: 'SI-103042' }));
      const current = await store.replace(message, { ...message, status: 'sent', dueAt: at(40) });
      const count = async () => {
        const pages = [bySender, byCaller, byReference, byTenant].map((of) =>
          store.list(of(message), { topOfEach: 10 }),
        );
        return (await Promise.all(pages)).map(({ messages }) => messages.length);
      };
      expect(await count()).toEqual([1, 1, 1, 1]);
      await store.remove(current);
      expect(await count()).toEqual([0, 0, 0, 0]);
    });

    it('lists a message by its sender once that is known', async () => {
      const store = await create();
      const sender = createSender();
      const message = await store.insert(createMessage({ sender: undefined }));
      const list = async () => idsOf(await store.list({ kind: 'sender', sender }, { topOfEach: 10 }));
      expect(await list()).toEqual([]);
      await store.replace(message, { ...message, sender });
      expect(await list()).toEqual([message.id]);
    });
  });

  describe('MessageStore, of changes', () => {
    const START = '0';
    const changeAll = async (store: MessageStore) => {
      const messages = digits.map((digit, index) =>
        createMessage({ id: startingWith(digit), ...(index !== 3 && { changedAt: scattered(index) }) }),
      );
      return Promise.all(messages.map((message) => store.insert(message)));
    };
    const inOrder = (messages: VersionedMessage[]) =>
      messages
        .flatMap(({ id, changedAt }) => (changedAt ? { id, changedAt } : []))
        .toSorted((one, other) => one.changedAt.getTime() - other.changedAt.getTime())
        .map(({ id }) => id);

    it('lists them oldest first, after a place and before a time, of one application', async () => {
      const store = await create();
      const messages = await changeAll(store);
      await store.insert(createMessage({ callerId: 'another', changedAt: at(1) }));
      await store.insert(createMessage({ sender: createOtherTenantSender(), changedAt: at(1) }));
      const expected = inOrder(messages);
      const of = createMessage();
      const list = (after: string, before = at(59)) => store.listChanged(of, { after, before, topOfEach: 10 });
      const all = await list(START);
      expect([idsOf(all), all.isCut]).toEqual([expected, false]);
      expect(idsOf(await list(all.messages[4]?.place ?? ''))).toEqual(expected.slice(5));
      // Nothing changed in minute 5, and what changed at this very time is not before it.
      expect(idsOf(await list(START, at(7)))).toEqual(expected.slice(0, 6));
      expect(await list(all.messages.at(-1)?.place ?? '')).toEqual({ messages: [], isCut: false });
    });

    it('tells each message once, as it last changed', async () => {
      const store = await create();
      const message = await store.insert(createMessage({ changedAt: at(1) }));
      const list = () => store.listChanged(message, { after: START, before: at(59), topOfEach: 10 });
      const [first] = (await list()).messages;
      const next = await store.replace(message, { ...message, changedAt: at(2) });
      const [second, ...others] = (await list()).messages;
      expect([second?.id, others]).toEqual([message.id, []]);
      expect((second?.place ?? '') > (first?.place ?? '')).toBe(true);
      await store.remove(next);
      expect((await list()).messages).toEqual([]);
    });

    it('tells the first change of a message that had none', async () => {
      const store = await create();
      const message = await store.insert(createMessage());
      await store.replace(message, { ...message, changedAt: at(2) });
      const page = await store.listChanged(message, { after: START, before: at(59), topOfEach: 10 });
      expect(idsOf(page)).toEqual([message.id]);
    });

    it('says when there are more than it lists, and goes on after them', async () => {
      const store = await create();
      const messages = times(3, (minutes) => createMessage({ id: startingWith('a'), changedAt: at(minutes) }));
      for (const message of messages) await store.insert(message);
      const list = (after: string) => store.listChanged(createMessage(), { after, before: at(59), topOfEach: 2 });
      const page = await list(START);
      expect([idsOf(page), page.isCut]).toEqual([messages.slice(0, 2).map(({ id }) => id), true]);
      const rest = await list(page.messages.at(-1)?.place ?? '');
      expect([idsOf(rest), rest.isCut]).toEqual([[messages[2]?.id], false]);
    });
  });
}
