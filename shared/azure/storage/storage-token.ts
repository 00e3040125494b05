/**
 * The access token for Azure Storage: one for all tables, renewed before it ends.
 *
 * Always of the one scope, whatever a service answers, so no other token can be drawn from us. While it is about to end the old
 * one is used and one renewal is under way; a renewal that never comes is given up. Failures are not kept.
 */
import type { AccessToken, TokenCredential } from '@azure/identity';
import { STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { withTimeLimit } from '../../time-limit.ts';
import { TableFailure } from '../tables/table-failure.ts';

const SCOPE = 'https://storage.azure.com/.default';
/** Renewal begins this long before the end: the identity endpoint may be out of order for a while. */
const RENEWAL_SECONDS = 5 * 60;
const RENEWAL_RETRY_SECONDS = 30;
/** A token is not used any more when it could end on the way. */
const LAST_USE_SECONDS = 30;

export interface StorageTokenDependencies {
  credential: TokenCredential;
  now: () => Date;
}

/** Returns a function that gives a token that is valid now. It throws TimeLimit, TableFailure, or what the credential throws. */
export function createStorageToken({ credential, now }: StorageTokenDependencies): () => Promise<string> {
  let current: AccessToken | undefined;
  let renewal: Promise<AccessToken> | undefined;
  let renewalDueAt = 0;

  async function request(): Promise<AccessToken> {
    const token = await withTimeLimit(STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS, (abortSignal) =>
      credential.getToken(SCOPE, { abortSignal }),
    );
    if (!token) throw new TableFailure('unavailable', 'the identity gave no token');
    current = token;
    return token;
  }

  function renew(): Promise<AccessToken> {
    renewal ??= request().finally(() => (renewal = undefined));
    return renewal;
  }

  return async () => {
    const milliseconds = now().getTime();
    const secondsLeft = ((current?.expiresOnTimestamp ?? 0) - milliseconds) / 1000;
    if (!current || secondsLeft <= LAST_USE_SECONDS) return (await renew()).token;
    if (secondsLeft <= RENEWAL_SECONDS && milliseconds >= renewalDueAt) {
      renewalDueAt = milliseconds + RENEWAL_RETRY_SECONDS * 1000;
      // The old token still serves; a caller that needs a new one hears of the failure.
      void renew().catch(() => undefined);
    }
    return current.token;
  };
}
