/**
 * The test message: from a mailbox to itself, to show its owner that sending works and what a message looks like. Pure.
 */
import type { GraphMessage } from '../graph/graph-message.ts';
import type { Submission } from './submission.ts';

/** In the language of whoever asked for it, as plain text; `erp` and `host` are names of the settings. */
export interface TestMessageTexts {
  subject(erp: string): string;
  content(erp: string, host: string, mailbox: string): string;
}

/** `erpName` and `hostName` are texts of the settings. */
export function buildTestMessage(
  mailbox: string,
  senderReference: string,
  { erpName, hostName }: { erpName: string; hostName: string },
  texts: TestMessageTexts,
): Submission {
  const message: GraphMessage = {
    subject: texts.subject(erpName),
    body: { contentType: 'Text', content: texts.content(erpName, hostName, mailbox) },
    toRecipients: [{ emailAddress: { address: mailbox } }],
  };
  return { posted: { sender: senderReference, message }, senderReference, message, saveToSentItems: true };
}
