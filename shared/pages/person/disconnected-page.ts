/**
 * After a disconnect: what was deleted here, and what only Microsoft can withdraw.
 *
 * An app cannot take back a permission or a token that Microsoft issued, so the page claims no such thing.
 */
import { closeWindow } from '../kit/close-window.ts';
import { renderFacts } from '../kit/facts.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { renderConsentAtMicrosoft } from './consent-at-microsoft.ts';
import type { PersonSettings } from './person-settings.ts';

export interface DisconnectedPageView {
  settings: PersonSettings;
  /** Absent where the connection was another account's, of which nothing is shown. */
  own?: { mailbox: string; homeTenantId: string } | undefined;
}

export function renderDisconnectedPage({ settings, own }: DisconnectedPageView): string {
  const { erpName, hostName, publicUrl, entraAuthority } = settings;
  return renderPage({
    settings,
    title: own ? 'Your mailbox is disconnected' : 'The former connection is removed',
    mark: 'good',
    main: html`<p class="lead">
        <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> can no longer send email from
        ${own ? html`<b><bdi>${own.mailbox}</bdi></b>` : 'the mailbox of the former account'}.
      </p>
      ${renderFacts([
        {
          term: 'Deleted here',
          details: 'The tokens for the mailbox, and the key that opens them.',
        },
        { term: 'Also ended', details: 'Your session on these pages, here and on other devices.' },
        { term: 'Not changed', details: 'The mailbox and every email that was sent. Sent Items keeps them.' },
      ])}
      ${
        own &&
        html`<h2>The permission at Microsoft</h2>
          ${renderConsentAtMicrosoft({ entraAuthority, homeTenantId: own.homeTenantId })}`
      }
      ${closeWindow}
      <p>
        ${own ? 'To use it again' : 'To send from your own'}, <a href="${publicUrl}/authorize">connect your mailbox</a>.
      </p>`,
  });
}
