/**
 * When the sweep looks at uploaded files, in the table `due`: one partition for all of them.
 *
 * Keys: attachment-addresses.ts. A row has no columns, so it is never replaced and needs no ETag. A list costs one query of one partition.
 */
import { addressOfDueAttachment, dueAttachmentsUntil, parseDueAttachmentRowKey } from '../../attachment-addresses.ts';
import type { DueAttachment, DueAttachments } from '../../attachments/attachment.ts';
import { hasCode } from '../../errors.ts';
import { odata } from './odata.ts';
import { readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableDueAttachments(table: Table): DueAttachments {
  return {
    async put(entry) {
      await table.insert(addressOfDueAttachment(entry).keys).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
    async list(now, top) {
      const { partitionKey, below } = dueAttachmentsUntil(now);
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey lt ${below}`;
      const { rows } = await table.query({ filter, select: [], top });
      return readSound(rows, (row) => parseEntry(table.name, partitionKey, row));
    },
    async remove(entry) {
      await table.remove(addressOfDueAttachment(entry).keys, '*');
    },
  };
}

function parseEntry(table: string, partition: string, { partitionKey, rowKey }: Row): DueAttachment {
  if (partitionKey !== partition) throw refuseRow(table, 'PartitionKey');
  const entry = parseDueAttachmentRowKey(rowKey);
  if (!entry) throw refuseRow(table, 'RowKey');
  return entry;
}
