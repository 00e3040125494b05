/**
 * Answers with a page: security headers, status from outcomes.ts, and what an error page has to name.
 */
import { outcomes, type ErrorCode } from '../shared/outcomes.ts';
import type { Config } from '../shared/config.ts';
import { consentUrl, describeApp } from '../shared/grants/describe-sender.ts';
import type { Ending } from '../shared/sign-in/ending.ts';
import { homeScopes, hostScopes } from '../shared/oauth/scopes.ts';
import { buildAdminConsentUrl } from '../shared/oauth/authorization-request.ts';
import { buildPageHeaders } from '../shared/pages/kit/assets.ts';
import { renderProblemPage } from '../shared/pages/person/problem-page.ts';
import type { SignedIn } from '../shared/pages/person/sign-out.ts';
import { prefersPage } from './accept.ts';
import type { Person } from './access.ts';
import { readReader, stayThere, type Reader } from './language.ts';
import { problem, type Reply, type ShowError } from './respond.ts';

export function page(
  { settings, texts, cookies }: Pick<Reader, 'settings' | 'texts' | 'cookies'>,
  body: string,
  status = 200,
): Reply {
  const headers = { ...buildPageHeaders(settings), 'Content-Language': texts.tag };
  return { status, headers, ...(cookies.length > 0 && { cookies }), body };
}

/** Where an administrator approves the connector for their whole organisation. */
export function adminConsentUrl(
  config: Config,
  {
    tenantId = 'organizations',
    clientId = config.entraClientId,
    scopes = homeScopes(config.mailPermission),
  }: { tenantId?: string | undefined; clientId?: string | undefined; scopes?: readonly string[] } = {},
): string {
  const { entraAuthority: authority, publicUrl } = config;
  return buildAdminConsentUrl({ authority, tenantId, clientId, redirectUri: `${publicUrl}/callback`, scopes });
}

/**
 * `ending` is how a sign-in ended, for the accounts and the organisation that the page names; `person` who met the problem on a
 * page of their own; `isOwnForm` says that a form of such a page was out of date.
 */
export function problemPage(
  reader: Reader,
  { code, upstreamCode }: Pick<Ending, 'code' | 'upstreamCode'>,
  requestId: string | undefined,
  {
    ending = {},
    person,
    isOwnForm,
  }: { ending?: Partial<Ending>; person?: SignedIn | undefined; isOwnForm?: boolean } = {},
): Reply {
  const { settings: config } = reader;
  const { hostTenantId, clientId, homeTenantId, displayAddress, signedInAs, handle, sessionHandle } = ending;
  const approvalUrl =
    code === 'host_approval_required' || code === 'host_approval_likely'
      ? adminConsentUrl(config, { tenantId: hostTenantId, clientId, scopes: hostScopes })
      : adminConsentUrl(config, { tenantId: homeTenantId, clientId });
  const isReplacement = code === 'identity_changed';
  const accounts = displayAddress !== undefined &&
    handle !== undefined &&
    !isReplacement && { expected: displayAddress, signedInAs: signedInAs ?? '', restart: handle };
  const isPersons = displayAddress !== undefined && sessionHandle !== undefined;
  const view = {
    ...reader,
    settings: { ...config, ...(clientId && { entraClientId: clientId }) },
    code,
    requestId,
    adminConsentUrl: approvalUrl,
    ...(upstreamCode && { upstreamCode }),
    ...(accounts && { accounts }),
    ...(isReplacement && { replacement: handle }),
    isOwnForm,
    person: isPersons ? { signedInAs: displayAddress, handle: sessionHandle } : person,
  };
  return page(reader, renderProblemPage(view), outcomes[code].status);
}

/** A page; but a program that has the address or the method wrong is told in a problem document. */
export function showPage(config: Config): ShowError {
  const showDocument = showProblem(config);
  return async (error, context, who, request) => {
    const isNegotiated = error.code === 'not_found' || error.code === 'method_not_allowed';
    if (isNegotiated && !prefersPage(request.headers.get('accept')))
      return vary(showDocument(error, context, who, request), 'Accept');
    const { pathname } = new URL(request.url);
    const isOutOfDate = error.code === 'request_expired' || error.code === 'browser_mismatch';
    // A form of the console whose session is over: what it asked for was not done.
    if (isOutOfDate && /\/console\/[0-9a-z]/.test(pathname))
      return { status: 303, headers: { Location: `${config.publicUrl}/console?ended` } };
    const person = who && 'handle' in who ? nameSignedIn(who) : undefined;
    const found = await readReader(config, request, context);
    const reader = isNegotiated ? stayThere(found, request) : found;
    const isOwnForm = isOutOfDate && /\/me\/[0-9a-z/-]+$/.test(pathname);
    const shown = problemPage(reader, error, context.invocationId, { person, isOwnForm });
    return isNegotiated ? vary(shown, 'Accept, Accept-Language, Cookie') : shown;
  };
}

function vary(answer: Reply, by: string): Reply {
  return { ...answer, headers: { ...answer.headers, Vary: by } };
}

/** For the pages of a person: who is signed in, and what signs them out. */
export function nameSignedIn({ displayAddress: signedInAs, displayName: name, handle }: Person): SignedIn {
  return { signedInAs, name, handle };
}

/** Whether the person can put it right by connecting again. */
export function needsConsent(code: ErrorCode): boolean {
  return outcomes[code].disposition === 'reconsent' || code === 'registration_changed';
}

/** Of the application that calls. */
export function hostTenantOf(who: Parameters<ShowError>[2]): string | undefined {
  return who && 'rights' in who ? who.hostTenantId : undefined;
}

/** Problem details, with the consent URL where the sender must connect and the app to allow where an administrator must act. */
export function showProblem(config: Config): (...given: Parameters<ShowError>) => Reply {
  return (error, { invocationId: requestId }, who) => {
    const isAboutConsent = needsConsent(error.code);
    const { publicUrl } = config;
    return problem(
      error,
      { publicUrl, requestId },
      {
        ...(isAboutConsent && { consentUrl: consentUrl(config, hostTenantOf(who)) }),
        ...describeApp(error.code, config),
      },
    );
  };
}
