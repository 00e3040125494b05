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
  mailbox: string;
  homeTenantId: string;
}

export function renderDisconnectedPage({ settings, mailbox, homeTenantId }: DisconnectedPageView): string {
  const { erpName, hostName, publicUrl, entraAuthority } = settings;
  return renderPage({
    settings,
    title: 'Your mailbox is disconnected',
    mark: 'good',
    main: html`<p class="lead">
        <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> can no longer send email from <b><bdi>${mailbox}</bdi></b
        >.
      </p>
      ${renderFacts([
        {
          term: 'Deleted here',
          details: 'The tokens for your mailbox, and the key without which no copy of them can be read.',
        },
        { term: 'Also ended', details: 'Your session on these pages, here and on other devices.' },
        { term: 'Not changed', details: 'Your mailbox and every email that was sent. Sent Items keeps them.' },
      ])}
      <h2>The permission at Microsoft</h2>
      ${renderConsentAtMicrosoft({ entraAuthority, homeTenantId })} ${closeWindow}
      <p>To use it again, <a href="${publicUrl}/authorize">connect your mailbox</a>.</p>`,
  });
}
