import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../../../shared/attachment-limits.ts';
import { startAccountStorage } from '../../../contract/account-storage.ts';
import { createFixture, description, messageId, uploader } from '../../attachments/attachments-fixture.ts';

const storage = await startAccountStorage();
const asked = () =>
  storage.blob.requests.map(
    ({ method, path, status }) => `${method} ${path.split('/messages')[1]?.replace(/&blockid=.*/, '')} ${status}`,
  );

describe('createBlobCells', () => {
  it('keeps a file that comes in pieces at once byte for byte, in a request for each cell and two for their list', async () => {
    const cells = await storage.createCells();
    const { attachments } = createFixture({ cells });
    const total = 3 * CELL_BYTES + 5;
    const bytes = randomBytes(total);
    const piece = (first: number, end: number) => {
      const [start, stop] = [first * CELL_BYTES, Math.min(total, end * CELL_BYTES)];
      return { start, end: stop, total, bytes: bytes.subarray(start, stop) };
    };
    const { id } = (await attachments.start(uploader, description, piece(1, 2))).attachment;
    storage.blob.requests.length = 0;
    await Promise.all([attachments.resume(uploader, id, piece(2, 4)), attachments.resume(uploader, id, piece(0, 1))]);
    expect(storage.blob.requests.filter(({ path }) => path.includes('comp=block&'))).toHaveLength(3);
    await attachments.take(uploader, [{ id, pointer: '/x' }], { id: messageId });
    const file = await attachments.open(id, messageId);
    expect(Buffer.from(await file.read(0, total)).equals(bytes)).toBe(true);
    expect(Buffer.from(await file.read(CELL_BYTES - 3, 2 * CELL_BYTES + 9))).toEqual(
      bytes.subarray(CELL_BYTES - 3, 2 * CELL_BYTES + 9),
    );
    storage.blob.requests.length = 0;
    await attachments.drop([id], messageId);
    expect(asked()).toEqual([expect.stringMatching(/^DELETE .*\.file 202$/)]);
    await expect(attachments.read(uploader, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('repeats what was lost on the way, the commit included', async () => {
    const cells = await storage.createCells();
    await cells.put('a', 0, new Uint8Array([1]));
    storage.blob.requests.length = 0;
    for (const path of ['comp=block&', 'comp=blocklist$', 'blocklisttype'])
      storage.blob.faults.add({ path, action: { kind: 'cut-after-accepting' } });
    await cells.put('a', 1, new Uint8Array([2]));
    expect(await cells.list('a')).toEqual({ cells: [0, 1], isCommitted: false });
    await cells.commit('a', 2);
    expect(await cells.list('a')).toEqual({ cells: [0, 1], isCommitted: true });
    expect(asked().filter((line) => line.startsWith('PUT /a?comp=blocklist'))).toEqual([
      'PUT /a?comp=blocklist 0',
      'PUT /a?comp=blocklist 409',
    ]);
  });

  it('takes no block of another for a cell', async () => {
    const cells = await storage.createCells();
    await cells.put('a', 0, new Uint8Array([1]));
    const blockid = encodeURIComponent(Buffer.from('cell-x').toString('base64'));
    await storage.askBlobs({ method: 'PUT', path: `/messages/a?comp=block&blockid=${blockid}`, body: 'x' });
    expect(await cells.list('a')).toEqual({ cells: [0], isCommitted: false });
  });

  it.each([
    [503, 'storage_unavailable'],
    [403, 'storage_access_refused'],
  ])('ends on %i as %s', async (status, code) => {
    const cells = await storage.createCells();
    for (const operation of [
      () => cells.put('a', 0, new Uint8Array()),
      () => cells.list('a'),
      () => cells.commit('a', 1),
      () => cells.read('a', 0, 1),
      () => cells.remove('a'),
    ]) {
      storage.blob.faults.clear();
      storage.blob.faults.add({ action: { kind: 'answer', status }, times: 9 });
      await expect(operation()).rejects.toMatchObject({ code });
    }
  });
});
