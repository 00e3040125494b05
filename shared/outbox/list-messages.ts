/**
 * The history of an application, or of a whole host tenant for its administrator: messages, newest first, by sender, reference, state and
 * time.
 *
 * A page costs a query in each of sixteen partitions and a read for each message it looks at, whatever else is stored. A filter without an
 * index, such as that by state, looks at a bounded number of messages, so a page may be short, or empty, although there are more. It tells
 * no application of another's messages; the cursor, which may name one, is sealed.
 */
import type { Caller } from '../callers/caller.ts';
import type { CallerIdentity } from '../vault/caller-held.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { MessageIndex } from '../message-addresses.ts';
import type { Sender } from '../sender.ts';
import { LISTED_AT_ONCE_MAX } from '../waiting-limits.ts';
import { readerOfTenant, type ListCursors } from './list-cursors.ts';
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

export interface TenantMessageFilter extends MessageFilter {
  /** Of this application alone. */
  callerId?: string;
}

export interface MessagePage {
  messages: Message[];
  /** There may be more: give it to get the next page. */
  cursor?: string;
}

/** @throws ConnectorError `invalid_request` for a cursor that is not ours */
export type ListMessages = (caller: Caller, filter: MessageFilter) => Promise<MessagePage>;

/**
 * Of all applications of a host tenant. There is no index for a reference without the application, nor for a state, so with such a filter a
 * page may be short, or empty, although there are more: a page looks at `top` messages, and `cursor` goes on behind them. Messages that
 * an earlier release accepted are listed by sender or application alone.
 * @throws ConnectorError `invalid_request` for a cursor that this list did not give for this tenant
 */
export type ListMessagesOfTenant = (hostTenantId: string, filter: TenantMessageFilter) => Promise<MessagePage>;

export interface ListMessagesDependencies {
  messages: Pick<MessageStore, 'list' | 'read'>;
  cursors: ListCursors;
}

/** What is asked for; `reader`: for whom cursors are sealed. */
interface Asked {
  reader: CallerIdentity;
  hostTenantId: string;
  callerId?: string | undefined;
}

export function createListMessages(dependencies: ListMessagesDependencies): ListMessages {
  const list = createList(dependencies);
  return (caller, filter) => {
    const { hostTenantId, clientId: callerId } = caller;
    return list({ reader: caller, hostTenantId, callerId }, filter);
  };
}

export function createListMessagesOfTenant(dependencies: ListMessagesDependencies): ListMessagesOfTenant {
  const list = createList(dependencies);
  return (hostTenantId, { callerId, ...filter }) =>
    list({ reader: readerOfTenant(hostTenantId), hostTenantId, callerId }, filter);
}

function createList({ messages, cursors }: ListMessagesDependencies) {
  async function readAll(listed: readonly IndexedMessage[]): Promise<(Message | undefined)[]> {
    const found = new Map<string, Message>();
    await forEachConcurrently(listed, LISTED_AT_ONCE_MAX, async ({ id }) => {
      const message = await readSound(messages, id);
      if (message) found.set(id, message);
    });
    return listed.map(({ id }) => found.get(id));
  }

  return async (asked: Asked, { top, cursor, from, to, ...filter }: MessageFilter): Promise<MessagePage> => {
    const { reader, callerId } = asked;
    const after = cursor === undefined ? undefined : await cursors.open(reader, cursor);
    const index = indexOf(asked, filter);
    const page = await messages.list(index, {
      topOfEach: top,
      ...(from && { since: from }),
      ...(to && { before: to }),
      ...(after !== undefined && { after }),
    });
    const listed = page.messages.slice(0, top);
    const isMore = page.isCut || page.messages.length > listed.length;
    const found = await readAll(listed.filter((one) => callerId === undefined || one.callerId === callerId));
    const last = listed.at(-1);
    return {
      messages: found.filter((message) => message !== undefined && isWanted(message, asked, filter)) as Message[],
      ...(isMore && last && { cursor: await cursors.seal(reader, last.place) }),
    };
  };
}

type Wanted = Partial<Pick<MessageFilter, 'sender' | 'reference' | 'status'>>;

function indexOf({ hostTenantId, callerId }: Asked, { sender, reference }: Wanted): MessageIndex {
  if (reference !== undefined && callerId !== undefined)
    return { kind: 'reference', hostTenantId, callerId, reference };
  if (sender) return { kind: 'sender', sender };
  return callerId === undefined ? { kind: 'tenant', hostTenantId } : { kind: 'caller', hostTenantId, callerId };
}

function isWanted(message: Message, asked: Asked, { sender, reference, status }: Wanted): boolean {
  const isOwn = asked.callerId === undefined || message.callerId === asked.callerId;
  const isOfSender = !sender || message.sender?.hostObjectId === sender.hostObjectId;
  const isReferred = reference === undefined || message.reference === reference;
  const isInState = status === undefined || message.status === status;
  return message.hostTenantId === asked.hostTenantId && isOwn && isOfSender && isReferred && isInState;
}
