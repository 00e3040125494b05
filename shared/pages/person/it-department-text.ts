/**
 * The plain text that a person passes on to an IT department: what they ask for, for which app, and why.
 *
 * It is in the person's own voice, to be pasted into an email or a ticket. It names every permission, so that a reader need not
 * click a link to learn what it grants. It holds no secret and nothing about the person.
 */
import { trustUrl } from '../kit/trust-url.ts';
import type { PersonContext } from './person-context.ts';
import { listPermissions } from './permissions.ts';

export interface ItDepartmentTextView extends Pick<PersonContext, 'settings' | 'texts'> {
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

/**
 * What an email to an IT department can do without, the first thing first. What is not here stays: what is asked for, the app, and how an
 * administrator finds what to approve or to change. Permissions can go only where they were given already.
 */
export function listSpareParagraphs(view: ItDepartmentTextView): string[] {
  return spare[view.request.kind](view).filter((paragraph) => paragraph !== undefined);
}

const spare: Record<Request['kind'], Paragraphs> = {
  approval: (view) => {
    const { approvalReason, limit } = view.texts.itDepartment;
    const { erpName } = view.settings;
    return [limit, outboundAddresses(view), approvalReason(erpName), contact(view), purpose(view)];
  },
  host_approval: (view) => {
    const { hostApprovalReason } = view.texts.itDepartment;
    return [hostApprovalReason(view.settings.hostName), contact(view), purpose(view)];
  },
  access: spareAfterApproval,
  assignment: spareAfterApproval,
  policy: (view) => {
    const { policyReason } = view.texts.itDepartment;
    return [...spareAfterApproval(view), policyReason, policyAddresses(view)];
  },
  other: spareAfterApproval,
};

function spareAfterApproval(view: ItDepartmentTextView): (string | undefined)[] {
  return [permissions(view), contact(view), purpose(view)];
}

type Paragraphs = (view: ItDepartmentTextView) => (string | undefined)[];

const paragraphs: Record<Request['kind'], Paragraphs> = {
  approval: (view) => {
    const { approval, approvalReason, limit } = view.texts.itDepartment;
    return [
      approval,
      purpose(view),
      approvalReason(view.settings.erpName),
      appId(view),
      permissions(view),
      approvalLink(view),
      details(view),
      limit,
      outboundAddresses(view),
      contact(view),
    ];
  },
  host_approval: (view) => {
    const { hostApproval, hostApprovalReason, hostPermissions } = view.texts.itDepartment;
    const { hostName } = view.settings;
    return [
      hostApproval(hostName),
      purpose(view),
      hostApprovalReason(hostName),
      appId(view),
      hostPermissions,
      approvalLink(view),
      details(view),
      contact(view),
    ];
  },
  access: (view) => {
    const { access, hostAccess, accessReason, hostAccessReason } = view.texts.itDepartment;
    const { hostName } = view.settings;
    return [
      isAtHost(view) ? hostAccess(hostName) : access,
      purpose(view),
      isAtHost(view) ? hostAccessReason : accessReason(hostName),
      appId(view),
      microsoftCode(view),
      isAtHost(view) ? undefined : permissions(view),
      details(view),
      contact(view),
    ];
  },
  assignment: (view) => {
    const { assignment, hostAssignment, assignmentReason } = view.texts.itDepartment;
    return [
      isAtHost(view) ? hostAssignment(view.settings.hostName) : assignment,
      purpose(view),
      assignmentReason,
      appId(view),
      microsoftCode(view),
      isAtHost(view) ? undefined : permissions(view),
      details(view),
      contact(view),
    ];
  },
  policy: (view) => {
    const { policy, hostPolicy, policyReason, policyLog } = view.texts.itDepartment;
    return [
      isAtHost(view) ? hostPolicy(view.settings.hostName) : policy,
      purpose(view),
      policyReason,
      policyAddresses(view),
      policyLog,
      appId(view),
      microsoftCode(view),
      isAtHost(view) ? undefined : permissions(view),
      details(view),
      contact(view),
    ];
  },
  other: (view) => {
    const { other, hostOther, said } = view.texts.itDepartment;
    const { request } = view;
    return [
      isAtHost(view) ? hostOther(view.settings.hostName) : other,
      purpose(view),
      'sentence' in request ? said(request.sentence) : undefined,
      appId(view),
      microsoftCode(view),
      details(view),
      contact(view),
    ];
  },
};

type Request = ItDepartmentTextView['request'];

function isAtHost({ request }: ItDepartmentTextView): boolean {
  return 'at' in request && request.at === 'host';
}

function purpose({ settings, texts }: ItDepartmentTextView): string {
  return texts.itDepartment.purpose(settings.erpName, settings.hostName);
}

function appId({ settings, texts }: ItDepartmentTextView): string {
  return texts.itDepartment.appId(settings.entraClientId);
}

function permissions({ settings: { mailPermission }, texts }: ItDepartmentTextView): string {
  const { itDepartment } = texts;
  const lines = listPermissions(mailPermission, texts).map(({ scope, usedFor }) =>
    itDepartment.permission(scope, usedFor),
  );
  const never = mailPermission === 'Mail.ReadWrite' ? itDepartment.notAskedReadWrite : itDepartment.notAsked;
  return [itDepartment.permissions, ...lines, never].join('\n');
}

function approvalLink({ request, texts }: ItDepartmentTextView): string | undefined {
  return 'adminConsentUrl' in request ? `${texts.itDepartment.approveHere}\n${request.adminConsentUrl}` : undefined;
}

function details({ settings, texts }: ItDepartmentTextView): string {
  return texts.itDepartment.details(trustUrl(settings));
}

function outboundAddresses({ settings, texts }: ItDepartmentTextView): string | undefined {
  return settings.outboundAddresses && texts.itDepartment.addresses(settings.outboundAddresses);
}

function policyAddresses({ settings, texts }: ItDepartmentTextView): string | undefined {
  return settings.outboundAddresses && texts.itDepartment.policyAddresses(settings.outboundAddresses);
}

function microsoftCode({ request, texts }: ItDepartmentTextView): string | undefined {
  return 'upstreamCode' in request && request.upstreamCode
    ? texts.itDepartment.microsoftCode(request.upstreamCode)
    : undefined;
}

function contact({ settings: { supportContact, privacyUrl }, texts }: ItDepartmentTextView): string | undefined {
  const { questions, privacy } = texts.itDepartment;
  const lines = [supportContact && questions(supportContact), privacyUrl && privacy(privacyUrl)];
  return lines.filter(Boolean).join('\n') || undefined;
}
