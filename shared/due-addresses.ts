/**
 * The addresses of what the outbox, the callbacks and the counts of days keep in the table `due`; storage-addresses.ts lists those of every record, and says how keys are
 * written.
 *
 *   table  partition key      row key      record
 *   due    held_{target}      {time}_{id}  hint that a message waits for a person to connect
 *   due    permit_{sender}    permit       what one mailbox is sending, and has sent
 *   due    changed_{host tenant id}  {time}_{sender}  the last change of a sender
 *   due    directory          {host tenant id}  how far the directory of a host tenant is read
 *   due    suspended_{host tenant id}  {host object id}  a person whom no mailbox of a document sends for
 *   due    callback_{host tenant id}.{name}  progress  how far a callback is
 *   due    callback_{host tenant id}.{name}  {time}_{id}  an event that it is told again
 *   due    activity_{month}   {scope}_{day}_{shard}  what was counted in a day; the scope is a host tenant, `app` or `other`
 *
 * A target is a sender, or the SHA-256 under which the table `names` knows a name. Nothing here reads or writes a table.
 */
import { formatSender, GUID, parseSender, type Sender } from './sender.ts';
import { partitionsOfTenant, timePattern, type Address, type Keys } from './storage-addresses.ts';

const ID = /^[0-9a-f]{32}$/;
const PERMIT_PREFIX = 'permit_';
const PERMIT_ROW_KEY = 'permit';
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

/** @throws Error for what are no ids of a tenant and a person */
export function addressOfSuspended(hostTenantId: string, hostObjectId: string): Address {
  if (!GUID.test(hostTenantId) || !GUID.test(hostObjectId))
    throw new Error('A person of a host tenant is two GUIDs in lower case.');
  return { table: 'due', keys: { partitionKey: partitionOfSuspended(hostTenantId), rowKey: hostObjectId } };
}

export function partitionOfSuspended(hostTenantId: string): string {
  return `suspended_${hostTenantId}`;
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
  return { table: 'due', keys: { partitionKey: `${PERMIT_PREFIX}${formatSender(sender)}`, rowKey: PERMIT_ROW_KEY } };
}

/** Bounds of the partitions of all mailboxes, or of those of one host tenant, the upper one excluded. */
export function partitionsOfPermits(hostTenantId?: string): { from: string; below: string } {
  if (hostTenantId === undefined) return { from: PERMIT_PREFIX, below: 'permit`' };
  const { from, below } = partitionsOfTenant(hostTenantId);
  return { from: `${PERMIT_PREFIX}${from}`, below: `${PERMIT_PREFIX}${below}` };
}

/** Undefined for what `addressOfPermits` does not give. */
export function parsePermitsKeys({ partitionKey, rowKey }: Keys): Sender | undefined {
  const isPermit = partitionKey.startsWith(PERMIT_PREFIX) && rowKey === PERMIT_ROW_KEY;
  return isPermit ? parseSender(partitionKey.slice(PERMIT_PREFIX.length)) : undefined;
}

const ACTIVITY_PREFIX = 'activity_';
const DAY = /^\d{4}-\d\d-\d\d$/;

/** @throws Error for a scope, a day or a shard of another form */
export function addressOfActivity({ scope, day, shard }: { scope: string; day: string; shard: number }): Address {
  const rowKey = `${scope}_${day}_${shard}`;
  if (!parseActivityRowKey(rowKey)) throw new Error('A row of activity has a scope, a day and a shard.');
  return { table: 'due', keys: { partitionKey: `${ACTIVITY_PREFIX}${day.slice(0, 7)}`, rowKey } };
}

/** Undefined for what `addressOfActivity` does not give. */
export function parseActivityRowKey(rowKey: string): { scope: string; day: string } | undefined {
  const [scope = '', day = '', shard = '', ...rest] = rowKey.split('_');
  const isSound = (GUID.test(scope) || /^[a-z]{1,16}$/.test(scope)) && DAY.test(day) && /^\d$/.test(shard);
  return isSound && rest.length === 0 ? { scope, day } : undefined;
}

/** Partition and bounds of row keys for each month of these days, the last day included; `below` is excluded. */
export function activityBetween(
  scope: string,
  { from, to }: { from: string; to: string },
): { partitionKey: string; from: string; below: string }[] {
  const bounds = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month))
    bounds.push({
      partitionKey: `${ACTIVITY_PREFIX}${month}`,
      from: `${scope}_${from > month ? from : month}`,
      below: `${scope}_${to}\``,
    });
  return bounds;
}

/** Bounds of the partitions of all months before that of the day, the upper one excluded. */
export function activityBefore(day: string): { from: string; below: string } {
  return { from: ACTIVITY_PREFIX, below: `${ACTIVITY_PREFIX}${day.slice(0, 7)}` };
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
