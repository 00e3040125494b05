/**
 * Every listed key encryption key wraps here and unwraps in the vault, and the key in use has not expired.
 */
import { randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import { parseWrappedDataKey, unwrapDataKey, wrapDataKey } from '../vault/data-key.ts';
import type { KeyEncryptionKeys } from '../vault/key-encryption-key.ts';
import { describeExpiry, refuseExpired } from './expiry.ts';

export interface TokenKeysDependencies {
  /** Each listed key as if it were the only one, with an empty cache. */
  openKeys: () => KeyEncryptionKeys[];
  now: () => Date;
}

/** @throws ConnectorError as the keys, `sealed_record_refused` when a key gives back something else */
export async function checkTokenKeys({ openKeys, now }: TokenKeysDependencies): Promise<string> {
  const ends = await Promise.all(openKeys().map(useKey));
  // Only the last key writes, so only its end counts: the vault unwraps with an expired key as well.
  const expiresAt = ends.at(-1);
  refuseExpired(expiresAt, now(), 'vault_access_refused');
  return `Every key wraps and unwraps; the one in use ${describeExpiry(expiresAt)}.`;
}

/** Returns when the current version expires. */
async function useKey(keyEncryptionKeys: KeyEncryptionKeys): Promise<Date | undefined> {
  const current = await keyEncryptionKeys.current();
  const dataKey = randomBytes(32);
  const unwrapped = await unwrapDataKey(keyEncryptionKeys, parseWrappedDataKey(wrapDataKey(dataKey, current)));
  if (!dataKey.equals(unwrapped)) throw new ConnectorError('sealed_record_refused');
  return current.expiresAt;
}
