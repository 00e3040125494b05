/**
 * What waits to be sent as a person, for that person, oldest first: time, application and, where it is theirs, recipients and subject.
 *
 * It looks at the oldest WAITING_LOOKED_MAX hints of what is held for them, and at about as many of their newest messages, among which it
 * finds those that are queued for later; so it costs the same however many messages there are. Content is opened for what is shown, up to
 * WAITING_OPENED_MAX_BYTES, and kept nowhere. A hint of a message that has ended is removed. It changes no message.
 */
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { MESSAGE_PARTITIONS } from '../message-addresses.ts';
import type { ErrorCode } from '../outcomes.ts';
import { formatSender } from '../sender.ts';
import {
  LISTED_AT_ONCE_MAX,
  WAITING_LOOKED_MAX,
  WAITING_OPENED_MAX_BYTES,
  WAITING_SHOWN_MAX,
} from '../waiting-limits.ts';
import { hashOfName } from './binding.ts';
import type { HeldHints } from './held-hints.ts';
import type { MessageContents } from './message-content.ts';
import { messageStates } from './message-state.ts';
import type { Message, MessageStore } from './message.ts';
import { readAddressed, type Addressed } from './read-addressed.ts';
import { leadsTo, ownershipOf, type WaitingOwner } from './waiting-owner.ts';
import { readSound } from './read-sound.ts';

export interface WaitingMessage {
  id: string;
  callerId: string;
  createdAt: Date;
  /** When it is tried; absent while somebody has to act. */
  nextAt?: Date;
  /** What stops it. */
  reason?: ErrorCode;
  /** What it says, if it is the person's; `not_read` where it cannot be opened now, or is too large beside the others. */
  addressed?: Addressed | 'not_read';
  /** Of a message for a former account: whether it can leave from the mailbox that is connected now. */
  former?: { canLeave: boolean };
}

export interface WaitingList {
  messages: WaitingMessage[];
  /** There is more that waits. */
  isCut: boolean;
}

/** Throws what storage throws. */
export type ListWaiting = (owner: WaitingOwner) => Promise<WaitingList>;

export interface ListWaitingDependencies {
  messages: Pick<MessageStore, 'list' | 'read'>;
  hints: Pick<HeldHints, 'list' | 'remove'>;
  contents: Pick<MessageContents, 'open'>;
  now: () => Date;
}

export function createListWaiting({ messages, hints, contents, now }: ListWaitingDependencies): ListWaiting {
  /** Of the person and of their names; of what has ended the hint goes. */
  async function readHinted({ sender, names }: WaitingOwner): Promise<{ found: Message[]; isCut: boolean }> {
    const targets = [formatSender(sender), ...names.map((name) => hashOfName(sender.hostTenantId, name))];
    const listed: { target: string; hint: { id: string; at: Date } }[] = [];
    let isCut = false;
    await forEachConcurrently(targets, LISTED_AT_ONCE_MAX, async (target) => {
      const page = await hints.list(target, WAITING_LOOKED_MAX);
      listed.push(...page.hints.map((hint) => ({ target, hint })));
      isCut ||= page.cursor !== undefined;
    });
    listed.sort((one, other) => one.hint.at.getTime() - other.hint.at.getTime());
    const found: Message[] = [];
    await forEachConcurrently(listed.slice(0, WAITING_LOOKED_MAX), LISTED_AT_ONCE_MAX, async ({ target, hint }) => {
      const message = await readSound(messages, hint.id);
      if (message && messageStates[message.status].isTerminal) await hints.remove(target, hint);
      else if (message) found.push(message);
    });
    return { found, isCut: isCut || listed.length > WAITING_LOOKED_MAX };
  }

  async function readNewest({ sender }: WaitingOwner): Promise<Message[]> {
    const topOfEach = WAITING_LOOKED_MAX / MESSAGE_PARTITIONS.length;
    const { messages: listed } = await messages.list({ kind: 'sender', sender }, { topOfEach });
    const found: Message[] = [];
    await forEachConcurrently(listed, LISTED_AT_ONCE_MAX, async ({ id }) => {
      const message = await readSound(messages, id);
      if (message) found.push(message);
    });
    return found;
  }

  /** Due now, it is on its way and nobody's to look at. */
  const waits = ({ status, nextAt }: Message) => status === 'held' || (status === 'queued' && nextAt && nextAt > now());

  async function open(message: Message): Promise<Addressed | 'not_read'> {
    try {
      return readAddressed((await contents.open(message)).body);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return 'not_read';
    }
  }

  async function describe(owner: WaitingOwner, shown: readonly Message[]): Promise<WaitingMessage[]> {
    const described: WaitingMessage[] = [];
    let opened = 0;
    // One after another, so that no more than one is in memory.
    for (const message of shown) {
      const { id, callerId, createdAt, status, nextAt, error, contentBytes = 0 } = message;
      const isOwn = ownershipOf(owner, message) === 'own';
      const isSmall = isOwn && opened + contentBytes <= WAITING_OPENED_MAX_BYTES;
      if (isSmall) opened += contentBytes;
      described.push({
        id,
        callerId,
        createdAt,
        ...(status === 'queued' && nextAt && { nextAt }),
        ...(isOwn && status === 'held' && error && { reason: error.code }),
        ...(isOwn && { addressed: isSmall ? await open(message) : 'not_read' }),
        ...(!isOwn && { former: { canLeave: leadsTo(owner, message) } }),
      });
    }
    return described;
  }

  return async (owner) => {
    const [{ found, isCut }, newest] = await Promise.all([readHinted(owner), readNewest(owner)]);
    const byId = new Map([...found, ...newest].map((message) => [message.id, message]));
    const waiting = [...byId.values()].filter((message) => waits(message) && ownershipOf(owner, message));
    waiting.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : 1));
    const shown = waiting.slice(0, WAITING_SHOWN_MAX);
    return { messages: await describe(owner, shown), isCut: isCut || waiting.length > shown.length };
  };
}
