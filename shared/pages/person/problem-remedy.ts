/**
 * What a person can pass on when another party must act: the text for the IT department or for the inviting organisation.
 *
 * The code alone chooses it. There is none for problems that the person or the operator solves, or that time does.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderApprovalLink } from './approval-link.ts';
import { buildItDepartmentText, type ItDepartmentTextView } from './it-department-text.ts';
import type { PersonSettings } from './person-settings.ts';
import { buildResetInvitationText } from './reset-invitation-text.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';

/** A known outcome, and what the text to pass on must name. */
export interface Problem {
  code: ErrorCode;
  /** Microsoft's own code, e.g. `AADSTS53003`. */
  upstreamCode?: string | undefined;
  /** Where an administrator approves: `{ENTRA_AUTHORITY}/{tenant}/v2.0/adminconsent?…`. */
  adminConsentUrl?: string | undefined;
}

export function renderRemedy(settings: PersonSettings, problem: Problem): SafeHtml | undefined {
  const { helpUrl } = outcomes[problem.code];
  const text = buildText(settings, problem, helpUrl);
  if (!text) return undefined;
  const { heading, introduction, approvalUrl, body } = text;
  return html`<h2>${heading}</h2>
    ${introduction && html`<p>${introduction}</p>`} ${renderTextToCopy('text-to-pass-on', body)}
    ${approvalUrl && renderApprovalLink(approvalUrl)}
    ${helpUrl && html`<p class="muted">For administrators: <a href="${helpUrl}">Microsoft’s instructions</a></p>`}`;
}

interface TextToPassOn {
  heading: string;
  introduction?: string;
  body: string;
  /** For a reader who may approve the app. */
  approvalUrl?: string;
}

function buildText(settings: PersonSettings, problem: Problem, helpUrl: string | undefined): TextToPassOn | undefined {
  const { code, upstreamCode, adminConsentUrl } = problem;
  const forIt = (request: ItDepartmentTextView['request'], introduction?: string): TextToPassOn => ({
    heading: request.kind === 'host_approval' ? 'Text for the administrator' : 'Text for your IT department',
    body: buildItDepartmentText({ settings, request }),
    ...(introduction && { introduction }),
    ...('adminConsentUrl' in request && { approvalUrl: request.adminConsentUrl }),
  });
  switch (code) {
    case 'admin_approval_required':
      return adminConsentUrl ? forIt({ kind: 'approval', adminConsentUrl }) : undefined;
    case 'consent_declined':
      return adminConsentUrl
        ? forIt(
            { kind: 'approval', adminConsentUrl },
            'If Microsoft did not let you accept, your organisation wants to approve the app itself.',
          )
        : undefined;
    case 'host_approval_required':
      return adminConsentUrl ? forIt({ kind: 'host_approval', adminConsentUrl }) : undefined;
    case 'blocked_by_home_policy':
    case 'sign_in_frequency':
      return forIt({ kind: 'policy', upstreamCode });
    case 'home_tenant_blocked':
      return forIt({ kind: 'access', upstreamCode });
    case 'personal_account':
    case 'no_home_tenant':
      return {
        heading: 'Text for the administrator',
        introduction:
          'If you have a work account, fill in its address and send this text to the organisation that invited you.',
        body: buildResetInvitationText(settings, helpUrl),
      };
    default:
      return undefined;
  }
}
