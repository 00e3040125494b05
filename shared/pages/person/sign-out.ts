/**
 * Who is signed in on a page of a person, and the way out: for somebody else at the same browser, and for a shared computer.
 *
 * It ends the session here. At Microsoft the person stays signed in, and the page says so.
 */
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import type { PageSettings } from '../kit/page-settings.ts';

export interface SignedIn {
  /** The name under which the person signed in at the host tenant. */
  signedInAs: string;
  /** Opens the person's session. */
  handle: string;
}

export function renderSignOut({ publicUrl }: PageSettings, { signedInAs, handle }: SignedIn): SafeHtml {
  return html`<h2>Not you?</h2>
    <p>
      You are signed in here as <bdi>${signedInAs}</bdi>. Sign out if that is somebody else, or if others use this
      computer. It changes nothing at Microsoft.
    </p>
    <div class="actions">
      ${renderFormButton({
        action: `${publicUrl}/me/sign-out`,
        label: 'Sign out',
        busyLabel: 'Signing out…',
        field: { name: 'handle', value: handle },
      })}
    </div>`;
}
