/**
 * Client assertions (RFC 7523): signed by a registered certificate, or issued to a managed identity (federated).
 *
 * An assertion that names itself as issuer must carry the thumbprint of a registered certificate
 * (`x5t` or `x5t#S256`); any other is compared with the registration's federated credentials. Source:
 * learn.microsoft.com/entra/identity-platform/certificate-credentials and workload-identity-federation.
 */
import { X509Certificate } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import type { Authority } from './authority.ts';
import type { ClientProof } from './build-claims.ts';
import { EntraError } from './errors.ts';
import type { Registration } from './registration.ts';
import type { EntraState } from './state.ts';

const SKEW_SECONDS = 300;
/** The application behind `api://AzureADTokenExchange` in version 2 tokens. */
const TOKEN_EXCHANGE_CLIENT_ID = 'fb60f99c-7a34-4190-8149-302f77469936';

export interface ClientAssertionInput {
  authority: Authority;
  registration: Registration;
  assertion: string;
}

/** Checks an assertion; throws 50027, 70002x, 700027, 70021x or 700229. */
export async function checkClientAssertion(entra: EntraState, input: ClientAssertionInput): Promise<ClientProof> {
  let header: ProtectedHeaderParameters;
  let claims: JWTPayload;
  try {
    header = decodeProtectedHeader(input.assertion);
    claims = decodeJwt(input.assertion);
  } catch {
    throw new EntraError(50027);
  }
  const isOwn = claims.iss === claims.sub || claims.iss === input.registration.clientId;
  if (!isOwn) {
    await checkFederated(entra, input, claims);
    return 'federated';
  }
  await checkCertificate(entra, input, header, claims);
  return 'certificate';
}

async function checkCertificate(
  entra: EntraState,
  { authority, registration, assertion }: ClientAssertionInput,
  header: ProtectedHeaderParameters,
  claims: JWTPayload,
): Promise<void> {
  const { clientId } = registration;
  if (claims.iss !== clientId || claims.sub !== clientId) throw new EntraError(700021);
  const certificate = registration.certificates
    .map((pem) => new X509Certificate(pem))
    .find((one) => header['x5t#S256'] === thumbprint(one.fingerprint256) || header.x5t === thumbprint(one.fingerprint));
  if (!certificate) throw new EntraError(700027, { value: 'The key was not found.' });
  if (certificate.validToDate.getTime() <= entra.now().getTime())
    throw new EntraError(700027, { value: 'The key used is expired.' });
  try {
    await compactVerify(assertion, certificate.publicKey, { algorithms: ['RS256', 'PS256'] });
  } catch {
    throw new EntraError(700027, { value: 'The signature is invalid.' });
  }
  const { segment } = authority;
  const audiences = [`${entra.url}/${segment}/oauth2/v2.0/token`, `${entra.url}/${segment}/v2.0`];
  if (typeof claims.aud !== 'string' || !audiences.includes(claims.aud)) throw new EntraError(700023);
  assertTimeRange(entra, claims);
}

async function checkFederated(
  entra: EntraState,
  { registration, assertion }: ClientAssertionInput,
  claims: JWTPayload,
): Promise<void> {
  const issuer = (tenantId: string) => `${entra.url}/${tenantId}/v2.0`;
  const byIssuer = registration.federatedCredentials.filter((one) => issuer(one.issuerTenantId) === claims.iss);
  if (byIssuer.length === 0) throw new EntraError(700211, { value: String(claims.iss) });
  const bySubject = byIssuer.filter((one) => one.subject === claims.sub);
  if (bySubject.length === 0) throw new EntraError(700213, { value: String(claims.sub) });
  if (!bySubject.some((one) => one.audience === claims.aud || claims.aud === TOKEN_EXCHANGE_CLIENT_ID))
    throw new EntraError(700212, { value: String(claims.aud) });
  if (!(await entra.keys.read(assertion))) throw new EntraError(50027);
  assertTimeRange(entra, claims);
  if (claims.idtyp !== undefined && claims.idtyp !== 'app') throw new EntraError(700229);
}

function assertTimeRange(entra: EntraState, claims: JWTPayload): void {
  const seconds = entra.now().getTime() / 1000;
  const isEnded = typeof claims.exp !== 'number' || claims.exp <= seconds - SKEW_SECONDS;
  const isEarly = typeof claims.nbf === 'number' && claims.nbf > seconds + SKEW_SECONDS;
  if (isEnded || isEarly) throw new EntraError(700024);
}

function thumbprint(fingerprint: string): string {
  return Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
}
