import { describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../../shared/attachment-limits.ts';
import { createFixture, description, messageId, otherId, uploader } from './attachments-fixture.ts';
import { ConnectorError } from '../../../shared/errors.ts';

const bytes = Buffer.from('content');
const hour = 3_600;

describe('DropFiles', () => {
  it('deletes the files of a message, and none of another', async () => {
    const { attachments, uploadTaken, upload, store, cells } = createFixture();
    const id = await uploadTaken(bytes);
    const free = await upload(bytes);
    await attachments.drop([id, free.id], otherId);
    expect(store.ids()).toHaveLength(2);
    for (const _again of [1, 2]) await attachments.drop([id, free.id], messageId);
    expect(store.ids()).toEqual([free.id]);
    expect(cells.names()).toHaveLength(1);
  });

  it('leaves what cannot be deleted now to the sweep', async () => {
    const { attachments, uploadTaken, store, cells, clock } = createFixture();
    const id = await uploadTaken(bytes);
    const { remove } = cells;
    cells.remove = () => Promise.reject(new ConnectorError('storage_unavailable'));
    await attachments.drop([id], messageId);
    expect(store.ids()).toEqual([id]);
    cells.remove = remove;
    clock.pass(25 * hour);
    expect(await attachments.sweep()).toBe(1);
    expect([store.ids(), cells.names()]).toEqual([[], []]);
  });
});

describe('SweepFiles', () => {
  it('deletes what no message has taken in a day, complete or not, and looks at nothing else', async () => {
    const { attachments, upload, store, cells, clock } = createFixture();
    await upload(bytes);
    const piece = { start: 0, end: CELL_BYTES, total: CELL_BYTES + 1, bytes: new Uint8Array(CELL_BYTES) };
    await attachments.start(uploader, description, piece);
    clock.pass(hour);
    const { id } = await upload(bytes);
    clock.pass(24 * hour - 1);
    let reads = 0;
    const { read } = store;
    store.read = (asked) => {
      reads += 1;
      return read(asked);
    };
    expect(await attachments.sweep()).toBe(0);
    expect(reads).toBe(0);
    clock.pass(1);
    expect(await attachments.sweep()).toBe(2);
    expect(reads).toBe(2);
    expect(store.ids()).toEqual([id]);
    expect(cells.names()).toHaveLength(1);
    expect(await attachments.sweep()).toBe(0);
  });

  it('keeps the files of a message that needs them, until nothing can open them', async () => {
    const { attachments, uploadTaken, store, needed, clock, due } = createFixture();
    const id = await uploadTaken(bytes);
    needed.add(messageId);
    clock.pass(25 * hour);
    expect(await attachments.sweep()).toBe(0);
    expect(await due.list(clock.now(), 9)).toEqual([]);
    expect(store.ids()).toEqual([id]);
    clock.pass(72 * hour + 60);
    const [entry] = await due.list(clock.now(), 9);
    expect(await attachments.sweep()).toBe(0);
    // Another sweep that has read the same entry leaves one entry, too.
    await due.put(entry!);
    expect(await attachments.sweep()).toBe(0);
    clock.pass(93 * 24 * hour);
    expect(await due.list(clock.now(), 9)).toHaveLength(1);
    clock.pass(24 * hour);
    expect(await attachments.sweep()).toBe(1);
    expect(store.ids()).toEqual([]);
  });

  it('deletes a file within a day after its message needs it no more, also one that was needed before', async () => {
    const { attachments, uploadTaken, store, cells, needed, clock } = createFixture();
    await uploadTaken(bytes);
    needed.add(messageId);
    for (const hours of [25, 24, 24]) {
      clock.pass(hours * hour);
      expect(await attachments.sweep()).toBe(0);
    }
    needed.clear();
    clock.pass(24 * hour);
    expect(await attachments.sweep()).toBe(1);
    expect([store.ids(), cells.names()]).toEqual([[], []]);
  });

  it('deletes those of a message that is not there or needs them no more', async () => {
    const { attachments, uploadTaken, store, clock } = createFixture();
    await uploadTaken(bytes);
    clock.pass(25 * hour);
    expect(await attachments.sweep()).toBe(1);
    expect(store.ids()).toEqual([]);
  });

  it('keeps a file that a message takes at this very moment, and comes back', async () => {
    const { attachments, upload, store, needed, clock } = createFixture();
    const { id } = await upload(bytes);
    clock.pass(25 * hour);
    const { remove } = store;
    store.remove = async (attachment) => {
      store.remove = remove;
      await store.replace(attachment, attachment);
      return remove(attachment);
    };
    needed.add(messageId);
    expect(await attachments.sweep()).toBe(0);
    expect(store.ids()).toEqual([id]);
    expect(await attachments.sweep()).toBe(1);
  });

  it('goes on past a file that it cannot delete, and fails at the end', async () => {
    const { attachments, upload, store, clock } = createFixture();
    const [one, two] = [await upload(bytes), await upload(bytes)];
    clock.pass(25 * hour);
    const { read } = store;
    store.read = (id) => (id === one.id ? Promise.reject(new ConnectorError('sealed_record_refused')) : read(id));
    await expect(attachments.sweep()).rejects.toMatchObject({ code: 'sealed_record_refused' });
    store.read = read;
    expect(await store.read(two.id)).toBeUndefined();
    expect(store.ids()).toEqual([one.id]);
  });
});
