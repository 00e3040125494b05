/**
 * `POST …/messages/{id}/send`: the draft becomes the message in Sent Items, under the immutable id that it has.
 *
 * Once: a message that was sent is no draft any more. Source: learn.microsoft.com/graph/api/message-send.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findDraft } from './find-item.ts';
import { GraphError } from './graph-error.ts';
import type { MailCall } from './mail-call.ts';
import { measureContent } from './message-content.ts';
import { refuseUnsendable } from './refuse-unsendable.ts';
import { SEND_SCOPES } from './send-mail.ts';
import type { GraphState } from './state.ts';

/** Answers 202 without a body. */
export async function sendDraft(state: GraphState, call: MailCall, id: string): Promise<EmulatedAnswer> {
  const { account, request, requestId } = call;
  if (request.headers['content-length'] === undefined) {
    throw new GraphError(411, 'BadRequest', 'The Content-Length header is required.');
  }
  return enterMailbox(state, { account, scopes: SEND_SCOPES }, () => {
    const draft = findDraft(state, call, id);
    const { content, senders, internetMessageId, createdAt, mime } = draft;
    const other = refuseUnsendable(account, { content, senders }, state.rights);
    state.sizeLimits.check(account.mail, measureContent(content));
    state.drafts.remove(draft);
    state.mailboxes.add({
      ...content,
      ...other,
      id: draft.id,
      internetMessageId,
      createdAt,
      acceptedAt: state.now().toISOString(),
      requestId,
      tenantId: account.tenantId,
      objectId: account.objectId,
      saveToSentItems: true,
      ...(mime && { mime }),
    });
    return { status: 202 };
  });
}
