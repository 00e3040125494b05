import { describeDataKeyStore } from './data-key-store.ts';
import { describeDueStore } from './due-store.ts';
import { describeGrantStore } from './grant-store.ts';
import { describeMessageStore } from './message-store.ts';
import { describeNameStore } from './name-store.ts';
import { describeRewrapProgress } from './rewrap-progress.ts';
import { describeRunTimes } from './run-times.ts';
import { startTableStorage } from './table-storage.ts';
import { describeSessionStore } from './session-store.ts';
import { describeTenantKeyStore } from './tenant-key-store.ts';
import { describeTestTimesStore } from './test-times-store.ts';
import { describeTransactionStore } from './transaction-store.ts';

const storage = await startTableStorage();

describeGrantStore(async () => (await storage.createStores()).grants);
describeNameStore(async () => (await storage.createStores()).names);
describeDueStore(async () => (await storage.createStores()).due);
describeTransactionStore(async () => (await storage.createStores()).transactions);
describeMessageStore(async () => (await storage.createStores()).messages);
describeDataKeyStore(async () => (await storage.createStores()).dataKeys);
describeTenantKeyStore(async () => (await storage.createStores()).tenantKeys);
describeRewrapProgress(async () => (await storage.createStores()).rewrapProgress);
describeSessionStore(async () => (await storage.createStores()).sessions);
describeRunTimes(async () => (await storage.createStores()).runTimes);
describeTestTimesStore(async () => (await storage.createStores()).testTimes);
