/**
 * How a person disconnects: what that deletes, the button, and what only Microsoft can withdraw.
 *
 * Folded until it is opened, so that disconnecting takes two steps without script.
 */
import { renderConsentAtMicrosoft } from './consent-at-microsoft.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import type { PersonSettings } from './person-settings.ts';

export interface DisconnectView {
  settings: PersonSettings;
  mailbox: string;
  homeTenantId: string;
  /** Opens the person's session. */
  handle: string;
}

export function renderDisconnect({ settings, mailbox, homeTenantId, handle }: DisconnectView): SafeHtml {
  const { publicUrl, erpName, entraAuthority } = settings;
  return html`<details>
    <summary>Disconnect</summary>
    <div>
      <p>
        This deletes the tokens for <bdi>${mailbox}</bdi> and their key. <bdi>${erpName}</bdi> cannot send as you until
        you connect again. Emails that were sent stay in Sent Items.
      </p>
      <div class="actions">
        ${renderFormButton({
          action: `${publicUrl}/me/disconnect`,
          label: 'Disconnect this mailbox',
          busyLabel: 'Disconnecting…',
          look: 'danger',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${renderConsentAtMicrosoft({ entraAuthority, homeTenantId })}
    </div>
  </details>`;
}
