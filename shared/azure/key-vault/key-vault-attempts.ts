/**
 * Carries out one operation on Key Vault within KEY_VAULT_TIMEOUT_MILLISECONDS: at most two attempts, each with a limit of
 * its own. Everything the connector asks of a vault may be asked twice.
 *
 * Attempts are counted here and not in the SDK, which waits for as long as a `Retry-After` says. The time limit also ends
 * what hangs before anything is sent, such as a token that does not come.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../outcomes.ts';
import { hasCode, type ConnectorError } from '../../errors.ts';
import { KEY_VAULT_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { withTimeLimit } from '../../time-limit.ts';
import { readKeyVaultFailure, type KeyVaultAnswer } from './key-vault-failure.ts';

const ATTEMPTS_MAX = 2;
const PAUSE_MILLISECONDS = 100;
const ATTEMPT_TIMEOUT_MILLISECONDS = (KEY_VAULT_TIMEOUT_MILLISECONDS - PAUSE_MILLISECONDS) / ATTEMPTS_MAX;

/** What an SDK call has to be given. */
export interface OperationOptions {
  abortSignal: AbortSignal;
  onResponse: (answer: KeyVaultAnswer) => void;
}

/** @throws ConnectorError `vault_unavailable`, `vault_access_refused`, and `badRequestCode` for a 400 */
export async function callKeyVault<Result>(
  operation: string,
  send: (options: OperationOptions) => Promise<Result>,
  badRequestCode: ErrorCode = 'vault_access_refused',
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    let answer: KeyVaultAnswer | undefined;
    const onResponse = (given: KeyVaultAnswer) => {
      answer = given;
    };
    try {
      return await withTimeLimit(ATTEMPT_TIMEOUT_MILLISECONDS, (abortSignal) => send({ abortSignal, onResponse }));
    } catch (thrown) {
      const { error, isRepeatable } = readKeyVaultFailure(operation, thrown, answer, badRequestCode);
      if (!isRepeatable || attempt >= ATTEMPTS_MAX) throw error;
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

/** Runs a call of one SDK client. Throws what the call throws. */
export type RunCall = <Result>(call: () => Promise<Result>) => Promise<Result>;

/**
 * Lets the first call of a client go alone; the others wait for it, and fail with it when the vault does not answer.
 *
 * The SDK sends a client's first request without its body, to be asked for a token, and forgets to put the body back when
 * another request was answered meanwhile.
 */
export function createFirstCallGate(): RunCall {
  let isOpen = false;
  let first: Promise<ConnectorError | undefined> | undefined;

  return async (call) => {
    if (isOpen) return call();
    if (first) {
      const failure = await first;
      if (failure) throw failure;
      return call();
    }
    const running = call();
    first = running.then(
      () => undefined,
      (error: unknown) => (hasCode(error, 'vault_unavailable') ? error : undefined),
    );
    try {
      isOpen = (await first) === undefined;
    } finally {
      first = undefined;
    }
    return running;
  };
}
