/**
 * `PUT` and `DELETE` of an upload URL: ranges of a file in order, and the end of the session.
 *
 * The URL alone authorizes: a request that also shows a token is refused. It counts for the mailbox as any other request.
 * 200 says from where to go on, 201 with `Location` that the file is an attachment of the draft.
 * Source: learn.microsoft.com/graph/outlook-large-attachments.
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { addAttachment } from './attachments.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findDraft } from './find-item.ts';
import { GraphError } from './graph-error.ts';
import { WRITE_SCOPES } from './mail-call.ts';
import { measureContent } from './message-content.ts';
import { readRange } from './read-range.ts';
import type { GraphState } from './state.ts';
import type { UploadSession } from './upload-sessions.ts';

export const UPLOAD_PREFIX = '/api/v2.0/';
const SESSION_PATH = /^\/api\/v2\.0\/Users\('[^']+'\)\/Messages\('[^']+'\)\/AttachmentSessions\('([^']+)'\)$/;

/** The address of a session, without its token. */
export function buildSessionUrl(origin: string, session: UploadSession): string {
  return `${buildDraftUrl(origin, session)}/AttachmentSessions('${session.id}')`;
}

/** Answers a request to an upload URL; throws what Outlook refuses. */
export async function answerUpload(
  state: GraphState,
  request: EmulatedRequest,
  requestId: string,
): Promise<EmulatedAnswer> {
  const { method, url, headers } = request;
  if (headers.authorization !== undefined) {
    const text = 'The URL is authenticated by itself; an Authorization header must not be sent.';
    throw new GraphError(401, 'InvalidAuthenticationToken', text);
  }
  if (method !== 'PUT' && method !== 'DELETE') {
    throw new GraphError(405, 'ErrorInvalidRequest', 'The HTTP method is not allowed.', { Allow: 'PUT, DELETE' });
  }
  const [, id = ''] = SESSION_PATH.exec(decode(url.pathname)) ?? [];
  const session = state.uploads.find(id, url.searchParams.get('authtoken') ?? '');
  if (!session) throw notFound();
  const { account } = session;
  return enterMailbox(state, { account, scopes: WRITE_SCOPES }, () => {
    // It may have ended while this request waited.
    if (state.uploads.find(session.id, session.token) !== session) throw notFound();
    if (method === 'DELETE') {
      state.uploads.remove(session);
      return { status: 204 };
    }
    return takeRange(state, session, { account, request, requestId });
  });
}

function takeRange(state: GraphState, session: UploadSession, call: Parameters<typeof findDraft>[1]): EmulatedAnswer {
  const { request } = call;
  const { file, expiresAt } = session;
  const draft = findDraft(state, call, session.draftId);
  readRange(request, session);
  const received = session.received + request.body.length;
  state.sizeLimits.check(draft.mailbox, measureContent(draft.content) + received);
  session.hash.update(request.body);
  session.received = received;
  if (session.rangesLeft !== undefined) session.rangesLeft -= 1;
  if (received < file.size) {
    const body = {
      '@odata.context': `${request.url.origin}/api/v2.0/$metadata#AttachmentSessions/$entity`,
      ExpirationDateTime: expiresAt.toISOString(),
      nextExpectedRanges: [String(received)],
    };
    return { status: 200, body };
  }
  state.uploads.remove(session);
  const { id } = addAttachment(state, draft, { ...file, sha256: session.hash.digest('hex') });
  return { status: 201, headers: { Location: `${buildDraftUrl(request.url.origin, session)}/Attachments('${id}')` } };
}

function buildDraftUrl(origin: string, { account, draftId }: UploadSession): string {
  return `${origin}${UPLOAD_PREFIX}Users('${account.objectId}@${account.tenantId}')/Messages('${draftId}')`;
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

function notFound(): GraphError {
  return new GraphError(404, 'ErrorItemNotFound', 'The upload session was not found or has expired.');
}
