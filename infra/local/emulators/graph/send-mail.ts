/**
 * `POST …/sendMail`: the order of Graph's checks, from permission over mailbox to message, and the acceptance.
 *
 * 202 with an empty body means that the message is in the sender's mailbox and will go out; delivery is not promised.
 * An empty message is refused with 400 where a mailbox exists and with 404 where none does.
 * Sources: learn.microsoft.com/graph/api/user-sendmail; answers that users of msgraph-sdk-dotnet report.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { createImmutableId } from './item-id.ts';
import type { MailCall } from './mail-call.ts';
import { measureContent } from './message-content.ts';
import { parseSendMailParameters } from './message-type.ts';
import { readSubmission } from './read-submission.ts';
import { refuseUnsendable } from './refuse-unsendable.ts';
import type { GraphState } from './state.ts';

export const SEND_SCOPES = ['Mail.Send', 'Mail.Send.Shared'];
/** Above, Graph has been seen to answer 200. */
export const LARGE_MIME_BYTES = 2_240 * 1024;

/** Carries the action out; throws what Graph refuses. */
export async function sendMail(state: GraphState, call: MailCall): Promise<EmulatedAnswer> {
  const { account, request, requestId } = call;
  return enterMailbox(state, { account, scopes: SEND_SCOPES, hasMessage: true }, () => {
    let saveToSentItems = true;
    const { content, senders, ...read } = readSubmission(account, request, (value) => {
      const parameters = parseSendMailParameters(value);
      saveToSentItems = parameters.saveToSentItems;
      return parameters.message;
    });
    const other = refuseUnsendable(account, { content, senders }, state.rights);
    state.sizeLimits.check(account.mail, measureContent(content));
    const at = state.now().toISOString();
    state.mailboxes.add({
      ...content,
      ...read,
      ...other,
      id: createImmutableId(),
      createdAt: at,
      acceptedAt: at,
      requestId,
      tenantId: account.tenantId,
      objectId: account.objectId,
      saveToSentItems,
    });
    const isLarge = (read.mime?.size ?? 0) > LARGE_MIME_BYTES;
    return { status: isLarge && state.settings.answersLargeMimeWith200 ? 200 : 202 };
  });
}
