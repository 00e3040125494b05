/**
 * Where an answer to the browser goes: the part of a request that must be right before anything is sent there.
 *
 * A wrong client or redirect URI is shown as a page and never redirected to (RFC 6749, section 4.1.2.1).
 */
import { assertRegistrationAt, type Authority } from './authority.ts';
import { EntraError } from './errors.ts';
import { requireParameter } from './parameters.ts';
import { findRegistration, type Registration } from './registration.ts';

export type ResponseMode = 'query' | 'fragment' | 'form_post';

export interface RedirectTarget {
  authority: Authority;
  registration: Registration;
  redirectUri: string;
  responseMode: ResponseMode;
  state?: string;
  correlationId?: string;
}

/** Reads client, redirect URI, response mode and state; throws 900144, 700016, 50194, 50011 or 70007. */
export function parseRedirectTarget(
  registrations: Registration[],
  authority: Authority,
  parameters: URLSearchParams,
): RedirectTarget {
  const clientId = requireParameter(parameters, 'client_id');
  const registration = findRegistration(registrations, clientId);
  if (!registration) {
    const tenant = authority.kind === 'tenant' ? authority.tenant.name : authority.segment;
    throw new EntraError(700016, { client: clientId, tenant });
  }
  assertRegistrationAt(registration, authority);
  const redirectUri = requireParameter(parameters, 'redirect_uri');
  if (!isRegisteredRedirectUri(registration, redirectUri))
    throw new EntraError(50011, { value: redirectUri, client: registration.clientId });
  const responseMode = parameters.get('response_mode') ?? 'query';
  if (!isResponseMode(responseMode)) throw new EntraError(70007, { value: responseMode });
  const state = parameters.get('state');
  const correlationId = parameters.get('client-request-id');
  return {
    authority,
    registration,
    redirectUri,
    responseMode,
    ...(state !== null && { state }),
    ...(correlationId !== null && { correlationId }),
  };
}

/** Exact match; only the port of an http localhost address is ignored. */
export function isRegisteredRedirectUri(registration: Registration, redirectUri: string): boolean {
  const withoutPort = (uri: string) => uri.replace(/^(http:\/\/localhost)(:\d+)?(?=\/|$)/, '$1');
  return registration.redirectUris.some((one) => withoutPort(one) === withoutPort(redirectUri));
}

function isResponseMode(value: string): value is ResponseMode {
  return value === 'query' || value === 'fragment' || value === 'form_post';
}
