/**
 * Messages accepted for sending, and the mailboxes that show them.
 *
 * One list in order of acceptance, bounded in number and in characters of content; the oldest go first. Sent Items and
 * Inbox are views of it. Attachments keep their size and SHA-256 instead of their content.
 */
import type { MessageContent } from './message-content.ts';
import type { EmailAddress } from './message-type.ts';
import type { AcceptedMime } from './parse-mime.ts';

const MESSAGES_MAX = 20_000;
const CONTENT_MAX_CHARACTERS = 64 * 1024 * 1024;

export interface AcceptedMessage extends MessageContent {
  /** The immutable one; of a draft, the one that the draft had. */
  id: string;
  acceptedAt: string;
  createdAt: string;
  /** `request-id` of the answer. */
  requestId: string;
  /** `tid` and `oid` of the token. */
  tenantId: string;
  objectId: string;
  internetMessageId: string;
  saveToSentItems: boolean;
  /** Absent for a message that came as JSON. */
  mime?: AcceptedMime;
}

export interface Mailboxes {
  add(message: AcceptedMessage): void;
  /** Oldest first. */
  list(): AcceptedMessage[];
  /** Newest first; an address in any case. */
  listSentItems(address: string): AcceptedMessage[];
  findSentItem(address: string, id: string): AcceptedMessage | undefined;
  /** Newest first; an address in any case. */
  listInbox(address: string): AcceptedMessage[];
  /** Takes a message out of Sent Items; it was sent all the same. */
  deleteSentItem(id: string): void;
  clear(): void;
}

/** Creates empty mailboxes. */
export function createMailboxes(): Mailboxes {
  let messages: AcceptedMessage[] = [];
  let characters = 0;
  const deleted = new Set<string>();
  const isSentItem = (message: AcceptedMessage, address: string) =>
    message.saveToSentItems && !deleted.has(message.id) && isSame(message.from, address);
  const measure = ({ subject, body }: AcceptedMessage) => subject.length + body.content.length;
  return {
    add(message) {
      messages.push(message);
      characters += measure(message);
      while (messages.length > MESSAGES_MAX || (characters > CONTENT_MAX_CHARACTERS && messages.length > 1)) {
        const oldest = messages.shift();
        if (!oldest) continue;
        characters -= measure(oldest);
        deleted.delete(oldest.id);
      }
    },
    list: () => [...messages],
    listSentItems: (address) => messages.filter((one) => isSentItem(one, address)).toReversed(),
    findSentItem: (address, id) => messages.find((one) => one.id === id && isSentItem(one, address)),
    listInbox: (address) =>
      messages
        .filter((one) =>
          [one.toRecipients, one.ccRecipients, one.bccRecipients].flat().some((to) => isSame(to, address)),
        )
        .toReversed(),
    deleteSentItem: (id) => void deleted.add(id),
    clear() {
      messages = [];
      deleted.clear();
      characters = 0;
    },
  };
}

function isSame(emailAddress: EmailAddress, address: string): boolean {
  return emailAddress.address.toLowerCase() === address.toLowerCase();
}
