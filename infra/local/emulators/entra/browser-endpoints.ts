/**
 * The endpoints for browsers: authorization, administrator's approval, the forms of their pages, sign-out.
 *
 * Reads the request and catches refusals: before the redirect URI is checked they become pages, afterwards
 * they go to the application.
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { parseAdminConsentRequest } from './admin-consent-request.ts';
import { answerApproval, answerConsent } from './ask-consent.ts';
import { assertRegistrationAt, type Authority } from './authority.ts';
import { parseAuthorizationRequest } from './authorization-request.ts';
import { buildErrorResponse } from './authorization-response.ts';
import { EntraError } from './errors.ts';
import { buildBrowserHeaders } from './pages/layout.ts';
import { buildSignedOutPage } from './pages/notice-page.ts';
import { assertNoDuplicates, parseForm } from './parameters.ts';
import { isRegisteredRedirectUri, parseRedirectTarget } from './redirect-target.ts';
import { answerSignIn, startSignIn } from './sign-in.ts';
import type { EntraState } from './state.ts';
import type { Step } from './step.ts';

/** `GET /{tenant}/oauth2/v2.0/authorize`. */
export function authorize(entra: EntraState, authority: Authority, { url, headers }: EmulatedRequest): EmulatedAnswer {
  assertNoDuplicates(url.searchParams);
  const target = parseRedirectTarget(entra.registrations, authority, url.searchParams);
  try {
    const request = parseAuthorizationRequest(entra.registrations, target, url.searchParams);
    return startSignIn(entra, request, entra.sessions.open(headers.cookie));
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return buildErrorResponse(entra, target, error);
  }
}

/** `GET /{tenant}/v2.0/adminconsent`. */
export function approve(entra: EntraState, authority: Authority, { url, headers }: EmulatedRequest): EmulatedAnswer {
  assertNoDuplicates(url.searchParams);
  const target = parseRedirectTarget(entra.registrations, authority, url.searchParams);
  const request = parseAdminConsentRequest(entra.registrations, target, url.searchParams);
  return startSignIn(entra, request, entra.sessions.open(headers.cookie));
}

/** `POST /{tenant}/login`, `/consent` and `/approval`; throws 165000 for a page of another browser or an old one. */
export function answerForm(
  entra: EntraState,
  authority: Authority,
  form: 'login' | 'consent' | 'approval',
  request: EmulatedRequest,
): EmulatedAnswer {
  const parameters = parseForm(request.headers, request.body);
  assertNoDuplicates(parameters);
  const step = findStep(entra, authority, parameters, request.headers.cookie);
  if (form === 'login') return answerSignIn(entra, step, parameters);
  if (form === 'consent') return answerConsent(entra, step, parameters);
  return answerApproval(entra, step, parameters);
}

/** `GET /{tenant}/oauth2/v2.0/logout`: ends the browser's sessions; redirects only to a registered address. */
export function signOut(entra: EntraState, { url, headers }: EmulatedRequest): EmulatedAnswer {
  entra.sessions.open(headers.cookie).clear();
  const next = url.searchParams.get('post_logout_redirect_uri');
  if (next === null || !entra.registrations.some((one) => isRegisteredRedirectUri(one, next)))
    return buildSignedOutPage();
  return { status: 302, headers: { ...buildBrowserHeaders(), Location: next } };
}

function findStep(entra: EntraState, authority: Authority, form: URLSearchParams, cookie: string | undefined): Step {
  const ctx = form.get('ctx') ?? '';
  const pending = entra.pending.get(ctx);
  if (!pending) throw new EntraError(165000, { value: 'the page is unknown or too old' });
  const browser = entra.sessions.open(cookie);
  if (browser.id !== pending.sessionId) throw new EntraError(165000, { value: 'missing session context cookie' });
  if (pending.request.authority.segment !== authority.segment)
    throw new EntraError(165000, { value: 'the page belongs to another tenant' });
  assertRegistrationAt(pending.request.registration, authority);
  return { ctx, pending, browser };
}
