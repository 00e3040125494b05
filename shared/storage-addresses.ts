/**
 * The address of every stored record: its table, its keys and, for a sealed record, the purpose that its seal names.
 *
 *   table         partition key                 row key                         record
 *   grants        {sender}                      grant                           grant
 *   grants        {sender}                      tokens-{generation}             token set, sealed as `tokens`
 *   grants        {sender}                      account                         who signed in last as the sender
 *   grants        {sender}                      erased                          number and time of an erased grant
 *   keys          {sender}                      {generation}                    data encryption key, sealed as `data-key`
 *   keys          tenant                        {host tenant}_{key version}     tenant key, sealed as `tenant-key`
 *   keys          message                       {day}_{host tenant}             content key, sealed as `content-key`
 *   keys          rewrap                        progress                        progress of rewrapping
 *   names         {SHA-256 of tenant and name}  {kind}                          owner of a name in a tenant
 *   names         {SHA-256 of the name}         {kind}                          the same, for earlier releases
 *   transactions  {end of the bucket}           {SHA-256 of the state's id}     that a transaction was used; the transaction itself
 *                                                                               is in the state, sealed as `transaction`
 *   transactions  session                       {sender}                        session of a person, sealed as `session`
 *   transactions  administrator                 {sender}                        session of an administrator, sealed as `administrator`
 *   transactions  test                          {sender}                        times of the person's own test messages
 *   transactions  ended                         {tab}                           how a refused sign-in ended; it is in a cookie, sealed as
 *                                                                               `ending`, and no such row exists
 *   due           {kind}                        {time}_{sender}_{generation}    time at which a grant is due
 *   due           probe                         {random id}                     readiness probe
 *   due           timer                         {name}                          when a timer last ran; who runs a late sweep
 *   due           held_{target}                 {time}_{id}                     a message that may wait for a person
 *   due           directory                     {host tenant}                   how far the directory of a host tenant is read
 *   due           permit_{sender}               permit                          what a mailbox is sending, and has sent
 *   due           callback_{host tenant}.{name}  progress                        how far a callback is
 *   due           callback_{host tenant}.{name}  {time}_{id}                     an event that it is told again
 *   due           activity_{month}              {scope}_{day}_{shard}           what was counted in a day
 *   messages      {first digit of the id}       message_{id}                    message
 *   messages      {first digit of the id}       due_{time}_{id}                 time at which a message is due
 *   messages      {first digit of the id}       {kind}_{...}_{id}               index rows and content of a message
 *
 * A sender is `{host tenant id}.{host object id}`, GUIDs and hashes are in lower case, a generation has ten digits, and a time is
 * as `Date.toISOString` writes it (a day: its date), so that keys sort as their values do. Stores and seals both use these functions
 * and so cannot disagree. Those of the table `keys` are in key-addresses.ts, those of `messages` in message-addresses.ts, `held_`,
 * `permit_`, `callback_` and `activity_` in due-addresses.ts. Nothing here reads or writes a table.
 */
import { hash } from 'node:crypto';
import { formatSender, parseSender, type Sender, type SenderName } from './sender.ts';
import type { TableName } from './storage-names.ts';

export type Keys = { partitionKey: string; rowKey: string };

export interface Address {
  table: TableName;
  keys: Keys;
}

export interface SealedAddress extends Address {
  purpose: string;
}

const NAME_KINDS: readonly SenderName['kind'][] = ['userPrincipalName', 'address'];
export const GENERATION = /^\d{10}$/;
/** `2026-11-24T17:57:32.000Z`, as `Date.toISOString` writes years of four digits. */
export const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Of the rows that one person has at most one of, beside the buckets. */
export const PERSON_PARTITIONS = Object.freeze({ session: 'session', administrator: 'administrator', test: 'test' });

/** Of a person on their own page, or of an administrator in the console. */
export type SessionKind = 'session' | 'administrator';

/** The same in every sender's partition, so that a list finds it. */
export const GRANT_ROW_KEY = 'grant';

export function addressOfGrant(sender: Sender): Address {
  return { table: 'grants', keys: { partitionKey: formatSender(sender), rowKey: GRANT_ROW_KEY } };
}

/** What is left of a grant that was erased. */
export function addressOfErased(sender: Sender): Address {
  return { table: 'grants', keys: { partitionKey: formatSender(sender), rowKey: 'erased' } };
}

/** What the key of every tokens row starts with, and of no other row of its partition. */
export const TOKENS_ROW_KEY_START = 'tokens-';

export function addressOfTokens(sender: Sender, generation: number): SealedAddress {
  const rowKey = `${TOKENS_ROW_KEY_START}${formatGeneration(generation)}`;
  return { table: 'grants', keys: { partitionKey: formatSender(sender), rowKey }, purpose: 'tokens' };
}

/** In the partition of the grant, so that a transaction can depend on it. */
export function addressOfLatestAccount(sender: Sender): Address {
  return { table: 'grants', keys: { partitionKey: formatSender(sender), rowKey: 'account' } };
}

/** The table does not show the name: SHA-256, hex, of the tenant's GUID, a space and the name in lower case. */
export function addressOfName(hostTenantId: string, { kind, value }: SenderName): Address {
  return { table: 'names', keys: { partitionKey: sha256(`${hostTenantId} ${value.toLowerCase()}`), rowKey: kind } };
}

/** Where earlier releases look for a name, so that going back to one still finds it: without the tenant. */
export function formerAddressOfName({ kind, value }: SenderName): Address {
  return { table: 'names', keys: { partitionKey: sha256(value.toLowerCase()), rowKey: kind } };
}

/** `bucket`: seconds since the epoch, ten digits. `digest`: SHA-256 of the state's id, hex. */
export function addressOfTransaction({ bucket, digest }: { bucket: string; digest: string }): SealedAddress {
  return { table: 'transactions', keys: { partitionKey: bucket, rowKey: digest }, purpose: 'transaction' };
}

/** One for each person; no bucket ends like this. */
export function addressOfSession(sender: Sender, kind: SessionKind = 'session'): SealedAddress {
  const keys = { partitionKey: PERSON_PARTITIONS[kind], rowKey: formatSender(sender) };
  return { table: 'transactions', keys, purpose: kind };
}

/** Of a cookie, not of a row. `tab`: eight hex digits. */
export function addressOfEnding(tab: string): SealedAddress {
  return { table: 'transactions', keys: { partitionKey: 'ended', rowKey: tab }, purpose: 'ending' };
}

/** When a person last sent test messages to themselves. */
export function addressOfTestTimes(sender: Sender): Address {
  return { table: 'transactions', keys: { partitionKey: PERSON_PARTITIONS.test, rowKey: formatSender(sender) } };
}

export function addressOfDueGrant(entry: { kind: string; at: Date; sender: Sender; generation: number }): Address {
  const { kind, at, sender, generation } = entry;
  const rowKey = `${at.toISOString()}_${formatSender(sender)}_${formatGeneration(generation)}`;
  return { table: 'due', keys: { partitionKey: kind, rowKey } };
}

export function addressOfRun(name: string): Address {
  return { table: 'due', keys: { partitionKey: 'timer', rowKey: name } };
}

/** In a partition that no timer reads. */
export function addressOfProbe(id: string): Address {
  return { table: 'due', keys: { partitionKey: 'probe', rowKey: id } };
}

/** Bounds of the partitions of a tenant's senders, the upper one excluded; `/` follows `.` in ASCII. */
export function partitionsOfTenant(hostTenantId: string): { from: string; below: string } {
  return { from: `${hostTenantId}.`, below: `${hostTenantId}/` };
}

/** Every bucket below it has ended. */
export function bucketOf(now: Date): string {
  return String(Math.ceil(now.getTime() / 1000)).padStart(10, '0');
}

/** Just above the row key of every grant that is due by then. */
export function endOfDueGrants(now: Date): string {
  return `${now.toISOString()}\``;
}

/** Undefined for what `addressOfName` does not give; likewise the functions below. */
export function parseNameRowKey(rowKey: string): SenderName['kind'] | undefined {
  return NAME_KINDS.find((kind) => kind === rowKey);
}

export function parseDueGrantRowKey(rowKey: string) {
  const [at = '', senderKey = '', generation = '', ...rest] = rowKey.split('_');
  const sender = parseSender(senderKey);
  const isTime = timePattern.test(at) && !Number.isNaN(Date.parse(at));
  const isSound = isTime && GENERATION.test(generation) && rest.length === 0;
  return isSound && sender ? { at: new Date(at), sender, generation: Number(generation) } : undefined;
}

/** @throws RangeError for anything but a whole number of at most ten digits */
export function formatGeneration(generation: number): string {
  if (!Number.isInteger(generation) || generation < 0 || generation > 9_999_999_999)
    throw new RangeError('A generation is a whole number of at most ten digits.');
  return String(generation).padStart(10, '0');
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
