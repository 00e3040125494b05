/**
 * Messages that were created and not yet sent: in Drafts, or in Deleted Items after a deletion.
 *
 * Bounded in number; a full mailbox takes no more. A draft that is sent leaves this list.
 */
import { GraphError } from './graph-error.ts';
import type { FolderName } from './item-id.ts';
import type { MessageContent } from './message-content.ts';
import type { AcceptedMime } from './parse-mime.ts';
import type { AcceptedAttachment } from './read-attachment.ts';

const DRAFTS_MAX = 10_000;

export interface DraftAttachment extends AcceptedAttachment {
  id: string;
  addedAt: string;
}

export interface StoredDraft {
  /** The immutable one. */
  id: string;
  /** In lower case. */
  mailbox: string;
  folder: Extract<FolderName, 'drafts' | 'deleteditems'>;
  createdAt: string;
  /** When it came into its folder. */
  movedAt: string;
  internetMessageId: string;
  content: Omit<MessageContent, 'attachments'> & { attachments: DraftAttachment[] };
  /** Addresses that the message names as its own. */
  senders: string[];
  mime?: AcceptedMime;
}

/** What tests see of a draft. */
export interface Draft {
  id: string;
  mailbox: string;
  createdAt: string;
  subject: string;
  /** Value of its first extended property. */
  marker?: string;
  singleValueExtendedProperties: { id: string; value: string }[];
  attachments: DraftAttachment[];
}

export interface Drafts {
  add(draft: StoredDraft): void;
  find(mailbox: string, immutableId: string): StoredDraft | undefined;
  /** Newest first; an address in any case. */
  list(mailbox: string): StoredDraft[];
  /** Those in Drafts, of all mailboxes, oldest first. */
  describe(): Draft[];
  remove(draft: StoredDraft): void;
  clear(): void;
}

/** Creates empty folders. */
export function createDrafts(): Drafts {
  const drafts = new Map<string, StoredDraft>();
  return {
    add(draft) {
      if (drafts.size >= DRAFTS_MAX) throw new GraphError(507, 'ErrorQuotaExceeded', 'The mailbox is full.');
      drafts.set(draft.id, draft);
    },
    find(mailbox, immutableId) {
      const draft = drafts.get(immutableId);
      return draft?.mailbox === mailbox.toLowerCase() ? draft : undefined;
    },
    list: (mailbox) => [...drafts.values()].filter((one) => one.mailbox === mailbox.toLowerCase()).toReversed(),
    describe: () => [...drafts.values()].filter(({ folder }) => folder === 'drafts').map(describe),
    remove: ({ id }) => void drafts.delete(id),
    clear: () => drafts.clear(),
  };
}

function describe({ id, mailbox, createdAt, content }: StoredDraft): Draft {
  const { subject, singleValueExtendedProperties, attachments } = content;
  const [first] = singleValueExtendedProperties;
  return {
    id,
    mailbox,
    createdAt,
    subject,
    ...(first && { marker: first.value }),
    singleValueExtendedProperties,
    attachments: attachments.map((one) => ({ ...one })),
  };
}
