/**
 * `POST …/messages/{id}/attachments/createUploadSession`: where a file from 3 to 150 MB is uploaded in ranges.
 *
 * The URL is of another service, carries its own token and is opaque to clients.
 * Source: learn.microsoft.com/graph/outlook-large-attachments.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { buildSessionUrl } from './answer-upload.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findDraft } from './find-item.ts';
import { GraphError } from './graph-error.ts';
import { WRITE_SCOPES, type MailCall } from './mail-call.ts';
import { parseAttachmentItem } from './message-type.ts';
import { readJsonBody } from './read-body.ts';
import type { GraphState } from './state.ts';
import type { UploadSession } from './upload-sessions.ts';

const UPLOADED_BYTES_MIN = 3 * 1024 * 1024;
const UPLOADED_BYTES_MAX = 150 * 1024 * 1024;

/** Answers 201 with the session. */
export async function createUploadSession(state: GraphState, call: MailCall, id: string): Promise<EmulatedAnswer> {
  const { account, request } = call;
  return enterMailbox(state, { account, scopes: WRITE_SCOPES }, () => {
    const file = readFile(readJsonBody(request));
    const { id: draftId } = findDraft(state, call, id);
    const session = state.uploads.create({ account, draftId, file });
    const { origin } = request.url;
    const body = {
      '@odata.context': `${origin}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${buildSessionUrl(origin, session)}?authtoken=${session.token}`,
      expirationDateTime: session.expiresAt.toISOString(),
      nextExpectedRanges: ['0-'],
    };
    return { status: 201, body };
  });
}

function readFile(body: unknown): UploadSession['file'] {
  const { attachmentType, name, size, contentType, contentId, isInline } = parseAttachmentItem(body);
  if (attachmentType?.toLowerCase() !== 'file' || !name || typeof size !== 'number') {
    throw new GraphError(400, 'ErrorInvalidRequest', 'An AttachmentItem needs attachmentType file, name and size.');
  }
  if (size < UPLOADED_BYTES_MIN) {
    const text = 'The size of the attachment is less than the minimum size of an upload session.';
    throw new GraphError(400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize', text);
  }
  if (size > UPLOADED_BYTES_MAX) {
    throw new GraphError(413, 'ErrorAttachmentSizeLimitExceeded', 'The size of the attachment exceeds the limit.');
  }
  return {
    name,
    contentType: contentType ?? 'application/octet-stream',
    size,
    isInline: isInline ?? false,
    ...(contentId && { contentId }),
  };
}
