/**
 * Files for messages, uploaded as the ERP does: whole, or in pieces of which several are on their way at once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { forEachConcurrently } from '../../shared/for-each-concurrently.ts';
import type { App } from './app.ts';

const PIECE_BYTES = 8 * 1024 * 1024;
const PIECES_AT_ONCE = 4;

export interface UploadAnswer {
  status: number;
  /** As it came. */
  text: string;
}

export interface PutOptions {
  /** `{first}-{last}/{total}`; absent: the whole file. */
  range?: string;
  contentType?: string;
  /** Client id of another application of the local stack. */
  as?: string;
}

/** One request: a whole file, or a piece of one. */
export async function put(app: App, name: string, bytes: Uint8Array, options: PutOptions = {}): Promise<UploadAnswer> {
  const { range, contentType = 'application/pdf', as } = options;
  const response = await fetch(`${app.publicUrl}/attachments/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${await app.stack.callerToken(as)}`,
      'Content-Type': contentType,
      ...(range !== undefined && { 'Content-Range': `bytes ${range}` }),
    },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  return { status: response.status, text: await response.text() };
}

/** The id of the file, in as many pieces as it needs. @throws Error when one is not taken */
export async function upload(app: App, name: string, bytes: Uint8Array, options: PutOptions = {}): Promise<string> {
  const total = bytes.length;
  const send = async (to: string, start: number, expected: number) => {
    const end = Math.min(total, start + PIECE_BYTES);
    const range = total > PIECE_BYTES ? { range: `${start}-${end - 1}/${total}` } : {};
    const { status, text } = await put(app, to, bytes.subarray(start, end), { ...options, ...range });
    if (status !== expected && status !== 201) throw new Error(`A piece was answered ${status}: ${text}`);
    return String((JSON.parse(text) as { id: unknown }).id);
  };
  const id = await send(name, 0, 202);
  const starts = Array.from({ length: Math.ceil(total / PIECE_BYTES) - 1 }, (_, index) => (index + 1) * PIECE_BYTES);
  await forEachConcurrently(starts, PIECES_AT_ONCE, async (start) => void (await send(id, start, 202)));
  return id;
}

/** What a message says to carry a file that was uploaded. */
export function named(id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { '@odata.type': '#microsoft.graph.fileAttachment', id, ...changes };
}

/** What a message says to carry a file itself. */
export function inBody(name: string, bytes: Buffer, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { '@odata.type': '#microsoft.graph.fileAttachment', name, contentBytes: bytes.toString('base64'), ...changes };
}

/** A file that nothing can make shorter. */
export function createFile(byteCount: number): Buffer {
  return randomBytes(byteCount);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
