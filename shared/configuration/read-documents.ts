/**
 * Reads documents through a cache, so that what many requests need costs a read in CONFIGURATION_CACHE_SECONDS.
 *
 * Nothing is used longer than that after it was read, a document that is not there included. In steady use it is read again before,
 * behind a request, so that none waits. What cannot be read is an error, never an older document and never none. It writes nothing.
 */
import { createCache } from '../cache.ts';
import type { DocumentAddress, DocumentKind } from '../configuration-addresses.ts';
import {
  CONFIGURATION_CACHE_ENTRIES_MAX,
  CONFIGURATION_CACHE_SECONDS,
  CONFIGURATION_REFRESH_SECONDS,
} from '../configuration-limits.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import type { ConfigurationStore, StoredDocument } from './configuration-store.ts';
import { parseDocument } from './document-schemas.ts';
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

interface Read<Value> {
  value: Value;
  readAt: number;
}

export function createReadDocuments({ store, sealed, now }: ReadDocumentsDependencies): ReadDocuments {
  const cache = createCache<Read<unknown>>({
    entriesMax: CONFIGURATION_CACHE_ENTRIES_MAX,
    lifetimeSeconds: CONFIGURATION_CACHE_SECONDS,
    now,
  });
  const refreshing = new Map<string, symbol>();

  async function readThrough<Value>(key: string, load: () => Promise<Value>): Promise<Value> {
    const loadTimed = async () => {
      const readAt = now().getTime();
      return { value: await load(), readAt };
    };
    const known = cache.peek(key);
    if (!known) return (await cache.get(key, loadTimed)).value as Value;
    if (now().getTime() - known.readAt >= CONFIGURATION_REFRESH_SECONDS * 1000) refresh(key, loadTimed);
    return known.value as Value;
  }

  function refresh(key: string, loadTimed: () => Promise<Read<unknown>>): void {
    if (refreshing.has(key)) return;
    const own = Symbol(key);
    refreshing.set(key, own);
    const keep = (read: Read<unknown>) => {
      const age = (now().getTime() - read.readAt) / 1000;
      // What was written meanwhile has made this read the older one.
      if (refreshing.get(key) === own) cache.set(key, read, Math.max(0, CONFIGURATION_CACHE_SECONDS - age));
    };
    void loadTimed()
      .then(keep)
      // The request that comes when the document has expired reads it itself, and gets the error.
      .catch(() => undefined)
      .finally(() => {
        if (refreshing.get(key) === own) refreshing.delete(key);
      });
  }

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
      readThrough(keyOf(address), async () => {
        const row = await store.read(address);
        return row?.sealed && ((await open({ ...row, sealed: row.sealed })) as Document);
      }),
    list: <Document extends object>(kind: DocumentKind, hostTenantId = '') =>
      readThrough(`${kind}*${hostTenantId}`, async (): Promise<Listed<Document>> => {
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
      for (const key of [keyOf(address), `${kind}*`, `${kind}*${hostTenantId}`]) {
        refreshing.delete(key);
        cache.delete(key);
      }
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
