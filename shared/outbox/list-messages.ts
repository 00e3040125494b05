/**
 * The history of an application: its messages, newest first, by sender, reference, state and time.
 *
 * A page costs a query in each of sixteen partitions and a read for each message it looks at, whatever else is stored. A filter by state
 * looks at a bounded number of messages, so a page may be short, or empty, although there are more. It tells nobody of another
 * application's messages; the cursor, which may name one, is sealed.
 */
import type { Caller } from '../callers/caller.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { MessageIndex } from '../message-addresses.ts';
import type { Sender } from '../sender.ts';
import { LISTED_AT_ONCE_MAX } from '../waiting-limits.ts';
import type { ListCursors } from './list-cursors.ts';
import type { IndexedMessage, Message, MessageStatus, MessageStore } from './message.ts';
import { readSound } from './read-sound.ts';

export interface MessageFilter {
  sender?: Sender;
  reference?: string;
  status?: MessageStatus;
  /** Submitted since then. */
  from?: Date;
  /** Submitted before then. */
  to?: Date;
  top: number;
  /** As an earlier page gave it. */
  cursor?: string;
}

/** @throws ConnectorError `invalid_request` for a cursor that is not ours */
export type ListMessages = (caller: Caller, filter: MessageFilter) => Promise<{ messages: Message[]; cursor?: string }>;

export interface ListMessagesDependencies {
  messages: Pick<MessageStore, 'list' | 'read'>;
  cursors: ListCursors;
}

export function createListMessages({ messages, cursors }: ListMessagesDependencies): ListMessages {
  async function readAll(listed: readonly IndexedMessage[]): Promise<(Message | undefined)[]> {
    const found = new Map<string, Message>();
    await forEachConcurrently(listed, LISTED_AT_ONCE_MAX, async ({ id }) => {
      const message = await readSound(messages, id);
      if (message) found.set(id, message);
    });
    return listed.map(({ id }) => found.get(id));
  }

  return async (caller, { top, cursor, from, to, ...filter }) => {
    const after = cursor === undefined ? undefined : await cursors.open(caller, cursor);
    const index = indexOf(caller, filter);
    const page = await messages.list(index, {
      topOfEach: top,
      ...(from && { since: from }),
      ...(to && { before: to }),
      ...(after !== undefined && { after }),
    });
    const listed = page.messages.slice(0, top);
    const isMore = page.isCut || page.messages.length > listed.length;
    const found = await readAll(listed.filter(({ callerId }) => callerId === caller.clientId));
    const last = listed.at(-1);
    return {
      messages: found.filter((message) => message !== undefined && isWanted(message, caller, filter)) as Message[],
      ...(isMore && last && { cursor: await cursors.seal(caller, last.place) }),
    };
  };
}

function indexOf(
  { hostTenantId, clientId: callerId }: Caller,
  { sender, reference }: Partial<MessageFilter>,
): MessageIndex {
  if (reference !== undefined) return { kind: 'reference', hostTenantId, callerId, reference };
  return sender ? { kind: 'sender', sender } : { kind: 'caller', hostTenantId, callerId };
}

function isWanted(message: Message, caller: Caller, { sender, status }: Partial<MessageFilter>): boolean {
  const isOwn = message.callerId === caller.clientId && message.hostTenantId === caller.hostTenantId;
  const isOfSender = !sender || message.sender?.hostObjectId === sender.hostObjectId;
  return isOwn && isOfSender && (status === undefined || message.status === status);
}
