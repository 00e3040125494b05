/**
 * Who is signed in on a page of a person, and the way out: for somebody else at the same browser, and for a shared computer.
 *
 * It ends the session here. At Microsoft the person stays signed in, and the page says so.
 */
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderName } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';

export interface SignedIn {
  /** The name under which the person signed in at the host tenant. */
  signedInAs: string;
  /** Opens the person's session. */
  handle: string;
}

export function renderSignOut({ settings, texts: { me } }: PersonContext, { signedInAs, handle }: SignedIn): SafeHtml {
  return html`<h2>${me.notYou}</h2>
    <p>${me.signedInAs(renderName(signedInAs))}</p>
    <div class="actions">
      ${renderFormButton({
        action: `${settings.publicUrl}/me/sign-out`,
        label: me.signOut,
        busyLabel: me.signingOut,
        field: { name: 'handle', value: handle },
      })}
    </div>`;
}
