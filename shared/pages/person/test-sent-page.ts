/**
 * The result of the test email: sent, refused with the reason, or unknown.
 *
 * "Sent" means that Exchange took it; it never claims delivery.
 */
import { closeWindow } from '../kit/close-window.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import type { PageSettings } from '../kit/page-settings.ts';
import { renderRemedy, type Problem } from './problem-remedy.ts';
import { problemActor, problemSentence } from './problem-texts.ts';

export interface TestSentPageView {
  settings: PageSettings;
  mailbox: string;
  /** Address of the page of this person in this tab. */
  ownPage: string;
  outcome: { kind: 'sent' } | { kind: 'unknown' } | ({ kind: 'failed' } & Problem);
  /** Opens the person's session; lets them send another test after a failure. */
  handle?: string | undefined;
  requestId?: string | undefined;
}

export function renderTestSentPage(view: TestSentPageView): string {
  const { settings, mailbox, ownPage, outcome, handle, requestId } = view;
  const connection = html`<p><a href="${ownPage}">See your connection</a></p>`;
  if (outcome.kind === 'failed') return renderFailed({ settings, handle, requestId }, outcome, connection);
  const isSent = outcome.kind === 'sent';
  return renderPage({
    settings,
    title: isSent ? 'The test email was sent' : 'The test email may have been sent',
    mark: isSent ? 'good' : 'bad',
    requestId: isSent ? undefined : requestId,
    main: html`<p class="lead">
        ${
          isSent
            ? html`Microsoft took a test email from <b><bdi>${mailbox}</bdi></b> to the same address.`
            : html`Microsoft’s answer was lost, so it is not known whether the test email left
                <b><bdi>${mailbox}</bdi></b
                >.`
        }
      </p>
      <p>
        ${
          isSent
            ? 'It stands in Sent Items, and should reach your inbox within a few minutes.'
            : 'Look into Sent Items in a few minutes. If it is not there, send another test.'
        }
      </p>
      ${!isSent && renderAgain(settings, handle)} ${connection} ${closeWindow}`,
  });
}

function renderFailed(
  { settings, handle, requestId }: Pick<TestSentPageView, 'settings' | 'handle' | 'requestId'>,
  problem: Problem,
  connection: SafeHtml,
): string {
  return renderPage({
    settings,
    title: 'The test email was not sent',
    mark: 'bad',
    requestId,
    main: html`<p class="lead">${problemSentence(problem.code)}</p>
      <dl class="facts">
        <div>
          <dt>Who must act</dt>
          <dd>${problemActor(problem.code, settings)}</dd>
        </div>
      </dl>
      ${renderRemedy(settings, problem)} ${renderAgain(settings, handle)} ${connection}`,
  });
}

function renderAgain({ publicUrl }: PageSettings, handle: string | undefined): SafeHtml | undefined {
  if (!handle) return undefined;
  const button = renderFormButton({
    action: `${publicUrl}/me/test`,
    label: 'Send another test email',
    busyLabel: 'Sending…',
    look: 'primary',
    field: { name: 'handle', value: handle },
  });
  return html`<div class="actions">${button}</div>`;
}
