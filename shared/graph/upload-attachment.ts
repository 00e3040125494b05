/**
 * Adds a large file to a draft by an upload session, and begins again with another session where one has ended.
 *
 * A session attaches its file when it has the last range, and is over then. So where the answer to that was lost, the attachments of
 * the draft are counted before the file is begun again.
 */
import { UPLOAD_SESSIONS_MAX } from '../draft-limits.ts';
import { countAttachments } from './count-attachments.ts';
import type { Added, DraftAttempt, DraftParts } from './draft-parts.ts';
import { stopped } from './draft-requests.ts';
import type { GraphFile } from './graph-file.ts';
import { putRanges } from './put-ranges.ts';
import { startUpload } from './start-upload.ts';

/** `there`: attachments that the draft has already. @throws what the file throws */
export async function uploadAttachment(
  parts: DraftParts,
  attempt: DraftAttempt,
  file: GraphFile,
  there: number,
): Promise<Added> {
  let isDoubted = false;
  for (let session = 0; session < UPLOAD_SESSIONS_MAX; session++) {
    const started = await startUpload(parts, attempt, file);
    if (started.kind !== 'started') return started;
    const put = await putRanges(parts, attempt.patience, file, started);
    if (put.kind === 'finished') return { kind: 'added', isDoubted };
    if (put.kind === 'refused') return put;
    if (!put.isLastSent) continue;
    isDoubted = true;
    const counted = await countAttachments(parts, attempt);
    if (counted.kind !== 'counted') return counted;
    if (counted.count > there) return { kind: 'added', isDoubted };
  }
  return stopped('upload sessions ended again and again');
}
