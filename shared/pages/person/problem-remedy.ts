/**
 * What a person passes on when another party must act: a text for the IT department or the inviting organisation, or a note to
 * the operator. To pass it on is the primary action of the page.
 *
 * The code alone chooses it. There is none for problems that the person solves, or that time does.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import { linkOfContact } from '../kit/contact.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { buildMailLink } from '../kit/mail-link.ts';
import { renderApprovalLink } from './approval-link.ts';
import { buildItDepartmentText, type ItDepartmentTextView } from './it-department-text.ts';
import type { PersonSettings } from './person-settings.ts';
import { problemSentence } from './problem-texts.ts';
import { buildResetInvitationText } from './reset-invitation-text.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';

/** A known outcome, and what the text to pass on must name. */
export interface Problem {
  code: ErrorCode;
  /** Microsoft's own code, e.g. `AADSTS53003`. */
  upstreamCode?: string | undefined;
  /** Where an administrator approves: `{ENTRA_AUTHORITY}/{tenant}/v2.0/adminconsent?…`. */
  adminConsentUrl?: string | undefined;
  /** By which the operator finds the log line. */
  requestId?: string | undefined;
}

/** Whether somebody other than the person must act; to pass the problem on to them is then the page's primary action. */
export function isForOthers({ code }: Pick<Problem, 'code'>): boolean {
  return ['home_admin', 'host_admin', 'operator'].includes(outcomes[code].who);
}

/** With the primary action of the page, where there is somebody to pass the problem on to. */
export function renderRemedy(settings: PersonSettings, problem: Problem): SafeHtml | undefined {
  const { helpUrl } = outcomes[problem.code];
  if (outcomes[problem.code].who === 'operator') return renderNoteToOperator(settings, problem);
  const text = buildText(settings, problem, helpUrl);
  if (!text) return undefined;
  const { heading, introduction, approvalUrl, body } = text;
  return html`<h2>${heading}</h2>
    ${introduction && html`<p>${introduction}</p>`}
    ${renderTextToCopy('text-to-pass-on', body, { subject: text.subject, look: 'primary' })}
    ${approvalUrl && renderApprovalLink(approvalUrl)}
    ${helpUrl && html`<p class="muted">For administrators: <a href="${helpUrl}">Microsoft’s instructions</a></p>`}`;
}

function renderNoteToOperator({ supportContact = '', hostName }: PersonSettings, problem: Problem): SafeHtml {
  const address = linkOfContact(supportContact);
  const { code, upstreamCode, requestId } = problem;
  const body = [problemSentence(code), `Code: ${code}`, upstreamCode, requestId && `Request id: ${requestId}`]
    .filter(Boolean)
    .join('\n\n');
  const subject = `Sending email as me at ${hostName}`;
  if (!address)
    return html`<h2>Text for the operator</h2>
      ${renderTextToCopy('text-to-pass-on', body, { subject, look: 'primary' })}`;
  const href = address.startsWith('mailto:') ? buildMailLink(address.slice('mailto:'.length), subject, body) : address;
  return html`<p class="actions"><a class="button primary" href="${href}">Tell the operator</a></p>`;
}

interface TextToPassOn {
  heading: string;
  /** Of an email with the text. */
  subject: string;
  introduction?: string;
  body: string;
  /** For a reader who may approve the app. */
  approvalUrl?: string;
}

function buildText(settings: PersonSettings, problem: Problem, helpUrl: string | undefined): TextToPassOn | undefined {
  const { code, adminConsentUrl } = problem;
  const { who } = outcomes[code];
  if (who !== 'home_admin' && who !== 'host_admin') return undefined;
  const at = who === 'host_admin' ? 'host' : 'home';
  const heading = at === 'host' ? 'Text for the administrator' : 'Text for your IT department';
  if (code === 'personal_account' || code === 'no_home_tenant') {
    return {
      heading,
      subject: `Reset a guest invitation at ${settings.hostName}`,
      introduction:
        'If you have a work account, fill in its address and send this text to the organisation that invited you.',
      body: buildResetInvitationText(settings, helpUrl),
    };
  }
  const request = readRequest(problem, at);
  return {
    heading,
    subject: `App for ${settings.erpName} at ${settings.hostName}`,
    body: buildItDepartmentText({ settings, request }),
    ...((code === 'admin_approval_likely' || code === 'host_approval_likely') && {
      introduction: 'If you left Microsoft’s page although it let you accept, start again instead.',
    }),
    ...('adminConsentUrl' in request && adminConsentUrl && { approvalUrl: adminConsentUrl }),
  };
}

function readRequest(
  { code, upstreamCode, adminConsentUrl }: Problem,
  at: 'home' | 'host',
): ItDepartmentTextView['request'] {
  switch (code) {
    case 'admin_approval_required':
    case 'admin_approval_likely':
      if (adminConsentUrl) return { kind: 'approval', adminConsentUrl };
      break;
    case 'host_approval_required':
    case 'host_approval_likely':
      if (adminConsentUrl) return { kind: 'host_approval', adminConsentUrl };
      break;
    case 'blocked_by_home_policy':
    case 'blocked_by_host_policy':
    case 'sign_in_frequency':
      return { kind: 'policy', at, upstreamCode };
    case 'home_tenant_blocked':
    case 'host_tenant_blocked':
      return { kind: 'access', at, upstreamCode };
    case 'assignment_required':
    case 'host_assignment_required':
      return { kind: 'assignment', at, upstreamCode };
    default:
  }
  return { kind: 'other', at, sentence: problemSentence(code), upstreamCode };
}
