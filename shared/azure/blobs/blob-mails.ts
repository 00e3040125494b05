/**
 * Mail of test systems in Blob Storage: one Put Blob that never replaces another, in a container of its own.
 * Source: Blob Storage REST API, "Put Blob", "Specifying conditional headers".
 */
import { hasCode } from '../../errors.ts';
import type { EmlBlobs } from '../../providers/eml/eml-blobs.ts';
import { SANDBOX_MAIL_CONTAINER } from '../../storage-names.ts';
import { CONTENT_ATTEMPT_TIMEOUT_MILLISECONDS, CONTENT_TIMEOUT_MILLISECONDS } from '../../waiting-limits.ts';
import { createRepeatRequest } from '../storage/repeat-request.ts';
import type { SendToStorage } from '../storage/storage-requests.ts';
import { failureOf } from '../tables/table-failure.ts';
import { pathOfBlob } from './blob-path.ts';

/** `send`: to the blob service of the data account. */
export function createBlobMails(send: SendToStorage): EmlBlobs {
  const repeat = createRepeatRequest({
    send,
    make: { method: 'PUT', path: `/${SANDBOX_MAIL_CONTAINER}?restype=container` },
    limits: {
      attemptMilliseconds: CONTENT_ATTEMPT_TIMEOUT_MILLISECONDS,
      totalMilliseconds: CONTENT_TIMEOUT_MILLISECONDS,
    },
  });
  return {
    async put(name, body, contentType) {
      const path = pathOfBlob(name, SANDBOX_MAIL_CONTAINER);
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': contentType, 'If-None-Match': '*' };
      try {
        await repeat({ method: 'PUT', path, headers, body });
        return 'written';
      } catch (error) {
        if (!isPresent(error)) throw error;
        return 'present';
      }
    },
  };
}

function isPresent(error: unknown): boolean {
  if (!hasCode(error, 'storage_unavailable') || !(error.cause instanceof Error)) return false;
  return failureOf(error.cause.cause).kind === 'conflict';
}
