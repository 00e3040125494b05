/**
 * How a client authenticates at the token endpoint: by secret (body or Basic) or by a signed assertion.
 *
 * Assertions are judged in client-assertion.ts. Public clients do not exist here.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { assertRegistrationAt, type Authority } from './authority.ts';
import type { ClientProof } from './build-claims.ts';
import { checkClientAssertion } from './client-assertion.ts';
import { EntraError } from './errors.ts';
import { requireParameter } from './parameters.ts';
import { findRegistration, type Registration } from './registration.ts';
import type { EntraState } from './state.ts';

export interface AuthenticatedClient {
  registration: Registration;
  proof: ClientProof;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Authenticates the client of a token request; throws 700016, 7000215, 7000218, 7000222 or what assertions throw. */
export async function authenticateClient(
  entra: EntraState,
  authority: Authority,
  form: URLSearchParams,
  headers: IncomingHttpHeaders,
): Promise<AuthenticatedClient> {
  const basic = parseBasic(headers.authorization);
  const clientId = basic?.clientId ?? requireParameter(form, 'client_id');
  const registration = findRegistration(entra.registrations, clientId);
  if (!registration) {
    const tenant = authority.kind === 'tenant' ? authority.tenant.name : authority.segment;
    throw new EntraError(700016, { client: clientId, tenant });
  }
  if (basic && form.has('client_id') && form.get('client_id') !== basic.clientId)
    throw new EntraError(90023, { value: 'two different client ids' });
  assertRegistrationAt(registration, authority);

  const assertion = form.get('client_assertion');
  if (assertion) {
    if (requireParameter(form, 'client_assertion_type') !== ASSERTION_TYPE)
      throw new EntraError(90023, { value: 'client_assertion_type is not known' });
    const proof = await checkClientAssertion(entra, { authority, registration, assertion });
    return { registration, proof };
  }
  const secret = basic?.secret ?? form.get('client_secret');
  if (!secret) throw new EntraError(7000218);
  assertSecret(entra, registration, secret);
  return { registration, proof: 'secret' };
}

function assertSecret(entra: EntraState, registration: Registration, value: string): void {
  const secret = registration.secrets.find((one) => one.value === value);
  if (!secret) throw new EntraError(7000215, { client: registration.clientId });
  if (Date.parse(secret.expiresAt) <= entra.now().getTime())
    throw new EntraError(7000222, { client: registration.clientId });
}

/** RFC 6749, section 2.3.1: both parts are form-encoded before base64. */
function parseBasic(authorization: string | undefined): { clientId: string; secret: string } | undefined {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return undefined;
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { clientId: decodeFormPart(clientId), secret: decodeFormPart(secret.join(':')) };
}

function decodeFormPart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
