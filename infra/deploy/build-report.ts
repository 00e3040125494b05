/**
 * Says what is left to do after a deployment: the values for the ERP, the address to publish, the message for other organisations.
 *
 * Pure. It does not contain the caller's secret.
 */
import { buildAdminConsentUrl } from '../../shared/oauth/authorization-request.ts';
import { trustUrl } from '../../shared/pages/kit/trust-url.ts';
import { listPermissions } from '../../shared/pages/person/permissions.ts';
import { en } from '../../shared/pages/text/en.ts';
import { authorities } from './authorities.ts';
import type { CloudName } from './context.ts';

export interface Installed {
  cloud: CloudName;
  publicUrl: string;
  hostTenantId: string;
  clientId: string;
  callerClientId: string | undefined;
  mailPermission: 'Mail.Send' | 'Mail.ReadWrite';
  hostName: string;
  erpName: string;
  supportContact: string;
}

/** Several lines for the terminal. */
export function buildReport(installed: Installed): string {
  const authority = authorities[installed.cloud];
  return `
For the ERP
  API address      ${installed.publicUrl}
  Token scope      ${installed.clientId}/.default
  Tenant           ${installed.hostTenantId}
  Token endpoint   ${authority}/${installed.hostTenantId}/oauth2/v2.0/token
  Client id        ${installed.callerClientId ?? 'CALLER_CLIENT_ID, as register.sh printed it'}

For the people who send (publish it anywhere; it is the same for all)
  ${installed.publicUrl}/authorize

For IT, data protection and partners: what the app is, what it keeps, how to approve and revoke it
  ${trustUrl(installed)}

For the IT departments of their organisations (one approval each)
${indent(buildMessage(installed, authority))}
`;
}

function buildMessage(installed: Installed, authority: string): string {
  const permissions = listPermissions(installed.mailPermission, en);
  const adminConsentUrl = buildAdminConsentUrl({
    authority,
    tenantId: 'organizations',
    clientId: installed.clientId,
    redirectUri: `${installed.publicUrl}/callback`,
    scopes: permissions.map(({ scope }) => scope),
  });
  const hostName = installed.hostName || 'our organisation';
  return `Some of your people work in ${installed.erpName || 'Dynamics 365'} at ${hostName} as guests. What they send there, such as invoices, will come from
their own mailbox and appear in their Sent Items, once each of them has connected it.
Microsoft asks an administrator of your organisation to approve the app before they can.

App (client) id: ${installed.clientId}
Permissions, all delegated:
${permissions.map(({ scope, usedFor }) => `- ${scope}: ${usedFor}`).join('\n')}
Approve here, as an administrator:
${adminConsentUrl}
${en.itDepartment.details(trustUrl(installed))}
${installed.supportContact ? `Questions: ${installed.supportContact}\n` : ''}`.trimEnd();
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
