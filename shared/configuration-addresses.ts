/**
 * The addresses of what the operator keeps in the table `configuration`, all in one partition, so that a document, its version and the
 * entry of the audit are one transaction.
 *
 *   partition key   row key                                        record
 *   configuration   {kind}_{host tenant}.{name}                    document, sealed as `configuration`
 *   configuration   version_{kind}_{host tenant}.{name}_{version}  the document as it was in that version, sealed as the document
 *   configuration   audit_{age}_{id}                               who changed what
 *
 * A name is in lower case, at most 64 characters; that of the document about a tenant itself is `tenant`, that of an app registration
 * its client id. A version has ten digits; `{age}` counts down, so that the newest entry comes first.
 */
import { GUID } from './sender.ts';
import type { Address, Keys, SealedAddress } from './storage-addresses.ts';

/** What there is a document about. */
export const documentKinds = ['tenant', 'registration', 'source', 'door', 'template', 'callback', 'mailbox'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export interface DocumentAddress {
  kind: DocumentKind;
  /** GUID in lower case. */
  hostTenantId: string;
  name: string;
}

const PARTITION = 'configuration';
const name = '[a-z0-9][a-z0-9-]{0,63}';
export const DOCUMENT_NAME = new RegExp(`^${name}$`);
const AGE_END = 9_999_999_999_999;

/** The document about a host tenant itself. */
export function tenantDocument(hostTenantId: string): DocumentAddress {
  return { kind: 'tenant', hostTenantId, name: 'tenant' };
}

/** `{host tenant}.{name}`: how an address outside names a document of a known kind. */
export function parseDocumentReference(text: string): Pick<DocumentAddress, 'hostTenantId' | 'name'> | undefined {
  const [hostTenantId = '', documentName = '', ...rest] = text.toLowerCase().split('.');
  const isSound = GUID.test(hostTenantId) && DOCUMENT_NAME.test(documentName) && rest.length === 0;
  return isSound ? { hostTenantId, name: documentName } : undefined;
}

/** @throws RangeError for a tenant or name that cannot be one */
export function addressOfDocument(address: DocumentAddress): SealedAddress {
  return { table: 'configuration', keys: keysOf(rowKeyOf(address)), purpose: 'configuration' };
}

export function addressOfDocumentVersion(address: DocumentAddress, version: number): Address {
  const rowKey = `${startOfVersions(address)}${String(version).padStart(10, '0')}`;
  return { table: 'configuration', keys: keysOf(rowKey) };
}

/** `id`: hex digits that tell two entries of one moment apart. */
export function addressOfAuditEntry(at: Date, id: string): Address {
  return { table: 'configuration', keys: keysOf(`audit_${ageOf(at)}_${id}`) };
}

/** Bounds of a range of row keys, the upper one excluded. */
export interface KeyRange {
  partitionKey: string;
  from: string;
  below: string;
}

/** The documents of a kind; of all host tenants where none is named. */
export function rangeOfDocuments(kind: DocumentKind, hostTenantId = ''): KeyRange {
  return rangeOf(hostTenantId === '' ? `${kind}_` : `${kind}_${hostTenantId}.`);
}

export function rangeOfVersions(address: DocumentAddress): KeyRange {
  return rangeOf(startOfVersions(address));
}

/** Of the audit: all of it, or what is from a time on and before another. */
export function rangeOfAudit({ from, to }: { from?: Date; to?: Date } = {}): KeyRange {
  const all = rangeOf('audit_');
  return {
    ...all,
    ...(to && { from: `audit_${ageOf(to)}~` }),
    ...(from && { below: `audit_${ageOf(from)}~` }),
  };
}

/** Undefined for what `addressOfDocument` does not give. */
export function parseDocumentKeys({ partitionKey, rowKey }: Keys): DocumentAddress | undefined {
  const kind = documentKinds.find((one) => rowKey.startsWith(`${one}_`));
  const reference = kind && parseDocumentReference(rowKey.slice(kind.length + 1));
  const address = kind && reference && { kind, ...reference };
  return address && partitionKey === PARTITION && rowKeyOf(address) === rowKey ? address : undefined;
}

function startOfVersions(address: DocumentAddress): string {
  return `version_${rowKeyOf(address)}_`;
}

function rowKeyOf({ kind, hostTenantId, name: documentName }: DocumentAddress): string {
  if (!GUID.test(hostTenantId) || !DOCUMENT_NAME.test(documentName))
    throw new RangeError('A document is addressed by something else than a tenant and a name.');
  return `${kind}_${hostTenantId}.${documentName}`;
}

/** `~` sorts after every character of a key. */
function rangeOf(start: string): KeyRange {
  return { partitionKey: PARTITION, from: start, below: `${start}~` };
}

function keysOf(rowKey: string): Keys {
  return { partitionKey: PARTITION, rowKey };
}

/** Of a time before the epoch, or after the year 2286, that of the bound. */
function ageOf(at: Date): string {
  return String(Math.min(Math.max(AGE_END - at.getTime(), 0), AGE_END)).padStart(13, '0');
}
