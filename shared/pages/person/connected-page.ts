/**
 * The end of a successful journey: which mailbox is connected, and for whom.
 *
 * Names both sides, so that somebody whose sign-in was used for another person's connection sees it here. Its address carries
 * neither code nor state.
 */
import { closeWindow } from '../kit/close-window.ts';
import { renderDisconnect } from './disconnect.ts';
import { html } from '../kit/html.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { renderPage } from '../kit/layout.ts';
import type { PageSettings } from '../kit/page-settings.ts';

export interface ConnectedPageView {
  settings: PageSettings;
  /** Primary address of the connected mailbox. */
  mailbox: string;
  /** Under which name the person signed in at the host tenant. */
  signedInAs: string;
  homeTenantId: string;
  /** Opens the person's session; posted by the test button. */
  handle: string;
  /** Exchange neither confirmed nor denied that the mailbox exists. */
  isMailboxUnclear: boolean;
}

export function renderConnectedPage(view: ConnectedPageView): string {
  const { settings, mailbox, signedInAs, homeTenantId, handle, isMailboxUnclear } = view;
  const { erpName, hostName, publicUrl } = settings;
  return renderPage({
    settings,
    title: 'Your mailbox is connected',
    mark: 'good',
    main: html`<p class="lead">
        <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> can now send email from <b><bdi>${mailbox}</bdi></b
        >.
      </p>
      <dl class="facts">
        <div>
          <dt>Mailbox</dt>
          <dd><bdi>${mailbox}</bdi></dd>
        </div>
        <div>
          <dt>For</dt>
          <dd><bdi>${signedInAs}</bdi>, user of <bdi>${hostName}</bdi></dd>
        </div>
        <div>
          <dt>From now on</dt>
          <dd>
            Emails that <bdi>${erpName}</bdi> sends in your name leave from this mailbox and stand in its Sent Items,
            also while you are signed out.
          </dd>
        </div>
      </dl>
      ${
        isMailboxUnclear &&
        html`<div class="note">
          <p>Microsoft did not say clearly whether this account has a mailbox. Send a test email to be sure.</p>
        </div>`
      }
      <div class="actions">
        ${renderFormButton({
          action: `${publicUrl}/me/test`,
          label: 'Send a test email to me',
          busyLabel: 'Sending…',
          look: 'primary',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${closeWindow}
      <h2>If this was not you, or you change your mind</h2>
      <p>Disconnect here now, or later on the page <a href="${publicUrl}/me">${publicUrl}/me</a>.</p>
      ${renderDisconnect({ settings, mailbox, homeTenantId, handle })}`,
  });
}
