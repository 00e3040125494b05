/**
 * What every message store asserts before it writes: a message keeps what its index rows are made of, and content is written in the
 * transaction in which its message gets it. A violation is a bug. Which state may follow which is not looked at here.
 */
import { formatSender } from '../sender.ts';
import type { Message } from './message.ts';

/** A sender may become known once; everything else here never changes. @throws Error (a bug) */
export function assertKept(message: Message, next: Message): void {
  const { sender = next.sender } = message;
  const isSenderKept =
    sender === next.sender || (sender && next.sender && formatSender(sender) === formatSender(next.sender));
  const fields = ['id', 'hostTenantId', 'callerId', 'reference'] as const;
  const isKept = fields.every((field) => next[field] === message[field]);
  if (!isKept || !isSenderKept || next.createdAt.getTime() !== message.createdAt.getTime())
    throw new Error('A message keeps its id, host tenant, sender, application, reference and time.');
}

/** `earlier`: the message that `next` replaces, if there is one. @throws Error (a bug) */
export function assertContent(next: Message, content?: Uint8Array, earlier?: Message): void {
  const isNew = next.content === 'row' && earlier?.content !== 'row';
  if (content ? next.content !== 'row' : isNew)
    throw new Error('Content is written into a row with the message that says so.');
}
