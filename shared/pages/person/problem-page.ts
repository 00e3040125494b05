/**
 * The page for everything that did not work: what happened, who must act, what to pass on, and what to do next.
 *
 * It is also the page for an unknown address. It repeats nothing from the request; names come from sign-ins that were checked.
 * The sender of the page sets the status, from outcomes.ts.
 */
import { renderFacts, type Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { renderName, renderParties } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';
import { actorFact } from './problem-actor.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { renderSignInButton } from './sign-in-button.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';

export interface ProblemPageView extends PersonContext, Problem {
  requestId?: string | undefined;
  /** Who met the problem on a page of their own. */
  person?: SignedIn | undefined;
  /** For `wrong_account`: who signed in at the host tenant, who at the home tenant (may be empty), and what restarts that. */
  accounts?: { expected: string; signedInAs: string; restart: string } | undefined;
  /** For `identity_changed`: confirms that the mailbox of the account that signed in replaces the connected one. */
  replacement?: string | undefined;
  /** A form of a person's own page was not accepted, because the page is out of date: they go on there. */
  isOwnForm?: boolean | undefined;
}

export function renderProblemPage(view: ProblemPageView): string {
  const { texts, code, requestId, accounts, person, isOwnForm } = view;
  return renderPage({
    context: view,
    title: texts.headings[code],
    mark: 'bad',
    requestId,
    main: html`<p class="lead">${isOwnForm ? texts.ways.formOutOfDate : texts.sentences[code]}</p>
      ${renderFacts([...(accounts ? listAccounts(view, accounts) : []), actorFact(code, view)])}
      ${renderRemedy(view, view)}
      <div class="actions">${renderWayOut(view)}</div>
      ${person && renderSignOut(view, person)}`,
  });
}

function listAccounts(
  { settings, texts: { ways } }: PersonContext,
  { expected, signedInAs }: { expected: string; signedInAs: string },
): Fact[] {
  return [
    { term: ways.atHost(renderParties(settings).host), details: ways.youAre(renderName(expected)) },
    {
      term: ways.forMailbox,
      details: signedInAs ? ways.signedInAs(renderName(signedInAs)) : ways.signedInAsSomebodyElse,
    },
  ];
}

function renderWayOut(view: ProblemPageView): SafeHtml {
  const { settings, texts, code, accounts, replacement, isOwnForm } = view;
  const { ways } = texts;
  const { publicUrl } = settings;
  if (isForOthers({ code })) return html`<a class="button" href="${publicUrl}/authorize">${ways.startAgain}</a>`;
  if (accounts) {
    const again = renderSignInButton(view, {
      label: ways.chooseAgain,
      look: 'primary',
      field: { name: 'restart', value: accounts.restart },
    });
    return html`${again} <a class="button" href="${publicUrl}/authorize">${ways.notYou}</a>`;
  }
  if (replacement !== undefined) {
    return renderSignInButton(view, {
      label: ways.replace,
      look: 'primary',
      field: { name: 'restart', value: replacement },
    });
  }
  const isAboutConnection = ['identity_changed', 'other_mailbox_connected', 'access_denied', 'too_many_tests'].includes(
    code,
  );
  if (isOwnForm || isAboutConnection)
    return html`<a class="button primary" href="${publicUrl}/me">${texts.test.seeConnection}</a>`;
  const isToConnect = code === 'consent_required' || code === 'registration_changed';
  const label = isToConnect ? ways.connect : startsAfresh(code) ? ways.startPage : ways.startAgain;
  return html`<a class="button primary" href="${publicUrl}/authorize">${label}</a>`;
}

/** Whether there is nothing to repeat, because the request itself was wrong. */
function startsAfresh(code: Problem['code']): boolean {
  return [
    'not_found',
    'method_not_allowed',
    'not_implemented',
    'invalid_request',
    'length_required',
    'request_too_large',
    'unsupported_media_type',
    'unauthorized',
    'forbidden',
    'message_state',
    'attachment_complete',
    'idempotency_key_reused',
  ].includes(code);
}
