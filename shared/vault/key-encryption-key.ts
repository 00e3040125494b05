/**
 * What the vault needs from a key management service: public keys to wrap with, and unwrapping by the service.
 *
 * A key reference is the position of the key's name in the settings and its version, never an address, so that a stored row
 * cannot lead to another vault. Wrapping is local (RSA-OAEP-256 with the public key); unwrapping
 * happens in the service, which never hands out a private key.
 */
import type { KeyObject } from 'node:crypto';

/** Position of the key's name in TOKEN_KEY_NAME, and the version the service gave it. */
export interface KeyReference {
  index: number;
  version: string;
}

export interface KeyEncryptionKeys {
  /** The newest enabled version of the last configured key; cached for at most PUBLIC_KEY_CACHE_SECONDS. */
  current(): Promise<{
    reference: KeyReference;
    publicKey: KeyObject;
    createdAt: Date;
    /** When this version expires, by the service; it still unwraps afterwards. */
    expiresAt?: Date;
  }>;
  /**
   * Unwraps with exactly this version.
   * @throws ConnectorError `vault_unavailable` (transient), `vault_access_refused` (disabled, no role, unknown name),
   *   `sealed_record_refused` (the service says that this key did not wrap the bytes).
   */
  unwrap(reference: KeyReference, wrapped: Uint8Array): Promise<Uint8Array>;
}

export interface Peppers {
  /** The last configured pepper and its position; cached for at most PEPPER_CACHE_SECONDS. */
  current(): Promise<{ id: number; pepper: Uint8Array }>;
  /** @throws ConnectorError `sealed_record_refused` for a position that is not configured. */
  read(id: number): Promise<Uint8Array>;
}
