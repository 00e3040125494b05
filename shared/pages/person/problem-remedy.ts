/**
 * What a person passes on when another party must act: a text for the IT department or the inviting organisation, or a note to
 * the operator. To pass it on is the primary action of the page.
 *
 * The code alone chooses it. There is none for problems that the person solves, or that time does, but for those with which an IT
 * department may have to help; passing it on is the secondary action then.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import { linkOfContact } from '../kit/contact.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { linkTo } from '../kit/link.ts';
import { renderApprovalLink } from './approval-link.ts';
import { buildItDepartmentText, listSpareParagraphs, type ItDepartmentTextView } from './it-department-text.ts';
import type { PersonContext } from './person-context.ts';
import { actorOf } from './problem-actor.ts';
import { buildResetInvitationText } from './reset-invitation-text.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';
import type { Texts } from '../text/en.ts';

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
  return ['home_admin', 'host_admin', 'operator'].includes(actorOf(code));
}

/** The person tries first; what stops them then is the approval of their organisation. */
const helpedByApproval: readonly ErrorCode[] = ['consent_withdrawn', 'access_denied'];

/** With the primary action of the page, where there is somebody to pass the problem on to. */
export function renderRemedy(context: PersonContext, problem: Problem): SafeHtml | undefined {
  const { helpUrl } = outcomes[problem.code];
  if (actorOf(problem.code) === 'operator') return renderNoteToOperator(context, problem);
  const text = buildText(context, problem, helpUrl);
  if (!text) return undefined;
  const { heading, introduction, approvalUrl, body, spare, subject } = text;
  return html`<h2>${heading}</h2>
    ${introduction && html`<p>${introduction}</p>`}
    ${renderTextToCopy(context, 'text-to-pass-on', body, {
      subject,
      spare,
      ...(isForOthers(problem) && { look: 'primary' as const }),
    })}
    ${approvalUrl && renderApprovalLink(context, approvalUrl)}
    ${helpUrl && html`<p class="muted">${context.texts.remedy.instructions(linkTo(helpUrl))}</p>`}`;
}

function renderNoteToOperator(context: PersonContext, { code, upstreamCode, requestId }: Problem): SafeHtml {
  const { settings, texts } = context;
  const { remedy } = texts;
  const link = linkOfContact(settings.supportContact ?? '');
  const to = link?.startsWith('mailto:') ? link.slice('mailto:'.length) : undefined;
  const page = to === undefined ? link : undefined;
  const said = texts.itDepartment.said(texts.sentences[code]);
  const text = [said, remedy.code(code), upstreamCode, requestId && remedy.requestId(requestId)]
    .filter(Boolean)
    .join('\n\n');
  const subject = remedy.operatorSubject(settings.hostName);
  const label = to && remedy.tellOperator;
  return html`<h2>${remedy.operatorHeading}</h2>
    ${renderTextToCopy(context, 'text-to-pass-on', text, { subject, to, label, ...(!page && { look: 'primary' }) })}
    ${page && html`<p class="actions"><a class="button primary" href="${page}">${remedy.tellOperator}</a></p>`}`;
}

interface TextToPassOn {
  heading: string;
  /** Of an email with the text. */
  subject: string;
  introduction?: string;
  body: string;
  /** What an email of it leaves out first. */
  spare?: readonly string[];
  /** For a reader who may approve the app. */
  approvalUrl?: string;
}

/** The plain text alone, for a page that shows it in its own way; undefined where no administrator acts. */
export function buildTextToPassOn(context: TextContext, problem: Problem): string | undefined {
  return buildText(context, problem, outcomes[problem.code].helpUrl)?.body;
}

type TextContext = Pick<PersonContext, 'settings' | 'texts'>;

function buildText(context: TextContext, problem: Problem, helpUrl: string | undefined): TextToPassOn | undefined {
  const { settings, texts } = context;
  const { remedy } = texts;
  const { code, adminConsentUrl } = problem;
  const who = actorOf(code);
  if (who !== 'home_admin' && who !== 'host_admin' && !helpedByApproval.includes(code)) return undefined;
  const at = who === 'host_admin' ? 'host' : 'home';
  const heading = at === 'host' ? remedy.hostHeading : remedy.homeHeading;
  if (code === 'personal_account' || code === 'no_home_tenant') {
    return {
      heading,
      subject: texts.invitation.subject(settings.hostName),
      introduction: remedy.invitation,
      body: buildResetInvitationText(context, helpUrl),
    };
  }
  const request = readRequest(texts, problem, at);
  const view = { settings, texts, request };
  return {
    heading,
    subject: texts.itDepartment.subject(settings.erpName, settings.hostName),
    body: buildItDepartmentText(view),
    spare: listSpareParagraphs(view),
    ...((code === 'admin_approval_likely' || code === 'host_approval_likely') && { introduction: remedy.leftEarly }),
    ...('adminConsentUrl' in request && adminConsentUrl && { approvalUrl: adminConsentUrl }),
  };
}

function readRequest(
  { sentences }: Texts,
  { code, upstreamCode, adminConsentUrl }: Problem,
  at: 'home' | 'host',
): ItDepartmentTextView['request'] {
  switch (code) {
    case 'admin_approval_required':
    case 'admin_approval_likely':
    case 'consent_withdrawn':
    case 'access_denied':
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
  return { kind: 'other', at, sentence: sentences[code], upstreamCode };
}
