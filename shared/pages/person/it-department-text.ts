/**
 * The plain text that a person passes on to an IT department: what they ask for, for which app, and why.
 *
 * It is in the person's own voice, to be pasted into an email or a ticket. It names every permission, so that a reader need not
 * click a link to learn what it grants. It holds no secret and nothing about the person.
 */
import type { PersonSettings } from './person-settings.ts';
import { listPermissions } from './permissions.ts';

export interface ItDepartmentTextView {
  settings: PersonSettings;
  /**
   * `approval`: an administrator of the home tenant approves the app. `host_approval`: one of the host tenant does.
   * `access`: a tenant keeps the app out. `assignment`: it has not assigned the app. `policy`: Conditional Access refuses our
   * server. `other`: anything else that an administrator puts right; `sentence` says what. `at` names whose administrator.
   */
  request:
    | { kind: 'approval' | 'host_approval'; adminConsentUrl: string }
    | { kind: 'access' | 'assignment' | 'policy'; at: At; upstreamCode?: string | undefined }
    | { kind: 'other'; at: At; sentence: string; upstreamCode?: string | undefined };
}

type At = 'home' | 'host';

/** Lines of plain text, paragraphs separated by an empty line; no line break at the end. */
export function buildItDepartmentText(view: ItDepartmentTextView): string {
  return paragraphs[view.request.kind](view)
    .filter((paragraph) => paragraph !== undefined)
    .join('\n\n');
}

type Paragraphs = (view: ItDepartmentTextView) => (string | undefined)[];

const paragraphs: Record<Request['kind'], Paragraphs> = {
  approval: ({ settings, request }) => [
    'Please approve an app in Microsoft Entra.',
    purpose(settings),
    'Microsoft asks an administrator of our organisation to approve the app once. After that, each of us who works in ' +
      `${settings.erpName} connects their own mailbox; the approval itself connects nobody.`,
    appId(settings),
    permissions(settings),
    approvalLink(request),
    'To limit who may use it: Enterprise applications, this app, Properties, "Assignment required".',
    outboundAddresses(settings),
    contact(settings),
  ],
  host_approval: ({ settings, request }) => [
    `Please approve an app in the Microsoft Entra directory of ${settings.hostName}.`,
    purpose(settings),
    `Microsoft signs me in at ${settings.hostName} first, to prove who I am there. An administrator of that directory ` +
      'approves the app for signing in once.',
    appId(settings),
    'Permissions, all delegated: openid and profile (prove who signed in). The app asks for access to mail there only for ' +
      'people whose mailbox is there.',
    approvalLink(request),
    contact(settings),
  ],
  access: ({ settings, request }) => [
    `Please let me use an app in ${directory(settings, request)}.`,
    purpose(settings),
    isAtHost(request)
      ? 'That directory keeps the app out, has disabled it, or does not let guests of my organisation in. Please allow it ' +
        '(Enterprise applications; External Identities, cross-tenant access settings, inbound).'
      : 'Our organisation keeps this app out or has disabled it. Please allow it (Enterprise applications; External Identities, ' +
        `cross-tenant access settings, outbound to ${settings.hostName}).`,
    appId(settings),
    microsoftCode(request),
    isAtHost(request) ? undefined : permissions(settings),
    contact(settings),
  ],
  assignment: ({ settings, request }) => [
    `Please assign me to an app in ${directory(settings, request)}.`,
    purpose(settings),
    '"Assignment required" is on for the app, and it is not assigned to me: Enterprise applications, this app, Users and groups.',
    appId(settings),
    microsoftCode(request),
    isAtHost(request) ? undefined : permissions(settings),
    contact(settings),
  ],
  policy: ({ settings, request }) => [
    `Please exempt an app from a sign-in policy (Conditional Access) in ${directory(settings, request)}.`,
    purpose(settings),
    'My own sign-in worked. A policy then refused the app, because it asks Microsoft for its token from its own server and not ' +
      "from my device. Please exclude the app from that policy or allow the server's addresses as a named location. The sign-in " +
      'log (user sign-ins, non-interactive) shows which policy it was.',
    appId(settings),
    microsoftCode(request),
    outboundAddresses(settings) ??
      `Addresses of the app's server: please ask ${settings.supportContact ?? settings.hostName} for them.`,
    isAtHost(request) ? undefined : permissions(settings),
    contact(settings),
  ],
  other: ({ settings, request }) => [
    `Please help me with an app in ${directory(settings, request)}.`,
    purpose(settings),
    'sentence' in request ? `The app says: “${request.sentence}”` : undefined,
    appId(settings),
    microsoftCode(request),
    contact(settings),
  ],
};

type Request = ItDepartmentTextView['request'];

function isAtHost(request: Request): boolean {
  return 'at' in request && request.at === 'host';
}

function directory({ hostName }: PersonSettings, request: Request): string {
  return isAtHost(request) ? `the Microsoft Entra directory of ${hostName}` : 'Microsoft Entra';
}

function purpose({ erpName, hostName }: PersonSettings): string {
  return (
    `I work in ${erpName} at ${hostName}. The app sends the emails that go out there in my name, for example invoices, from my own ` +
    'work mailbox, so that they come from our address and appear in my Sent Items.'
  );
}

function appId({ entraClientId }: PersonSettings): string {
  return `App (client) id: ${entraClientId}`;
}

function permissions({ mailPermission }: PersonSettings): string {
  const lines = listPermissions(mailPermission).map(({ scope, usedFor }) => `- ${scope}: ${usedFor}`);
  const never =
    mailPermission === 'Mail.ReadWrite'
      ? 'Not asked for: application permissions, or the mailboxes of people who did not connect.'
      : 'Not asked for: reading or deleting mail, application permissions, or the mailboxes of people who did not connect.';
  return `Permissions, all delegated (Microsoft Graph):\n${lines.join('\n')}\n${never}`;
}

function approvalLink(request: Request): string | undefined {
  return 'adminConsentUrl' in request ? `Approve here, as an administrator:\n${request.adminConsentUrl}` : undefined;
}

function outboundAddresses({ outboundAddresses: addresses }: PersonSettings): string | undefined {
  return addresses && `Addresses of the app's server (for Conditional Access): ${addresses}`;
}

function microsoftCode(request: Request): string | undefined {
  return 'upstreamCode' in request && request.upstreamCode ? `Microsoft's code: ${request.upstreamCode}` : undefined;
}

function contact({ supportContact, privacyUrl }: PersonSettings): string | undefined {
  const lines = [supportContact && `Questions: ${supportContact}`, privacyUrl && `Privacy: ${privacyUrl}`];
  return lines.filter(Boolean).join('\n') || undefined;
}
