/**
 * Ends a message that waits and has expired; it keeps the reason for which it was not sent. One that somebody has is then sent.
 */
import type { HeldHints } from './held-hints.ts';
import { endMessage, type Cause } from './message-state.ts';
import type { MessageStore, VersionedMessage } from './message.ts';
import { dropHint } from './waiting.ts';

export interface ExpireDependencies {
  historyDays: number;
  messages: Pick<MessageStore, 'replace'>;
  hints: Pick<HeldHints, 'remove'>;
  now: () => Date;
}

/** @throws ConnectorError `conflict`, or as the store */
export type Expire = (message: VersionedMessage, cause: Cause) => Promise<VersionedMessage>;

export function createExpire({ historyDays, messages, hints, now }: ExpireDependencies): Expire {
  return async (message, cause) => {
    const { attempts, error } = message;
    const result = { status: 'expired', attempts, ...(error && { error }) } as const;
    const expired = await messages.replace(message, endMessage(message, cause, result, { at: now(), historyDays }));
    await dropHint(hints, message);
    return expired;
  };
}
