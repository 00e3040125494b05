/**
 * What Entra's errors, suberrors and AADSTS numbers mean for us. Tables only; entra-failure.ts reads an answer by them.
 *
 * A number that is in no table decides nothing, and neither does a suberror: Entra adds to both at any time.
 * Sources: RFC 6749 section 5.2, OpenID Connect Core section 3.1.2.6, Microsoft Entra authentication and authorization error
 * codes, and the suberrors that MSAL knows.
 */
import { codesByKey, type ErrorCode } from '../outcomes.ts';

/** What the error of a token answer is about; of an unknown one, nobody can say. */
export type Subject = 'request' | 'tenant' | 'account' | 'outage';

// prettier-ignore
export const subjectsOfErrors: ReadonlyMap<string, Subject> = new Map<string, Subject>([
  // The tenant that was asked keeps the app or its resource out.
  ['unauthorized_client', 'tenant'], ['invalid_resource', 'tenant'], ['invalid_tenant', 'tenant'], ['access_denied', 'tenant'],
  // The person's account, their permission or a policy for their sign-in.
  ['invalid_grant', 'account'], ['interaction_required', 'account'], ['consent_required', 'account'], ['login_required', 'account'],
  // Our credential or our settings.
  ['invalid_client', 'request'], ['invalid_request', 'request'], ['invalid_scope', 'request'], ['unsupported_grant_type', 'request'],
  ['temporarily_unavailable', 'outage'], ['server_error', 'outage'],
]);

/** What a suberror is about: a policy that only an administrator changes, or what the person mends by signing in again. */
export function readSuberror(suberror: string): 'policy' | 'person' | undefined {
  if (/^device_|^message_only$|^protection_policy_required$/.test(suberror)) return 'policy';
  return personalSuberrors.has(suberror) ? 'person' : undefined;
}

const personalSuberrors: ReadonlySet<string> = new Set([
  'bad_token',
  'token_expired',
  'basic_action',
  'consent_required',
  'user_password_expired',
]);

/** Codes by which a tenant keeps a connection from working; the first is what its refusal means without a number. */
export const tenantCodes: readonly ErrorCode[] = [
  'home_tenant_blocked',
  'assignment_required',
  'blocked_by_home_policy',
];

/** Codes that a suberror about a policy can have; the first is what it means without a number. */
export const policyCodes: readonly ErrorCode[] = ['blocked_by_home_policy', 'assignment_required'];

/** Codes that a suberror about the person can have; the first is what it means without a number. */
// prettier-ignore
export const personalCodes: readonly ErrorCode[] = ['consent_required', 'consent_withdrawn', 'sign_in_frequency', 'account_unavailable', 'admin_approval_required'];

/** By number, whatever the request was. */
// prettier-ignore
export const entraCodes: ReadonlyMap<number, ErrorCode> = codesByKey({
  // 50053 may be our own address, which Entra locked out for the sake of the account.
  blocked_by_home_policy: [53000, 53001, 53002, 53003, 53004, 53005, 53009, 530003, 530021, 530031, 530032, 530034, 530035, 530084, 50005, 50053, 50097, 50129, 50131, 700003],
  assignment_required: [50105],
  sign_in_frequency: [70043, 70044],
  consent_declined: [65004],
  admin_approval_required: [90094, 90095],
  // No permission any more; entra-failure.ts says what it means before there was one.
  consent_withdrawn: [65001, 700020],
  home_tenant_blocked: [700016, 7000112, 7000229, 500011, 500014, 650052, 650056, 650057, 65005, 90002, 500021, 500022, 500212, 500213],
  account_unavailable: [50034, 50057, 50020, 53011, 90072],
  consent_required: [50173, 700082, 70008, 50132, 50133, 50055, 50144, 50072, 50074, 50076, 50078, 50079, 50158, 54005, 70000],
  client_credential_refused: [7000215, 7000222, 7000218, 700027, 700021, 700024, 700025, 70021, 700213, 700211, 700212, 700229, 50011, 50194, 650059, 70011, 900382, 900432, 50049],
  entra_unavailable: [90033, 90006, 90012, 90024, 90025, 90055, 90090, 50033, 50087, 50196],
});

/** By which an authorization code or its verifier is refused: anyone with a state can send one, so it says nothing about anybody. */
// prettier-ignore
export const codeNumbers: ReadonlySet<number> = new Set([54005, 70000, 70008, 700005, 500112, 50089, 50148, 501471, 501481, 9002313]);
