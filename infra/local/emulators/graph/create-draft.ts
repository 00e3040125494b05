/**
 * `POST …/messages`: a draft from JSON or MIME, in the Drafts folder.
 *
 * Recipients and sender are looked at when it is sent. Source: learn.microsoft.com/graph/api/user-post-messages.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { addContext } from './add-context.ts';
import { buildMessage } from './build-message.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findItem } from './find-item.ts';
import { createImmutableId, readIdPreference } from './item-id.ts';
import { WRITE_SCOPES, type MailCall } from './mail-call.ts';
import { measureContent } from './message-content.ts';
import { parseMessage } from './message-type.ts';
import { readSubmission } from './read-submission.ts';
import { LARGE_MIME_BYTES } from './send-mail.ts';
import type { GraphState } from './state.ts';

/** Answers 201 with the message. */
export async function createDraft(state: GraphState, call: MailCall): Promise<EmulatedAnswer> {
  const { account, request } = call;
  return enterMailbox(state, { account, scopes: WRITE_SCOPES, hasMessage: true }, () => {
    const { content, ...read } = readSubmission(account, request, parseMessage);
    state.sizeLimits.check(account.mail, measureContent(content));
    const id = createImmutableId();
    const at = state.now().toISOString();
    const attachments = content.attachments.map((one) => ({ ...one, id: createImmutableId(), addedAt: at }));
    state.drafts.add({
      ...read,
      id,
      mailbox: account.mail.toLowerCase(),
      folder: 'drafts',
      createdAt: at,
      movedAt: at,
      content: { ...content, attachments },
    });
    const { isImmutable, applied } = readIdPreference(request);
    const message = buildMessage({ item: findItem(state, call, id), isImmutable });
    const isLarge = (read.mime?.size ?? 0) > LARGE_MIME_BYTES;
    return {
      status: isLarge && state.settings.answersLargeMimeWith200 ? 200 : 201,
      headers: { ...applied, Location: `${request.url.origin}/v1.0/me/messages/${String(message['id'])}` },
      body: addContext(call, 'messages/$entity', message),
    };
  });
}
