/**
 * Configuration documents in the table `configuration`.
 *
 * Columns: version, sealed? (binary; absent in a document that was deleted), changedAt, changedBy; of an entry of the audit: by, action,
 * kind, hostTenantId, name, version, at, count?. Keys: configuration-addresses.ts. It neither seals nor opens anything.
 */
import { randomBytes } from 'node:crypto';
import { AUDIT_TRIM_MAX, DOCUMENTS_MAX, VERSIONS_KEPT } from '../../configuration-limits.ts';
import {
  addressOfAuditEntry,
  addressOfDocument,
  addressOfDocumentVersion,
  DOCUMENT_NAME,
  parseDocumentKeys,
  rangeOfAudit,
  rangeOfDocuments,
  rangeOfVersions,
  type KeyRange,
} from '../../configuration-addresses.ts';
import {
  auditActions,
  auditKinds,
  type AuditEntry,
  type ConfigurationStore,
  type DocumentRow,
  type StoredDocument,
} from '../../configuration/configuration-store.ts';
import { hasCode } from '../../errors.ts';
import { odata } from './odata.ts';
import type { TableAction } from './table-batch.ts';
import { createRowReader, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `configuration`. */
export function createTableConfigurationStore(table: Table): ConfigurationStore {
  async function queryRange(range: KeyRange, top: number): Promise<Row[]> {
    return (await table.query({ filter: filterOf(range), top })).rows;
  }

  return {
    async read(address) {
      const { partitionKey, rowKey } = addressOfDocument(address).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && parseDocument(table.name, row);
    },
    async list(kind, hostTenantId) {
      const rows = await queryRange(rangeOfDocuments(kind, hostTenantId), DOCUMENTS_MAX);
      return rows.map((row) => parseListed(table.name, row)).filter(({ sealed }) => sealed !== undefined);
    },
    async listDeleted(kind, hostTenantId) {
      const rows = await queryRange(rangeOfDocuments(kind, hostTenantId), DOCUMENTS_MAX);
      return rows.map((row) => parseListed(table.name, row)).filter(({ sealed }) => sealed === undefined);
    },
    async listVersions(address) {
      const rows = await queryRange(rangeOfVersions(address), VERSIONS_KEPT);
      const versions = readSound(rows, (row) => ({ ...address, ...readColumns(table.name, row) }));
      return versions.toSorted((one, other) => other.version - one.version);
    },
    async write(row, before, entry) {
      const { version } = row;
      const columns = columnsOf(row);
      const current = { ...addressOfDocument(row).keys, ...columns };
      const superseded = version - VERSIONS_KEPT;
      const others: TableAction[] = [
        { kind: 'insert', entity: { ...addressOfDocumentVersion(row, version).keys, ...columns } },
        { kind: 'insert', entity: entityOf(entry) },
        ...(superseded > 0
          ? [{ kind: 'delete', entity: addressOfDocumentVersion(row, superseded).keys, etag: '*' } as const]
          : []),
      ];
      const first: TableAction = before
        ? { kind: 'replace', entity: current, etag: before.etag }
        : { kind: 'insert', entity: current };
      await table.transact([first, ...others]);
    },
    async note(entry) {
      await table.insert(entityOf(entry));
    },
    async listAudit(top, cursor, range) {
      const filter = filterOf(rangeOfAudit(range));
      const page = await table.query({ filter, top, ...(cursor !== undefined && { cursor }) });
      return {
        entries: readSound(page.rows.filter(isKnown), (row) => parseEntry(table.name, row)),
        ...(page.cursor && { cursor: page.cursor }),
      };
    },
    async trimAudit(before) {
      const rows = await queryRange(rangeOfAudit({ to: before }), AUDIT_TRIM_MAX);
      for (const row of rows) await table.remove(row, '*');
    },
  };
}

function filterOf({ partitionKey, from, below }: KeyRange): string {
  return odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${below}`;
}

function columnsOf({ version, sealed, changedAt, changedBy }: DocumentRow) {
  return { version, changedAt, changedBy, ...(sealed && { sealed }) };
}

function readColumns(table: string, row: Row) {
  const { whole, bytes, date, text, optional } = createRowReader(table, row);
  return {
    version: whole('version'),
    sealed: optional('sealed', bytes),
    changedAt: date('changedAt'),
    changedBy: text('changedBy', /^[\x20-\x7e]{1,100}$/),
  };
}

function parseDocument(table: string, row: Row): StoredDocument {
  const address = parseDocumentKeys(row);
  if (!address) throw refuseRow(table, 'RowKey');
  return { ...address, ...readColumns(table, row), etag: row.etag };
}

/** A row that was spoilt is listed as one that opens as nothing, so that nobody takes it for one that is not there. */
function parseListed(table: string, row: Row): StoredDocument {
  try {
    return parseDocument(table, row);
  } catch (error) {
    const address = parseDocumentKeys(row);
    if (!address || !hasCode(error, 'sealed_record_refused')) throw error;
    return { ...address, version: 0, sealed: new Uint8Array(), changedAt: new Date(0), changedBy: '', etag: row.etag };
  }
}

function entityOf({ at, ...columns }: AuditEntry) {
  return { ...addressOfAuditEntry(at, randomBytes(4).toString('hex')).keys, at, ...columns };
}

/** A page of nothing but entries of a later release is empty, not refused. */
function isKnown({ action, kind }: Row): boolean {
  const isLater = (value: unknown, known: readonly string[]) =>
    typeof value === 'string' && /^[a-z_]{1,32}$/.test(value) && !known.includes(value);
  return !isLater(action, auditActions) && !isLater(kind, auditKinds);
}

function parseEntry(table: string, row: Row): AuditEntry {
  const { whole, date, text, guid, oneOf, optional } = createRowReader(table, row);
  const count = optional('count', whole);
  return {
    at: date('at'),
    by: text('by', /^[\x20-\x7e]{1,100}$/),
    action: oneOf('action', auditActions),
    kind: oneOf('kind', auditKinds),
    hostTenantId: guid('hostTenantId'),
    name: text('name', DOCUMENT_NAME),
    version: whole('version'),
    ...(count !== undefined && { count }),
  };
}
