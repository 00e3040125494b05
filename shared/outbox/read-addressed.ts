/**
 * Reads from the body for Graph whom a message is for and what its subject is, and nothing else. Pure.
 */
export interface Addressed {
  subject: string;
  /** Of all three lists, in their order. */
  recipients: string[];
}

/** `body` is as buildSendMail wrote it. */
export function readAddressed(body: string): Addressed {
  const { message = {} } = JSON.parse(body) as { message?: GraphMessage };
  const { subject, toRecipients = [], ccRecipients = [], bccRecipients = [] } = message;
  const all = [...toRecipients, ...ccRecipients, ...bccRecipients];
  return {
    subject: subject ?? '',
    recipients: [...new Set(all.flatMap(({ emailAddress }) => emailAddress?.address ?? []))],
  };
}

interface Recipient {
  emailAddress?: { address?: string };
}

interface GraphMessage {
  subject?: string;
  toRecipients?: Recipient[];
  ccRecipients?: Recipient[];
  bccRecipients?: Recipient[];
}
