/**
 * The authorization request (RFC 6749, section 4.1.1; RFC 7636; OpenID Connect Core, section 3.1.2.1).
 *
 * Only the code flow is enabled. PKCE `plain` is accepted, as by Entra. Faults found here go back to the
 * redirect URI, which was checked before.
 */
import { EntraError } from './errors.ts';
import { parseIdTokenClaims, requireParameter } from './parameters.ts';
import type { RedirectTarget } from './redirect-target.ts';
import type { Registration } from './registration.ts';
import { parseScopes, type ScopeRequest } from './scope.ts';

export type Prompt = 'none' | 'login' | 'consent' | 'select_account';

export interface AuthorizationRequest extends RedirectTarget {
  kind: 'authorization';
  scope: ScopeRequest;
  nonce?: string;
  codeChallenge?: { value: string; isHashed: boolean };
  prompt?: Prompt;
  loginHint?: string;
  idTokenClaims: string[];
  /** `client_info=1` was sent. */
  isClientInfoWanted: boolean;
}

/** Reads the rest of an authorization request; throws what Entra redirects with. */
export function parseAuthorizationRequest(
  registrations: Registration[],
  target: RedirectTarget,
  parameters: URLSearchParams,
): AuthorizationRequest {
  assertResponseType(requireParameter(parameters, 'response_type'));
  const scope = parseScopes(requireParameter(parameters, 'scope'), target.registration, registrations);
  const prompt = parsePrompt(parameters.get('prompt'));
  const codeChallenge = parseCodeChallenge(parameters);
  const nonce = parameters.get('nonce');
  const loginHint = parameters.get('login_hint');
  return {
    ...target,
    kind: 'authorization',
    scope,
    idTokenClaims: parseIdTokenClaims(parameters.get('claims')),
    isClientInfoWanted: parameters.get('client_info') === '1',
    ...(nonce && { nonce }),
    ...(codeChallenge && { codeChallenge }),
    ...(prompt && { prompt }),
    ...(loginHint && { loginHint }),
  };
}

function assertResponseType(responseType: string): void {
  const words = responseType.split(' ');
  if (words.includes('id_token')) throw new EntraError(700054);
  if (words.includes('token')) throw new EntraError(700051);
  if (responseType !== 'code') throw new EntraError(70005, { value: responseType });
}

function parsePrompt(prompt: string | null): Prompt | undefined {
  if (!prompt) return undefined;
  if (prompt === 'none' || prompt === 'login' || prompt === 'consent' || prompt === 'select_account') return prompt;
  throw new EntraError(90023, { value: `unsupported prompt value '${prompt}'` });
}

function parseCodeChallenge(parameters: URLSearchParams): AuthorizationRequest['codeChallenge'] {
  const value = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (!value) {
    if (method) throw new EntraError(50147);
    return undefined;
  }
  if (method !== null && method !== 'S256' && method !== 'plain')
    throw new EntraError(90023, { value: `unsupported code_challenge_method '${method}'` });
  const isHashed = method === 'S256';
  if (!(isHashed ? /^[\w-]{43}$/ : /^[\w.~-]{43,128}$/).test(value)) throw new EntraError(501491);
  return { value, isHashed };
}
