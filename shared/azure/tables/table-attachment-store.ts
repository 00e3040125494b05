/**
 * Uploaded files in the table `messages`: one row for each.
 *
 * Columns: hostTenantId, callerId, size, createdAt, status, described (binary), usedBy, mac. Keys: attachment-addresses.ts.
 */
import { addressOfAttachment } from '../../attachment-addresses.ts';
import type { Attachment, AttachmentStore, StoredAttachment } from '../../attachments/attachment.ts';
import { MESSAGE_ID } from '../../message-addresses.ts';
import type { Entity } from './table-entity.ts';
import { createRowReader, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `messages`. */
export function createTableAttachmentStore(table: Table): AttachmentStore {
  return {
    async insert(attachment) {
      await table.insert(toEntity(attachment));
    },
    async read(id) {
      const { partitionKey, rowKey } = addressOfAttachment(id).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && toAttachment(table.name, id, row);
    },
    async replace({ etag }, next) {
      await table.replace(toEntity(next), etag);
    },
    remove: ({ id, etag }) => table.remove(addressOfAttachment(id).keys, etag),
  };
}

function toEntity(attachment: Attachment): Entity {
  const { id, hostTenantId, callerId, size, createdAt, status, described, usedBy, mac } = attachment;
  const { keys } = addressOfAttachment(id);
  return { ...keys, hostTenantId, callerId, size, createdAt, status, described, usedBy, mac };
}

function toAttachment(table: string, id: string, row: Row): StoredAttachment {
  const { text, guid, whole, date, bytes, oneOf, optional } = createRowReader(table, row);
  const usedBy = optional('usedBy', (column) => text(column, MESSAGE_ID));
  const mac = optional('mac', text);
  return {
    id,
    hostTenantId: guid('hostTenantId'),
    callerId: guid('callerId'),
    size: whole('size'),
    createdAt: date('createdAt'),
    status: oneOf('status', ['incomplete', 'complete']),
    described: bytes('described'),
    ...(usedBy !== undefined && { usedBy }),
    ...(mac !== undefined && { mac }),
    etag: row.etag,
  };
}
