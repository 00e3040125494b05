/**
 * What a failed request to Key Vault means for the connector.
 *
 * Decided by status alone: a definite no is the operator's, everything that may pass is an outage. Requests, answers and
 * message texts are dropped, because they carry tokens and identities; operation, status and codes remain for the log.
 * Source: Key Vault REST API error codes; Key Vault throttling guidance.
 */
import type { ErrorCode } from '../../outcomes.ts';
import { ConnectorError } from '../../errors.ts';
import { readIdentityStatus } from '../entra/identity-failure.ts';

/** Until a caller asks again when the vault does not say. */
const RETRY_AFTER_SECONDS = 10;
const RETRY_AFTER_MAX_SECONDS = 300;

/** The last answer to an operation, if there was one. */
export interface KeyVaultAnswer {
  status: number;
  headers: { get(name: string): string | undefined };
}

export interface KeyVaultFailure {
  error: ConnectorError;
  /** Whether asking again at once may help: not when the vault asked for patience. */
  isRepeatable: boolean;
}

/**
 * @param operation what was asked, without values
 * @param thrown whatever the SDK or the credential threw
 * @param badRequestCode what a 400 means for this operation
 */
export function readKeyVaultFailure(
  operation: string,
  thrown: unknown,
  answer: KeyVaultAnswer | undefined,
  badRequestCode: ErrorCode,
): KeyVaultFailure {
  const status = answer?.status ?? readIdentityStatus(thrown);
  const upstreamCode = readCode(thrown);
  const upstreamRequestId = answer?.headers.get('x-ms-request-id');
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  const options = {
    cause: new Error(
      `Key Vault, ${operation}: ${[answer ? '' : name, status || '', upstreamCode].filter(Boolean).join(' ')}`,
    ),
    ...(upstreamCode && { upstreamCode }),
    ...(upstreamRequestId && { upstreamRequestId }),
  };
  if (answer?.status === 400) return { error: new ConnectorError(badRequestCode, options), isRepeatable: false };
  // Anything but a definite refusal may pass: no answer, one that cannot be read, redirects, throttling, 5xx.
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    return { error: new ConnectorError('vault_access_refused', options), isRepeatable: false };
  const retryAfter = answer?.headers.get('retry-after');
  const retryAfterSeconds = parseSeconds(retryAfter) ?? RETRY_AFTER_SECONDS;
  return {
    error: new ConnectorError('vault_unavailable', { ...options, retryAfterSeconds }),
    isRepeatable: status !== 429 && retryAfter === undefined,
  };
}

interface SdkError {
  code?: unknown;
  details?: { error?: { code?: unknown; innerError?: { code?: unknown } } };
}

/** The innermost code: `KeyDisabled` says more than `Forbidden`. */
function readCode(thrown: unknown): string | undefined {
  const { code, details } = (thrown instanceof Error ? thrown : {}) as SdkError;
  const codes = [details?.error?.innerError?.code, details?.error?.code, code];
  return codes.find((one): one is string => typeof one === 'string' && /^\w{1,64}$/.test(one));
}

function parseSeconds(text: string | undefined): number | undefined {
  if (!text || !/^\d{1,9}(\.\d{1,9})?$/.test(text)) return undefined;
  return Math.min(Math.max(Math.ceil(Number(text)), 1), RETRY_AFTER_MAX_SECONDS);
}
