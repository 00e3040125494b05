/**
 * Uploads a file for a message as an ERP does, in pieces of which several are on their way at once.
 */
import { randomFillSync } from 'node:crypto';
import { forEachConcurrently } from '../../../shared/for-each-concurrently.ts';
import type { Stack } from '../stack.ts';

const PIECE_BYTES = 8 * 2 ** 20;
const PIECES_AT_ONCE = 4;

/** Of random bytes; resolves to its id. Throws when a piece is not taken. */
export async function uploadFile({ publicUrl, callerToken }: Stack, size: number): Promise<string> {
  const token = await callerToken();
  const put = async (name: string, start: number): Promise<string> => {
    const end = Math.min(size, start + PIECE_BYTES);
    const response = await fetch(`${publicUrl}/attachments/${name}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/zip',
        'Content-Range': `bytes ${start}-${end - 1}/${size}`,
      },
      body: randomFillSync(Buffer.alloc(end - start)),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`A piece of a file was answered ${response.status}: ${text}`);
    return String((JSON.parse(text) as { id: unknown }).id);
  };
  const id = await put('plans.zip', 0);
  const starts = Array.from({ length: Math.ceil(size / PIECE_BYTES) - 1 }, (_, index) => (index + 1) * PIECE_BYTES);
  await forEachConcurrently(starts, PIECES_AT_ONCE, async (start) => void (await put(id, start)));
  return id;
}
