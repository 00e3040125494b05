/**
 * `grant_type=authorization_code`: a code for tokens.
 *
 * A code works once, for ten minutes, for the client, redirect URI and authority of its request, with its verifier.
 * A wrong verifier does not use it up, as in Entra.
 */
import { createHash } from 'node:crypto';
import { assertEnabled, resolveAccount } from './account.ts';
import type { Authority } from './authority.ts';
import type { AuthenticatedClient } from './client-authentication.ts';
import { EntraError } from './errors.ts';
import { issueTokens } from './issue-tokens.ts';
import { parseIdTokenClaims, requireParameter } from './parameters.ts';
import { parseScopesOr } from './scope.ts';
import { isCodeFresh, type AuthorizationCode, type EntraState } from './state.ts';

/** Redeems a code; throws 9002313 (unknown), 70000, 700005, 500112, 54005, 70008, 501481 and what issuing throws. */
export async function redeemCode(
  entra: EntraState,
  authority: Authority,
  client: AuthenticatedClient,
  form: URLSearchParams,
): Promise<Record<string, unknown>> {
  const { registration } = client;
  const code = entra.codes.get(requireParameter(form, 'code'));
  const redirectUri = requireParameter(form, 'redirect_uri');
  if (!code) throw new EntraError(9002313);
  if (code.registration.clientId !== registration.clientId)
    throw new EntraError(70000, { value: 'the code was issued to another client' });
  if (code.authority.segment !== authority.segment) throw new EntraError(700005);
  if (code.redirectUri !== redirectUri) throw new EntraError(500112, { value: redirectUri });
  if (code.isRedeemed) throw new EntraError(54005);
  if (!isCodeFresh(code, entra.now())) throw new EntraError(70008);
  assertVerifier(code, form.get('code_verifier'));

  const account = resolveAccount(code.person, code.authority, registration, entra.directory);
  assertEnabled(account, false);
  const scopeText = form.get('scope') ?? '';
  const scope = parseScopesOr(scopeText, code.scope, registration, entra.registrations);
  const requestedClaims = parseIdTokenClaims(form.get('claims'));
  // Before the first await, so that of two requests at once only one gets tokens; a refusal gives the code back.
  code.isRedeemed = true;
  try {
    return await issueTokens(entra, {
      client,
      account,
      scope,
      scopeText,
      nonce: code.nonce,
      signedInAt: code.signedInAt,
      requestedClaims: [...code.idTokenClaims, ...requestedClaims],
      isClientInfoWanted: form.get('client_info') === '1',
    });
  } catch (error) {
    code.isRedeemed = false;
    throw error;
  }
}

/** RFC 7636, section 4.6. */
function assertVerifier(code: AuthorizationCode, verifier: string | null): void {
  const challenge = code.codeChallenge;
  if (!challenge) {
    if (verifier !== null) throw new EntraError(501481);
    return;
  }
  if (!verifier) throw new EntraError(501481);
  if (!/^[\w.~-]{43,128}$/.test(verifier)) throw new EntraError(501471);
  const actual = challenge.isHashed ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (actual !== challenge.value) throw new EntraError(501481);
}
