/**
 * What became of an application's messages since it asked last, for programs that cannot be called: each changed message once, as it is
 * now, in the order of the last changes.
 *
 * A cursor stays good for as long as messages are kept. A message may come again when it changes again, and never goes missing: a change
 * is told FEED_DELAY_SECONDS after it was made. What the answer to a submission said is not told again.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { FEED_DELAY_SECONDS, LISTED_AT_ONCE_MAX } from '../waiting-limits.ts';
import type { Message, MessageStore } from './message.ts';
import { readSound } from './read-sound.ts';

/** `cursor` is where the next question goes on; `isMore`: there is more to tell at once. */
export interface MessageChanges {
  messages: Message[];
  cursor: string;
  isMore: boolean;
}

/** @throws ConnectorError `invalid_request` for a cursor that is not ours */
export type ListChanges = (caller: Caller, top: number, cursor?: string) => Promise<MessageChanges>;

/** Before everything. */
const START = '0';
const PLACE = /^(?:0|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f]{32})$/;

export function createListChanges(messages: Pick<MessageStore, 'listChanged' | 'read'>, now: () => Date): ListChanges {
  return async ({ hostTenantId, clientId: callerId }, top, cursor = START) => {
    if (!PLACE.test(cursor))
      throw new ConnectorError('invalid_request', {
        faults: [{ pointer: 'query:cursor', detail: 'is not one that this feed gave' }],
      });
    const before = new Date(now().getTime() - FEED_DELAY_SECONDS * 1000);
    const page = await messages.listChanged({ hostTenantId, callerId }, { after: cursor, before, topOfEach: top });
    const listed = page.messages.slice(0, top);
    const found = new Map<string, Message>();
    await forEachConcurrently(listed, LISTED_AT_ONCE_MAX, async ({ id }) => {
      const message = await readSound(messages, id);
      if (message?.callerId === callerId && message.hostTenantId === hostTenantId) found.set(id, message);
    });
    return {
      messages: listed.flatMap(({ id }) => found.get(id) ?? []),
      cursor: listed.at(-1)?.place ?? cursor,
      isMore: page.isCut || page.messages.length > listed.length,
    };
  };
}
