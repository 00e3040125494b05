/**
 * How a person disconnects: what that deletes, the button, and what only Microsoft can withdraw.
 *
 * Folded until it is opened, so that disconnecting takes two steps without script.
 */
import { renderConsentAtMicrosoft } from './consent-at-microsoft.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderParties } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';

export interface DisconnectView extends PersonContext {
  homeTenantId: string;
  /** Opens the person's session. */
  handle: string;
}

export function renderDisconnect(view: DisconnectView): SafeHtml {
  const { settings, texts, homeTenantId, handle } = view;
  const { disconnect } = texts;
  return html`<details>
    <summary>${disconnect.summary}</summary>
    <div>
      <p>${disconnect.what(renderParties(settings).erp)}</p>
      <div class="actions">
        ${renderFormButton({
          action: `${settings.publicUrl}/me/disconnect`,
          label: disconnect.button,
          busyLabel: disconnect.busy,
          look: 'danger',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${renderConsentAtMicrosoft(view, homeTenantId)}
    </div>
  </details>`;
}
