/**
 * Consent: what is missing, who may grant it, and the answers of the pages that ask.
 *
 * A tenant lets its people consent (except to what the Microsoft-managed policy leaves to administrators) or refuses
 * it; then the person sees the approval page. What an administrator granted holds for the whole tenant.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { isTenantAdministrator, resolveAccount, type Account } from './account.ts';
import type { AdminConsentRequest } from './admin-consent-request.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { buildCodeResponse, buildErrorResponse, buildRedirect } from './authorization-response.ts';
import { EntraError } from './errors.ts';
import { buildApprovalPage, buildConsentPage, buildRequestSentPage } from './pages/consent-page.ts';
import { describeScope, isAdministratorOnly, scopeKey, type Scope } from './scope.ts';
import type { EntraState } from './state.ts';
import { askPicker, type Step } from './step.ts';

/** Continues with a signed-in person: the code, the consent page, or the approval page. */
export function askConsent(
  entra: EntraState,
  step: Step,
  request: AuthorizationRequest,
  account: Account,
): EmulatedAnswer {
  const { setCookie } = step.browser;
  const asked = listAsked(entra, request, account);
  if (asked.length === 0)
    return buildCodeResponse(entra, request, account, {
      setCookie,
      signedInAt: step.browser.signedInAt(account.person),
    });
  if (request.prompt === 'none') {
    const { clientId: client, name } = request.registration;
    const error = new EntraError(65001, { client, name });
    return buildErrorResponse(entra, request, error, { error: 'consent_required', setCookie });
  }
  if (!mayConsent(entra, account, asked)) return showApprovalPage(entra, step, account, asked);
  return buildConsentPage({
    ...describePage(entra, step, account, asked),
    scope: isTenantAdministrator(account) ? 'administrator' : 'person',
  });
}

/** Continues with an account that signed in to approve for a tenant. */
export function askAdministrator(
  entra: EntraState,
  step: Step,
  request: AdminConsentRequest,
  account: Account,
): EmulatedAnswer {
  const { scopes } = request.scope;
  if (!isTenantAdministrator(account)) return showApprovalPage(entra, step, account, scopes, false);
  return buildConsentPage({ ...describePage(entra, step, account, scopes), scope: 'tenant' });
}

/** Takes the form of the consent page; the right to consent is checked again. Throws 165000 for another browser. */
export function answerConsent(entra: EntraState, step: Step, form: URLSearchParams): EmulatedAnswer {
  const { request } = step.pending;
  const account = readAccount(entra, step);
  const isAdminConsent = request.kind === 'admin-consent';
  if (form.get('decision') !== 'accept') {
    const options = isAdminConsent ? { isAdminConsent, error: 'consent_required' } : {};
    return buildErrorResponse(entra, request, new EntraError(65004), options);
  }
  const { clientId } = request.registration;
  const { tenantId, objectId } = account;
  const isAdministrator = isTenantAdministrator(account);
  const { scopes } = request.scope;
  if (isAdminConsent) {
    if (!isAdministrator) return showApprovalPage(entra, step, account, scopes, false);
    entra.consents.grant({ tenantId, clientId, scopes });
    return buildRedirect(request, [
      ['admin_consent', 'True'],
      ['tenant', tenantId],
      ['scope', request.scopeText],
    ]);
  }
  const asked = listAsked(entra, request, account);
  if (asked.length > 0 && !mayConsent(entra, account, asked)) return showApprovalPage(entra, step, account, asked);
  const isForTenant = isAdministrator && form.get('organization') === 'on';
  entra.consents.grant({ tenantId, clientId, scopes, ...(!isForTenant && { objectId }) });
  return buildCodeResponse(entra, request, account, { signedInAt: step.browser.signedInAt(account.person) });
}

/** Takes the form of the approval page and of the one after it. */
export function answerApproval(entra: EntraState, step: Step, form: URLSearchParams): EmulatedAnswer {
  const { request } = step.pending;
  const decision = form.get('decision');
  readAccount(entra, step);
  if (decision === 'administrator') return askPicker(entra, step);
  if (decision === 'request') return buildRequestSentPage({ segment: request.authority.segment, ctx: step.ctx });
  return buildErrorResponse(entra, request, 'cancelled');
}

/** The scopes to ask for: those without consent; with `prompt=consent` all of them. */
function listAsked(entra: EntraState, request: AuthorizationRequest, account: Account): Scope[] {
  const { scopes } = request.scope;
  if (request.prompt === 'consent') return scopes;
  const granted = new Set(
    entra.consents.list(account.tenantId, request.registration.clientId, account.objectId).map(scopeKey),
  );
  return scopes.filter((scope) => !granted.has(scopeKey(scope)));
}

function mayConsent(entra: EntraState, account: Account, asked: Scope[]): boolean {
  if (isTenantAdministrator(account)) return true;
  return findTenant(entra, account).consent === 'user' && !asked.some(isAdministratorOnly);
}

function showApprovalPage(
  entra: EntraState,
  step: Step,
  account: Account,
  scopes: Scope[],
  canRequest = findTenant(entra, account).consent === 'request',
): EmulatedAnswer {
  return buildApprovalPage({ ...describePage(entra, step, account, scopes), canRequest });
}

function describePage(entra: EntraState, step: Step, account: Account, scopes: Scope[]) {
  const { authority, registration } = step.pending.request;
  return {
    segment: authority.segment,
    ctx: step.ctx,
    applicationName: registration.name,
    isPublisherVerified: registration.isPublisherVerified,
    address: account.person.userPrincipalName,
    tenantName: findTenant(entra, account).name,
    permissions: scopes.map(describeScope),
    setCookie: step.browser.setCookie,
  };
}

function readAccount(entra: EntraState, { pending, browser }: Step): Account {
  const { person, request } = pending;
  if (!person || !browser.has(person)) throw new EntraError(165000, { value: 'no account is signed in' });
  return resolveAccount(person, request.authority, request.registration, entra.directory);
}

function findTenant(entra: EntraState, account: Account) {
  const tenant = entra.directory.tenants.find((one) => one.id === account.tenantId);
  if (!tenant) throw new EntraError(90002, { value: account.tenantId });
  return tenant;
}
