/**
 * The rows of all keys that move to a new version of the key encryption key, whatever their kind: data encryption keys first, then
 * content keys. Tenant keys never move.
 *
 * It makes one list of the two, so that one pass sees them all. It decides neither when a row is moved nor what is counted.
 */
import type { ContentKeyRow, ContentKeyStore } from './content-key-store.ts';
import type { DataKeyRow, DataKeyStore } from './data-key-store.ts';
import { isSuperseded, parseWrappedDataKey, type CurrentKey } from './data-key.ts';
import type { KeyReference } from './key-encryption-key.ts';
import { versionOf, type StoredContentKeys } from './stored-content-key.ts';
import { isOutdated, type StoredDataKeys } from './stored-data-key.ts';

export interface KeyRow {
  /** The version under which it is, and whether it has to be written again. @throws ConnectorError `sealed_record_refused` */
  judge(current: CurrentKey): { version: KeyReference; isOutdated: boolean };
  /** Throws as `StoredDataKeys.read`. */
  open(): Promise<Uint8Array>;
  /**
   * Writes its key in the forms of today, under the current version, which it returns.
   * @throws ConnectorError `conflict` when the row changed or is gone; else as `StoredDataKeys.write`
   */
  replace(key: Uint8Array): Promise<KeyReference>;
}

export interface KeyRows {
  /** As `DataKeyStore.list`, but where the one kind ends and the other begins a page may have twice as many rows. */
  list(top: number, cursor?: string): Promise<{ rows: KeyRow[]; cursor?: string }>;
}

export interface KeyRowsDependencies {
  dataKeys: Pick<DataKeyStore, 'list' | 'replace'>;
  storedDataKeys: StoredDataKeys;
  contentKeys: Pick<ContentKeyStore, 'list' | 'replace'>;
  storedContentKeys: StoredContentKeys;
}

/** Before a cursor among content keys; no cursor of a store has such a character. */
const AMONG_CONTENT_KEYS = 'content:';

export function createKeyRows(dependencies: KeyRowsDependencies): KeyRows {
  const { dataKeys, storedDataKeys, contentKeys, storedContentKeys } = dependencies;

  function ofDataKey(row: DataKeyRow): KeyRow {
    return {
      judge(current) {
        const wrapped = parseWrappedDataKey(row.wrapped);
        return { version: wrapped.key, isOutdated: isOutdated(row, wrapped, current) };
      },
      open: async () => storedDataKeys.read(row, parseWrappedDataKey(row.wrapped)),
      async replace(key) {
        const { stored, version } = await storedDataKeys.write(row.sender, row.generation, key);
        await dataKeys.replace(row, stored);
        return version;
      },
    };
  }

  function ofContentKey(row: ContentKeyRow): KeyRow {
    return {
      judge(current) {
        const version = versionOf(row);
        return { version: version.key, isOutdated: isSuperseded(version, current) };
      },
      open: () => storedContentKeys.read(row),
      async replace(key) {
        const { stored, version } = await storedContentKeys.write(row.hostTenantId, row.day, key);
        await contentKeys.replace(row, stored);
        return version;
      },
    };
  }

  async function listContentKeys(top: number, cursor?: string): Promise<{ rows: KeyRow[]; cursor?: string }> {
    const page = await contentKeys.list(top, cursor);
    return {
      rows: page.rows.map(ofContentKey),
      ...(page.cursor !== undefined && { cursor: `${AMONG_CONTENT_KEYS}${page.cursor}` }),
    };
  }

  return {
    async list(top, cursor) {
      if (cursor?.startsWith(AMONG_CONTENT_KEYS)) return listContentKeys(top, cursor.slice(AMONG_CONTENT_KEYS.length));
      const page = await dataKeys.list(top, cursor);
      const rows = page.rows.map(ofDataKey);
      if (page.cursor !== undefined) return { rows, cursor: page.cursor };
      const behind = await listContentKeys(top);
      return { ...behind, rows: [...rows, ...behind.rows] };
    },
  };
}
