/**
 * Messages accepted for sending, and the mailboxes that show them.
 *
 * One list in order of acceptance, bounded in number and in characters of content; the oldest go first. Sent Items and
 * Inbox are views of it. Attachments keep their size and SHA-256 instead of their content.
 */
import type { EmailAddress, FollowupFlag } from './message-type.ts';

const MESSAGES_MAX = 20_000;
const CONTENT_MAX_CHARACTERS = 64 * 1024 * 1024;

export interface AcceptedAttachment {
  name: string;
  contentType: string;
  /** Bytes after decoding. */
  size: number;
  /** Hexadecimal. */
  sha256: string;
  isInline: boolean;
  contentId?: string;
}

export interface AcceptedMessage {
  id: string;
  acceptedAt: string;
  /** `request-id` of the answer. */
  requestId: string;
  /** `tid` and `oid` of the token. */
  tenantId: string;
  objectId: string;
  from: EmailAddress;
  toRecipients: EmailAddress[];
  ccRecipients: EmailAddress[];
  bccRecipients: EmailAddress[];
  replyTo: EmailAddress[];
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  importance: 'low' | 'normal' | 'high';
  isReadReceiptRequested: boolean;
  isDeliveryReceiptRequested: boolean;
  categories: string[];
  /** As they were sent. */
  inferenceClassification?: string;
  flag?: FollowupFlag;
  internetMessageHeaders: { name: string; value: string }[];
  singleValueExtendedProperties: { id: string; value: string }[];
  attachments: AcceptedAttachment[];
  saveToSentItems: boolean;
}

export interface Mailboxes {
  add(message: AcceptedMessage): void;
  /** Oldest first. */
  list(): AcceptedMessage[];
  /** Newest first; an address in any case. */
  listSentItems(address: string): AcceptedMessage[];
  /** Newest first; an address in any case. */
  listInbox(address: string): AcceptedMessage[];
  clear(): void;
}

/** Creates empty mailboxes. */
export function createMailboxes(): Mailboxes {
  let messages: AcceptedMessage[] = [];
  let characters = 0;
  const measure = ({ subject, body }: AcceptedMessage) => subject.length + body.content.length;
  return {
    add(message) {
      messages.push(message);
      characters += measure(message);
      while (messages.length > MESSAGES_MAX || (characters > CONTENT_MAX_CHARACTERS && messages.length > 1)) {
        const oldest = messages.shift();
        if (oldest) characters -= measure(oldest);
      }
    },
    list: () => [...messages],
    listSentItems: (address) => messages.filter((one) => one.saveToSentItems && isSame(one.from, address)).toReversed(),
    listInbox: (address) =>
      messages
        .filter((one) =>
          [one.toRecipients, one.ccRecipients, one.bccRecipients].flat().some((to) => isSame(to, address)),
        )
        .toReversed(),
    clear() {
      messages = [];
      characters = 0;
    },
  };
}

function isSame(emailAddress: EmailAddress, address: string): boolean {
  return emailAddress.address.toLowerCase() === address.toLowerCase();
}
