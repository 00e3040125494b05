import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CELL_BYTES, CELLS_READ_MAX } from '../../../shared/attachment-limits.ts';
import { createAttachmentId } from '../../../shared/attachments/attachment-id.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { createFixture, description, messageId, otherId, uploader } from './attachments-fixture.ts';

const bytes = Buffer.from('content');
const other = { ...uploader, clientId: '0000ca11-0000-4000-8000-000000000002' };
const named = (...ids: string[]) => ids.map((id, index) => ({ id, pointer: `/message/attachments/${index}/id` }));
const faultsOf = async (taken: Promise<unknown>) => {
  const error = await taken.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw new Error('Nothing was refused.');
  expect(error.code).toBe('invalid_request');
  return error.faults;
};

describe('TakeFiles', () => {
  it('gives files to a message in the order in which they are named, and to it again', async () => {
    const { attachments, upload } = createFixture();
    const [one, two] = [await upload(bytes), await upload(Buffer.from('x'))];
    for (const _again of [1, 2])
      expect(await attachments.take(uploader, named(two.id, one.id), { id: messageId })).toEqual([
        { ...description, id: two.id, size: 1 },
        { ...description, id: one.id, size: 7 },
      ]);
    expect((await attachments.read(uploader, one.id)).attachment.usedBy).toBe(messageId);
  });

  it('gives a file to one message only, of two at once, and on to the one that is sent in its place', async () => {
    const { attachments, upload } = createFixture();
    const { id } = await upload(bytes);
    const outcomes = await Promise.allSettled(
      [messageId, otherId].map((message) => attachments.take(uploader, named(id), { id: message })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { usedBy = '' } = (await attachments.read(uploader, id)).attachment;
    const next = 'e123456789abcdef0123456789abcdef';
    expect(await faultsOf(attachments.take(uploader, named(id), { id: next }))).toEqual([
      { pointer: '/message/attachments/0/id', detail: expect.stringContaining('another message has taken') },
    ]);
    await attachments.take(uploader, named(id), { id: next, previousId: usedBy });
    expect((await attachments.read(uploader, id)).attachment.usedBy).toBe(next);
  });

  it('gives a file of a message that has ended and kept nothing to any other, and of one that may be sent again to none', async () => {
    const { attachments, uploadTaken, needed, over } = createFixture();
    const id = await uploadTaken(bytes);
    const takeAnother = () => attachments.take(uploader, named(id), { id: otherId });
    for (const use of ['none', 'needed'] as const) {
      if (use === 'needed') needed.add(messageId);
      expect(await faultsOf(takeAnother())).toHaveLength(1);
    }
    needed.clear();
    over.add(messageId);
    await takeAnother();
    expect((await attachments.read(uploader, id)).attachment.usedBy).toBe(otherId);
  });

  it('says of every file what is wrong with it, of another’s what it says of an unknown one, and takes none', async () => {
    const { attachments, upload, clock } = createFixture();
    const old = await upload(bytes);
    clock.pass(24 * 3_600);
    const [sound, foreign] = [await upload(bytes), await upload(bytes, other)];
    const piece = { start: 0, end: CELL_BYTES, total: CELL_BYTES + 1, bytes: new Uint8Array(CELL_BYTES) };
    const partial = (await attachments.start(uploader, description, piece)).attachment;
    const ids = [sound.id, foreign.id, createAttachmentId(), partial.id, old.id];
    const faults = await faultsOf(attachments.take(uploader, named(...ids), { id: messageId }));
    const unknown = 'is not the id of a file that this application has uploaded';
    expect(faults.map(({ pointer }) => pointer.split('/')[3])).toEqual(['1', '2', '3', '4']);
    expect(faults.map(({ detail }) => detail)).toEqual([
      unknown,
      unknown,
      expect.stringContaining('bytes are missing'),
      expect.stringContaining('within a day'),
    ]);
    expect((await attachments.read(uploader, sound.id)).attachment.usedBy).toBeUndefined();
  });

  it('gives none to a message that they do not fit into', async () => {
    const { attachments, upload } = createFixture();
    const ids = [(await upload(bytes)).id, (await upload(Buffer.from('x'))).id];
    const taken = attachments.take(uploader, named(...ids), { id: messageId }, (total) => {
      throw new ConnectorError('request_too_large', { detail: `${total} bytes` });
    });
    await expect(taken).rejects.toMatchObject({ code: 'request_too_large', detail: '8 bytes' });
    for (const id of ids) expect((await attachments.read(uploader, id)).attachment.usedBy).toBeUndefined();
  });

  it('gives back what it took when it cannot take all', async () => {
    const { attachments, upload, store } = createFixture();
    const [one, two] = [await upload(bytes), await upload(bytes)];
    const { replace } = store;
    store.replace = async (attachment, next) => {
      if (attachment.id === two.id) throw new ConnectorError('storage_unavailable');
      return replace(attachment, next);
    };
    await expect(attachments.take(uploader, named(one.id, two.id), { id: messageId })).rejects.toMatchObject({
      code: 'storage_unavailable',
    });
    store.replace = replace;
    expect((await attachments.read(uploader, one.id)).attachment.usedBy).toBeUndefined();
    await attachments.take(uploader, named(one.id, two.id), { id: otherId });
  });

  it.each([
    ['whose it is', { callerId: other.clientId }],
    ['which message has it', { usedBy: otherId }],
    ['that it is complete', { status: 'incomplete' as const }],
    ['its size', { size: 8 }],
    ['its name', { described: new Uint8Array(90) }],
    ['its digest', { mac: '0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('refuses a row in which somebody changed %s', async (_what, change) => {
    const { attachments, upload, store } = createFixture();
    const { id } = await upload(bytes);
    const row = (await store.read(id))!;
    await store.replace(row, { ...row, ...change });
    await expect(attachments.take(uploader, named(id), { id: messageId })).rejects.toMatchObject({
      code: 'sealed_record_refused',
    });
  });
});

describe('OpenFile', () => {
  it('opens a file for its message alone, and reads no byte that it does not have', async () => {
    const { attachments, upload, uploadTaken } = createFixture();
    const id = await uploadTaken(bytes);
    for (const [file, message] of [
      [id, otherId],
      [createAttachmentId(), messageId],
      [(await upload(bytes)).id, messageId],
    ] as const)
      await expect(attachments.open(file, message)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    const file = await attachments.open(id, messageId);
    for (const [start, end] of [
      [0, 8],
      [-1, 3],
      [5, 4],
      [Number.NaN, 4],
    ] as const)
      await expect(file.read(start, end)).rejects.toThrow(RangeError);
    expect((await file.read(3, 3)).length).toBe(0);
  });

  it.each([
    ['cut after its first cell', (cells: Buffer[]) => cells.slice(0, 1)],
    ['cut within its last cell', ([first, last]: Buffer[]) => [first!, last!.subarray(0, -1)]],
    ['without a byte', () => []],
    ['with its cells exchanged', ([first, last]: Buffer[]) => [last!, first!]],
    ['with a bit of its last cell turned', ([first, last]: Buffer[]) => [first!, last!.map((byte) => byte ^ 1)]],
  ])('hands out no byte of a file that is %s', async (_what, change) => {
    const { attachments, uploadTaken, cells } = createFixture();
    const id = await uploadTaken(new Uint8Array(2 * CELL_BYTES));
    const stored = cells.bytes();
    const changed = Buffer.concat(
      change([stored.subarray(0, stored.length / 2), stored.subarray(stored.length / 2)]).map((one) =>
        Buffer.from(one),
      ),
    );
    cells.read = async (_name, start, count) => Uint8Array.from(changed.subarray(start, start + count));
    await expect(attachments.open(id, messageId)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('refuses a file whose content is gone, whether before it is opened or after', async () => {
    const { attachments, uploadTaken, cells } = createFixture();
    const id = await uploadTaken(bytes);
    const file = await attachments.open(id, messageId);
    for (const name of cells.names()) await cells.remove(name);
    await expect(file.read(0, 1)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    await expect(attachments.open(id, messageId)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('refuses a cell in the middle that somebody changed, after the cells before it', async () => {
    const { attachments, uploadTaken, cells } = createFixture();
    const id = await uploadTaken(new Uint8Array(2 * CELL_BYTES));
    const file = await attachments.open(id, messageId);
    const { read } = cells;
    cells.read = async (name, start, count) =>
      (await read(name, start, count))?.map((byte) => (start ? byte : byte ^ 1));
    await expect(file.read(0, 2 * CELL_BYTES)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('refuses a changed cell behind another one of the same request', async () => {
    const { attachments, uploadTaken, cells } = createFixture();
    const id = await uploadTaken(new Uint8Array(CELLS_READ_MAX * CELL_BYTES));
    const file = await attachments.open(id, messageId);
    const { read } = cells;
    cells.read = async (name, start, count) => {
      const found = await read(name, start, count);
      found?.set([found.at(-1)! ^ 1], found.length - 1);
      return found;
    };
    await expect(file.read(0, CELLS_READ_MAX * CELL_BYTES)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('asks storage for several cells at once, and for the one in which a range ended not again', async () => {
    const { attachments, uploadTaken, cells } = createFixture();
    const whole = randomBytes(4.5 * CELL_BYTES);
    const file = await attachments.open(await uploadTaken(whole), messageId);
    const { read } = cells;
    let requests = 0;
    cells.read = (name, start, count) => {
      requests += 1;
      return read(name, start, count);
    };
    const ends = [0, 1.5, 1.75, 4.5].map((count) => count * CELL_BYTES);
    for (const [index, end] of ends.slice(1).entries())
      expect(Buffer.compare(await file.read(ends[index]!, end), whole.subarray(ends[index], end))).toBe(0);
    // Two cells, none, and three.
    expect(requests).toBe(1 + Math.ceil(3 / CELLS_READ_MAX));
    expect(
      Buffer.compare(await file.read(CELL_BYTES, 4 * CELL_BYTES), whole.subarray(CELL_BYTES, 4 * CELL_BYTES)),
    ).toBe(0);
  });
});
