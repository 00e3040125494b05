/**
 * Ends a message: its result, and from now on it is due only to be forgotten. Pure.
 */
import type { Message } from './message.ts';

export interface EndOptions {
  at: Date;
  historyDays: number;
}

/** `dueAt` becomes the end of its history, counted from when it was accepted. */
export function endMessage(
  message: Message,
  result: Pick<Message, 'status' | 'attempts' | 'error'>,
  { at, historyDays }: EndOptions,
): Message {
  const dueAt = new Date(message.createdAt.getTime() + historyDays * 24 * 3600 * 1000);
  return { ...message, ...result, updatedAt: at, dueAt };
}
