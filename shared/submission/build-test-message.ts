/**
 * The test message: from a mailbox to itself, so that its owner sees that sending works and what it looks like. Pure.
 */
import { WAIT_DEFAULT_SECONDS } from '../limits.ts';
import type { Submission } from './submission.ts';

/** `id` keeps two test messages apart; `erpName` and `hostName` are texts of the settings. */
export function buildTestMessage(
  mailbox: string,
  senderReference: string,
  { erpName, hostName }: { erpName: string; hostName: string },
): Submission {
  const content = [
    `This is the test message that you or ${hostName} asked for.`,
    '',
    `${erpName} can send email from ${mailbox}. Messages that it sends stand in your Sent Items, as this one does.`,
  ].join('\n');
  return {
    senderReference,
    message: {
      subject: `Test message: ${erpName} can send from your mailbox`,
      body: { contentType: 'Text', content },
      toRecipients: [{ emailAddress: { address: mailbox } }],
    },
    saveToSentItems: true,
    waitSeconds: WAIT_DEFAULT_SECONDS,
    recipientCount: 1,
    canonicalContent: content,
  };
}
