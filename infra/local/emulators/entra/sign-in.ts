/**
 * Which account a browser request is about: single sign-on, the address field, or the picker.
 *
 * Without `prompt` exactly one fitting session signs in silently; `login_hint` decides among several;
 * `select_account` always asks, `login` always asks again, `none` never. Consent comes after this.
 */
import type { Person } from '../kit/directory.ts';
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { assertEnabled, findAccount, findPersonByHint, resolveAccount } from './account.ts';
import type { AdminConsentRequest } from './admin-consent-request.ts';
import { askAdministrator, askConsent } from './ask-consent.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { buildErrorResponse } from './authorization-response.ts';
import type { BrowserSession } from './browser-sessions.ts';
import { createErrorIds, EntraError } from './errors.ts';
import { buildErrorPage } from './pages/notice-page.ts';
import { findRefusal } from './refusal.ts';
import type { EntraState } from './state.ts';
import { askAccount, askAddress, askPicker, createStep, type Step } from './step.ts';

/** Starts with a request that was checked. */
export function startSignIn(
  entra: EntraState,
  request: AuthorizationRequest | AdminConsentRequest,
  browser: BrowserSession,
): EmulatedAnswer {
  const step = createStep(entra, request, browser);
  if (request.kind === 'admin-consent') return askAccount(entra, step);
  const fitting = browser.people().filter((person) => canSignIn(entra, request, person));
  const hinted = request.loginHint === undefined ? undefined : findPersonByHint(request.loginHint, entra.directory);

  if (request.prompt === 'none') return signInSilently(entra, step, request, fitting, hinted);
  if (request.prompt === 'select_account') return askPicker(entra, step);
  if (request.prompt === 'login') return askAddress(entra, step, { address: hinted?.userPrincipalName });
  if (hinted && browser.has(hinted)) return continueSignIn(entra, step, hinted, false);
  if (request.loginHint !== undefined)
    return askAddress(entra, step, { address: hinted?.userPrincipalName ?? request.loginHint });
  if (fitting.length === 1 && fitting[0]) return continueSignIn(entra, step, fitting[0], false);
  return askAccount(entra, step);
}

/** Takes the form of the sign-in page or the picker. */
export function answerSignIn(entra: EntraState, step: Step, form: URLSearchParams): EmulatedAnswer {
  if (form.has('another')) return askAddress(entra, step);
  const address = form.get('account') ?? form.get('loginfmt') ?? '';
  const person = findPersonByHint(address, entra.directory);
  if (!person) {
    const problem = address
      ? "We couldn't find an account with that username. Try another account."
      : 'Enter a valid email address.';
    return askAddress(entra, step, { address, problem });
  }
  const { request } = step.pending;
  const isAskedAnew = request.kind === 'authorization' && request.prompt === 'login';
  return continueSignIn(entra, step, person, isAskedAnew || !step.browser.has(person));
}

function continueSignIn(entra: EntraState, step: Step, person: Person, isNewSignIn: boolean): EmulatedAnswer {
  const { pending, browser } = step;
  const { request } = pending;
  try {
    if (isNewSignIn && person.isDisabled) throw new EntraError(50057);
    browser.add(person, isNewSignIn);
    const account = resolveAccount(person, request.authority, request.registration, entra.directory);
    assertEnabled(account, isNewSignIn);
    pending.person = person;
    const refusal = request.kind === 'authorization' ? findRefusal(entra, account, 'authorize') : undefined;
    if (refusal) return buildErrorResponse(entra, request, refusal, { setCookie: browser.setCookie });
    return request.kind === 'authorization'
      ? askConsent(entra, step, request, account)
      : askAdministrator(entra, step, request, account);
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    if (request.kind === 'authorization' && request.prompt === 'none')
      return buildErrorResponse(entra, request, error, {
        error: 'interaction_required',
        setCookie: browser.setCookie,
      });
    return buildErrorPage({
      error,
      ids: createErrorIds(entra.now(), request.correlationId),
      retry: { segment: request.authority.segment, ctx: step.ctx },
      setCookie: browser.setCookie,
    });
  }
}

function signInSilently(
  entra: EntraState,
  step: Step,
  request: AuthorizationRequest,
  fitting: Person[],
  hinted: Person | undefined,
): EmulatedAnswer {
  const { setCookie } = step.browser;
  const refuse = (error: EntraError) => buildErrorResponse(entra, request, error, { setCookie });
  if (step.browser.people().length === 0) return refuse(new EntraError(50058));
  if (request.loginHint !== undefined)
    return hinted && step.browser.has(hinted)
      ? continueSignIn(entra, step, hinted, false)
      : refuse(new EntraError(50058));
  if (fitting.length === 1 && fitting[0]) return continueSignIn(entra, step, fitting[0], false);
  return refuse(new EntraError(16000));
}

function canSignIn(entra: EntraState, { authority }: AuthorizationRequest, person: Person): boolean {
  const tenantId =
    authority.kind === 'tenant' ? authority.tenant.id : 'tenantId' in person.home ? person.home.tenantId : '';
  return findAccount(person, tenantId, entra.directory) !== undefined;
}
