import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../../shared/attachment-limits.ts';
import { countCells, rangeOfCell } from '../../../shared/attachments/cells.ts';
import { countSealedBytes } from '../../../shared/vault/content-stream.ts';
import { createFixture, description, messageId, uploader } from './attachments-fixture.ts';

const pool = randomBytes(5 * CELL_BYTES);
const other = { ...uploader, clientId: '0000ca11-0000-4000-8000-000000000002' };

/** A way to cut a file of a size into pieces, and the order in which they come; the first one is told. */
const cut = fc
  .tuple(
    fc.oneof(
      fc.nat({ max: 5 * CELL_BYTES }),
      fc.integer({ min: 0, max: 5 }).map((cells) => cells * CELL_BYTES),
    ),
    fc.infiniteStream(fc.integer({ min: 1, max: 3 })),
    fc.infiniteStream(fc.nat()),
  )
  .map(([size, lengths, order]) => {
    const pieces: { start: number; end: number }[] = [];
    for (let cell = 0; cell < countCells(size);) {
      const count = lengths.next().value;
      const last = Math.min(countCells(size), cell + count) - 1;
      pieces.push({ start: rangeOfCell(size, cell).start, end: rangeOfCell(size, last).end });
      cell = last + 1;
    }
    const keyed = pieces.map((piece) => ({ piece, key: order.next().value }));
    return { size, pieces: keyed.sort((one, another) => one.key - another.key).map(({ piece }) => piece) };
  });

describe('an upload', () => {
  it('gives back the very bytes, however it was cut and in whatever order the pieces came', async () => {
    await fc.assert(
      fc.asyncProperty(cut, fc.nat(), async ({ size, pieces: [first, ...others] }, from) => {
        const { attachments, cells } = createFixture();
        const bytes = pool.subarray(0, size);
        const pieceOf = (range: { start: number; end: number }) => ({
          ...range,
          total: size,
          bytes: bytes.subarray(range.start, range.end),
        });
        const started = await attachments.start(uploader, description, pieceOf(first!));
        const { id } = started.attachment;
        const states = await Promise.all(others.map((range) => attachments.resume(uploader, id, pieceOf(range))));
        expect([started, ...states].some(({ missing }) => missing.length === 0)).toBe(true);
        expect((await attachments.read(uploader, id)).attachment.status).toBe('complete');
        await attachments.take(uploader, [{ id, pointer: '/x' }], { id: messageId });
        const file = await attachments.open(id, messageId);
        expect(file).toMatchObject({ ...description, size });
        expect(Buffer.from(await file.read(0, size)).equals(bytes)).toBe(true);
        const start = from % (size + 1);
        const end = Math.min(size, start + CELL_BYTES + 7);
        expect(Buffer.from(await file.read(start, end)).equals(bytes.subarray(start, end))).toBe(true);
        expect(cells.bytes().length).toBe(
          Array.from({ length: countCells(size) }, (_, index) => rangeOfCell(size, index))
            .map((cell) => countSealedBytes(cell.end - cell.start))
            .reduce((sum, one) => sum + one, 0),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('stores neither bytes, name nor type in clear', async () => {
    const { cells, store, upload } = createFixture();
    const text = 'Amount due: 4,711.00 EUR '.repeat(10);
    const { id } = await upload(Buffer.from(text));
    const row = await store.read(id);
    const stored = `${cells.bytes().toString('latin1')}${JSON.stringify(row)}${Buffer.from(row!.described).toString('latin1')}${cells.names().join()}`;
    expect(stored).not.toMatch(/Amount|4,711|Rechnung|pdf/);
  });

  it('says what is missing, and completes with the piece that is missing last, also where one comes twice', async () => {
    const { attachments } = createFixture();
    const total = 4 * CELL_BYTES + 5;
    const piece = (cell: number, count = 1) => {
      const [start, end] = [cell * CELL_BYTES, Math.min(total, (cell + count) * CELL_BYTES)];
      return { start, end, total, bytes: pool.subarray(start, end) };
    };
    const { attachment, missing } = await attachments.start(uploader, description, piece(1));
    const { id } = attachment;
    expect(missing).toEqual([
      { start: 0, end: CELL_BYTES },
      { start: 2 * CELL_BYTES, end: total },
    ]);
    expect((await attachments.resume(uploader, id, piece(1))).missing).toEqual(missing);
    expect((await attachments.resume(uploader, id, piece(4))).missing).toEqual([
      { start: 0, end: CELL_BYTES },
      { start: 2 * CELL_BYTES, end: 4 * CELL_BYTES },
    ]);
    await attachments.resume(uploader, id, piece(0));
    const last = await attachments.resume(uploader, id, piece(2, 2));
    expect([last.missing, last.attachment.status]).toEqual([[], 'complete']);
    await expect(attachments.resume(uploader, id, piece(0))).rejects.toMatchObject({ code: 'attachment_complete' });
    await expect(attachments.resume(uploader, id, { ...piece(0), total: 5 })).rejects.toMatchObject({
      code: 'attachment_complete',
    });
  });

  it('takes no piece of a file of another size, and none of another’s', async () => {
    const { attachments } = createFixture();
    const piece = { start: 0, end: CELL_BYTES, total: 2 * CELL_BYTES, bytes: pool.subarray(0, CELL_BYTES) };
    const { id } = (await attachments.start(uploader, description, piece)).attachment;
    await expect(attachments.resume(uploader, id, { ...piece, total: 3 * CELL_BYTES })).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: 'header:Content-Range', detail: expect.stringContaining('its first piece said 2097152') }],
    });
    for (const whose of [other, { ...uploader, hostTenantId: 'a0274317-0000-4000-8000-000000000003' }]) {
      await expect(attachments.resume(whose, id, piece)).rejects.toMatchObject({ code: 'not_found' });
      await expect(attachments.read(whose, id)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(attachments.read(uploader, 'invoice.pdf')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves a file whose commit was not written down to whoever looks next', async () => {
    const { attachments, store } = createFixture();
    const total = CELL_BYTES + 1;
    const start = { start: 0, end: CELL_BYTES, total, bytes: pool.subarray(0, CELL_BYTES) };
    const end = { start: CELL_BYTES, end: total, total, bytes: pool.subarray(CELL_BYTES, total) };
    const { id } = (await attachments.start(uploader, description, start)).attachment;
    const { replace } = store;
    store.replace = () => Promise.reject(new Error('The process ended.'));
    await expect(attachments.resume(uploader, id, end)).rejects.toThrow('ended');
    store.replace = replace;
    expect(await attachments.read(uploader, id)).toMatchObject({ missing: [], attachment: { status: 'complete' } });
    expect((await store.read(id))?.status).toBe('complete');
  });

  it('is over after a day, for its pieces as well', async () => {
    const { attachments, clock } = createFixture();
    const piece = { start: 0, end: CELL_BYTES, total: 2 * CELL_BYTES, bytes: pool.subarray(0, CELL_BYTES) };
    const { id } = (await attachments.start(uploader, description, piece)).attachment;
    clock.pass(24 * 3_600 - 1);
    expect((await attachments.read(uploader, id)).attachment.status).toBe('incomplete');
    clock.pass(1);
    await expect(attachments.read(uploader, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(attachments.resume(uploader, id, piece)).rejects.toMatchObject({ code: 'not_found' });
  });
});
