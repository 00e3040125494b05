/**
 * The addresses of what the outbox and the callbacks keep in the table `due`; storage-addresses.ts lists those of every record, and says how keys are
 * written.
 *
 *   table  partition key      row key      record
 *   due    held_{target}      {time}_{id}  hint that a message waits for a person to connect
 *   due    permit_{sender}    permit       what one mailbox is sending, and has sent
 *   due    changed_{host tenant id}  {time}_{sender}  the last change of a sender
 *   due    directory          {host tenant id}  how far the directory of a host tenant is read
 *   due    callback_{host tenant id}.{name}  progress  how far a callback is
 *   due    callback_{host tenant id}.{name}  {time}_{id}  an event that it is told again
 *
 * A target is a sender, or the SHA-256 under which the table `names` knows a name. Nothing here reads or writes a table.
 */
import { formatSender, GUID, parseSender, type Sender } from './sender.ts';
import { timePattern, type Address } from './storage-addresses.ts';

const ID = /^[0-9a-f]{32}$/;
const PERMIT_PREFIX = 'permit_';
/** Above every time. */
const CALLBACK_PROGRESS = 'progress';

/** @throws Error for a target or an id of another form */
export function addressOfHeldHint(target: string, { id, at }: { id: string; at: Date }): Address {
  if (!ID.test(id)) throw new Error('A message id is 32 hex digits.');
  return { table: 'due', keys: { partitionKey: partitionOfHeldHints(target), rowKey: `${at.toISOString()}_${id}` } };
}

/** @throws Error for a target of another form */
export function partitionOfHeldHints(target: string): string {
  if (!/^[0-9a-f]{64}$/.test(target) && !parseSender(target))
    throw new Error('A target is a sender, or a hash of 64 hex digits.');
  return `held_${target}`;
}

/** Undefined for what `addressOfHeldHint` does not give. */
export function parseHeldHintRowKey(rowKey: string): { id: string; at: Date } | undefined {
  const [at = '', id = '', ...rest] = rowKey.split('_');
  const isTime = timePattern.test(at) && !Number.isNaN(Date.parse(at));
  return isTime && ID.test(id) && rest.length === 0 ? { id, at: new Date(at) } : undefined;
}

/** Of a change. @throws Error for a sender of another form */
export function addressOfChangedSender({ sender, at }: { sender: Sender; at: Date }): Address {
  const rowKey = `${at.toISOString()}_${formatSender(sender)}`;
  return { table: 'due', keys: { partitionKey: partitionOfChangedSenders(sender.hostTenantId), rowKey } };
}

export function partitionOfChangedSenders(hostTenantId: string): string {
  return `changed_${hostTenantId}`;
}

/** Bounds of the row keys after the place `{time}_{sender}` of the feed and before a time, both excluded. */
export function changedSendersBetween({ after, before }: { after: string; before: Date }) {
  return { from: `${after}\``, below: before.toISOString() };
}

/** `place`: where the feed goes on after this row. Undefined for what `addressOfChangedSender` does not give. */
export function parseChangedSenderRowKey(rowKey: string): { sender: Sender; at: Date; place: string } | undefined {
  const [at = '', formatted = '', ...rest] = rowKey.split('_');
  const sender = parseSender(formatted);
  const isTime = timePattern.test(at) && !Number.isNaN(Date.parse(at));
  return isTime && sender && rest.length === 0 ? { sender, at: new Date(at), place: rowKey } : undefined;
}

/** @throws Error for what is no id of a tenant */
export function addressOfDirectoryPlace(hostTenantId: string): Address {
  if (!GUID.test(hostTenantId)) throw new Error('A host tenant is a GUID in lower case.');
  return { table: 'due', keys: { partitionKey: 'directory', rowKey: hostTenantId } };
}

export interface CallbackPlace {
  hostTenantId: string;
  /** Of its document. */
  name: string;
}

export function addressOfCallbackProgress(callback: CallbackPlace): Address {
  return { table: 'due', keys: { partitionKey: partitionOfCallback(callback), rowKey: CALLBACK_PROGRESS } };
}

/** @throws Error for an id that is not 32 hex digits */
export function addressOfDueEvent(callback: CallbackPlace, { id, at }: { id: string; at: Date }): Address {
  if (!ID.test(id)) throw new Error('The id of an event is 32 hex digits.');
  const rowKey = `${at.toISOString()}_${id}`;
  return { table: 'due', keys: { partitionKey: partitionOfCallback(callback), rowKey } };
}

/** @throws Error for a name that no document has */
export function partitionOfCallback({ hostTenantId, name }: CallbackPlace): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) throw new Error('A callback has a name of a document.');
  return `callback_${hostTenantId}.${name}`;
}

/** Just above the row key of every event that is due by then, and below that of the progress. */
export function endOfDueEvents(now: Date): string {
  return `${now.toISOString()}\``;
}

/** Undefined for what `addressOfDueEvent` does not give. */
export const parseDueEventRowKey = parseHeldHintRowKey;

/** One for each mailbox. */
export function addressOfPermits(sender: Sender): Address {
  return { table: 'due', keys: { partitionKey: `${PERMIT_PREFIX}${formatSender(sender)}`, rowKey: 'permit' } };
}

/** Bounds of the partitions of all mailboxes, the upper one excluded. */
export function partitionsOfPermits(): { from: string; below: string } {
  return { from: PERMIT_PREFIX, below: 'permit`' };
}
