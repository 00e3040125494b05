/**
 * The vault: seals what must not be stored in clear text, opens it only as the same record, and keeps the keys for that.
 *
 * A sender's records are sealed under that sender's data encryption key, what belongs to one browser (its authorization
 * transactions and sessions) under the secret in its cookie, and both also need the pepper. There is no other way in and no fallback: the vault refuses what does not
 * match. It stores no record itself and does not know what is in one. The format is specified in envelope.ts; that of the content of
 * messages, which is under keys of its own (contents.ts), in content-stream.ts.
 */
import { randomBytes as systemRandomBytes } from 'node:crypto';
import { GUID, type Sender } from '../sender.ts';
import type { SealedAddress } from '../storage-addresses.ts';
import { createCallerHeld, type CallerHeld } from './caller-held.ts';
import type { ContentKeyStore } from './content-key-store.ts';
import { createContentKeys } from './content-keys.ts';
import { createContents, type Contents } from './contents.ts';
import type { DataKeyStore } from './data-key-store.ts';
import { createDataKeys } from './data-keys.ts';
import { createDigests, type Digests } from './digest.ts';
import { NONCE_BYTES, SECRET_BYTES, type EnvelopeContext } from './envelope.ts';
import type { KeyEncryptionKeys, Peppers } from './key-encryption-key.ts';
import { BROWSER_HELD } from './key-reference.ts';
import { createKeyRows } from './key-rows.ts';
import { openEnvelope } from './open.ts';
import { readEnvelope } from './read-envelope.ts';
import { createRefusal } from './refusal.ts';
import { createReopen } from './reopen.ts';
import { createRewrapDataKeys, type RewrapReport } from './rewrap-data-keys.ts';
import type { RewrapProgress } from './rewrap-progress.ts';
import { sealEnvelope } from './seal.ts';
import { createSealedKeys } from './sealed-key.ts';
import { createStoredContentKeys } from './stored-content-key.ts';
import { createStoredDataKeys } from './stored-data-key.ts';
import type { TenantKeyStore } from './tenant-key-store.ts';
import { createTenantKeys } from './tenant-keys.ts';

export type { ContentContext } from './content-stream.ts';
export type { RewrapReport } from './rewrap-data-keys.ts';

/** Whose record it is, its address and its purpose: a record opens under the same context or not at all. */
export interface SealContext {
  sender: Sender;
  /** GUIDs in lower case. */
  homeTenantId: string;
  homeObjectId: string;
  /** Names the data encryption key. */
  generation: number;
  table: string;
  partitionKey: string;
  rowKey: string;
  purpose: string;
}

/** The contracts of its dependencies define `vault_unavailable`, `vault_access_refused` and the codes of the store. */
export interface Vault extends Digests, Contents, CallerHeld {
  /** Makes and stores the data encryption key of a generation. @throws ConnectorError `conflict` when it exists. */
  createDataKey(sender: Sender, generation: number): Promise<void>;
  /** @throws ConnectorError `consent_required` when the key of the generation was destroyed. */
  seal(context: SealContext, plaintext: Uint8Array): Promise<Uint8Array>;
  /**
   * @throws ConnectorError `sealed_record_refused` for anything but a record that was sealed under this context,
   *   `consent_required` when its key was destroyed. The bytes may be those of an earlier call and must not be changed.
   */
  open(context: SealContext, sealed: Uint8Array): Promise<Uint8Array>;
  /** Destroys every generation of the sender, or only those below `before`: rows first, then copies in memory. */
  destroyDataKeys(sender: Sender, before?: number): Promise<void>;
  /** One bounded step of rewrapping all keys under the current version; costs one read when no key was rotated. */
  rewrapDataKeys(): Promise<RewrapReport>;
  /** `secret`: 32 random bytes that only the browser keeps. Asks for no key, only for the pepper, which is remembered. */
  sealForBrowser(secret: Uint8Array, address: SealedAddress, plaintext: Uint8Array): Promise<Uint8Array>;
  /** @throws ConnectorError `sealed_record_refused`, also for a wrong cookie */
  openForBrowser(secret: Uint8Array, address: SealedAddress, sealed: Uint8Array): Promise<Uint8Array>;
}

export interface VaultDependencies {
  keyEncryptionKeys: KeyEncryptionKeys;
  peppers: Peppers;
  dataKeys: DataKeyStore;
  tenantKeys: TenantKeyStore;
  contentKeys: ContentKeyStore;
  rewrapProgress: RewrapProgress;
  now: () => Date;
  /** Keys and nonces; the system's by default. */
  randomBytes?: (size: number) => Uint8Array;
}

export function createVault(dependencies: VaultDependencies): Vault {
  const { keyEncryptionKeys, peppers, rewrapProgress, now, randomBytes = systemRandomBytes } = dependencies;
  const reopen = createReopen();
  const sealedKeys = createSealedKeys({ peppers, randomBytes });
  const tenantKeys = createTenantKeys({ ...dependencies, sealedKeys, randomBytes });
  const storedDataKeys = createStoredDataKeys({ keyEncryptionKeys, tenantKeys, sealedKeys });
  const storedContentKeys = createStoredContentKeys({ tenantKeys, sealedKeys });
  const dataKeys = createDataKeys({ ...dependencies, storedDataKeys, randomBytes });
  const contentKeys = createContentKeys({ ...dependencies, storedContentKeys, randomBytes });
  const keyRows = createKeyRows({ ...dependencies, storedDataKeys, storedContentKeys });

  return {
    ...createDigests(peppers),
    ...createContents({ contentKeys, peppers, randomBytes }),
    ...createCallerHeld(peppers, randomBytes),
    createDataKey: dataKeys.create,
    async seal(sealContext, plaintext) {
      const { sender, generation } = sealContext;
      const context = buildContext(sealContext);
      const [{ secret, key }, { id, pepper }] = await Promise.all([
        dataKeys.read(sender, generation),
        peppers.current(),
      ]);
      const header = { key, pepperId: id, generation };
      return sealEnvelope({ header, context, secret, pepper, nonce: randomBytes(NONCE_BYTES), plaintext });
    },
    async open(sealContext, sealed) {
      const { sender, generation } = sealContext;
      const context = buildContext(sealContext);
      const [{ envelope, pepper }, { secret }] = await Promise.all([
        readEnvelope(
          peppers,
          sealed,
          (header) => header.generation === generation && header.key.index !== BROWSER_HELD.index,
        ),
        dataKeys.read(sender, generation),
      ]);
      return reopen(sealed, { envelope, context, secret, pepper });
    },
    destroyDataKeys: dataKeys.destroy,
    rewrapDataKeys: createRewrapDataKeys({ keyEncryptionKeys, keyRows, progress: rewrapProgress, now }),
    async sealForBrowser(secret, address, plaintext) {
      const { id, pepper } = await peppers.current();
      const header = { key: BROWSER_HELD, pepperId: id, generation: 0 };
      const context = buildBrowserContext(address);
      return sealEnvelope({ header, context, secret, pepper, nonce: randomBytes(NONCE_BYTES), plaintext });
    },
    async openForBrowser(secret, address, sealed) {
      if (secret.length !== SECRET_BYTES) throw createRefusal('not the secret of a browser');
      const { envelope, pepper } = await readEnvelope(peppers, sealed, ({ key }) => key.index === BROWSER_HELD.index);
      return openEnvelope({ envelope, context: buildBrowserContext(address), secret, pepper });
    },
  };
}

function buildContext({ sender, generation: _inHeader, ...rest }: SealContext): EnvelopeContext {
  const context = { hostTenantId: sender.hostTenantId, hostObjectId: sender.hostObjectId, ...rest };
  const { hostTenantId, hostObjectId, homeTenantId, homeObjectId, table, partitionKey, rowKey, purpose } = context;
  if (![hostTenantId, hostObjectId, homeTenantId, homeObjectId].every((id) => GUID.test(id)))
    throw new RangeError('A context names an identity by something else than a GUID in lower case.');
  if (![table, partitionKey, rowKey, purpose].every(Boolean)) throw new RangeError('A context has an empty field.');
  return context;
}

function buildBrowserContext({ table, keys, purpose }: SealedAddress): EnvelopeContext {
  if (![keys.partitionKey, keys.rowKey, purpose].every(Boolean)) throw new RangeError('A context has an empty field.');
  const nobody = { hostTenantId: '', hostObjectId: '', homeTenantId: '', homeObjectId: '' };
  return { ...nobody, table, ...keys, purpose };
}
