/** Every kind of record, written through its real store, is where storage-addresses.ts says and sealed as that. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TableStores } from '../../../../shared/azure/tables/table-stores.ts';
import { createOpenTokens, sealTokens } from '../../../../shared/grants/sealed-tokens.ts';
import { formatSender, type SenderName } from '../../../../shared/sender.ts';
import { createBrowserSecret } from '../../../../shared/sign-in/browser-secret.ts';
import { createSessions } from '../../../../shared/sign-in/session.ts';
import { createTransactions } from '../../../../shared/sign-in/transaction.ts';
import { EMPTY_LOAD } from '../../../../shared/outbox/mailbox-load.ts';
import * as attachmentAddresses from '../../../../shared/attachment-addresses.ts';
import * as dueAddresses from '../../../../shared/due-addresses.ts';
import * as configurationAddresses from '../../../../shared/configuration-addresses.ts';
import * as keyAddresses from '../../../../shared/key-addresses.ts';
import * as messageAddresses from '../../../../shared/message-addresses.ts';
import { EMPTY_TALLY } from '../../../../shared/activity/tally.ts';
import * as addresses from '../../../../shared/storage-addresses.ts';
import { TABLES } from '../../../../shared/storage-names.ts';
import { createVault, type Vault } from '../../../../shared/vault/vault.ts';
import {
  at,
  connectIn,
  createAttachment,
  createGrant,
  createMessage,
  createSender,
} from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';
import { createMemoryKeyEncryptionKeys } from '../../../fakes/memory-key-encryption-keys.ts';
import { createMemoryPeppers } from '../../../fakes/memory-peppers.ts';

const storage = await startTableStorage();

const grant = createGrant({ generation: 3 });
const { sender } = grant;
const name: SenderName = { kind: 'address', value: 'Ann@fabrikam.com' };
const due = { kind: 'refresh', at: at(30), sender, generation: 3 } as const;
const message = createMessage({
  sender,
  status: 'queued',
  content: 'row',
  reference: 'SI-103042',
  changedAt: at(5),
});
const { hostTenantId, callerId, reference = '' } = message;
const counted = { scope: hostTenantId, day: '2026-11-24', shard: 7 };
const hint = { id: message.id, at: at(0) };
const attachment = createAttachment();
const dueFile = { id: attachment.id, at: at(0) };
const callback = { hostTenantId, name: 'erp' };
const tenant = configurationAddresses.tenantDocument(hostTenantId);
const dueEvent = { id: message.id, at: at(0), attempts: 1, about: { kind: 'message', id: message.id } } as const;
const tokens = { accessToken: 'a', expiresAt: 0, cache: 'c', mailbox: 'ann@fabrikam.com', scopes: ['Mail.Send'] };
const contentContext = {
  hostTenantId: sender.hostTenantId,
  day: '2026-11-24',
  messageId: message.id,
  named: sender.hostObjectId,
  callerId: message.callerId,
};
const browserSecret = createBrowserSecret();

let stores: TableStores;
let vault: Vault;
let state = '';
let keyVersion = '';

beforeAll(async () => {
  const now = () => at(0);
  stores = await storage.createStores();
  const { dataKeys, tenantKeys, contentKeys, rewrapProgress } = stores;
  const keyEncryptionKeys = createMemoryKeyEncryptionKeys(now);
  const peppers = createMemoryPeppers();
  vault = createVault({ keyEncryptionKeys, peppers, dataKeys, tenantKeys, contentKeys, rewrapProgress, now });
  const { index, version } = (await keyEncryptionKeys.current()).reference;
  keyVersion = `${index}.${version}`;
  await vault.createDataKey(sender, 3);
  const sealed = await sealTokens(vault, grant, tokens);
  await connectIn(stores.grants, grant, { generation: 3, sealed, refreshedAt: at(0) });
  await vault.sealContent(contentContext, Buffer.from('content'));
  await vault.rewrapDataKeys();
  await stores.names.put(name, sender);
  await stores.due.add(due);
  await stores.messages.insert(message, new Uint8Array([1]));
  await stores.heldHints.put(formatSender(sender), hint);
  await stores.attachments.insert(attachment);
  await stores.dueAttachments.put(dueFile);
  await stores.changedSenders.put({ sender, at: at(5) });
  await stores.mailboxLoads.write(sender, EMPTY_LOAD);
  const suspended = { hostObjectId: sender.hostObjectId, code: 'guest_account_reset', since: at(0) } as const;
  await stores.suspendedPeople.put(hostTenantId, suspended);
  await stores.activity.write(counted, EMPTY_TALLY);
  await stores.callbackRows.writeProgress(callback, { messages: '0', senders: '0' });
  await stores.callbackRows.putDue(callback, dueEvent);
  const row = { ...tenant, version: 1, sealed: new Uint8Array([1]), changedAt: at(0), changedBy: callerId };
  await stores.configuration.write(row, undefined, {
    ...tenant,
    at: at(0),
    by: callerId,
    action: 'created',
    version: 1,
  });
  await stores.probe();
  const transactions = createTransactions({ store: stores.transactions, vault, now });
  const started = await transactions.start(browserSecret, {
    kind: 'host',
    hostTenantId: sender.hostTenantId,
    clientId: sender.hostTenantId,
    purpose: 'connect',
  });
  ({ state } = started);
  await transactions.use(started);
  const sessions = createSessions({ store: stores.sessions, accounts: stores.grants, vault, now });
  await sessions.start(browserSecret, {
    sender,
    displayAddress: 'ann@fabrikam.com',
    hasJustConnected: true,
    isMailboxUnclear: false,
  });
  await sessions.noteSignIn(sender, undefined);
  await stores.testTimes.write(sender, { times: [at(0)], expiresAt: at(1) });
});

const readAt = ({ table, keys }: addresses.Address) =>
  storage.client(table).getEntity<{ sealed?: Uint8Array }>(keys.partitionKey, keys.rowKey);

describe('the address of a stored record', () => {
  it.each([
    ['a grant', addresses.addressOfGrant(sender)],
    ['tokens', addresses.addressOfTokens(sender, 3)],
    ['the latest account', addresses.addressOfLatestAccount(sender)],
    ['a data key', keyAddresses.addressOfDataKey(sender, 3)],
    ['a content key', keyAddresses.addressOfContentKey(sender.hostTenantId, contentContext.day)],
    ['the rewrap progress', keyAddresses.addressOfRewrapProgress()],
    ['a name', addresses.addressOfName(sender.hostTenantId, name)],
    ['a due grant', addresses.addressOfDueGrant(due)],
    ['a held hint', dueAddresses.addressOfHeldHint(formatSender(sender), hint)],
    ['a changed sender', dueAddresses.addressOfChangedSender({ sender, at: at(5) })],
    ['how far a callback is', dueAddresses.addressOfCallbackProgress(callback)],
    ['an event that is told again', dueAddresses.addressOfDueEvent(callback, dueEvent)],
    ['a document', configurationAddresses.addressOfDocument(tenant)],
    ['its version', configurationAddresses.addressOfDocumentVersion(tenant, 1)],
    ['counts of a day', dueAddresses.addressOfActivity(counted)],
    ['permits', dueAddresses.addressOfPermits(sender)],
    ['a suspended person', dueAddresses.addressOfSuspended(hostTenantId, sender.hostObjectId)],
    ['an uploaded file', attachmentAddresses.addressOfAttachment(attachment.id)],
    ['a due file', attachmentAddresses.addressOfDueAttachment(dueFile)],
    ['a session', addresses.addressOfSession(sender)],
    ['times of tests', addresses.addressOfTestTimes(sender)],
    ['a message', messageAddresses.addressOfMessage(message.id)],
    ['its content', messageAddresses.addressOfContent(message.id)],
    ['a due message', messageAddresses.addressOfDueMessage(message)],
    ['a message by its sender', messageAddresses.addressOfIndexed({ kind: 'sender', sender }, message)],
    ['one by its application', messageAddresses.addressOfIndexed({ kind: 'caller', hostTenantId, callerId }, message)],
    [
      'one by its reference',
      messageAddresses.addressOfIndexed({ kind: 'reference', hostTenantId, callerId, reference }, message),
    ],
    ['one by its host tenant', messageAddresses.addressOfIndexed({ kind: 'tenant', hostTenantId }, message)],
    ['one that has changed', messageAddresses.addressOfChanged({ ...message, changedAt: at(5) })],
  ])('finds %s', async (_record, address) => {
    await expect(readAt(address)).resolves.toBeDefined();
  });

  it('finds the key of a tenant', async () => {
    await expect(readAt(keyAddresses.addressOfTenantKey(sender.hostTenantId, keyVersion))).resolves.toBeDefined();
  });

  it('is known for every row there is', async () => {
    const counts = await Promise.all(TABLES.map(async (table) => [table, (await storage.rows(table)).length]));
    expect(Object.fromEntries(counts)).toEqual({
      grants: 3,
      keys: 4,
      names: 1,
      due: 9,
      messages: 9,
      transactions: 3,
      configuration: 3,
    });
  });

  it('is where the probe was until it deleted itself', () => {
    const { partitionKey } = addresses.addressOfProbe('').keys;
    const deleted = storage.requests.filter(({ method, path }) => method === 'DELETE' && path.includes('/due('));
    expect(deleted.map(({ path }) => path)).toEqual([expect.stringContaining(`PartitionKey='${partitionKey}'`)]);
  });
});

describe('a sealed record', () => {
  it('of tokens opens under the address of the row in which it is found, and under no other', async () => {
    const row = (await storage.rows('grants')).find(({ rowKey }) => rowKey?.startsWith('tokens-'));
    const { partitionKey = '', rowKey = '' } = row ?? {};
    const { sealed = new Uint8Array() } = await storage
      .client('grants')
      .getEntity<{ sealed?: Uint8Array }>(partitionKey, rowKey);
    const { homeTenantId, homeObjectId, generation } = grant;
    const whose = { sender, homeTenantId, homeObjectId, generation };
    const place = { table: 'grants', partitionKey, rowKey, purpose: 'tokens' };
    await expect(vault.open({ ...whose, ...place }, sealed)).resolves.toBeDefined();
    await expect(vault.open({ ...whose, ...place, rowKey: 'grant' }, sealed)).rejects.toThrow('sealed_record_refused');
    await expect(createOpenTokens(vault)({ ...grant, sender: createSender() }, sealed)).rejects.toThrow();
  });

  it('of a session opens under the address of the row in which it is found', async () => {
    const { sealed = new Uint8Array() } = await readAt(addresses.addressOfSession(sender));
    const secret = Buffer.from(browserSecret, 'base64url');
    await expect(vault.openForBrowser(secret, addresses.addressOfSession(sender), sealed)).resolves.toBeDefined();
  });

  it('of a transaction is in the state, and opens under the address of the row that its use leaves', async () => {
    const row = (await storage.rows('transactions')).find(({ partitionKey }) => /^\d{10}$/.test(partitionKey ?? ''));
    const key = { bucket: row?.partitionKey ?? '', digest: row?.rowKey ?? '' };
    expect(state.startsWith(`${key.bucket}.`)).toBe(true);
    const sealed = Buffer.from(state.split('.')[2] ?? '', 'base64url');
    const secret = Buffer.from(browserSecret, 'base64url');
    await expect(vault.openForBrowser(secret, addresses.addressOfTransaction(key), sealed)).resolves.toBeDefined();
  });
});
