/**
 * Key encryption keys in Azure Key Vault: the public key to wrap with, and unwrapping by the vault.
 *
 * A key is addressed by its configured name and a version, and an answer about another name or version is not believed.
 * Dates of a key are told and not obeyed, because the vault unwraps outside them too; `enabled` is the switch. Clients are reused,
 * one per version. It does not wrap: node:crypto does that with the public key.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { CryptographyClient, KeyClient, KeyProperties, KeyVaultKey } from '@azure/keyvault-keys';
import { createCache } from '../../cache.ts';
import { ConnectorError, hasCode } from '../../errors.ts';
import type { HttpRequest } from '../../http/http-request.ts';
import { KEY_VERSION_CLIENTS_MAX, PUBLIC_KEY_CACHE_SECONDS } from '../../limits.ts';
import type { CurrentKey } from '../../vault/data-key.ts';
import type { KeyEncryptionKeys, KeyReference } from '../../vault/key-encryption-key.ts';
import { formatKeyLabel, isKeyReference } from '../../vault/key-reference.ts';
import { openOnce } from '../open-once.ts';
import { callKeyVault, createFirstCallGate, type OperationOptions, type RunCall } from './key-vault-attempts.ts';
import { buildKeyVaultClientOptions } from './key-vault-client-options.ts';

export interface KeyVaultKeysOptions {
  vaultUrl: string;
  /** At least one; as in TOKEN_KEY_NAME. */
  keyNames: readonly string[];
  credential: TokenCredential;
  request: HttpRequest;
  now: () => Date;
}

/** Backups of a key end at 500 versions, so there are no more; this is where listing them stops. */
const VERSIONS_MAX = 1_000;

interface VersionClient {
  client: CryptographyClient;
  run: RunCall;
}

export function createKeyVaultKeys(given: KeyVaultKeysOptions): KeyEncryptionKeys {
  const { vaultUrl, keyNames, credential, request, now } = given;
  const clientOptions = buildKeyVaultClientOptions(vaultUrl, request);
  const openKeyClient = openOnce(async () => {
    const sdks = await import('../azure-sdks.ts');
    return new sdks.KeyClient(vaultUrl, credential, clientOptions);
  });
  const currentKeys = createCache<CurrentKey>({ entriesMax: 1, lifetimeSeconds: PUBLIC_KEY_CACHE_SECONDS, now });
  const versionClients = createCache<VersionClient>({
    entriesMax: KEY_VERSION_CLIENTS_MAX,
    lifetimeSeconds: Number.POSITIVE_INFINITY,
    now,
  });
  const index = keyNames.length - 1;
  const currentName = keyNames[index] ?? '';

  async function readCurrent(): Promise<CurrentKey> {
    const keyClient = await openKeyClient();
    const latest = await readKey(keyClient, currentName).catch((error: unknown) => {
      // Some vaults do not even show a disabled version.
      if (hasCode(error, 'vault_access_refused') && error.upstreamCode === 'KeyDisabled') return undefined;
      throw error;
    });
    const key =
      latest && isEnabled(latest.properties)
        ? latest
        : await readKey(keyClient, currentName, await findNewestEnabled(keyClient, currentName));
    const { version = '', createdOn, expiresOn } = key.properties;
    return {
      reference: { index, version },
      publicKey: toPublicKey(key),
      createdAt: createdOn ?? new Date(0),
      ...(expiresOn && { expiresAt: expiresOn }),
    };
  }

  async function openVersion(name: string, reference: KeyReference): Promise<VersionClient> {
    const sdks = await import('../azure-sdks.ts');
    const id = new URL(`/keys/${name}/${reference.version}`, vaultUrl).href;
    // A key without material or dates: the SDK then neither reads it first nor refuses it when it has expired.
    const key: KeyVaultKey = { id, name, properties: { vaultUrl, name, version: reference.version } };
    return { client: new sdks.CryptographyClient(key, credential, clientOptions), run: createFirstCallGate() };
  }

  return {
    current: () => currentKeys.get('current', readCurrent),
    async unwrap(reference, wrapped) {
      const name = keyNames[reference.index];
      const label = formatKeyLabel(reference);
      if (name === undefined || !isKeyReference(reference)) throw refused(`unwrap ${label}: no such key is configured`);
      const { client, run } = await versionClients.get(label, () => openVersion(name, reference));
      const send = async (options: OperationOptions) => {
        const { result } = await client.unwrapKey('RSA-OAEP-256', wrapped, options);
        if (!(result instanceof Uint8Array)) throw new TypeError('an answer without a key');
        return result;
      };
      try {
        return await run(() => callKeyVault(`unwrap ${label}`, send, 'sealed_record_refused'));
      } catch (error) {
        // A version that was disabled must not be written with for the rest of the hour.
        const isCurrent = currentKeys.peek('current')?.reference.version === reference.version;
        if (isCurrent && hasCode(error, 'vault_access_refused')) currentKeys.delete('current');
        throw error;
      }
    },
  };
}

/** Reads a version, or the latest one, which may be disabled. */
async function readKey(client: KeyClient, name: string, version?: string): Promise<KeyVaultKey> {
  const key = await callKeyVault(`key ${name}`, (options) =>
    client.getKey(name, { ...options, ...(version !== undefined && { version }) }),
  );
  const given = key.properties.version ?? '';
  const isOurs = key.name.toLowerCase() === name.toLowerCase() && (version === undefined || given === version);
  if (!isOurs || !isKeyReference({ index: 0, version: given })) throw misled(`key ${name}: another key was given`);
  return key;
}

async function findNewestEnabled(client: KeyClient, name: string): Promise<string> {
  const newest = await callKeyVault(`versions of key ${name}`, async (options) => {
    let found: KeyProperties | undefined;
    let seen = 0;
    for await (const version of client.listPropertiesOfKeyVersions(name, options)) {
      if (++seen > VERSIONS_MAX) break;
      if (isEnabled(version) && createdAt(version) >= createdAt(found)) found = version;
    }
    return found;
  });
  if (!newest?.version) throw misled(`key ${name}: no version is enabled`);
  return newest.version;
}

/** The attribute may be left out, and then it is true. */
function isEnabled({ enabled }: KeyProperties): boolean {
  return enabled !== false;
}

function createdAt(version: KeyProperties | undefined): number {
  return version?.createdOn?.getTime() ?? 0;
}

function toPublicKey({ name, key }: KeyVaultKey): KeyObject {
  const text = (part: Uint8Array | undefined) => Buffer.from(part ?? []).toString('base64url');
  try {
    const publicKey = createPublicKey({ key: { kty: 'RSA', n: text(key?.n), e: text(key?.e) }, format: 'jwk' });
    if ((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return publicKey;
  } catch {
    // Falls through to the same refusal: the vault gave no key that can be used.
  }
  throw misled(`key ${name}: not an RSA key of at least 2048 bits`);
}

function refused(reason: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(`Key Vault, ${reason}`) });
}

function misled(reason: string): ConnectorError {
  return new ConnectorError('vault_access_refused', { cause: new Error(`Key Vault, ${reason}`) });
}
