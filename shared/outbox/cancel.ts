/**
 * Takes back a message that has not been sent: while it is queued or held, and by its owner. One that somebody has already is then sent,
 * and goes to nobody else.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import type { HeldHints } from './held-hints.ts';
import { endMessage } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';
import { readMessage } from './read-message.ts';
import { dropHint } from './waiting.ts';

export interface CancelDependencies {
  messages: Pick<MessageStore, 'read' | 'replace'>;
  hints: Pick<HeldHints, 'remove'>;
  historyDays: number;
  now: () => Date;
}

/**
 * Resolves to it as it has ended. A message that is cancelled already stays so, and that is no error.
 * @throws ConnectorError `not_found`; `message_state` when it is on its way or has ended otherwise; `conflict`
 */
export type Cancel = (caller: Caller, id: string) => Promise<Message>;

export function createCancel(dependencies: CancelDependencies): Cancel {
  return async (caller, id) => {
    const { cancelled } = await cancelMessage(dependencies, () => readMessage(dependencies.messages, caller, id));
    return cancelled;
  };
}

/**
 * `read` reads it for its owner, again after somebody else has written it. `change` says more of its end, also of one that is cancelled
 * already; what it gives back as it is stays unwritten. Throws what `read` throws, and as `Cancel`.
 */
export async function cancelMessage(
  { messages, hints, historyDays, now }: CancelDependencies,
  read: () => Promise<VersionedMessage>,
  change: (cancelled: Message, at: Date) => Message = (cancelled) => cancelled,
): Promise<{ before: Message; cancelled: Message }> {
  for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
    const before = await read();
    const at = now();
    const next = change(cancelWaiting(before, { at, historyDays }), at);
    if (next === before) return { before, cancelled: before };
    try {
      const cancelled = await messages.replace(before, next);
      await dropHint(hints, before);
      return { before, cancelled };
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
    }
  }
  throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
}

/** As it ends; one that is cancelled already as it is. @throws ConnectorError `message_state` */
function cancelWaiting(message: Message, end: { at: Date; historyDays: number }): Message {
  const { status, attempts } = message;
  if (status === 'cancelled') return message;
  if (status !== 'queued' && status !== 'held')
    throw new ConnectorError('message_state', {
      detail: `The message is ${status}, so it can no longer be cancelled.`,
    });
  return endMessage(message, 'cancel', { status: 'cancelled', attempts }, end);
}
