/**
 * Builds the message for Graph from a normalised and checked one.
 *
 * Repeated recipients are sent once, empty lists of them are left out, attachments that name an uploaded file are not in it, and `from` and `sender` are left out because Graph fills them in from the mailbox. Pure;
 * it checks nothing.
 */
import type { GraphMessage, GraphRecipient } from '../graph/graph-message.ts';
import { withoutUndefined } from './json-value.ts';
import { removeRepeated } from './remove-repeated.ts';
import type { SubmissionBody } from './submission-schema.ts';

export function buildGraphMessage({ from: _from, sender: _sender, ...given }: SubmissionBody['message']): GraphMessage {
  // The normaliser has left out every null, which the schema allows.
  const message = given as GraphMessage;
  const attachments = message.attachments?.filter((attachment) => !('id' in attachment));
  return withoutUndefined({
    ...message,
    attachments: attachments && attachments.length > 0 ? attachments : undefined,
    toRecipients: listOnce(message.toRecipients),
    ccRecipients: listOnce(message.ccRecipients),
    bccRecipients: listOnce(message.bccRecipients),
    replyTo: listOnce(message.replyTo),
  });
}

function listOnce(recipients: GraphRecipient[] = []): GraphRecipient[] | undefined {
  return recipients.length > 0 ? removeRepeated(recipients) : undefined;
}
