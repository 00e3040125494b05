/**
 * Seals and opens a key as the row that holds it: an envelope (envelope.ts) around 32 bytes, under another key and the pepper.
 *
 * The context names the tenant, the sender where the key is one sender's, and the address and purpose of the row; the header
 * names the generation and the version of the key encryption key. Home identities are empty. So a key opens as its own row or
 * not at all, and nobody can make one who knows neither that other key nor the pepper. It chooses no keys and reads no rows.
 */
import type { SealedAddress } from '../storage-addresses.ts';
import { NONCE_BYTES, SECRET_BYTES, type EnvelopeContext } from './envelope.ts';
import type { KeyReference, Peppers } from './key-encryption-key.ts';
import { formatKeyLabel } from './key-reference.ts';
import { openEnvelope } from './open.ts';
import { readEnvelope } from './read-envelope.ts';
import { createRefusal } from './refusal.ts';
import { sealEnvelope } from './seal.ts';

/** The row of a key, and what it belongs to. */
export interface KeyPlace {
  address: SealedAddress;
  hostTenantId: string;
  /** Empty where the key is the whole tenant's. */
  hostObjectId: string;
  /** 0 where the key has none. */
  generation: number;
  /** The version of the key encryption key to which everything in the row leads. */
  version: KeyReference;
}

export interface SealedKeys {
  /** Throws as `Peppers.current`. */
  seal(place: KeyPlace, under: Uint8Array, key: Uint8Array): Promise<Uint8Array>;
  /** @throws ConnectorError `sealed_record_refused` for anything but a key that was sealed as this; else as `Peppers.read` */
  open(place: KeyPlace, under: Uint8Array, sealed: Uint8Array): Promise<Uint8Array>;
}

export interface SealedKeysDependencies {
  peppers: Peppers;
  randomBytes: (size: number) => Uint8Array;
}

export function createSealedKeys({ peppers, randomBytes }: SealedKeysDependencies): SealedKeys {
  return {
    async seal(place, under, key) {
      if (key.length !== SECRET_BYTES) throw new RangeError('A key has another size than 32 bytes.');
      const { id, pepper } = await peppers.current();
      const header = { key: place.version, pepperId: id, generation: place.generation };
      const context = buildContext(place);
      return sealEnvelope({ header, context, secret: under, pepper, nonce: randomBytes(NONCE_BYTES), plaintext: key });
    },
    async open(place, under, sealed) {
      const label = formatKeyLabel(place.version);
      const { envelope, pepper } = await readEnvelope(
        peppers,
        sealed,
        ({ key, generation }) => formatKeyLabel(key) === label && generation === place.generation,
      );
      const key = openEnvelope({ envelope, context: buildContext(place), secret: under, pepper });
      if (key.length !== SECRET_BYTES) throw createRefusal('a sealed key has another size than 32 bytes');
      return key;
    },
  };
}

function buildContext({ address, hostTenantId, hostObjectId }: KeyPlace): EnvelopeContext {
  const { table, keys, purpose } = address;
  return { hostTenantId, hostObjectId, homeTenantId: '', homeObjectId: '', table, ...keys, purpose };
}
