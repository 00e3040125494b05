/**
 * Reads what Entra's refusal means for us: from the token endpoint's body, or from the parameters of a redirect.
 *
 * `error_codes` decide first, because one `error` covers a withdrawn consent, a policy and a typing mistake alike. A status
 * of 429 or 5xx, and anything that is no refusal in the shape of RFC 6749, says nothing about the person.
 */
import { isOperators, type ErrorCode } from '../outcomes.ts';
import { entraCodes } from './entra-codes.ts';
import { ConnectorError } from '../errors.ts';

interface TokenErrorBody {
  error?: unknown;
  error_codes?: unknown;
  correlation_id?: unknown;
  claims?: unknown;
}

/** Never throws. `body` is the parsed JSON, or anything else when it was none. */
export function readTokenFailure(status: number, body: unknown, retryAfterSeconds?: number): ConnectorError {
  const { error, error_codes, correlation_id } = (
    typeof body === 'object' && body !== null ? body : {}
  ) as TokenErrorBody;
  const numbers = Array.isArray(error_codes) ? error_codes.filter((code) => typeof code === 'number') : [];
  const isRefusal = status >= 400 && status < 500 && status !== 429 && typeof error === 'string';
  const known = numbers.find((code) => entraCodes.has(code));
  const code = isRefusal ? (entraCodes.get(known ?? 0) ?? codeOfError(error)) : 'entra_unavailable';
  const number = known ?? numbers[0];
  return new ConnectorError(code, {
    cause: new Error(`Entra answered ${status} ${isRefusal ? error.slice(0, 100) : ''}`.trim()),
    ...(number && { upstreamCode: `AADSTS${number}` }),
    ...(typeof correlation_id === 'string' && { upstreamRequestId: correlation_id.slice(0, 64) }),
    ...(code === 'entra_unavailable' && { retryAfterSeconds: retryAfterSeconds ?? 30 }),
  });
}

/** A refusal that came with the browser: `error` and the AADSTS number with which `error_description` begins. */
export function readRedirectFailure(error: string, description: string | undefined): ConnectorError {
  const number = Number(/^AADSTS(\d{4,8})\b/.exec(description ?? '')?.[1]);
  const known = entraCodes.get(number);
  // Anybody can write these parameters into the address, so they raise no alarm.
  const code = (known && !isOperators(known) ? known : redirectErrors.get(error)) ?? 'sign_in_invalid';
  return new ConnectorError(code, {
    cause: new Error('Entra sent the browser back with an error.'),
    ...(number && { upstreamCode: `AADSTS${number}` }),
  });
}

/** RFC 6749 section 4.1.2.1 and OpenID Connect Core section 3.1.2.6. */
const redirectErrors: ReadonlyMap<string, ErrorCode> = new Map([
  ['access_denied', 'consent_declined'],
  ['consent_required', 'admin_approval_required'],
  ['server_error', 'entra_unavailable'],
  ['temporarily_unavailable', 'entra_unavailable'],
]);

/** RFC 6749 section 5.2 and OpenID Connect Core section 3.1.2.6. */
function codeOfError(error: string): ErrorCode {
  if (['invalid_grant', 'interaction_required', 'consent_required', 'login_required'].includes(error))
    return 'consent_required';
  if (error === 'temporarily_unavailable' || error === 'server_error') return 'entra_unavailable';
  return 'client_credential_refused';
}
