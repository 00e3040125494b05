/**
 * Makes a draft that is ready to be sent: creates it, and adds its files. It sends nothing and deletes nothing.
 *
 * Whoever calls hears of the draft's id before any file leaves, and may write it down. What is not finished by the time it is given
 * ends as a refusal that passes; a further attempt begins with another draft.
 */
import { addFiles } from './add-files.ts';
import { createDraft, type DraftRequest, type Unclear } from './create-draft.ts';
import type { DraftFailure, DraftParts } from './draft-parts.ts';
import type { GraphFile } from './graph-file.ts';
import { createPatience } from './patience.ts';
import { outOfTime, timeoutOf } from './repeat-request.ts';

export interface PrepareRequest extends DraftRequest {
  /** In the order in which the message has them. */
  files: readonly GraphFile[];
}

export interface PrepareSteps {
  /** Awaited before any file is added; what it throws ends the attempt. */
  onCreated(draftId: string): Promise<void>;
  /** No request begins after this, and none that has begun goes on after it. */
  until: Date;
}

export type PrepareOutcome =
  | { kind: 'prepared'; draftId: string }
  /** With the draft, where there is one; nothing was sent. */
  | (DraftFailure & { draftId?: string })
  | Unclear;

/** Never throws a fault of the network. @throws what a file or `onCreated` throws */
export async function prepareDraft(
  parts: DraftParts,
  accessToken: string,
  { files, ...request }: PrepareRequest,
  { onCreated, until }: PrepareSteps,
): Promise<PrepareOutcome> {
  const patience = createPatience(until, parts);
  const timeoutMilliseconds = timeoutOf(patience);
  if (timeoutMilliseconds === 0) return outOfTime();
  const created = await createDraft(parts, accessToken, request, timeoutMilliseconds);
  if (created.kind !== 'created') return created;
  const { draftId } = created;
  await onCreated(draftId);
  const attempt = { accessToken, draftId, traceparent: request.traceparent, patience };
  const failure = await addFiles(parts, attempt, files);
  return failure ? { ...failure, draftId } : { kind: 'prepared', draftId };
}
