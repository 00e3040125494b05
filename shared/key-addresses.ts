/**
 * The addresses of the table `keys`; storage-addresses.ts lists them among those of every record, and says how keys are written.
 *
 * Rows that belong to no sender are in partitions that a list of all senders' keys leaves out. Nothing here reads or writes a table.
 */
import { formatSender, parseSender, type Sender } from './sender.ts';
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

/** Outside every sender's partition. */
export function addressOfRewrapProgress(): Address {
  return { table: 'keys', keys: { partitionKey: 'rewrap', rowKey: 'progress' } };
}

/** Bounds of the partitions of all senders, the upper one excluded: a sender begins with a hex digit, `rewrap` and `tenant` do not. */
export function partitionsOfSenders(): { from: string; below: string } {
  return { from: '0', below: 'g' };
}

/** Undefined for keys that `addressOfDataKey` does not give. */
export function parseDataKeyKeys({ partitionKey, rowKey }: Keys) {
  const sender = parseSender(partitionKey);
  return sender && GENERATION.test(rowKey) ? { sender, generation: Number(rowKey) } : undefined;
}
