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
  /** Of the person, as the directory shows it. */
  name?: string | undefined;
  /** The mailbox, where the page names it. */
  mailbox?: string | undefined;
  /** Opens the person's session. */
  handle: string;
}

/** Name and address of the person; an address that the page names as the mailbox is not repeated beside a name. */
export function renderPerson({ signedInAs, name, mailbox }: Omit<SignedIn, 'handle'>): SafeHtml {
  if (!name) return renderName(signedInAs);
  const isNamed = !signedInAs || signedInAs.toLowerCase() === mailbox?.toLowerCase();
  return isNamed ? renderName(name) : html`${renderName(name)} (${renderName(signedInAs)})`;
}

export function renderSignOut({ settings, texts: { me } }: PersonContext, person: SignedIn): SafeHtml {
  return html`<h2>${me.notYou}</h2>
    <p>${me.signedInAs(renderPerson(person))}</p>
    <div class="actions">
      ${renderFormButton({
        action: `${settings.publicUrl}/me/sign-out`,
        label: me.signOut,
        busyLabel: me.signingOut,
        field: { name: 'handle', value: person.handle },
      })}
    </div>`;
}
