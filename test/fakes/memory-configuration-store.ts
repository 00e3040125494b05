import { AUDIT_TRIM_MAX, VERSIONS_KEPT } from '../../shared/configuration-limits.ts';
import {
  addressOfAuditEntry,
  addressOfDocument,
  addressOfDocumentVersion,
  rangeOfAudit,
  rangeOfDocuments,
  rangeOfVersions,
  type KeyRange,
} from '../../shared/configuration-addresses.ts';
import type { AuditEntry, ConfigurationStore, DocumentRow } from '../../shared/configuration/configuration-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Configuration documents in memory. */
export function createMemoryConfigurationStore(): ConfigurationStore {
  const documents = createMemoryRows<DocumentRow>();
  const versions = createMemoryRows<DocumentRow>();
  const audit = createMemoryRows<AuditEntry>();
  let entries = 0;
  function insertEntry(entry: AuditEntry): void {
    entries += 1;
    audit.insert(addressOfAuditEntry(entry.at, String(entries).padStart(8, '0')).keys.rowKey, entry);
  }
  const isIn = ({ from, below }: KeyRange, key: string) => key >= from && key < below;
  return {
    async read(address) {
      const row = documents.read(addressOfDocument(address).keys.rowKey);
      return row && { ...row.value, etag: row.etag };
    },
    async list(kind, hostTenantId) {
      const range = rangeOfDocuments(kind, hostTenantId);
      const rows = documents.all().filter(({ key, value }) => isIn(range, key) && value.sealed);
      return rows.map(({ value, etag }) => ({ ...value, etag }));
    },
    async listDeleted(kind, hostTenantId) {
      const range = rangeOfDocuments(kind, hostTenantId);
      const rows = documents.all().filter(({ key, value }) => isIn(range, key) && !value.sealed);
      return rows.map(({ value, etag }) => ({ ...value, etag }));
    },
    async listVersions(address) {
      const range = rangeOfVersions(address);
      const rows = versions.all().filter(({ key }) => isIn(range, key));
      return rows.map(({ value }) => value).toReversed();
    },
    async write(row, before, entry) {
      const { rowKey } = addressOfDocument(row).keys;
      if (before) documents.replace(rowKey, row, before.etag);
      else documents.insert(rowKey, row);
      versions.insert(addressOfDocumentVersion(row, row.version).keys.rowKey, row);
      versions.remove(addressOfDocumentVersion(row, Math.max(0, row.version - VERSIONS_KEPT)).keys.rowKey, '*');
      insertEntry(entry);
    },
    async note(entry) {
      insertEntry(entry);
    },
    async listAudit(top, cursor, given) {
      const range = rangeOfAudit(given);
      const page = audit.page(top, cursor, '', (key) => isIn(range, key));
      return { entries: page.rows.map(({ value }) => value), ...(page.cursor && { cursor: page.cursor }) };
    },
    async trimAudit(before) {
      const range = rangeOfAudit({ to: before });
      const old = audit.all().filter(({ key }) => isIn(range, key));
      for (const { key } of old.slice(0, AUDIT_TRIM_MAX)) audit.remove(key, '*');
    },
  };
}
