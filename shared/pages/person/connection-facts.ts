/**
 * Both sides of a connection: the mailbox, and the user of the host tenant for whom it is connected.
 */
import type { Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderName, renderParties } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';

/** `person`: who signed in at the host tenant. */
export function listConnectionFacts({ settings, texts }: PersonContext, mailbox: string, person: SafeHtml): Fact[] {
  const { host } = renderParties(settings);
  const { mailboxTerm, forTerm, userOf } = texts.connection;
  return [
    { term: mailboxTerm, details: renderName(mailbox) },
    { term: forTerm, details: userOf(person, host) },
  ];
}

/** Addresses that a user of another organisation proves, too. */
export function renderContested(
  { settings, texts }: PersonContext,
  contested: readonly string[],
): SafeHtml | undefined {
  if (contested.length === 0) return undefined;
  const list = contested.map((address) => html`<li>${renderName(address)}</li>`);
  return html`<div class="note">
    <p>${texts.connection.contested(renderParties(settings).erp)}</p>
    <ul>
      ${list}
    </ul>
  </div>`;
}
