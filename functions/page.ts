/**
 * Answers with a page: security headers, status from outcomes.ts, and what an error page has to name.
 */
import type { HttpResponseInit } from '@azure/functions';
import { outcomes, type ErrorCode } from '../shared/outcomes.ts';
import type { Config } from '../shared/config.ts';
import type { ConnectorError } from '../shared/errors.ts';
import { consentUrl, describeApp } from '../shared/grants/describe-sender.ts';
import type { RefusedLeg } from '../shared/sign-in/leg.ts';
import { homeScopes, hostScopes } from '../shared/oauth/scopes.ts';
import { buildAdminConsentUrl } from '../shared/oauth/authorization-request.ts';
import { pageHeaders } from '../shared/pages/kit/assets.ts';
import { renderProblemPage } from '../shared/pages/person/problem-page.ts';
import type { SignedIn } from '../shared/pages/person/sign-out.ts';
import type { Person } from './access.ts';
import { readReader, type Reader } from './language.ts';
import { problem, type ShowError } from './respond.ts';

export function page(
  { texts, cookies }: Pick<Reader, 'texts' | 'cookies'>,
  body: string,
  status = 200,
): HttpResponseInit {
  const headers = { ...pageHeaders, 'Content-Language': texts.tag };
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
 * `leg` is what the sign-in ended with, for the accounts and the organisation that the page names; `person` who met the problem on
 * a page of their own.
 */
export function problemPage(
  reader: Reader,
  error: ConnectorError,
  requestId: string,
  { leg, person }: { leg?: RefusedLeg; person?: SignedIn | undefined } = {},
): HttpResponseInit {
  const { settings: config } = reader;
  const { hostTenantId, clientId, identity, signedInAs, handle } = leg ?? {};
  const approvalUrl =
    error.code === 'host_approval_required' || error.code === 'host_approval_likely'
      ? adminConsentUrl(config, { tenantId: hostTenantId, clientId, scopes: hostScopes })
      : adminConsentUrl(config, { tenantId: identity?.homeTenantId, clientId });
  const isReplacement = error.code === 'identity_changed';
  const accounts = identity &&
    handle !== undefined &&
    !isReplacement && { expected: identity.displayAddress, signedInAs: signedInAs ?? '', restart: handle };
  const view = {
    ...reader,
    settings: { ...config, ...(clientId && { entraClientId: clientId }) },
    code: error.code,
    requestId,
    adminConsentUrl: approvalUrl,
    ...(error.upstreamCode && { upstreamCode: error.upstreamCode }),
    ...(accounts && { accounts }),
    ...(isReplacement && { replacement: handle }),
    person,
  };
  return page(reader, renderProblemPage(view), outcomes[error.code].status);
}

export function showPage(config: Config): ShowError {
  return (error, requestId, who, request) => {
    const person = who && 'handle' in who ? nameSignedIn(who) : undefined;
    return problemPage(readReader(config, request), error, requestId, { person });
  };
}

/** For the pages of a person: who is signed in, and what signs them out. */
export function nameSignedIn({ displayAddress: signedInAs, handle }: Person): SignedIn {
  return { signedInAs, handle };
}

/** Whether the person can put it right by connecting again. */
export function needsConsent(code: ErrorCode): boolean {
  return outcomes[code].disposition === 'reconsent' || code === 'registration_changed';
}

/** Problem details, with the consent URL where the sender must connect and the app to allow where an administrator must act. */
export function showProblem(config: Config): ShowError {
  return (error, requestId) => {
    const isAboutConsent = needsConsent(error.code);
    const { publicUrl } = config;
    return problem(
      error,
      { publicUrl, requestId },
      {
        ...(isAboutConsent && { consentUrl: consentUrl(publicUrl) }),
        ...describeApp(error.code, config),
      },
    );
  };
}
