/**
 * Makes the message of a submission and inserts it, under its idempotency key where it has one.
 */
import { writeCanonicalContent } from '../submission/canonical-content.ts';
import type { Vault } from '../vault/vault.ts';
import type { Fence } from '../fence.ts';
import { requireReadNow } from './insert-with-fence.ts';
import { createInsertOnce, type Insert } from './insert-once.ts';
import { assertChange } from './message-state.ts';
import type { Message, MessageStore } from './message.ts';
import { findReplay } from './replay.ts';
import { describeRequest, type SubmissionRequest, type SubmittedFields } from './submission-request.ts';

export interface InsertSubmittedDependencies {
  messageExpiryDays: number;
  historyDays: number;
  messages: MessageStore;
  vault: Pick<Vault, 'digest' | 'matchesDigest'>;
  now: () => Date;
}

/** `fill` adds to what all submissions have in common how the message begins; `write` stores it, with `fence`. Throws as InsertOnce, and FenceFell. */
export function createInsertSubmitted(dependencies: InsertSubmittedDependencies) {
  const { messageExpiryDays, vault, now } = dependencies;
  const insertOnce = createInsertOnce(dependencies);
  return async (
    request: SubmissionRequest,
    fill: (fields: SubmittedFields, at: Date) => Message,
    write: Insert,
    fence?: Fence,
  ) => {
    const at = now();
    const content = writeCanonicalContent(request.submission.posted);
    const contentDigest = await vault.digest('message content', content);
    const message = fill(describeRequest(request, { at, contentDigest, messageExpiryDays }), at);
    assertChange('absent', 'submit', message.status);
    const { scope, submission } = request;
    if (!scope) return write(message);
    // Files are taken before the insert that decides, and one that finds its key used must take none.
    const replay = submission.files && (await findReplay(dependencies, scope, content));
    if (replay && 'message' in replay) return replay;
    return insertOnce(message, scope, content, write, () => requireReadNow({ fence }));
  };
}
