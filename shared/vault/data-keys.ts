/**
 * Creates, reads and destroys the data encryption keys of senders, one per generation.
 *
 * Rows are the truth; unwrapped keys stay in memory for at most DATA_KEY_CACHE_SECONDS. A destroyed key leaves this process
 * at once, and other processes when their copy expires. Reading an outdated row writes it again in its forms of today.
 */
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX, DATA_KEY_CACHE_SECONDS } from '../limits.ts';
import { formatSender, type Sender } from '../sender.ts';
import type { DataKeyRow, DataKeyStore } from './data-key-store.ts';
import { parseWrappedDataKey, type WrappedDataKey } from './data-key.ts';
import { SECRET_BYTES } from './envelope.ts';
import type { KeyEncryptionKeys, KeyReference } from './key-encryption-key.ts';
import { isOutdated, type StoredDataKeys } from './stored-data-key.ts';

export interface DataKey {
  secret: Uint8Array;
  /** The version under which it was wrapped when it was read. */
  key: KeyReference;
}

export interface DataKeys {
  /** @throws ConnectorError `conflict` when the generation exists; else as the store and `StoredDataKeys.write`. */
  create(sender: Sender, generation: number): Promise<void>;
  /** @throws ConnectorError `consent_required` when it was destroyed; else as the store and `StoredDataKeys.read`. */
  read(sender: Sender, generation: number): Promise<DataKey>;
  /** Every generation, or only those below `before`. Throws as the store, and then some keys may be left. */
  destroy(sender: Sender, before?: number): Promise<void>;
}

export interface DataKeysDependencies {
  keyEncryptionKeys: Pick<KeyEncryptionKeys, 'current'>;
  dataKeys: DataKeyStore;
  storedDataKeys: StoredDataKeys;
  randomBytes: (size: number) => Uint8Array;
  now: () => Date;
}

export function createDataKeys(dependencies: DataKeysDependencies): DataKeys {
  const { keyEncryptionKeys, dataKeys, storedDataKeys, randomBytes, now } = dependencies;
  const cache = createCache<DataKey>({
    entriesMax: DATA_KEY_CACHE_ENTRIES_MAX,
    lifetimeSeconds: DATA_KEY_CACHE_SECONDS,
    now,
  });

  async function load(sender: Sender, generation: number): Promise<DataKey> {
    const row = await dataKeys.read(sender, generation);
    if (!row)
      throw new ConnectorError('consent_required', { cause: new Error('The data encryption key was destroyed.') });
    const wrapped = parseWrappedDataKey(row.wrapped);
    const secret = await storedDataKeys.read(row, wrapped);
    await renewOutdated(row, wrapped, secret);
    return { secret, key: wrapped.key };
  }

  async function renewOutdated(row: DataKeyRow, wrapped: WrappedDataKey, secret: Uint8Array): Promise<void> {
    const { sender, generation } = row;
    try {
      if (!isOutdated(row, wrapped, await keyEncryptionKeys.current())) return;
      await dataKeys.replace(row, (await storedDataKeys.write(sender, generation, secret)).stored);
    } catch (error) {
      // The key was read, which is what counts; the sweep writes again what is left.
      if (!(error instanceof ConnectorError)) throw error;
    }
  }

  return {
    async create(sender, generation) {
      const secret = randomBytes(SECRET_BYTES);
      const { stored, version } = await storedDataKeys.write(sender, generation, secret);
      await dataKeys.insert(sender, generation, stored);
      cache.set(cacheKey(sender, generation), { secret, key: version });
    },
    read: (sender, generation) => cache.get(cacheKey(sender, generation), () => load(sender, generation)),
    async destroy(sender, before) {
      await dataKeys.remove(sender, before);
      const start = cacheKey(sender, '');
      cache.deleteWhere(
        (key) => key.startsWith(start) && (before === undefined || Number(key.slice(start.length)) < before),
      );
    },
  };
}

function cacheKey(sender: Sender, generation: number | ''): string {
  return `${formatSender(sender)}#${generation}`;
}
