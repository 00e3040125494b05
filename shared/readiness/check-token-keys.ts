/**
 * Every listed key encryption key: wraps here, unwraps in the vault, and has not ended.
 */
import { randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import { parseWrappedDataKey, unwrapDataKey, wrapDataKey } from '../vault/data-key.ts';
import type { KeyEncryptionKeys } from '../vault/key-encryption-key.ts';
import type { Check } from './check.ts';
import { describeExpiry, refuseExpired } from './expiry.ts';

export interface TokenKeysDependencies {
  /** Each listed key as if it were the only one, without what is remembered of it. */
  openKeys: () => KeyEncryptionKeys[];
  now: () => Date;
}

export function checkTokenKeys({ openKeys, now }: TokenKeysDependencies): Check {
  return {
    name: 'token-key',
    async run() {
      const ends = await Promise.all(openKeys().map(useKey));
      // Of the last key, which is the one that is written with; the vault unwraps with an expired one as well.
      const expiresAt = ends.at(-1);
      refuseExpired(expiresAt, now(), 'vault_access_refused');
      return `Every key wraps and unwraps; the one in use ${describeExpiry(expiresAt)}.`;
    },
    remedy: {
      who: 'operator',
      detail:
        'Every key that TOKEN_KEY_NAME lists must be an RSA key with an enabled version that has not expired, and the identity needs the role Key Vault Crypto Service Encryption User on it: whoever operates the connector enables or rotates the key, or gives the role.',
    },
  };
}

/** Returns when the current version ends. */
async function useKey(keyEncryptionKeys: KeyEncryptionKeys): Promise<Date | undefined> {
  const current = await keyEncryptionKeys.current();
  const dataKey = randomBytes(32);
  const unwrapped = await unwrapDataKey(keyEncryptionKeys, parseWrappedDataKey(wrapDataKey(dataKey, current)));
  if (!dataKey.equals(unwrapped)) throw new ConnectorError('sealed_record_refused');
  return current.expiresAt;
}
