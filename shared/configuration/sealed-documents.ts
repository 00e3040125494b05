/**
 * Seals and opens documents under a key of their host tenant, as the row and the version that they are.
 *
 *   plaintext = version in 4 bytes, big endian | the document in JSON, compressed (raw deflate)
 *
 * The key is a data encryption key (vault/data-keys.ts) of a sender that nobody is: the object id of zeros. So it moves with every
 * rotation as all others do, and deleting its row makes every document of the tenant unreadable. It does not know what a document says.
 */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { addressOfDocument, type DocumentAddress } from '../configuration-addresses.ts';
import { DOCUMENT_COMPRESSED_MAX_BYTES, DOCUMENT_MAX_BYTES } from '../configuration-limits.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import type { Sender } from '../sender.ts';
import type { SealContext, Vault } from '../vault/vault.ts';

export interface SealedDocuments {
  /** Makes the key of the tenant where there is none. @throws ConnectorError `request_too_large`; else as `Vault.seal` */
  seal(address: DocumentAddress, version: number, json: string): Promise<Uint8Array>;
  /** The JSON. @throws ConnectorError `sealed_record_refused`; else as `Vault.open` */
  open(address: DocumentAddress, version: number, sealed: Uint8Array): Promise<string>;
  /** Makes every document of a host tenant unreadable. */
  shred(hostTenantId: string): Promise<void>;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const GENERATION = 1;
const VERSION_BYTES = 4;
const compress = promisify(deflateRaw);
const decompress = promisify(inflateRaw);

export function createSealedDocuments(
  vault: Pick<Vault, 'createDataKey' | 'destroyDataKeys' | 'seal' | 'open'>,
): SealedDocuments {
  async function sealWithKey(context: SealContext, plaintext: Uint8Array): Promise<Uint8Array> {
    try {
      return await vault.seal(context, plaintext);
    } catch (error) {
      // There is no key yet: the code is that of a sender's key, which is gone.
      if (!hasCode(error, 'consent_required')) throw error;
    }
    await vault.createDataKey(context.sender, GENERATION).catch((error: unknown) => {
      // Another instance was first.
      if (!hasCode(error, 'conflict')) throw error;
    });
    return vault.seal(context, plaintext);
  }

  return {
    async seal(address, version, json) {
      const head = Buffer.alloc(VERSION_BYTES);
      head.writeUInt32BE(version);
      const plaintext = Buffer.concat([head, await compress(json)]);
      if (plaintext.length > DOCUMENT_COMPRESSED_MAX_BYTES) throw new ConnectorError('request_too_large');
      return sealWithKey(contextOf(address), plaintext);
    },
    async open(address, version, sealed) {
      const plaintext = Buffer.from(await vault.open(contextOf(address), sealed).catch(withoutConsent));
      if (plaintext.length < VERSION_BYTES || plaintext.readUInt32BE() !== version)
        throw refused('a document of another version');
      return (
        await decompress(plaintext.subarray(VERSION_BYTES), { maxOutputLength: DOCUMENT_MAX_BYTES * 2 })
      ).toString();
    },
    shred: (hostTenantId) => vault.destroyDataKeys(ownerOf(hostTenantId)),
  };
}

function contextOf(address: DocumentAddress): SealContext {
  const { table, keys, purpose } = addressOfDocument(address);
  const sender = ownerOf(address.hostTenantId);
  return {
    sender,
    homeTenantId: sender.hostTenantId,
    homeObjectId: NOBODY,
    generation: GENERATION,
    table,
    ...keys,
    purpose,
  };
}

function ownerOf(hostTenantId: string): Sender {
  return { hostTenantId, hostObjectId: NOBODY };
}

/** Nobody can consent to a key of documents. */
function withoutConsent(error: unknown): never {
  throw hasCode(error, 'consent_required') ? refused('the key of the documents is gone') : error;
}

function refused(reason: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(`Configuration: ${reason}.`) });
}
