/**
 * The façade of configuration: documents that the operator keeps beside the settings, their versions, and who changed them.
 *
 * Documents are read by whoever uses them and written by the operator alone. It puts the files of this room together and decides nothing.
 */
import { AUDIT_PAGE_MAX } from '../configuration-limits.ts';
import { tenantDocument, type DocumentAddress } from '../configuration-addresses.ts';
import type { Vault } from '../vault/vault.ts';
import { createCheckDocument, type CheckSettings } from './check-document.ts';
import type { AuditEntry, ConfigurationStore } from './configuration-store.ts';
import { createReadDocuments, type ListedDocument, type ReadDocuments } from './read-documents.ts';
import { createSealedDocuments } from './sealed-documents.ts';
import { createWriteDocuments, type WriteDocuments } from './write-documents.ts';

export interface Configuration extends Pick<ReadDocuments, 'read' | 'list'>, WriteDocuments {
  /** Past every cache. */
  readStored(address: DocumentAddress): Promise<ListedDocument<object> | undefined>;
  /** The newest first; without `document` where it was deleted. */
  listVersions(address: DocumentAddress): Promise<(Omit<ListedDocument<object>, 'document'> & { document?: object })[]>;
  /** Into the audit: so many guests are about to be invited into a host tenant. */
  noteInvitations(hostTenantId: string, count: number, by: string): Promise<void>;
  listAudit(cursor?: string): Promise<{ entries: AuditEntry[]; cursor?: string }>;
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
    noteInvitations: (hostTenantId, count, by) =>
      store.note({ ...tenantDocument(hostTenantId), at: now(), by, action: 'invited', version: 0, count }),
    listAudit: (cursor) => store.listAudit(AUDIT_PAGE_MAX, cursor),
  };
}
