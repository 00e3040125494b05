/**
 * What the store of configuration documents promises, and the words of the audit.
 *
 * A write is one transaction: the document, the same as a version of its own, and an entry of the audit; or nothing of it.
 */
import { documentKinds, type DocumentAddress, type DocumentKind } from '../configuration-addresses.ts';

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
export const documentActions = ['created', 'changed', 'deleted', 'invited'] as const;
/** Of an administrator, on what is no document. */
export const acts = [
  'cancelled',
  'resent',
  'released',
  'retried',
  'disconnected',
  'erased',
  'off_boarded',
  'tested',
  'signed_in',
  'exported',
] as const;
export type Act = (typeof acts)[number];
export const auditActions = [...documentActions, ...acts] as const;
export type AuditAction = (typeof auditActions)[number];

/** What an act was on: beside the documents a message (its id), a sender (host object id), and the console (a word). */
export const auditKinds = [...documentKinds, 'message', 'sender', 'console'] as const;
export type AuditKind = (typeof auditKinds)[number];

/** Who did what to which document, message or sender, and when. */
export interface AuditEntry extends Omit<DocumentAddress, 'kind'> {
  kind: AuditKind;
  at: Date;
  /** Client id of an application, or the object id of a person and the client id they used: `{object id} {client id}`. */
  by: string;
  action: AuditAction;
  /** 0 where no document was written. */
  version: number;
  /** Of guests, or of whatever an act was on. */
  count?: number;
}

/** Entries from the first time on and before the second; absent: without that bound. */
export interface AuditRange {
  from?: Date;
  to?: Date;
}

export interface ConfigurationStore {
  /** As it is now, the mark of a deleted one included. */
  read(address: DocumentAddress): Promise<StoredDocument | undefined>;
  /** At most DOCUMENTS_MAX, by tenant and name; of all host tenants where none is named. Deleted ones are left out. */
  list(kind: DocumentKind, hostTenantId?: string): Promise<StoredDocument[]>;
  /** The marks of those that were deleted and not written again, as `list` costs. */
  listDeleted(kind: DocumentKind, hostTenantId?: string): Promise<StoredDocument[]>;
  /** The newest first. */
  listVersions(address: DocumentAddress): Promise<DocumentRow[]>;
  /**
   * Writes the next version over what was read, of which at most VERSIONS_KEPT stay.
   * @throws ConnectorError `conflict` when another write was first
   */
  write(row: DocumentRow, before: StoredDocument | undefined, entry: AuditEntry): Promise<void>;
  /** An entry of the audit by itself. */
  note(entry: AuditEntry): Promise<void>;
  /**
   * The newest first. A page leaves out entries of a later release, whose action or kind is not known here.
   * @throws ConnectorError `invalid_request` for a cursor that is not ours
   */
  listAudit(top: number, cursor?: string, range?: AuditRange): Promise<{ entries: AuditEntry[]; cursor?: string }>;
  /** Deletes a bounded number of entries older than this. */
  trimAudit(before: Date): Promise<void>;
}
