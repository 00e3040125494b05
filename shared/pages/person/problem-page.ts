/**
 * The page for everything that did not work: what happened, who must act, what to pass on, and what to do next.
 *
 * It is also the page for an unknown address. It repeats nothing from the request; names come from sign-ins that were checked.
 * The sender of the page sets the status, from outcomes.ts.
 */
import { renderFacts, type Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import type { PersonSettings } from './person-settings.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { actorFact, problemHeadings, problemSentence } from './problem-texts.ts';
import { renderSignInButton } from './sign-in-button.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';

export interface ProblemPageView extends Problem {
  settings: PersonSettings;
  requestId?: string | undefined;
  /** Who met the problem on a page of their own. */
  person?: SignedIn | undefined;
  /** For `wrong_account`: who signed in at the host tenant, who at the home tenant (may be empty), and what restarts that. */
  accounts?: { expected: string; signedInAs: string; restart: string } | undefined;
  /** For `identity_changed`: confirms that the mailbox of the account that signed in replaces the connected one. */
  replacement?: string | undefined;
}

export function renderProblemPage(view: ProblemPageView): string {
  const { settings, code, requestId, accounts, person } = view;
  return renderPage({
    settings,
    title: problemHeadings[code],
    mark: 'bad',
    requestId,
    main: html`<p class="lead">${problemSentence(code)}</p>
      ${renderFacts([...(accounts ? listAccounts(settings, accounts) : []), actorFact(code, settings)])}
      ${renderRemedy(settings, view)}
      <div class="actions">${renderWayOut(view)}</div>
      ${person && renderSignOut(settings, person)}`,
  });
}

function listAccounts({ hostName }: PersonSettings, accounts: { expected: string; signedInAs: string }): Fact[] {
  const { expected, signedInAs } = accounts;
  return [
    {
      term: html`At <bdi>${hostName}</bdi>`,
      details: html`You are <bdi>${expected}</bdi>. Choose this account for the mailbox, too.`,
    },
    {
      term: 'For the mailbox',
      details: html`You signed in as ${signedInAs ? html`<bdi>${signedInAs}</bdi>` : 'somebody else'}. Nothing from this
      account was kept.`,
    },
  ];
}

function renderWayOut({ settings, code, accounts, replacement }: ProblemPageView): SafeHtml {
  const { publicUrl } = settings;
  const connection = html`<a class="button primary" href="${publicUrl}/me">See your connection</a>`;
  if (isForOthers({ code })) return html`<a class="button" href="${publicUrl}/authorize">Start again</a>`;
  if (accounts) {
    const again = renderSignInButton(settings, {
      label: 'Choose the account again',
      look: 'primary',
      field: { name: 'restart', value: accounts.restart },
    });
    return html`${again} <a class="button" href="${publicUrl}/authorize">Not you? Start again</a>`;
  }
  if (replacement !== undefined) {
    return renderSignInButton(settings, {
      label: 'Replace it with my mailbox',
      look: 'primary',
      field: { name: 'restart', value: replacement },
    });
  }
  if (['identity_changed', 'other_mailbox_connected', 'access_denied', 'too_many_tests'].includes(code))
    return connection;
  if (code === 'consent_required' || code === 'registration_changed') {
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
