/**
 * After a disconnect: what was deleted here, and what only Microsoft can withdraw.
 *
 * An app cannot take back a permission or a token that Microsoft issued, so the page claims no such thing.
 */
import { renderFacts } from '../kit/facts.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderBoldName, renderParties } from '../kit/name.ts';
import { renderConsentAtMicrosoft } from './consent-at-microsoft.ts';
import type { PersonContext } from './person-context.ts';

export interface DisconnectedPageView extends PersonContext {
  /** Absent where the connection was another account's, of which nothing is shown. */
  own?: { mailbox: string; homeTenantId: string } | undefined;
  canConnect: boolean;
}

export function renderDisconnectedPage(view: DisconnectedPageView): string {
  const { settings, texts, own, canConnect } = view;
  const { disconnect } = texts;
  const { erp, host } = renderParties(settings);
  const connect = linkTo(`${settings.publicUrl}/authorize`);
  const done = own ? disconnect.done(erp, host, renderBoldName(own.mailbox)) : disconnect.formerDone(erp, host);
  return renderPage({
    context: view,
    title: own ? disconnect.doneTitle : disconnect.formerDoneTitle,
    mark: 'good',
    main: html`<p class="lead">${done}</p>
      ${renderFacts([
        { term: disconnect.deletedTerm, details: disconnect.deleted },
        { term: disconnect.endedTerm, details: disconnect.ended },
        { term: disconnect.keptTerm, details: disconnect.kept },
      ])}
      ${
        own &&
        html`<h2>${disconnect.microsoftHeading}</h2>
          ${renderConsentAtMicrosoft(view, own.homeTenantId)}`
      }
      ${canConnect && html`<p>${own ? disconnect.useAgain(connect) : disconnect.useOwn(connect)}</p>`}`,
  });
}
