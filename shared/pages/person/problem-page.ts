/**
 * The page for everything that did not work: what happened, who must act, what to pass on, and the way out.
 *
 * Also the page for an unknown address. It repeats nothing that came with the request; names come from sign-ins that were
 * checked. The status comes from outcomes.ts and is set by whoever sends the page.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { renderPage } from '../kit/layout.ts';
import type { PageSettings } from '../kit/page-settings.ts';
import { renderRemedy, type Problem } from './problem-remedy.ts';
import { problemActor, problemHeadings, problemSentence } from './problem-texts.ts';

export interface ProblemPageView extends Problem {
  settings: PageSettings;
  requestId?: string | undefined;
  /** For `wrong_account`: who signed in at the host tenant, who at the home tenant (may be empty), and what restarts that. */
  accounts?: { expected: string; signedInAs: string; restart: string } | undefined;
}

export function renderProblemPage(view: ProblemPageView): string {
  const { settings, code, requestId, accounts } = view;
  return renderPage({
    settings,
    title: problemHeadings[code],
    mark: 'bad',
    requestId,
    main: html`<p class="lead">${problemSentence(code)}</p>
      <dl class="facts">
        ${accounts && renderAccounts(settings, accounts)}
        <div>
          <dt>Who must act</dt>
          <dd>${problemActor(code, settings)}</dd>
        </div>
      </dl>
      ${renderRemedy(settings, view)}
      <div class="actions">${renderWayOut(view)}</div>`,
  });
}

function renderAccounts({ hostName }: PageSettings, accounts: { expected: string; signedInAs: string }): SafeHtml {
  return html`<div>
      <dt>At <bdi>${hostName}</bdi></dt>
      <dd>You are <bdi>${accounts.expected}</bdi>. Choose this account for the mailbox, too.</dd>
    </div>
    <div>
      <dt>For the mailbox</dt>
      <dd>
        You signed in as ${accounts.signedInAs ? html`<bdi>${accounts.signedInAs}</bdi>` : 'somebody else'}. Nothing of
        this account was kept.
      </dd>
    </div>`;
}

function renderWayOut({ settings, code, accounts }: ProblemPageView): SafeHtml {
  const { publicUrl } = settings;
  const connection = html`<a class="button primary" href="${publicUrl}/me">See your connection</a>`;
  if (accounts) {
    return renderFormButton({
      action: `${publicUrl}/authorize`,
      label: 'Choose the account again',
      busyLabel: 'Opening Microsoft…',
      look: 'primary',
      field: { name: 'restart', value: accounts.restart },
    });
  }
  if (code === 'other_mailbox_connected' || code === 'access_denied') return connection;
  if (code === 'consent_required') {
    return html`<a class="button primary" href="${publicUrl}/authorize">Connect your mailbox</a>`;
  }
  return html`<a class="button primary" href="${publicUrl}/authorize"
    >${startsAfresh(code) ? 'Go to the start page' : 'Start again'}</a
  >`;
}

/** Whether there is nothing to repeat, because the request itself was wrong. */
function startsAfresh(code: Problem['code']): boolean {
  return [
    'not_found',
    'method_not_allowed',
    'invalid_request',
    'length_required',
    'request_too_large',
    'unsupported_media_type',
  ].includes(code);
}
