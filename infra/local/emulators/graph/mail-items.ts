/**
 * What a person finds in a mailbox: drafts, and messages in Sent Items, each in the folder where it is now.
 *
 * An accepted message leaves Drafts for Sent Items after the set time; until then it looks as it did before, or is not found.
 * Only the Inbox is left out: nothing here is delivered.
 */
import type { Drafts, StoredDraft } from './drafts.ts';
import { parseItemId, type FolderName } from './item-id.ts';
import type { AcceptedMessage, Mailboxes } from './mailboxes.ts';
import type { GraphSettings } from './settings.ts';

export interface MailItem {
  /** The immutable one. */
  id: string;
  folder: FolderName;
  isDraft: boolean;
  createdAt: string;
  /** When it came into its folder. */
  movedAt: string;
  internetMessageId: string;
  content: StoredDraft['content'] | AcceptedMessage;
  /** Only of a message that was accepted. */
  sentAt?: string;
}

export interface MailItems {
  /** By either id. */
  find(mailbox: string, id: string): MailItem | undefined;
  /** Newest first. */
  list(mailbox: string): MailItem[];
}

export interface MailItemsDependencies {
  drafts: Drafts;
  mailboxes: Mailboxes;
  settings: GraphSettings;
  now: () => Date;
}

/** Creates the view. */
export function createMailItems({ drafts, mailboxes, settings, now }: MailItemsDependencies): MailItems {
  function viewSent(message: AcceptedMessage): MailItem | undefined {
    const movedAt = new Date(Date.parse(message.acceptedAt) + settings.sendLagMilliseconds);
    const common = { ...pick(message), content: message };
    if (movedAt <= now()) {
      const { acceptedAt: sentAt } = message;
      return { ...common, folder: 'sentitems', isDraft: false, movedAt: movedAt.toISOString(), sentAt };
    }
    return settings.hidesWhileSending
      ? undefined
      : { ...common, folder: 'drafts', isDraft: true, movedAt: message.createdAt };
  }

  return {
    find(mailbox, id) {
      const named = parseItemId(id);
      if (!named) return undefined;
      const draft = drafts.find(mailbox, named.immutableId);
      const sent = draft ? undefined : mailboxes.findSentItem(mailbox, named.immutableId);
      const item = draft ? viewDraft(draft) : sent && viewSent(sent);
      return named.folder === undefined || named.folder === item?.folder ? item : undefined;
    },
    list(mailbox) {
      const sent = mailboxes.listSentItems(mailbox).map(viewSent);
      const items = [...drafts.list(mailbox).map(viewDraft), ...sent].filter((one) => one !== undefined);
      return items.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
    },
  };
}

function viewDraft(draft: StoredDraft): MailItem {
  const { folder, movedAt, content } = draft;
  return { ...pick(draft), folder, isDraft: true, movedAt, content };
}

function pick({ id, createdAt, internetMessageId }: StoredDraft | AcceptedMessage) {
  return { id, createdAt, internetMessageId };
}
