/**
 * Creates, reads and destroys the data encryption keys of senders, one per generation.
 *
 * Rows are the truth; unwrapped keys stay in memory for at most DATA_KEY_CACHE_SECONDS. A destroyed key leaves this process
 * at once, and other processes when their copy expires. Reading a row under an older key version rewraps it.
 */
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX, DATA_KEY_CACHE_SECONDS } from '../limits.ts';
import { formatSender, type Sender } from '../sender.ts';
import type { DataKeyRow, DataKeyStore } from './data-key-store.ts';
import { isSuperseded, parseWrappedDataKey, unwrapDataKey, wrapDataKey, type WrappedDataKey } from './data-key.ts';
import { SECRET_BYTES } from './envelope.ts';
import type { KeyEncryptionKeys, KeyReference } from './key-encryption-key.ts';

export interface DataKey {
  secret: Uint8Array;
  /** The version under which it was wrapped when it was read. */
  key: KeyReference;
}

export interface DataKeys {
  /** @throws ConnectorError `conflict` when the generation exists; else as the store and `KeyEncryptionKeys.current`. */
  create(sender: Sender, generation: number): Promise<void>;
  /** @throws ConnectorError `consent_required` when it was destroyed; else as the store and `KeyEncryptionKeys`. */
  read(sender: Sender, generation: number): Promise<DataKey>;
  /** Every generation, or only those below `before`. Throws as the store, and then some keys may be left. */
  destroy(sender: Sender, before?: number): Promise<void>;
}

export interface DataKeysDependencies {
  keyEncryptionKeys: KeyEncryptionKeys;
  dataKeys: DataKeyStore;
  randomBytes: (size: number) => Uint8Array;
  now: () => Date;
}

export function createDataKeys({ keyEncryptionKeys, dataKeys, randomBytes, now }: DataKeysDependencies): DataKeys {
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
    const secret = await unwrapDataKey(keyEncryptionKeys, wrapped);
    await rewrapSuperseded(row, wrapped, secret);
    return { secret, key: wrapped.key };
  }

  async function rewrapSuperseded(row: DataKeyRow, wrapped: WrappedDataKey, secret: Uint8Array): Promise<void> {
    try {
      const current = await keyEncryptionKeys.current();
      if (isSuperseded(wrapped, current)) await dataKeys.replace(row, wrapDataKey(secret, current));
    } catch (error) {
      // The key was read, which is what counts; the sweep rewraps what is left.
      if (!(error instanceof ConnectorError)) throw error;
    }
  }

  return {
    async create(sender, generation) {
      const secret = randomBytes(SECRET_BYTES);
      const current = await keyEncryptionKeys.current();
      await dataKeys.insert(sender, generation, wrapDataKey(secret, current));
      cache.set(cacheKey(sender, generation), { secret, key: current.reference });
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
