/**
 * Sealed content in Blob Storage: one Put Blob, one Get Blob, one Delete Blob, in the container of messages.
 *
 * A blob comes whole or not at all. It neither seals nor opens anything. Source: Blob Storage REST API, "Put Blob", "Get Blob".
 */
import type { ContentBlobs } from '../../outbox/content-blobs.ts';
import { CONTENT_BLOB_MAX_BYTES } from '../../waiting-limits.ts';
import type { SendToStorage } from '../storage/storage-requests.ts';
import { pathOfBlob } from './blob-path.ts';
import { createRepeatBlobRequest } from './repeat-blob-request.ts';

/** `send`: to the blob service of the data account. */
export function createBlobContents(send: SendToStorage): ContentBlobs {
  const repeat = createRepeatBlobRequest(send);
  return {
    async put(name, sealed) {
      if (sealed.byteLength > CONTENT_BLOB_MAX_BYTES)
        throw new RangeError(`Content has at most ${CONTENT_BLOB_MAX_BYTES} bytes.`);
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'application/octet-stream' };
      await repeat({ method: 'PUT', path: pathOfBlob(name), headers, body: sealed });
    },
    async read(name) {
      return (await repeat({ method: 'GET', path: pathOfBlob(name) }, CONTENT_BLOB_MAX_BYTES))?.body;
    },
    async remove(name) {
      await repeat({ method: 'DELETE', path: pathOfBlob(name) });
    },
  };
}
