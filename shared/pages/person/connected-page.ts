/**
 * The page after a mailbox was connected: which mailbox, and for whom.
 *
 * It names both sides, so that a person whose sign-in was used for another person's connection notices it here. Its address
 * carries neither code nor state.
 */
import { closeWindow } from '../kit/close-window.ts';
import { renderFacts } from '../kit/facts.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { listConnectionFacts, renderContested } from './connection-facts.ts';
import { renderDisconnect } from './disconnect.ts';
import type { PersonSettings } from './person-settings.ts';
import { renderSignOut } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';

export interface ConnectedPageView {
  settings: PersonSettings;
  /** Primary address of the connected mailbox. */
  mailbox: string;
  /** The name under which the person signed in at the host tenant. */
  signedInAs: string;
  homeTenantId: string;
  /** Opens the person's session; posted by the test button. */
  handle: string;
  /** Exchange neither confirmed nor denied that the mailbox exists. */
  isMailboxUnclear: boolean;
  /** Addresses that a user of another organisation proves, too. */
  contested?: readonly string[] | undefined;
}

export function renderConnectedPage(view: ConnectedPageView): string {
  const { settings, mailbox, signedInAs, homeTenantId, handle, isMailboxUnclear, contested = [] } = view;
  const { erpName, hostName, publicUrl } = settings;
  return renderPage({
    settings,
    title: 'Your mailbox is connected',
    mark: 'good',
    main: html`<p class="lead">
        <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> can now send email from <b><bdi>${mailbox}</bdi></b
        >.
      </p>
      ${renderFacts([
        ...listConnectionFacts(settings, mailbox, signedInAs),
        {
          term: 'From now on',
          details: html`Emails that <bdi>${erpName}</bdi> sends in your name leave from this mailbox and appear in its
            Sent Items, even while you are signed out.`,
        },
      ])}
      ${
        isMailboxUnclear &&
        html`<div class="note">
          <p>Microsoft did not say clearly whether this account has a mailbox. Send a test email to be sure.</p>
        </div>`
      }
      ${renderContested(settings, contested)}
      <div class="actions">${renderTestButton(settings, handle, 'Send a test email to me', 'primary')}</div>
      ${closeWindow}
      <h2>If this was not you, or you change your mind</h2>
      <p>Disconnect here now, or later at <a href="${publicUrl}/me">${publicUrl}/me</a>.</p>
      ${renderDisconnect({ settings, mailbox, homeTenantId, handle })}
      ${renderSignOut(settings, { signedInAs, handle })}`,
  });
}
