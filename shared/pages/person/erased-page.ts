/**
 * The receipt after erasing: what was deleted, what stays until when, and what only Microsoft can withdraw.
 *
 * It names no person and no mailbox, so that it can be kept and handed on. Of a former account's connection it shows no numbers.
 */
import { renderDate } from '../kit/date.ts';
import { renderFacts } from '../kit/facts.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderParties } from '../kit/name.ts';
import type { Texts } from '../text/en.ts';
import { renderConsentAtMicrosoft } from './consent-at-microsoft.ts';
import { renderList } from './erase.ts';
import type { PersonContext } from './person-context.ts';
import { at } from './sent-history.ts';

export interface ErasedPageView extends PersonContext {
  at: Date;
  deleted: readonly { kind: keyof Texts['erase']['deleted']; count: number }[];
  remaining: readonly { kind: keyof Texts['erase']['remaining']; until: Date }[];
  /** False where the connection was another account's. */
  isOwn: boolean;
  homeTenantId?: string | undefined;
  canConnect: boolean;
  /** How long the page can be loaded again. */
  minutes: number;
}

export function renderErasedPage(view: ErasedPageView): string {
  const { settings, texts, remaining, isOwn, homeTenantId, canConnect, minutes } = view;
  const { erase, disconnect } = texts;
  const stays = remaining.map(({ kind, until }) => erase.remaining[kind](renderDate(texts, until)));
  stays.push(erase.staysLog(renderParties(settings).host));
  return renderPage({
    context: view,
    title: erase.doneTitle,
    mark: 'good',
    main: html`<p class="lead">${erase.done(at(view, view.at))}</p>
      <p class="muted">${erase.loadable(minutes)}</p>
      ${renderFacts([
        { term: erase.deletedTerm, details: describeDeleted(view) },
        { term: disconnect.endedTerm, details: disconnect.ended },
        { term: erase.staysTerm, details: renderList(stays) },
        { term: erase.untouchedTerm, details: erase.untouched },
      ])}
      ${
        isOwn &&
        html`<h2>${disconnect.microsoftHeading}</h2>
          ${renderConsentAtMicrosoft(view, homeTenantId)}`
      }
      ${canConnect && html`<p>${erase.connectAgain(linkTo(`${settings.publicUrl}/authorize`))}</p>`}`,
  });
}

function describeDeleted({ texts, deleted, isOwn }: ErasedPageView) {
  const { erase, locale } = texts;
  if (!isOwn) return erase.former;
  if (deleted.length === 0) return erase.nothing;
  const numbers = new Intl.NumberFormat(locale);
  return renderList(deleted.map(({ kind, count }) => erase.deleted[kind](numbers.format(count))));
}
