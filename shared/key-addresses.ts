/**
 * The addresses of the table `keys`; storage-addresses.ts lists them among those of every record, and says how keys are written.
 *
 * Rows that belong to no sender are in partitions that a list of all senders' keys leaves out. Nothing here reads or writes a table.
 */
import { formatSender, GUID, parseSender, type Sender } from './sender.ts';
import { formatGeneration, GENERATION, type Address, type Keys, type SealedAddress } from './storage-addresses.ts';

export function addressOfDataKey(sender: Sender, generation: number): SealedAddress {
  const keys = { partitionKey: formatSender(sender), rowKey: formatGeneration(generation) };
  return { table: 'keys', keys, purpose: 'data-key' };
}

/** Outside every sender's partition. `version`: position and version of the key encryption key, `{index}.{version}`. */
export function addressOfTenantKey(hostTenantId: string, version: string): SealedAddress {
  const keys = { partitionKey: 'tenant', rowKey: `${hostTenantId}_${version}` };
  return { table: 'keys', keys, purpose: 'tenant-key' };
}

/** Outside every sender's partition, and by day first, so that the keys of days that are over are one range. */
export const CONTENT_KEY_PARTITION = 'message';

/** `day`: of UTC, `2026-11-24`. @throws RangeError for what is no day */
export function addressOfContentKey(hostTenantId: string, day: string): SealedAddress {
  if (!isDay(day)) throw new RangeError('A day is not written as 2026-11-24.');
  const keys = { partitionKey: CONTENT_KEY_PARTITION, rowKey: `${day}_${hostTenantId}` };
  return { table: 'keys', keys, purpose: 'content-key' };
}

/** Just below the row key of every content key of this day and later ones. @throws RangeError for what is no day */
export function endOfContentKeys(beforeDay: string): string {
  if (!isDay(beforeDay)) throw new RangeError('A day is not written as 2026-11-24.');
  return beforeDay;
}

/** Outside every sender's partition. */
export function addressOfRewrapProgress(): Address {
  return { table: 'keys', keys: { partitionKey: 'rewrap', rowKey: 'progress' } };
}

/** Bounds of the partitions of all senders, the upper one excluded: a sender begins with a hex digit, the others do not. */
export function partitionsOfSenders(): { from: string; below: string } {
  return { from: '0', below: 'g' };
}

/** Undefined for keys that `addressOfDataKey` does not give. */
export function parseDataKeyKeys({ partitionKey, rowKey }: Keys) {
  const sender = parseSender(partitionKey);
  return sender && GENERATION.test(rowKey) ? { sender, generation: Number(rowKey) } : undefined;
}

/** Undefined for keys that `addressOfContentKey` does not give. */
export function parseContentKeyKeys({ partitionKey, rowKey }: Keys) {
  const [day = '', hostTenantId = '', ...rest] = rowKey.split('_');
  const isSound = partitionKey === CONTENT_KEY_PARTITION && isDay(day) && GUID.test(hostTenantId) && rest.length === 0;
  return isSound ? { hostTenantId, day } : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = new Date(text);
  // Of the 31st of a month with 30 days a date makes the first of the next, or nothing.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
