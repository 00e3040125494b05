/**
 * Reads what Entra's refusal means for us: from the token endpoint's body, or from the parameters of a redirect.
 *
 * By class: `error` says what the refusal is about, `suberror` which part of that, and a known number of `error_codes` makes it
 * exact. A policy, by suberror or number, keeps the grant whatever else is said, and a number about the account counts beside any
 * error. What is unknown ends nothing: an `invalid_grant` without a known reason is `refusal_unconfirmed`, an unknown `error` is
 * an outage. A status of 429 or 5xx, a number that says "later", and anything that is no refusal in the shape of RFC 6749, says
 * nothing about the person. Which tenant refused is not read here.
 */
import { isOperators, type ErrorCode } from '../outcomes.ts';
import {
  codeNumbers,
  entraCodes,
  personalCodes,
  policyCodes,
  readSuberror,
  subjectsOfErrors,
  tenantCodes,
  type Subject,
} from './entra-codes.ts';
import { ConnectorError } from '../errors.ts';

interface TokenErrorBody {
  error?: unknown;
  suberror?: unknown;
  error_codes?: unknown;
  correlation_id?: unknown;
}

export interface TokenRequest {
  /** `application`: client credentials at a home tenant, which may not know the app; `client_credentials`: at the app's own. */
  grantType: 'authorization_code' | 'refresh_token' | 'client_credentials' | 'application';
  retryAfterSeconds?: number | undefined;
}

interface Refusal {
  error: string;
  suberror: string;
  numbers: number[];
}

/** Never throws. `body` is the parsed JSON, or anything else when it was none. */
export function readTokenFailure(status: number, body: unknown, request: TokenRequest): ConnectorError {
  const { error, suberror, error_codes, correlation_id } = (
    typeof body === 'object' && body !== null ? body : {}
  ) as TokenErrorBody;
  const numbers = Array.isArray(error_codes) ? error_codes.filter((code) => typeof code === 'number') : [];
  const isRefusal = status >= 400 && status < 500 && status !== 429 && typeof error === 'string';
  const refusal = isRefusal ? { error, suberror: typeof suberror === 'string' ? suberror : '', numbers } : undefined;
  const code = refusal ? readRefusal(refusal, request) : 'entra_unavailable';
  const upstreamCode = refusal ? nameAnswer(refusal, code) : nameNumber(numbers[0]);
  return new ConnectorError(code, {
    cause: new Error(`Entra answered ${status} ${refusal ? describe(refusal) : ''}`.trim()),
    ...(upstreamCode && { upstreamCode }),
    ...(typeof correlation_id === 'string' && { upstreamRequestId: correlation_id.slice(0, 64) }),
    ...((code === 'entra_unavailable' || code === 'refusal_unconfirmed') && {
      retryAfterSeconds: request.retryAfterSeconds ?? 30,
    }),
  });
}

function readRefusal(refusal: Refusal, { grantType }: TokenRequest): ErrorCode {
  const known = refusal.numbers.flatMap((number) => entraCodes.get(number) ?? []);
  const subject = subjectsOfErrors.get(refusal.error);
  if (subject === 'outage' || known.includes('entra_unavailable')) return 'entra_unavailable';
  // The app asks for itself: nobody but the operator can be meant.
  if (grantType === 'client_credentials') return 'client_credential_refused';
  if (grantType === 'application') {
    const kept = known.find((code) => tenantCodes.includes(code));
    return kept ?? (subject === 'tenant' ? 'home_tenant_blocked' : 'client_credential_refused');
  }
  const isRedemption = grantType === 'authorization_code';
  if (isRedemption && refusal.numbers.some((number) => codeNumbers.has(number))) return 'sign_in_invalid';
  const reason = readReason(refusal, subject, known);
  if (reason) return beforeConnecting(grantType, reason);
  // Anyone with a state can send a code that cannot be read.
  const isForged = isRedemption && refusal.error === 'invalid_request' && known.length === 0;
  return isForged ? 'sign_in_invalid' : beforeConnecting(grantType, readError(refusal.error, subject));
}

/** By suberror and numbers, the reasons first that keep a grant; undefined where they say nothing. */
function readReason({ suberror }: Refusal, subject: Subject | undefined, known: ErrorCode[]): ErrorCode | undefined {
  const among = (codes: readonly ErrorCode[]) => known.find((code) => codes.includes(code));
  const part = readSuberror(suberror);
  // Entra names a policy beside any error.
  if (part === 'policy') return among(policyCodes) ?? policyCodes[0];
  const kept = among(tenantCodes);
  if (kept) return kept;
  if (part === 'person' && subject === 'account')
    return among(personalCodes) ?? (suberror === 'consent_required' ? 'consent_withdrawn' : personalCodes[0]);
  // Where our own credential or settings are refused, nothing else that is said ends a grant.
  if (subject === 'request' && known.some(isOperators)) return undefined;
  return known.find((code) => !isOperators(code));
}

/** What the error means without a known number or suberror. */
function readError(error: string, subject: Subject | undefined): ErrorCode {
  switch (subject) {
    case 'tenant':
      return 'home_tenant_blocked';
    case 'request':
      return 'client_credential_refused';
    case 'account':
      if (error === 'consent_required') return 'consent_withdrawn';
      return error === 'login_required' ? 'consent_required' : 'refusal_unconfirmed';
    default:
      return 'entra_unavailable';
  }
}

/** While there is no connection, a missing permission is one to be approved, and every other doubt means: start again. */
function beforeConnecting(grantType: TokenRequest['grantType'], code: ErrorCode): ErrorCode {
  if (grantType === 'refresh_token') return code;
  if (code === 'consent_withdrawn') return 'admin_approval_required';
  return code === 'refusal_unconfirmed' ? 'consent_required' : code;
}

/** A refusal that came with the browser: `error` and the AADSTS number with which `error_description` begins. */
export function readRedirectFailure(error: string, description: string | undefined): ConnectorError {
  const number = Number(/^AADSTS(\d{4,8})\b/.exec(description ?? '')?.[1]);
  const known = entraCodes.get(number);
  // Anybody can write these parameters into the address, so they raise no alarm.
  const read = known && !isOperators(known) ? known : (redirectErrors.get(error) ?? 'sign_in_invalid');
  const connecting = beforeConnecting('authorization_code', read);
  // There is no connection yet that could have ended.
  const code = connecting === 'consent_required' ? 'sign_in_invalid' : connecting;
  return new ConnectorError(code, {
    cause: new Error('Entra sent the browser back with an error.'),
    ...(number && { upstreamCode: `AADSTS${number}` }),
  });
}

/**
 * RFC 6749 section 4.1.2.1 and OpenID Connect Core section 3.1.2.6. A person who declines is told apart by AADSTS65004; one who
 * leaves Microsoft's page for an approval comes back with `access_denied` (and `error_subcode=cancel`) without a number.
 */
const redirectErrors: ReadonlyMap<string, ErrorCode> = new Map([
  ['access_denied', 'admin_approval_likely'],
  ['consent_required', 'admin_approval_required'],
  ['unauthorized_client', 'home_tenant_blocked'],
  ['invalid_resource', 'home_tenant_blocked'],
  ['invalid_tenant', 'home_tenant_blocked'],
  ['server_error', 'entra_unavailable'],
  ['temporarily_unavailable', 'entra_unavailable'],
]);

/** The number that decided, or the first one; without any, the words. By it a repeated answer is recognised. */
function nameAnswer({ error, suberror, numbers }: Refusal, code: ErrorCode): string {
  const number = numbers.find((one) => entraCodes.get(one) === code) ?? numbers[0];
  return nameNumber(number) ?? readable(suberror || error);
}

function nameNumber(number: number | undefined): string | undefined {
  return number === undefined ? undefined : `AADSTS${number}`;
}

function describe({ error, suberror }: Refusal): string {
  return readable(`${error} ${suberror}`.trim());
}

/** Entra's words are short and plain; nothing else of an answer is repeated. */
function readable(text: string): string {
  return text.replace(/[^\w ]/g, '').slice(0, 100);
}
