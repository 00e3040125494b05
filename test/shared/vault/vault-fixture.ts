import { randomBytes as systemRandomBytes } from 'node:crypto';
import type { Sender } from '../../../shared/sender.ts';
import { parseWrappedDataKey } from '../../../shared/vault/data-key.ts';
import { formatKeyLabel } from '../../../shared/vault/key-reference.ts';
import { createKeyRows } from '../../../shared/vault/key-rows.ts';
import { createSealedKeys } from '../../../shared/vault/sealed-key.ts';
import { createStoredContentKeys } from '../../../shared/vault/stored-content-key.ts';
import { createStoredDataKeys } from '../../../shared/vault/stored-data-key.ts';
import { createTenantKeys } from '../../../shared/vault/tenant-keys.ts';
import { createVault, type SealContext } from '../../../shared/vault/vault.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryContentKeyStore } from '../../fakes/memory-content-key-store.ts';
import { createMemoryDataKeyStore } from '../../fakes/memory-data-key-store.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';
import { createMemoryPeppers } from '../../fakes/memory-peppers.ts';
import { createMemoryTenantKeyStore } from '../../fakes/memory-tenant-key-store.ts';
import { createMemoryRewrapProgress } from '../../fakes/memory-rewrap-progress.ts';

export const ann: Sender = {
  hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
  hostObjectId: '00000b0e-0000-4000-8000-000000000001',
};
export const other: Sender = { ...ann, hostObjectId: '00000b0e-0000-4000-8000-000000000002' };

export const context: SealContext = {
  sender: ann,
  homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
  homeObjectId: '00000a0e-0000-4000-8000-000000000003',
  generation: 1,
  table: 'grants',
  partitionKey: `${ann.hostTenantId}.${ann.hostObjectId}`,
  rowKey: 'tokens-0000000001',
  purpose: 'tokens',
};

/** A vault on memory, with ways to look behind it and to start a second instance on the same rows. */
export function createVaultFixture() {
  const clock = createManualClock();
  const keyEncryptionKeys = createMemoryKeyEncryptionKeys(clock.now);
  const peppers = createMemoryPeppers();
  const store = createMemoryDataKeyStore();
  const progress = createMemoryRewrapProgress();
  const calls: string[] = [];
  const dataKeys = {
    ...store,
    read: (...args: Parameters<typeof store.read>) => (calls.push('read'), store.read(...args)),
    insert: (...args: Parameters<typeof store.insert>) => (calls.push('insert'), store.insert(...args)),
    replace: (...args: Parameters<typeof store.replace>) => (calls.push('replace'), store.replace(...args)),
    remove: (...args: Parameters<typeof store.remove>) => (calls.push('remove'), store.remove(...args)),
    list: (...args: Parameters<typeof store.list>) => (calls.push('list'), store.list(...args)),
  };
  const rewrapProgress = {
    read: () => (calls.push('progress read'), progress.read()),
    write: (...args: Parameters<typeof progress.write>) => (calls.push('progress write'), progress.write(...args)),
  };
  const tenantStore = createMemoryTenantKeyStore();
  const tenantKeys = {
    read: (...args: Parameters<typeof tenantStore.read>) => (calls.push('tenant read'), tenantStore.read(...args)),
    insert: (...args: Parameters<typeof tenantStore.insert>) => (
      calls.push('tenant insert'),
      tenantStore.insert(...args)
    ),
  };
  const contentStore = createMemoryContentKeyStore();
  const contentKeys: typeof contentStore = {
    insert: (...args) => (calls.push('content insert'), contentStore.insert(...args)),
    read: (...args) => (calls.push('content read'), contentStore.read(...args)),
    replace: (...args) => (calls.push('content replace'), contentStore.replace(...args)),
    remove: (...args) => contentStore.remove(...args),
    removeBefore: (...args) => (calls.push('content remove'), contentStore.removeBefore(...args)),
    list: (...args) => (calls.push('content list'), contentStore.list(...args)),
  };
  const stores = { dataKeys, tenantKeys, contentKeys, rewrapProgress };
  const dependencies = { keyEncryptionKeys, peppers, ...stores, now: clock.now };
  return {
    ...dependencies,
    clock,
    store,
    progress,
    calls,
    vault: createVault(dependencies),
    /** The parts of a vault that keep keys, remembering nothing yet. */
    createKeyParts(randomBytes = systemRandomBytes, change: Partial<typeof dependencies> = {}) {
      const own = { ...dependencies, ...change };
      const sealedKeys = createSealedKeys({ peppers, randomBytes });
      const ownTenantKeys = createTenantKeys({ ...own, sealedKeys, randomBytes });
      const storedDataKeys = createStoredDataKeys({ keyEncryptionKeys, tenantKeys: ownTenantKeys, sealedKeys });
      const storedContentKeys = createStoredContentKeys({ tenantKeys: ownTenantKeys, sealedKeys });
      const keyRows = createKeyRows({ ...own, storedDataKeys, storedContentKeys });
      return { sealedKeys, tenantKeys: ownTenantKeys, storedDataKeys, storedContentKeys, keyRows };
    },
    createInstance: (change: Partial<typeof dependencies> = {}, randomBytes = systemRandomBytes) =>
      createVault({ ...dependencies, ...change, randomBytes }),
    async labelOf(sender: Sender, generation: number) {
      const row = await store.read(sender, generation);
      return row && formatKeyLabel(parseWrappedDataKey(row.wrapped).key);
    },
  };
}
