/**
 * Reads documents through a cache (read-behind.ts), so that what many requests need costs a read in CONFIGURATION_CACHE_SECONDS.
 *
 * That a document is not there counts as long as one that is. What cannot be read is an error, never an older document and never none. It writes
 * nothing.
 */
import type { DocumentAddress, DocumentKind } from '../configuration-addresses.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { createReadBehind } from '../read-behind.ts';
import type { ConfigurationStore, StoredDocument } from './configuration-store.ts';
import { parseDocument } from './parse-document.ts';
import type { SealedDocuments } from './sealed-documents.ts';

/** @throws ConnectorError `sealed_record_refused` for one that is not as it was written; else as the store and the vault */
export interface ReadDocuments {
  /** Frozen; undefined when there is none. */
  read<Document extends object>(address: DocumentAddress): Promise<Document | undefined>;
  /**
   * Every document of a kind, of all host tenants, or of one. One that cannot be opened does not keep the others from being used: it is in
   * `refused`, and whoever looks for it has to refuse as well.
   */
  list<Document extends object>(kind: DocumentKind, hostTenantId?: string): Promise<Listed<Document>>;
  /** What was written here counts here at once. */
  forget(address: DocumentAddress): void;
  open(
    row: Pick<StoredDocument, 'kind' | 'hostTenantId' | 'name' | 'version'> & { sealed: Uint8Array },
  ): Promise<object>;
}

export interface ListedDocument<Document> extends DocumentAddress {
  document: Document;
  version: number;
  changedAt: Date;
  changedBy: string;
}

/** The same object until the documents are read again. */
export interface Listed<Document> {
  documents: readonly ListedDocument<Document>[];
  refused: readonly DocumentAddress[];
}

export interface ReadDocumentsDependencies {
  store: Pick<ConfigurationStore, 'read' | 'list'>;
  sealed: Pick<SealedDocuments, 'open'>;
  now: () => Date;
}

export function createReadDocuments({ store, sealed, now }: ReadDocumentsDependencies): ReadDocuments {
  const kept = createReadBehind(now);

  const open: ReadDocuments['open'] = async (row) => {
    const json = await sealed.open(row, row.version, row.sealed);
    const { document, faults } = await parseDocument(row.kind, JSON.parse(json));
    if (document) return document;
    const cause = new Error(`A ${row.kind} is not as this version reads it: ${faults[0]?.pointer ?? ''}`);
    throw new ConnectorError('sealed_record_refused', { cause });
  };

  return {
    open,
    read: <Document extends object>(address: DocumentAddress) =>
      kept.read(keyOf(address), async () => {
        const row = await store.read(address);
        return row?.sealed && ((await open({ ...row, sealed: row.sealed })) as Document);
      }),
    list: <Document extends object>(kind: DocumentKind, hostTenantId = '') =>
      kept.read(`${kind}*${hostTenantId}`, async (): Promise<Listed<Document>> => {
        const rows = await store.list(kind, hostTenantId);
        const opened = await Promise.all(
          rows.map(async ({ etag: _etag, sealed: bytes = new Uint8Array(), ...row }) => {
            const document = await open({ ...row, sealed: bytes }).catch(orRefused);
            return document ? { ...row, document: document as Document } : { refused: row };
          }),
        );
        return {
          documents: opened.flatMap((one) => ('refused' in one ? [] : [one])),
          refused: opened.flatMap((one) => ('refused' in one ? [one.refused] : [])),
        };
      }),
    forget(address) {
      const { kind, hostTenantId } = address;
      for (const key of [keyOf(address), `${kind}*`, `${kind}*${hostTenantId}`]) kept.forget(key);
    },
  };
}

function keyOf({ kind, hostTenantId, name }: DocumentAddress): string {
  return `${kind}_${hostTenantId}.${name}`;
}

/** Of opening: one that is not as it was written counts as none. */
export function orRefused(error: unknown): undefined {
  if (!hasCode(error, 'sealed_record_refused')) throw error;
}
