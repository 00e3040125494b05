/**
 * The result of the test email: sent, refused with the reason, or unknown.
 *
 * "Sent" means that Exchange accepted it; the page never claims delivery.
 */
import { closeWindow } from '../kit/close-window.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import type { PersonSettings } from './person-settings.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { actorFact, problemSentence } from './problem-texts.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';

export interface TestSentPageView extends SignedIn {
  settings: PersonSettings;
  mailbox: string;
  /** The address of this person's page in this tab. */
  ownPage: string;
  outcome: { kind: 'sent' } | { kind: 'unknown' } | ({ kind: 'failed' } & Problem);
  requestId?: string | undefined;
}

export function renderTestSentPage(view: TestSentPageView): string {
  const { settings, mailbox, ownPage, outcome, handle, requestId } = view;
  const connection = html`<p><a href="${ownPage}">See your connection</a></p>`;
  if (outcome.kind === 'failed') return renderFailed(view, outcome, connection);
  const isSent = outcome.kind === 'sent';
  return renderPage({
    settings,
    title: isSent ? 'The test email was sent' : 'The test email may have been sent',
    mark: isSent ? 'good' : 'bad',
    requestId: isSent ? undefined : requestId,
    main: html`<p class="lead">
        ${
          isSent
            ? html`Microsoft accepted a test email from <b><bdi>${mailbox}</bdi></b> to the same address.`
            : html`Microsoft’s answer was lost, so it is not known whether the test email left
                <b><bdi>${mailbox}</bdi></b
                >.`
        }
      </p>
      <p>
        ${
          isSent
            ? 'It is in Sent Items, and should reach your inbox within a few minutes.'
            : 'Check Sent Items in a few minutes. If it is not there, send another test.'
        }
      </p>
      ${!isSent && renderAgain(settings, handle, 'primary')} ${connection} ${closeWindow}
      ${renderSignOut(settings, view)}`,
  });
}

function renderFailed(view: TestSentPageView, problem: Problem, connection: SafeHtml): string {
  const { settings, handle, requestId } = view;
  return renderPage({
    settings,
    title: 'The test email was not sent',
    mark: 'bad',
    requestId,
    main: html`<p class="lead">${problemSentence(problem.code)}</p>
      ${renderFacts([actorFact(problem.code, settings)])} ${renderRemedy(settings, { ...problem, requestId })}
      ${renderAgain(settings, handle, isForOthers(problem) ? undefined : 'primary')} ${connection}
      ${renderSignOut(settings, view)}`,
  });
}

function renderAgain(settings: PersonSettings, handle: string, look?: 'primary'): SafeHtml {
  return html`<div class="actions">${renderTestButton(settings, handle, 'Send another test email', look)}</div>`;
}
