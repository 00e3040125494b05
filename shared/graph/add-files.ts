/**
 * Adds all files to a draft, one after another, so that they keep their order and the mailbox is asked one thing at a time.
 *
 * After a lost answer the attachments are counted once more at the end: a request that was slow, and taken for lost, may have added
 * its file a second time. Such a draft is not sent.
 */
import { countAttachments } from './count-attachments.ts';
import type { DraftAttempt, DraftFailure, DraftParts } from './draft-parts.ts';
import { stopped } from './draft-requests.ts';
import type { GraphFile } from './graph-file.ts';
import { isPosted, postAttachment } from './post-attachment.ts';
import { uploadAttachment } from './upload-attachment.ts';

/** Undefined: the draft has exactly these. @throws what a file throws */
export async function addFiles(
  parts: DraftParts,
  attempt: DraftAttempt,
  files: readonly GraphFile[],
): Promise<DraftFailure | undefined> {
  let isDoubted = false;
  for (const [there, file] of files.entries()) {
    const add = isPosted(file) ? postAttachment : uploadAttachment;
    const added = await add(parts, attempt, file, there);
    if (added.kind !== 'added') return added;
    isDoubted ||= added.isDoubted;
  }
  if (!isDoubted) return undefined;
  const counted = await countAttachments(parts, attempt);
  if (counted.kind !== 'counted') return counted;
  return counted.count === files.length ? undefined : stopped('the draft has other attachments than were added');
}
