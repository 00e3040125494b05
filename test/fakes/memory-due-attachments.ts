import {
  addressOfDueAttachment,
  dueAttachmentsUntil,
  parseDueAttachmentRowKey,
} from '../../shared/attachment-addresses.ts';
import type { DueAttachments } from '../../shared/attachments/attachment.ts';
import { createMemoryRows } from './memory-rows.ts';

/** When the sweep looks at files, in memory. */
export function createMemoryDueAttachments(): DueAttachments {
  const rows = createMemoryRows<object>();
  return {
    async put(entry) {
      rows.put(addressOfDueAttachment(entry).keys.rowKey, {});
    },
    async list(now, top) {
      const { below } = dueAttachmentsUntil(now);
      const due = rows.all().filter(({ key }) => key < below);
      return due.slice(0, top).flatMap(({ key }) => parseDueAttachmentRowKey(key) ?? []);
    },
    async remove(entry) {
      rows.remove(addressOfDueAttachment(entry).keys.rowKey, '*');
    },
  };
}
