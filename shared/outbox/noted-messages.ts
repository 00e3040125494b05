/**
 * The message store, made to tell of every state that it has written, whoever wrote it and why: the log needs no place that remembers to.
 *
 * A row that keeps its state is no news. A write without an answer is not told; what settles it later is. It logs nothing.
 */
import type { MessagePlace } from './message-state.ts';
import type { MessageStatus, MessageStore } from './message.ts';

export interface MessageChange {
  id: string;
  hostTenantId: string;
  /** `absent`: it has just been accepted. */
  from: MessagePlace;
  to: MessageStatus;
}

/** Called after the write; must not throw. */
export type NoteChange = (change: MessageChange) => void;

export function createNotedMessages(messages: MessageStore, noteChange: NoteChange): MessageStore {
  return {
    ...messages,
    async insert(message, ...rest) {
      const inserted = await messages.insert(message, ...rest);
      noteChange({ id: message.id, hostTenantId: message.hostTenantId, from: 'absent', to: message.status });
      return inserted;
    },
    async replace(message, next, content) {
      const replaced = await messages.replace(message, next, content);
      const { id, hostTenantId, status: from } = message;
      if (next.status !== from) noteChange({ id, hostTenantId, from, to: next.status });
      return replaced;
    },
  };
}
