/**
 * The page after a mailbox was connected: which mailbox, and for whom.
 *
 * It names both sides, so that a person whose sign-in was used for another person's connection notices it here. Its address
 * carries neither code nor state.
 */
import { renderFacts } from '../kit/facts.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderBoldName, renderParties } from '../kit/name.ts';
import { listConnectionFacts, renderContested } from './connection-facts.ts';
import { renderDisconnect } from './disconnect.ts';
import type { PersonContext } from './person-context.ts';
import { renderPerson, renderSignOut, type SignedIn } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';
import { releasedFact } from './waiting.ts';

export interface ConnectedPageView extends PersonContext, SignedIn {
  /** Primary address of the connected mailbox. */
  mailbox: string;
  homeTenantId: string;
  /** Exchange neither confirmed nor denied that the mailbox exists. */
  isMailboxUnclear: boolean;
  /** How many emails had waited for the connection. */
  released?: number | undefined;
  /** Addresses that a user of another organisation proves, too. */
  contested?: readonly string[] | undefined;
}

export function renderConnectedPage(view: ConnectedPageView): string {
  const { settings, texts, mailbox, signedInAs, name, handle, isMailboxUnclear, released, contested = [] } = view;
  const { erp, host } = renderParties(settings);
  const { connection, test } = texts;
  const ownPage = `${settings.publicUrl}/me`;
  return renderPage({
    context: view,
    title: connection.connectedTitle,
    mark: 'good',
    main: html`<p class="lead">${connection.connected(erp, host, renderBoldName(mailbox))}</p>
      ${renderFacts([
        ...listConnectionFacts(view, mailbox, renderPerson({ signedInAs, name })),
        releasedFact(view, released),
        { term: connection.fromNowTerm, details: connection.fromNow(erp) },
      ])}
      ${isMailboxUnclear && html`<div class="note"><p>${connection.unclear}</p></div>`}
      ${renderContested(view, contested)}
      <div class="actions">${renderTestButton(view, handle, test.send, 'primary')}</div>
      <h2>${connection.changeOfMind}</h2>
      <p>${connection.disconnectLater(linkTo(ownPage)(ownPage))}</p>
      ${renderDisconnect(view)} ${renderSignOut(view, view)}`,
  });
}
