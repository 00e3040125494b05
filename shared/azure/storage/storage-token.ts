/**
 * The access token for Azure Storage: one for all tables, queues and blobs, kept and renewed early.
 *
 * Always of the one scope, whatever a service answers, so no other token can be drawn from us. One that never comes is given up.
 */
import type { TokenCredential } from '@azure/identity';
import { STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { withTimeLimit } from '../../time-limit.ts';
import { createKeptToken } from '../entra/kept-token.ts';
import { TableFailure } from '../tables/table-failure.ts';

const SCOPE = 'https://storage.azure.com/.default';

export interface StorageTokenDependencies {
  credential: TokenCredential;
  now: () => Date;
}

/** Returns a function that gives a token that is valid now. It throws TimeLimit, TableFailure, or what the credential throws. */
export function createStorageToken({ credential, now }: StorageTokenDependencies): () => Promise<string> {
  // Asked for every request, so kept here as well: a time limit around each answer of the credential would cost more than it.
  const read = createKeptToken(async () => {
    const token = await withTimeLimit(STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS, (abortSignal) =>
      credential.getToken(SCOPE, { abortSignal }),
    );
    if (!token) throw new TableFailure('unavailable', 'the identity gave no token');
    return token;
  }, now);
  return async () => (await read()).token;
}
