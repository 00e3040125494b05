/**
 * Requests for blobs of the container of messages: repeated within the limits of content, and the container is made where it is missing.
 */
import { CONTENT_CONTAINER } from '../../storage-names.ts';
import { CONTENT_ATTEMPT_TIMEOUT_MILLISECONDS, CONTENT_TIMEOUT_MILLISECONDS } from '../../waiting-limits.ts';
import { createRepeatRequest } from '../storage/repeat-request.ts';
import type { SendToStorage } from '../storage/storage-requests.ts';

/** `send`: to the blob service of the data account. */
export function createRepeatBlobRequest(send: SendToStorage): ReturnType<typeof createRepeatRequest> {
  return createRepeatRequest({
    send,
    make: { method: 'PUT', path: `/${CONTENT_CONTAINER}?restype=container` },
    limits: {
      attemptMilliseconds: CONTENT_ATTEMPT_TIMEOUT_MILLISECONDS,
      totalMilliseconds: CONTENT_TIMEOUT_MILLISECONDS,
    },
  });
}
