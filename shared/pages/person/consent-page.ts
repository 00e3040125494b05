/**
 * The consent page (GET /authorize): who asks for what, before Microsoft asks.
 *
 * The page is the same for every reader and has no effect, so its address may be published and forwarded. It promises what the
 * connector does, so a change to one is a change to the other.
 */
import { CONTENT_KEPT_DAYS } from '../../content-limits.ts';
import { renderContact } from '../kit/contact.ts';
import { renderFacts, type Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderParties } from '../kit/name.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';
import { renderApprovalLink } from './approval-link.ts';
import { buildItDepartmentText, listSpareParagraphs, type ItDepartmentTextView } from './it-department-text.ts';
import { listPermissions } from './permissions.ts';
import type { PersonContext } from './person-context.ts';
import { renderSignInButton } from './sign-in-button.ts';
import { renderTrustLink } from './trust-link.ts';

export interface ConsentPageView extends PersonContext {
  /** For an administrator of any organisation: `{ENTRA_AUTHORITY}/organizations/v2.0/adminconsent?…`. */
  adminConsentUrl: string;
  /** The page of a sign-in that ended leads here when it has expired. */
  isAfterEnding?: boolean;
  /** Absent: that of the settings. */
  hostTenantId?: string;
}

export function renderConsentPage(view: ConsentPageView): string {
  const { settings, texts, adminConsentUrl, isAfterEnding, hostTenantId } = view;
  const field = hostTenantId === undefined ? undefined : { name: 'tenant', value: hostTenantId };
  const { consent } = texts;
  const { erp, host } = renderParties(settings);
  return renderPage({
    context: view,
    title: consent.title(settings.erpName, settings.hostName),
    heading: consent.heading(erp, host),
    main: html`${isAfterEnding ? html`<p class="note">${consent.ended}</p>` : html`<p>${consent.lead}</p>`}
      ${renderWhatItDoes(view)}
      <div class="actions">${renderSignInButton(view, { label: consent.continue, look: 'primary', field })}</div>
      <p class="muted">${consent.steps}</p>
      ${renderApproval(view, adminConsentUrl)} ${renderSteps(view)} ${renderKept(view)}`,
  });
}

/** Four facts, so that the button is on the first screen. */
function renderWhatItDoes({ settings, texts: { consent, permissions } }: PersonContext): SafeHtml {
  const limits: Fact =
    settings.mailPermission === 'Mail.ReadWrite'
      ? { term: consent.doesNotTerm, details: consent.doesNot(permissions['Mail.ReadWrite'].shownAs) }
      : { term: consent.cannotTerm, details: consent.cannot };
  return renderFacts([
    { term: consent.whatTerm, details: consent.what(renderParties(settings).host) },
    { term: consent.fromTerm, details: consent.from },
    limits,
    { term: consent.howLongTerm, details: consent.howLong(linkTo(`${settings.publicUrl}/me`)) },
  ]);
}

function renderSteps(context: PersonContext): SafeHtml {
  const { settings, texts } = context;
  const { consent } = texts;
  const shown = listPermissions(settings.mailPermission, texts).map(
    ({ shownAs, usedFor }) => html`<li>${consent.screenLine(shownAs, usedFor)}</li>`,
  );
  return html`<details>
    <summary>${consent.stepsSummary}</summary>
    <div>
      <ol>
        <li>${consent.hostStep(renderParties(settings).host)}</li>
        <li>${consent.homeStep}</li>
      </ol>
      <p>${consent.screenLines}</p>
      <ul>
        ${shown}
      </ul>
      <p>${consent.password(html`<code>${new URL(settings.entraAuthority).origin}/</code>`)}</p>
      <p>${consent.unverified(renderContact(context))}</p>
    </div>
  </details>`;
}

function renderKept(context: PersonContext): SafeHtml {
  const { settings, texts } = context;
  const { consent } = texts;
  return html`<details>
    <summary>${consent.keptSummary}</summary>
    <div>
      ${renderFacts([
        { term: consent.connectionTerm, details: consent.connection },
        { term: consent.afterwardsTerm, details: consent.afterwards },
        { term: consent.emailsTerm(settings.historyDays), details: consent.emails },
        { term: consent.waitingTerm, details: consent.waiting(CONTENT_KEPT_DAYS) },
      ])}
      ${renderTrustLink(context)}
    </div>
  </details>`;
}

function renderApproval(context: PersonContext, adminConsentUrl: string): SafeHtml {
  const { settings, texts } = context;
  const view: ItDepartmentTextView = { settings, texts, request: { kind: 'approval', adminConsentUrl } };
  const text = buildItDepartmentText(view);
  const subject = texts.itDepartment.subject(settings.erpName, settings.hostName);
  return html`<details>
    <summary>${texts.consent.approvalSummary}</summary>
    <div>
      <p>${texts.consent.approval}</p>
      ${renderTextToCopy(context, 'it-department-text', text, { subject, spare: listSpareParagraphs(view) })}
      ${renderApprovalLink(context, adminConsentUrl)} ${renderTrustLink(context)}
    </div>
  </details>`;
}
