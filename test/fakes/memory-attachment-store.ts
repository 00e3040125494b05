import { addressOfAttachment } from '../../shared/attachment-addresses.ts';
import type { Attachment, AttachmentStore } from '../../shared/attachments/attachment.ts';
import { createMemoryRows } from './memory-rows.ts';

export interface MemoryAttachmentStore extends AttachmentStore {
  ids(): string[];
}

/** Uploaded files in memory. */
export function createMemoryAttachmentStore(): MemoryAttachmentStore {
  const rows = createMemoryRows<Attachment>();
  const keyOf = (id: string) => addressOfAttachment(id).keys.rowKey;
  const withoutEtag = ({ ...attachment }: Attachment & { etag?: string }): Attachment => {
    delete attachment.etag;
    return attachment;
  };
  return {
    async insert(attachment) {
      rows.insert(keyOf(attachment.id), withoutEtag(attachment));
    },
    async read(id) {
      const row = rows.read(keyOf(id));
      return row && { ...row.value, etag: row.etag };
    },
    async replace({ id, etag }, next) {
      rows.replace(keyOf(id), withoutEtag(next), etag);
    },
    remove: async ({ id, etag }) => rows.remove(keyOf(id), etag),
    ids: () => rows.all().map(({ value }) => value.id),
  };
}
