/**
 * The addresses of the table `messages`: a message, its content, and the index rows by which it is found.
 *
 *   row key                              what leads to it
 *   message_{id}                         its id
 *   content_{id}                         its id
 *   due_{time}_{id}                      the time at which the sweep looks at it
 *   sender_{sender}_{age}_{id}           its sender, newest first
 *   caller_{hash}_{age}_{id}             the application that submitted it, newest first
 *   reference_{hash}_{age}_{id}          that application's reference, newest first
 *   tenant_{hash}_{age}_{id}             its host tenant, newest first
 *   changed_{hash}_{time}_{id}           when it last changed without an answer that tells the application
 *   fence_{sender}_{id}                  a sender whose grant has not been written since; raised with the message (fence.ts)
 *
 * All rows of a message are in the partition of the first digit of its id, so that one transaction writes them. An age is what is left
 * of 9,999,999,999,999 without the milliseconds since the epoch, in thirteen digits, so that the newest sorts first. A hash is the
 * first 32 hex digits of SHA-256 over its parts, each preceded by its length. Nothing here reads or writes a table.
 */
import { createHash } from 'node:crypto';
import { formatSender, parseSender, type Sender } from './sender.ts';
import { timePattern, type Address, type Keys } from './storage-addresses.ts';

export const MESSAGE_ID = /^[0-9a-f]{32}$/;
const AGE = /^\d{13}$/;
const HASH = /^[0-9a-f]{32}$/;
const AGE_ORIGIN = 9_999_999_999_999;

/** First digits of message ids. */
export const MESSAGE_PARTITIONS: readonly string[] = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** Whose messages, which of an application's, or all of a host tenant. */
export type MessageIndex =
  | { kind: 'sender'; sender: Sender }
  | { kind: 'caller'; hostTenantId: string; callerId: string }
  | { kind: 'reference'; hostTenantId: string; callerId: string; reference: string }
  | { kind: 'tenant'; hostTenantId: string };

/** @throws Error for an id that is not 32 hex digits */
export function addressOfMessage(id: string): Address {
  return address(id, `message_${id}`);
}

export function addressOfContent(id: string): Address {
  return address(id, `content_${id}`);
}

/** The index row that says when the message is due. */
export function addressOfDueMessage({ id, dueAt }: { id: string; dueAt: Date }): Address {
  return address(id, `due_${dueAt.toISOString()}_${id}`);
}

/** The index row by which a message is found, newest first. */
export function addressOfIndexed(index: MessageIndex, { id, createdAt }: { id: string; createdAt: Date }): Address {
  return address(id, `${prefixOf(index)}${formatAge(createdAt)}_${id}`);
}

/** The index row that says when the message changed. */
export function addressOfChanged(message: {
  id: string;
  hostTenantId: string;
  callerId: string;
  changedAt: Date;
}): Address {
  const { id, hostTenantId, callerId, changedAt } = message;
  return address(id, `changed_${hashOf(hostTenantId, callerId)}_${changedAt.toISOString()}_${id}`);
}

/** The fence that the message with this id raises, or has raised. */
export function addressOfFence({ sender, id }: { sender: Sender; id: string }): Address {
  return address(id, `${fencePrefixOf(sender)}${id}`);
}

export interface Bounds {
  from: string;
  /** Excluded. */
  below: string;
}

/** Row keys of what was submitted since a time, before a time, and after the place `{age}_{id}` of a list. */
export function indexed(
  index: MessageIndex,
  { since, before, after }: { since?: Date | undefined; before?: Date | undefined; after?: string | undefined } = {},
): Bounds {
  const prefix = prefixOf(index);
  // What is older has a greater age; what is just as old as `before` is not before it.
  const starts = [before && `${formatAge(before)}\``, after && `${after}\``].filter((start) => start !== undefined);
  const start = starts.sort().at(-1) ?? '';
  return { from: `${prefix}${start}`, below: `${prefix}${since ? formatAge(since) : ''}\`` };
}

/** Row keys of what changed after the place `{time}_{id}` of a feed and before a time. */
export function changedBetween(
  { hostTenantId, callerId }: { hostTenantId: string; callerId: string },
  { after, before }: { after: string; before: Date },
): Bounds {
  const prefix = `changed_${hashOf(hostTenantId, callerId)}_`;
  return { from: `${prefix}${after}\``, below: `${prefix}${before.toISOString()}` };
}

/** Row keys of all fences of a sender. */
export function fencesOf(sender: Sender): Bounds {
  // An id begins with a hex digit, and they end before this letter.
  return { from: fencePrefixOf(sender), below: `${fencePrefixOf(sender)}g` };
}

/** Row keys of the messages that are due by then. */
export function dueMessagesUntil(now: Date): Bounds {
  return { from: 'due_', below: `due_${now.toISOString()}\`` };
}

/** Undefined for what the function above does not give; likewise the functions below. */
export function parseMessageKeys({ partitionKey, rowKey }: Keys): string | undefined {
  const id = rowKey.slice('message_'.length);
  return rowKey === `message_${id}` && isIdOf(partitionKey, id) ? id : undefined;
}

export function parseDueMessageKeys({ partitionKey, rowKey }: Keys) {
  const [kind, at = '', id = '', ...rest] = rowKey.split('_');
  const isSound = kind === 'due' && timePattern.test(at) && isIdOf(partitionKey, id) && rest.length === 0;
  return isSound ? { id, at: new Date(at) } : undefined;
}

/** `place`: where a list goes on after this row. */
export function parseIndexedKeys({ partitionKey, rowKey }: Keys) {
  const [kind, key = '', age = '', id = '', ...rest] = rowKey.split('_');
  const isKey = kind === 'sender' ? parseSender(key) : isHashedKind(kind) && HASH.test(key);
  const isSound = isKey && AGE.test(age) && isIdOf(partitionKey, id) && rest.length === 0;
  return isSound ? { id, createdAt: new Date(AGE_ORIGIN - Number(age)), place: `${age}_${id}` } : undefined;
}

export function parseChangedKeys({ partitionKey, rowKey }: Keys) {
  const [kind, hash = '', at = '', id = '', ...rest] = rowKey.split('_');
  const isSound = kind === 'changed' && HASH.test(hash) && timePattern.test(at) && rest.length === 0;
  return isSound && isIdOf(partitionKey, id) ? { id, place: `${at}_${id}` } : undefined;
}

function prefixOf(index: MessageIndex): string {
  if (index.kind === 'sender') return `sender_${formatSender(index.sender)}_`;
  return `${index.kind}_${hashOf(...partsOf(index))}_`;
}

function fencePrefixOf(sender: Sender): string {
  return `fence_${formatSender(sender)}_`;
}

function partsOf(index: Exclude<MessageIndex, { kind: 'sender' }>): string[] {
  if (index.kind === 'tenant') return [index.hostTenantId];
  const { hostTenantId, callerId } = index;
  return index.kind === 'caller' ? [hostTenantId, callerId] : [hostTenantId, callerId, index.reference];
}

function isHashedKind(kind: string | undefined): boolean {
  return kind === 'caller' || kind === 'reference' || kind === 'tenant';
}

function hashOf(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex').slice(0, 32);
}

function formatAge(time: Date): string {
  return String(AGE_ORIGIN - time.getTime()).padStart(13, '0');
}

function address(id: string, rowKey: string): Address {
  const [digit = ''] = id;
  if (!isIdOf(digit, id)) throw new Error('A message id is 32 hex digits.');
  return { table: 'messages', keys: { partitionKey: digit, rowKey } };
}

function isIdOf(partitionKey: string, id: string): boolean {
  return MESSAGE_ID.test(id) && id[0] === partitionKey;
}
