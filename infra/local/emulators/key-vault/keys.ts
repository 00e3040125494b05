/**
 * RSA keys of the vault and what it does with them: create, rotate, encrypt, decrypt, wrap and unwrap.
 *
 * Real RSA by node:crypto; private keys never leave this module. RSA-OAEP-256 and RSA-OAEP only. As in the service, a
 * disabled key does nothing, and one outside its dates still decrypts and unwraps but does not encrypt or wrap.
 */
import { constants, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto';
import { takeRsaKeyPair } from '../kit/rsa-key-pair.ts';
import { badParameter, VaultError } from './vault-error.ts';
import { createVersions, type AttributeChanges, type Versioned, type Versions } from './versions.ts';

const OAEP_HASHES: Record<string, string> = { 'RSA-OAEP-256': 'sha256', 'RSA-OAEP': 'sha1' };
const KEY_SIZES = [2048, 3072, 4096];
const KEY_OPERATIONS = ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'];

export type KeyOperation = 'encrypt' | 'decrypt' | 'wrapKey' | 'unwrapKey';

export interface Key extends Versioned {
  keySize: number;
  keyOperations: string[];
  publicKey: KeyObject;
  privateKey: KeyObject;
}

export interface KeyOptions {
  /** Bits: 2048, 3072 or 4096. */
  keySize?: number | undefined;
  keyOperations?: string[] | undefined;
  attributes?: AttributeChanges | undefined;
  tags?: Record<string, string> | undefined;
}

export interface Keys extends Omit<Versions<Key>, 'add'> {
  create(name: string, options?: KeyOptions): Promise<Key>;
  /** A new version of the same size and operations, enabled and without dates. */
  rotate(name: string): Promise<Key>;
  /** Throws 403 for a disabled key, a key outside its dates, an operation that it is not made for. */
  operate(operation: KeyOperation, key: Key, algorithm: string, value: Buffer): Buffer;
}

export interface KeysOptions {
  now: () => Date;
  /** Bits of a key whose creation names no size. */
  keySize: number;
}

/** Creates an empty store of keys. */
export function createKeys({ now, keySize }: KeysOptions): Keys {
  const { add, ...versions } = createVersions<Key>('Key', now);
  let keysMade = 0;

  async function create(name: string, options: KeyOptions = {}): Promise<Key> {
    const size = options.keySize ?? keySize;
    if (!KEY_SIZES.includes(size)) throw badParameter(`The key size ${size} is not supported.`);
    const keyOperations = options.keyOperations ?? KEY_OPERATIONS;
    if (!keyOperations.every((one) => KEY_OPERATIONS.includes(one))) throw badParameter('key_ops has invalid value.');
    const content = { keySize: size, keyOperations, ...(await takeRsaKeyPair(size, keysMade++)) };
    return add(name, content, options.attributes ?? {}, options.tags);
  }

  return {
    ...versions,
    create,
    rotate(name) {
      const { keySize: size, keyOperations, tags } = versions.read(name);
      return create(name, { keySize: size, keyOperations, tags });
    },
    operate(operation, key, algorithm, value) {
      refuseUnusable(operation, key, now().getTime() / 1000);
      const oaepHash = OAEP_HASHES[algorithm];
      if (!oaepHash) throw badParameter(`Property alg has invalid value ${algorithm}.`);
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      const isForward = operation === 'encrypt' || operation === 'wrapKey';
      // RFC 8017 section 7.1.2: as long as the modulus; OpenSSL would take a ciphertext without its leading zero.
      if (!isForward && value.length !== key.keySize / 8) throw badParameter('The parameter is incorrect.');
      try {
        return isForward
          ? publicEncrypt({ key: key.publicKey, padding, oaepHash }, value)
          : privateDecrypt({ key: key.privateKey, padding, oaepHash }, value);
      } catch {
        throw badParameter('The parameter is incorrect.');
      }
    },
  };
}

function refuseUnusable(operation: KeyOperation, { attributes, keyOperations }: Key, seconds: number): void {
  const refuse = (reason: string, innerCode: string): never => {
    throw new VaultError(403, 'Forbidden', `Operation ${operation} is not allowed on ${reason}.`, innerCode);
  };
  if (!attributes.enabled) refuse('a disabled key', 'KeyDisabled');
  if (!keyOperations.includes(operation)) refuse('this key', 'KeyOperationForbidden');
  if (operation === 'decrypt' || operation === 'unwrapKey') return;
  if (attributes.nbf !== undefined && attributes.nbf > seconds) refuse('a key that is not yet valid', 'KeyNotYetValid');
  if (attributes.exp !== undefined && attributes.exp <= seconds) refuse('an expired key', 'KeyExpired');
}
