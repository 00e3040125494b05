/**
 * The static page that an administrator sees after Microsoft's approval screen.
 *
 * It trusts nothing in the redirect but its outcome: it names no tenant and stores nothing.
 */
import { closeWindow } from '../kit/close-window.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import type { PersonSettings } from './person-settings.ts';

export interface AdminConsentPageView {
  settings: PersonSettings;
  /** What the redirect said. */
  outcome: 'approved' | 'not_approved';
}

export function renderAdminConsentPage({ settings, outcome }: AdminConsentPageView): string {
  return outcome === 'approved' ? renderApproved(settings) : renderNotApproved(settings);
}

function renderApproved(settings: PersonSettings): string {
  const { erpName, hostName, publicUrl } = settings;
  return renderPage({
    settings,
    title: 'Thank you for approving the app',
    mark: 'good',
    main: html`<p class="lead">
        People in your organisation who work in <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> can now connect their
        mailbox.
      </p>
      <p>
        Nobody is connected by this approval. Each person opens this page once and signs in:
        <a href="${publicUrl}/authorize"><bdi>${publicUrl}/authorize</bdi></a>
      </p>
      <p>You can see and withdraw the approval in Microsoft Entra, Enterprise applications.</p>
      ${closeWindow}`,
  });
}

function renderNotApproved(settings: PersonSettings): string {
  const { erpName, hostName, entraClientId } = settings;
  return renderPage({
    settings,
    title: 'The app was not approved',
    mark: 'bad',
    main: html`<p class="lead">
        Microsoft reports no approval. People in your organisation cannot connect their mailbox to
        <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> yet.
      </p>
      <p>
        If you did not decline, sign in with an account that may approve apps (for example Cloud Application
        Administrator) and open the approval link again. The app id is <code>${entraClientId}</code>.
      </p>
      ${closeWindow}`,
  });
}
