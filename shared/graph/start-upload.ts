/**
 * Starts an upload session for a large file of a draft.
 *
 * The address of the session lets whoever knows it write to the mailbox, so it is in no error and no outcome.
 * Source: Graph v1.0 attachment-createuploadsession.
 */
import type { DraftAttempt, DraftFailure, DraftParts } from './draft-parts.ts';
import { draftHeaders, draftPath, readObject, stopped } from './draft-requests.ts';
import { readExpectedRange, type ByteRange } from './expected-ranges.ts';
import type { GraphFile } from './graph-file.ts';
import { repeatRequest } from './repeat-request.ts';
import { isUploadAddress } from './upload-address.ts';

export interface StartedUpload {
  kind: 'started';
  /** A secret. */
  address: string;
  first: ByteRange;
}

export function startUpload(
  parts: DraftParts,
  { accessToken, draftId, traceparent, patience }: DraftAttempt,
  file: GraphFile,
): Promise<StartedUpload | DraftFailure> {
  const path = `${draftPath(draftId)}/attachments/createUploadSession`;
  const body = buildUploadSession(file);
  return repeatRequest<StartedUpload | DraftFailure>(parts, patience, {
    ask: (timeoutMilliseconds) =>
      parts.callGraph(accessToken, { path, body, headers: draftHeaders(traceparent), timeoutMilliseconds }),
    accept({ status, body: answer }) {
      const { uploadUrl } = status === 201 || status === 200 ? readObject(answer) : {};
      if (typeof uploadUrl !== 'string') return undefined;
      if (!isUploadAddress(uploadUrl, parts.graphUrl)) return stopped('the upload address is not one of Microsoft');
      const first = readExpectedRange(answer, file.size) ?? { start: 0, end: file.size };
      return { kind: 'started', address: uploadUrl, first };
    },
  });
}

function buildUploadSession({ name, contentType, isInline, contentId, size }: GraphFile): string {
  const item = {
    attachmentType: 'file',
    name,
    size,
    ...(contentType !== undefined && { contentType }),
    ...(isInline !== undefined && { isInline }),
    ...(contentId !== undefined && { contentId }),
  };
  return JSON.stringify({ AttachmentItem: item });
}
