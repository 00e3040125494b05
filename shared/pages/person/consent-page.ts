/**
 * The consent page (GET /authorize): who asks for what, before Microsoft asks.
 *
 * The page is the same for every reader and has no effect, so its address may be published and forwarded. It promises what the
 * connector does, so a change to one is a change to the other.
 */
import { renderFacts, type Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderParties } from '../kit/name.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';
import type { Texts } from '../text/en.ts';
import { renderApprovalLink } from './approval-link.ts';
import { buildItDepartmentText } from './it-department-text.ts';
import { listPermissions } from './permissions.ts';
import type { PersonContext } from './person-context.ts';
import { renderSignInButton } from './sign-in-button.ts';

export interface ConsentPageView extends PersonContext {
  /** For an administrator of any organisation: `{ENTRA_AUTHORITY}/organizations/v2.0/adminconsent?…`. */
  adminConsentUrl: string;
}

export function renderConsentPage(view: ConsentPageView): string {
  const { settings, texts, adminConsentUrl } = view;
  const { consent } = texts;
  const { erp, host } = renderParties(settings);
  return renderPage({
    context: view,
    title: consent.title(settings.erpName, settings.hostName),
    heading: consent.heading(erp, host),
    main: html`<p class="lead">${consent.lead(erp, host)}</p>
      ${renderWhatItDoes(view)} ${renderSteps(view)}
      <div class="actions">${renderSignInButton(view, { label: consent.continue, look: 'primary' })}</div>
      ${renderApproval(view, adminConsentUrl)}
      <h2>${consent.stopHeading}</h2>
      <p>${consent.stop(erp, linkTo(`${settings.publicUrl}/me`))}</p>
      <h2>${consent.keptHeading}</h2>
      <p>${consent.kept}</p>`,
  });
}

function renderWhatItDoes({ settings, texts }: PersonContext): SafeHtml {
  const { consent } = texts;
  const { erp, host } = renderParties(settings);
  return renderFacts([
    { term: consent.whatTerm, details: consent.what(erp, host) },
    { term: consent.fromTerm, details: consent.from },
    { term: consent.whereTerm, details: consent.where(host) },
    { term: consent.whenTerm, details: consent.when },
    ...(settings.mailPermission === 'Mail.ReadWrite' ? listReadWriteLimits(texts) : listSendLimits(texts)),
  ]);
}

function listSendLimits({ consent }: Texts): Fact[] {
  return [{ term: consent.cannotTerm, details: consent.cannot }];
}

function listReadWriteLimits({ consent, permissions }: Texts): Fact[] {
  return [
    { term: consent.howTerm, details: consent.how(permissions['Mail.ReadWrite'].shownAs) },
    { term: consent.doesNotTerm, details: consent.doesNot },
  ];
}

function renderSteps({ settings, texts }: PersonContext): SafeHtml {
  const { entraAuthority, entraClientId, mailPermission } = settings;
  const { consent } = texts;
  const { host } = renderParties(settings);
  const shown = listPermissions(mailPermission, texts).map(
    ({ shownAs, usedFor }) => html`<li><b>${shownAs}</b>: ${usedFor}</li>`,
  );
  return html`<h2>${consent.stepsHeading}</h2>
    <p>${consent.steps}</p>
    <ol>
      <li>${consent.hostStep(host)}</li>
      <li>${consent.homeStep}</li>
    </ol>
    <p>${consent.password(html`<code>${new URL(entraAuthority).origin}/</code>`)}</p>
    <p>${consent.unverified(html`<code>${entraClientId}</code>`, html`<code>client_id=</code>`)}</p>
    <details>
      <summary>${consent.screenSummary}</summary>
      <div>
        <p>${consent.screenLines}</p>
        <ul>
          ${shown}
        </ul>
      </div>
    </details>`;
}

function renderApproval(context: PersonContext, adminConsentUrl: string): SafeHtml {
  const { settings, texts } = context;
  const text = buildItDepartmentText({ settings, texts, request: { kind: 'approval', adminConsentUrl } });
  const subject = texts.itDepartment.subject(settings.erpName, settings.hostName);
  return html`<details>
    <summary>${texts.consent.approvalSummary}</summary>
    <div>
      <p>${texts.consent.approval}</p>
      ${renderTextToCopy(context, 'it-department-text', text, { subject })}
      ${renderApprovalLink(context, adminConsentUrl)}
    </div>
  </details>`;
}
