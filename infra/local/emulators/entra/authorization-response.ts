/**
 * The answer of the authorization endpoint to the application, through the browser: code or error.
 *
 * Modes `query`, `fragment` and `form_post`. Codes are 512 random characters, single use, 10 minutes.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { EmulatedAnswer } from '../kit/emulator.ts';
import type { Account } from './account.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { buildClientInfo } from './build-claims.ts';
import { createErrorIds, describeError, type EntraError } from './errors.ts';
import { buildBrowserHeaders } from './pages/layout.ts';
import { buildFormPostPage } from './pages/notice-page.ts';
import type { RedirectTarget } from './redirect-target.ts';
import type { EntraState } from './state.ts';

/** Sends parameters to the redirect URI in the request's response mode; `state` is added when it was sent. */
export function buildRedirect(
  target: RedirectTarget,
  parameters: [string, string][],
  setCookie?: string,
): EmulatedAnswer {
  const all: [string, string][] = target.state === undefined ? parameters : [...parameters, ['state', target.state]];
  if (target.responseMode === 'form_post') return buildFormPostPage(target.redirectUri, all, setCookie);
  const location = new URL(target.redirectUri);
  if (target.responseMode === 'fragment') location.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of all) location.searchParams.append(name, value);
  return { status: 302, headers: { ...buildBrowserHeaders(setCookie), Location: location.href } };
}

/** Issues a code for an account and sends it. */
export function buildCodeResponse(
  entra: EntraState,
  request: AuthorizationRequest,
  account: Account,
  { setCookie, signedInAt }: { setCookie?: string | undefined; signedInAt?: Date | undefined },
): EmulatedAnswer {
  const code = `1.${randomBytes(384).toString('base64url')}`;
  entra.codes.set(code, {
    registration: request.registration,
    authority: request.authority,
    person: account.person,
    tenantId: account.tenantId,
    redirectUri: request.redirectUri,
    scope: request.scope,
    idTokenClaims: request.idTokenClaims,
    issuedAt: entra.now(),
    isRedeemed: false,
    ...(signedInAt && { signedInAt }),
    ...(request.nonce !== undefined && { nonce: request.nonce }),
    ...(request.codeChallenge && { codeChallenge: request.codeChallenge }),
  });
  const parameters: [string, string][] = [['code', code]];
  if (request.isClientInfoWanted) parameters.push(['client_info', buildClientInfo(account)]);
  parameters.push(['session_state', randomUUID()]);
  return buildRedirect(request, parameters, setCookie);
}

/** Sends an error; leaving the approval page gives `access_denied` without a number. */
export function buildErrorResponse(
  entra: EntraState,
  target: RedirectTarget,
  error: EntraError | 'cancelled',
  options: { error?: string; isAdminConsent?: boolean; setCookie?: string | undefined } = {},
): EmulatedAnswer {
  const parameters: [string, string][] = options.isAdminConsent ? [['admin_consent', 'True']] : [];
  if (error === 'cancelled') {
    parameters.push(['error', 'access_denied'], ['error_subcode', 'cancel']);
  } else {
    const description = describeError(error, createErrorIds(entra.now(), target.correlationId));
    parameters.push(['error', options.error ?? error.error], ['error_description', description]);
    if (error.code !== undefined) parameters.push(['error_uri', `${entra.url}/error?code=${error.code}`]);
  }
  return buildRedirect(target, parameters, options.setCookie);
}
