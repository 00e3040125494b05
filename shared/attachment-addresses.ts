/**
 * The ids of uploaded files, and the addresses of what is kept of one.
 *
 *   id = guestmail-file-{digits}, where the digits are 32 random hex digits; nobody calls a file like that
 *
 *   where                partition key            row key          record
 *   table messages       {first of the digits}    file_{digits}    the file
 *   table due            file                     {time}_{digits}  when the sweep looks at it
 *   container messages   {host tenant}/{day}/{digits}.file         its cells; the day is that of the upload
 *
 * Nothing here reads or writes any of them.
 */
import { timePattern, type Address } from './storage-addresses.ts';

const PREFIX = 'guestmail-file-';
const DIGITS = /^[0-9a-f]{32}$/;
const DUE_PARTITION = 'file';

/** Whether a text can be the id of an uploaded file at all. */
export function isAttachmentId(text: string): boolean {
  return text.startsWith(PREFIX) && DIGITS.test(text.slice(PREFIX.length));
}

/** Whether a text was meant as such an id: no file name and no id of Graph begins like this. */
export function looksLikeAttachmentId(text: string): boolean {
  return text.toLowerCase().startsWith(PREFIX);
}

/** @throws Error for anything but 32 hex digits */
export function formatAttachmentId(digits: string): string {
  if (!DIGITS.test(digits)) throw new Error('The id of a file has 32 hex digits.');
  return `${PREFIX}${digits}`;
}

/** The random part of an id. @throws Error for a text that is no id */
export function digitsOf(id: string): string {
  if (!isAttachmentId(id)) throw new Error('That is no id of a file.');
  return id.slice(PREFIX.length);
}

export function addressOfAttachment(id: string): Address {
  const digits = digitsOf(id);
  return { table: 'messages', keys: { partitionKey: digits.slice(0, 1), rowKey: `file_${digits}` } };
}

/** The row that says when the file is due. */
export function addressOfDueAttachment({ id, at }: { id: string; at: Date }): Address {
  return { table: 'due', keys: { partitionKey: DUE_PARTITION, rowKey: `${at.toISOString()}_${digitsOf(id)}` } };
}

/** The partition of due files, and just above the row key of every one that is due by then. */
export function dueAttachmentsUntil(now: Date): { partitionKey: string; below: string } {
  return { partitionKey: DUE_PARTITION, below: `${now.toISOString()}\`` };
}

/** Undefined for what `addressOfDueAttachment` does not give. */
export function parseDueAttachmentRowKey(rowKey: string): { id: string; at: Date } | undefined {
  const [at = '', digits = '', ...rest] = rowKey.split('_');
  const isTime = timePattern.test(at) && !Number.isNaN(Date.parse(at));
  const isSound = isTime && DIGITS.test(digits) && rest.length === 0;
  return isSound ? { id: formatAttachmentId(digits), at: new Date(at) } : undefined;
}

/** The name of the blob that holds its cells. */
export function nameAttachmentBlob(attachment: { id: string; hostTenantId: string; createdAt: Date }): string {
  const { id, hostTenantId, createdAt } = attachment;
  return `${hostTenantId}/${createdAt.toISOString().slice(0, 10)}/${digitsOf(id)}.file`;
}
