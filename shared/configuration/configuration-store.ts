/**
 * What the store of configuration documents promises. Contract only.
 *
 * A write is one transaction: the document, the same as a version of its own, and an entry of the audit; or nothing of it.
 */
import type { DocumentAddress, DocumentKind } from '../configuration-addresses.ts';

/** One version of a document. */
export interface DocumentRow extends DocumentAddress {
  /** From 1, and one more with every change. */
  version: number;
  /** Undefined for a document that was deleted; its number is still needed. */
  sealed: Uint8Array | undefined;
  changedAt: Date;
  /** Who made this version. */
  changedBy: string;
}

export type StoredDocument = DocumentRow & { etag: string };

/** `invited`: no document was written; guests were invited into the host tenant whose document is named. */
export const auditActions = ['created', 'changed', 'deleted', 'invited'] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did what to which document, and when. */
export interface AuditEntry extends DocumentAddress {
  at: Date;
  /** Client id of an application, or the object id of a person and the client id they used: `{object id} {client id}`. */
  by: string;
  action: AuditAction;
  /** 0 where no document was written. */
  version: number;
  /** Of guests. */
  count?: number;
}

export interface ConfigurationStore {
  /** As it is now, the mark of a deleted one included. */
  read(address: DocumentAddress): Promise<StoredDocument | undefined>;
  /** At most DOCUMENTS_MAX, by tenant and name; of all host tenants where none is named. Deleted ones are left out. */
  list(kind: DocumentKind, hostTenantId?: string): Promise<StoredDocument[]>;
  /** The newest first. */
  listVersions(address: DocumentAddress): Promise<DocumentRow[]>;
  /**
   * Writes the next version over what was read, of which at most VERSIONS_KEPT stay.
   * @throws ConnectorError `conflict` when another write was first
   */
  write(row: DocumentRow, before: StoredDocument | undefined, entry: AuditEntry): Promise<void>;
  /** An entry of the audit by itself. */
  note(entry: AuditEntry): Promise<void>;
  /** The newest first. @throws ConnectorError `invalid_request` for a cursor that is not ours */
  listAudit(top: number, cursor?: string): Promise<{ entries: AuditEntry[]; cursor?: string }>;
  /** Deletes a bounded number of entries older than this. */
  trimAudit(before: Date): Promise<void>;
}
