/**
 * All stores over one account of Azure Table Storage: one connection pool, one table for each store.
 *
 * Nothing is sent before a store is used, so a process starts without storage.
 */
import type { ActivityStore } from '../../activity/activity-store.ts';
import type { AttachmentStore, DueAttachments } from '../../attachments/attachment.ts';
import type { ConfigurationStore } from '../../configuration/configuration-store.ts';
import type { ChangedSenders, DueStore, GrantStore, NameStore } from '../../grants/grant.ts';
import type { CallbackRows } from '../../callbacks/callback-rows.ts';
import type { DirectoryPlaces } from '../../guests/directory-places.ts';
import type { HeldHints } from '../../outbox/held-hints.ts';
import type { MailboxLoadRows } from '../../outbox/mailbox-load-rows.ts';
import type { MessageStore } from '../../outbox/message.ts';
import type { RunTimes } from '../../readiness/run-times.ts';
import type { TestTimesStore } from '../../outbox/test-times-store.ts';
import type { SessionStore } from '../../sign-in/session-store.ts';
import type { TransactionStore } from '../../sign-in/transaction-store.ts';
import type { TableName } from '../../storage-names.ts';
import type { SuspendedPeople } from '../../suspended-people.ts';
import type { ContentKeyStore } from '../../vault/content-key-store.ts';
import type { DataKeyStore } from '../../vault/data-key-store.ts';
import type { RewrapProgress } from '../../vault/rewrap-progress.ts';
import type { TenantKeyStore } from '../../vault/tenant-key-store.ts';
import { createTableActivityStore } from './table-activity-store.ts';
import { createTableAttachmentStore } from './table-attachment-store.ts';
import { createTableCallbackRows } from './table-callback-rows.ts';
import { createTableChangedSenders } from './table-changed-senders.ts';
import { createTableConfigurationStore } from './table-configuration-store.ts';
import { createTableConnections, type TableConnectionOptions } from './table-connection.ts';
import { createTableContentKeyStore } from './table-content-key-store.ts';
import { createTableDataKeyStore } from './table-data-key-store.ts';
import { createTableDirectoryPlaces } from './table-directory-places.ts';
import { createTableDueAttachments } from './table-due-attachments.ts';
import { createTableDueStore } from './table-due-store.ts';
import { createTableGrantStore } from './table-grant-store.ts';
import { createTableHeldHints } from './table-held-hints.ts';
import { createTableMailboxLoadRows } from './table-mailbox-load-rows.ts';
import { createTableMessageStore } from './table-message-store.ts';
import { createTableProbe } from './table-probe.ts';
import { createTableNameStore } from './table-name-store.ts';
import { createTableRewrapProgress } from './table-rewrap-progress.ts';
import { createTableRunTimes } from './table-run-times.ts';
import { createTableSessionStore } from './table-session-store.ts';
import { createTableSuspendedPeople } from './table-suspended-people.ts';
import { createTableTenantKeyStore } from './table-tenant-key-store.ts';
import { createTableTestTimesStore } from './table-test-times-store.ts';
import { createTableTransactionStore } from './table-transaction-store.ts';
import { createTable } from './table.ts';

export interface TableStores {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  transactions: TransactionStore;
  sessions: SessionStore;
  administratorSessions: SessionStore;
  testTimes: TestTimesStore;
  messages: MessageStore;
  attachments: AttachmentStore;
  dueAttachments: DueAttachments;
  heldHints: HeldHints;
  mailboxLoads: MailboxLoadRows;
  changedSenders: ChangedSenders;
  callbackRows: CallbackRows;
  directoryPlaces: DirectoryPlaces;
  suspendedPeople: SuspendedPeople;
  activity: ActivityStore;
  dataKeys: DataKeyStore;
  tenantKeys: TenantKeyStore;
  contentKeys: ContentKeyStore;
  rewrapProgress: RewrapProgress;
  runTimes: RunTimes;
  configuration: ConfigurationStore;
  /** Writes, reads and deletes a row of the account. */
  probe(): Promise<void>;
}

/** Creates the stores. Their methods throw ConnectorError as their contracts say, or `storage_…`, within 4 s per request. */
export function createTableStores(options: TableConnectionOptions): TableStores {
  const connect = createTableConnections(options);
  const open = (name: TableName) => createTable(name, connect(name));
  const keys = open('keys');
  const due = open('due');
  const messages = open('messages');
  const transactions = open('transactions');
  return {
    grants: createTableGrantStore(open('grants'), options.now),
    names: createTableNameStore(open('names')),
    due: createTableDueStore(due),
    transactions: createTableTransactionStore(transactions),
    sessions: createTableSessionStore(transactions),
    administratorSessions: createTableSessionStore(transactions, 'administrator'),
    testTimes: createTableTestTimesStore(transactions),
    messages: createTableMessageStore(messages),
    attachments: createTableAttachmentStore(messages),
    dueAttachments: createTableDueAttachments(due),
    heldHints: createTableHeldHints(due),
    mailboxLoads: createTableMailboxLoadRows(due),
    changedSenders: createTableChangedSenders(due),
    callbackRows: createTableCallbackRows(due),
    directoryPlaces: createTableDirectoryPlaces(due),
    suspendedPeople: createTableSuspendedPeople(due),
    activity: createTableActivityStore(due),
    dataKeys: createTableDataKeyStore(keys),
    tenantKeys: createTableTenantKeyStore(keys),
    contentKeys: createTableContentKeyStore(keys),
    rewrapProgress: createTableRewrapProgress(keys),
    runTimes: createTableRunTimes(due),
    configuration: createTableConfigurationStore(open('configuration')),
    probe: createTableProbe(due),
  };
}
