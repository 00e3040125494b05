/**
 * The test message: from a mailbox to itself, to show its owner that sending works and what a message looks like. Pure.
 */
import type { GraphMessage } from '../graph/graph-message.ts';
import type { Submission } from './submission.ts';

/** `erpName` and `hostName` are texts of the settings. */
export function buildTestMessage(
  mailbox: string,
  senderReference: string,
  { erpName, hostName }: { erpName: string; hostName: string },
): Submission {
  const content = [
    `This is the test message that you or ${hostName} asked for.`,
    '',
    `${erpName} can send email from ${mailbox}. Messages it sends appear in your Sent Items, as this one does.`,
  ].join('\n');
  const message: GraphMessage = {
    subject: `Test message: ${erpName} can send from your mailbox`,
    body: { contentType: 'Text', content },
    toRecipients: [{ emailAddress: { address: mailbox } }],
  };
  return { posted: { sender: senderReference, message }, senderReference, message, saveToSentItems: true };
}
