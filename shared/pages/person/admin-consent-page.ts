/**
 * The static page that an administrator sees after Microsoft's approval screen.
 *
 * It trusts nothing in the redirect but its outcome: it names no tenant and stores nothing.
 */
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { renderName, renderParties } from '../kit/name.ts';
import { renderTrustLink } from './trust-link.ts';
import type { PersonContext } from './person-context.ts';

export interface AdminConsentPageView extends PersonContext {
  /** What the redirect said. */
  outcome: 'approved' | 'not_approved';
}

export function renderAdminConsentPage(view: AdminConsentPageView): string {
  return view.outcome === 'approved' ? renderApproved(view) : renderNotApproved(view);
}

function renderApproved(context: PersonContext): string {
  const { settings, texts } = context;
  const { erp, host } = renderParties(settings);
  const url = `${settings.publicUrl}/authorize`;
  return renderPage({
    context,
    title: texts.adminConsent.approvedTitle,
    mark: 'good',
    main: html`<p class="lead">${texts.adminConsent.approved(erp, host)}</p>
      <p>${texts.adminConsent.eachPerson(html`<a href="${url}">${renderName(url)}</a>`)}</p>
      <p>${texts.adminConsent.withdraw}</p>
      ${renderTrustLink(context)}`,
  });
}

function renderNotApproved(context: PersonContext): string {
  const { settings, texts } = context;
  const { erp, host } = renderParties(settings);
  return renderPage({
    context,
    title: texts.adminConsent.notApprovedTitle,
    mark: 'bad',
    main: html`<p class="lead">${texts.adminConsent.notApproved(erp, host)}</p>
      <p>${texts.adminConsent.tryAgain(html`<code>${settings.entraClientId}</code>`)}</p>
      ${renderTrustLink(context)}`,
  });
}
