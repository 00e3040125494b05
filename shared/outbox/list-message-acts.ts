/**
 * What can be done about a message as it is, for the pages of administrators. Pure.
 *
 * It follows what each use case allows, which decides: a message may change at any moment.
 */
import { messageStates } from './message-state.ts';
import type { Message } from './message.ts';
import { isParkedCode } from './parked.ts';

export type MessageActName = 'cancel' | 'retry' | 'resend';

/** In the order in which they are offered. */
export function listMessageActs(
  { status, notBefore, error, content }: Pick<Message, 'status' | 'notBefore' | 'error' | 'content'>,
  now: Date,
): MessageActName[] {
  const isWaiting = status === 'queued' || status === 'held';
  const isParked = error !== undefined && isParkedCode(error.code);
  const mayRetry = isWaiting && !isParked && !(notBefore && notBefore > now);
  const mayResend = messageStates[status].isTerminal && status !== 'sent' && content !== undefined && !isParked;
  return [
    ...(mayRetry ? (['retry'] as const) : []),
    ...(mayResend ? (['resend'] as const) : []),
    ...(isWaiting ? (['cancel'] as const) : []),
  ];
}
