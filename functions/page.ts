/**
 * Answers with a page: security headers, status from outcomes.ts, and what an error page has to name.
 */
import type { HttpResponseInit } from '@azure/functions';
import { outcomes } from '../shared/outcomes.ts';
import type { Config } from '../shared/config.ts';
import type { ConnectorError } from '../shared/errors.ts';
import { consentUrl, describeApp } from '../shared/grants/describe-sender.ts';
import type { FinishedLeg } from '../shared/sign-in/finish-authorization.ts';
import { homeScopes, hostScopes } from '../shared/sign-in/start-authorization.ts';
import { buildAdminConsentUrl } from '../shared/oauth/authorization-request.ts';
import { pageHeaders } from '../shared/pages/kit/assets.ts';
import { renderProblemPage } from '../shared/pages/person/problem-page.ts';
import { problem, type ShowError } from './respond.ts';

export function page(body: string, status = 200): HttpResponseInit {
  return { status, headers: { ...pageHeaders }, body };
}

/** Where an administrator approves the connector for their whole organisation. */
export function adminConsentUrl(
  config: Config,
  tenantId = 'organizations',
  scopes: readonly string[] = homeScopes(config.mailPermission),
): string {
  const { entraAuthority: authority, entraClientId: clientId, publicUrl } = config;
  return buildAdminConsentUrl({ authority, tenantId, clientId, redirectUri: `${publicUrl}/callback`, scopes });
}

/** `leg` is what the sign-in ended with, for the accounts and the organisation that the page names. */
export function problemPage(
  config: Config,
  error: ConnectorError,
  requestId: string,
  leg?: Extract<FinishedLeg, { kind: 'refused' }>,
): HttpResponseInit {
  const { identity, signedInAs, handle } = leg ?? {};
  const approvalUrl =
    error.code === 'host_approval_required'
      ? adminConsentUrl(config, config.hostTenantId, hostScopes)
      : adminConsentUrl(config, identity?.homeTenantId);
  const accounts = identity &&
    handle !== undefined && { expected: identity.displayAddress, signedInAs: signedInAs ?? '', restart: handle };
  const view = {
    settings: config,
    code: error.code,
    requestId,
    adminConsentUrl: approvalUrl,
    ...(error.upstreamCode && { upstreamCode: error.upstreamCode }),
    ...(accounts && { accounts }),
  };
  return page(renderProblemPage(view), outcomes[error.code].status);
}

export function showPage(config: Config): ShowError {
  return (error, requestId) => problemPage(config, error, requestId);
}

/** Problem details; whoever must connect first is told where, and whoever must allow the connector what to allow. */
export function showProblem(config: Config): ShowError {
  return (error, requestId) => {
    const isAboutConsent = error.code === 'consent_required' || outcomes[error.code].disposition === 'reconsent';
    return problem(error, requestId, {
      ...(isAboutConsent && { consentUrl: consentUrl(config.publicUrl) }),
      ...describeApp(error.code, config),
    });
  };
}
