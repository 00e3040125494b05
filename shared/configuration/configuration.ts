/**
 * The façade of configuration: documents that the operator keeps beside the settings, their versions, and who changed them.
 *
 * Documents are read by whoever uses them and written by the operator alone. It puts the files of this room together and decides nothing.
 */
import { AUDIT_DAYS, AUDIT_EXPORT_PAGE_MAX, AUDIT_PAGE_MAX } from '../configuration-limits.ts';
import { DOCUMENT_NAME, tenantDocument, type DocumentAddress, type DocumentKind } from '../configuration-addresses.ts';
import { GUID } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { createCheckDocument, type CheckSettings } from './check-document.ts';
import type { Act, AuditEntry, AuditRange, ConfigurationStore } from './configuration-store.ts';
import { createReadDocuments, type ListedDocument, type ReadDocuments } from './read-documents.ts';
import { createSealedDocuments } from './sealed-documents.ts';
import { createWriteDocuments, type WriteDocuments } from './write-documents.ts';

export interface Configuration extends Pick<ReadDocuments, 'read' | 'list'>, WriteDocuments {
  /** Past every cache. */
  readStored(address: DocumentAddress): Promise<ListedDocument<object> | undefined>;
  /** The newest first; without `document` where it was deleted. */
  listVersions(address: DocumentAddress): Promise<(Omit<ListedDocument<object>, 'document'> & { document?: object })[]>;
  /** Which were deleted, with the version that says so; of all host tenants, or of one. */
  listDeleted(kind: DocumentKind, hostTenantId?: string): Promise<Omit<ListedDocument<object>, 'document'>[]>;
  /** Into the audit: so many guests are about to be invited into a host tenant. */
  noteInvitations(hostTenantId: string, count: number, by: string): Promise<void>;
  /**
   * Into the audit: an act that writes no document, before it is done.
   * @throws RangeError for a host tenant or name that cannot be one; ConnectorError `storage_…`
   */
  noteAct(act: NotedAct, by: string): Promise<void>;
  /**
   * The newest first, AUDIT_PAGE_MAX on a page or `top`, which is at most AUDIT_EXPORT_PAGE_MAX. A page may be short although there is
   * more, which the cursor says.
   */
  listAudit(
    cursor?: string,
    options?: AuditRange & { top?: number },
  ): Promise<{ entries: AuditEntry[]; cursor?: string }>;
}

/** `name`: of the document, id of the message, object id of the sender, or a word in lower case. */
export interface NotedAct extends Pick<AuditEntry, 'kind' | 'hostTenantId' | 'name' | 'count'> {
  action: Act;
}

export interface ConfigurationDependencies {
  store: ConfigurationStore;
  vault: Pick<Vault, 'createDataKey' | 'destroyDataKeys' | 'seal' | 'open'>;
  settings: CheckSettings;
  now: () => Date;
}

export function createConfiguration(dependencies: ConfigurationDependencies): Configuration {
  const { store, vault, settings, now } = dependencies;
  const sealed = createSealedDocuments(vault);
  const documents = createReadDocuments({ ...dependencies, sealed });
  const checkDocument = createCheckDocument(settings, documents);

  async function openIfThere<Row extends { sealed: Uint8Array | undefined } & Omit<ListedDocument<object>, 'document'>>(
    row: Row,
  ) {
    const { kind, hostTenantId, name, version, changedAt, changedBy, sealed: bytes } = row;
    const listed = { kind, hostTenantId, name, version, changedAt, changedBy };
    return bytes ? { ...listed, document: await documents.open({ ...row, sealed: bytes }) } : listed;
  }

  return {
    read: documents.read,
    list: documents.list,
    ...createWriteDocuments({ ...dependencies, sealed, documents, checkDocument }),
    async readStored(address) {
      const row = await store.read(address);
      const listed = row && (await openIfThere(row));
      return listed && 'document' in listed ? listed : undefined;
    },
    listVersions: async (address) => Promise.all((await store.listVersions(address)).map(openIfThere)),
    async listDeleted(kind, hostTenantId) {
      const rows = await store.listDeleted(kind, hostTenantId);
      return rows.map(({ etag: _etag, sealed: _sealed, ...row }) => row);
    },
    noteInvitations: (hostTenantId, count, by) =>
      store.note({ ...tenantDocument(hostTenantId), at: now(), by, action: 'invited', version: 0, count }),
    async noteAct({ action, kind, hostTenantId, name, count }, by) {
      // Else the entry could not be read again.
      if (!GUID.test(hostTenantId) || !DOCUMENT_NAME.test(name))
        throw new RangeError('An act is on something else than a tenant and a name.');
      const at = now();
      const counted = count === undefined ? {} : { count };
      await store.note({ kind, hostTenantId, name, at, by, action, version: 0, ...counted });
      await store.trimAudit(new Date(at.getTime() - AUDIT_DAYS * 24 * 3600 * 1000));
    },
    listAudit: (cursor, { top = AUDIT_PAGE_MAX, ...range } = {}) =>
      store.listAudit(Math.min(Math.max(Math.trunc(top), 1), AUDIT_EXPORT_PAGE_MAX), cursor, range),
  };
}
