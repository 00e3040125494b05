/** Attachments over stores in memory, with a vault of its own. */
import type { ReadUse } from '../../../shared/attachments/attachment.ts';
import type { AttachmentsDependencies } from '../../../shared/attachments/attachments.ts';
import { createAttachments } from '../../../shared/attachments/attachments.ts';
import { createVault } from '../../../shared/vault/vault.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryAttachmentStore } from '../../fakes/memory-attachment-store.ts';
import { createMemoryCellBlobs } from '../../fakes/memory-cell-blobs.ts';
import { createMemoryContentKeyStore } from '../../fakes/memory-content-key-store.ts';
import { createMemoryDataKeyStore } from '../../fakes/memory-data-key-store.ts';
import { createMemoryDueAttachments } from '../../fakes/memory-due-attachments.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';
import { createMemoryPeppers } from '../../fakes/memory-peppers.ts';
import { createMemoryRewrapProgress } from '../../fakes/memory-rewrap-progress.ts';
import { createMemoryTenantKeyStore } from '../../fakes/memory-tenant-key-store.ts';

export const uploader = {
  hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
  clientId: '0000ca11-0000-4000-8000-000000000001',
};
export const description = { name: 'Rechnung Ä 42.pdf', contentType: 'application/pdf' };
export const messageId = '0123456789abcdef0123456789abcdef';
export const otherId = 'f123456789abcdef0123456789abcdef';

export function createFixture(changes: Partial<AttachmentsDependencies> = {}) {
  const clock = createManualClock();
  const { now } = clock;
  const store = createMemoryAttachmentStore();
  const due = createMemoryDueAttachments();
  const cells = createMemoryCellBlobs();
  const needed = new Set<string>();
  const over = new Set<string>();
  const vault = createVault({
    keyEncryptionKeys: createMemoryKeyEncryptionKeys(now),
    peppers: createMemoryPeppers(),
    dataKeys: createMemoryDataKeyStore(now),
    tenantKeys: createMemoryTenantKeyStore(),
    contentKeys: createMemoryContentKeyStore(),
    rewrapProgress: createMemoryRewrapProgress(),
    now,
  });
  const readUse: ReadUse = async (id) => (needed.has(id) ? 'needed' : over.has(id) ? 'over' : 'none');
  const attachments = createAttachments({ store, due, cells, vault, readUse, now, ...changes });

  /** The whole file in one request. */
  async function upload(bytes: Uint8Array, whose = uploader) {
    const piece = { start: 0, end: bytes.length, total: bytes.length, bytes };
    return (await attachments.start(whose, description, piece)).attachment;
  }

  /** One that a message has taken. */
  async function uploadTaken(bytes: Uint8Array) {
    const { id } = await upload(bytes);
    await attachments.take(uploader, [{ id, pointer: '/x' }], { id: messageId });
    return id;
  }

  return { attachments, store, due, cells, needed, over, clock, upload, uploadTaken };
}
