/**
 * Reads or bounds the body of a request.
 *
 * Kestrel's rule: 413 as soon as the declared or the received length passes the limit. What a client sends after that is
 * discarded, not kept.
 */
import type { IncomingMessage } from 'node:http';

/** Whether the request carries a body at all. */
export function hasBody(headers: Record<string, string>): boolean {
  const length = headers['content-length'];
  return length === undefined ? headers['transfer-encoding'] !== undefined : length !== '0';
}

/** Whether the declared length is above `maxBytes`. */
export function declaresTooMuch(headers: Record<string, string>, maxBytes: number): boolean {
  return Number(headers['content-length'] ?? 0) > maxBytes;
}

/** The whole body, uncopied when it came in one piece; or why there is none. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too large' | 'aborted'> {
  // Its client may have left while it waited for its turn; nothing is told of that any more.
  if (request.destroyed) return Promise.resolve('aborted');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      chunks.length = 0;
      resolve('too large');
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

/**
 * Calls `refuse` once when more than `maxBytes` arrive at a reader this host does not control; the reader gets no byte
 * above the limit and no end, so it never takes a part for the whole.
 */
export function limitBody(request: IncomingMessage, maxBytes: number, refuse: () => void): void {
  const push = request.push.bind(request);
  let size = 0;
  let refused = false;
  request.push = (chunk: Buffer | null) => {
    size += chunk?.length ?? 0;
    if (size <= maxBytes) return push(chunk);
    if (!refused) refuse();
    refused = true;
    return true;
  };
}
