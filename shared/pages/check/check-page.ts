/**
 * The page that checks one's own connection (GET /me/check): every step with its state, and what to do about the first that failed.
 *
 * In the built app it is in a file of its own with the words of every language, so what other pages have loaded is handed in. It changes
 * nothing: what the reader can do is a form or a link.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import type { renderPage } from '../kit/layout.ts';
import { renderParties } from '../kit/name.ts';
import type { problemActor } from '../person/problem-actor.ts';
import type { renderRemedy } from '../person/problem-remedy.ts';
import type { PersonContext } from '../person/person-context.ts';
import type { renderSignInButton } from '../person/sign-in-button.ts';
import type { renderSignOut, SignedIn } from '../person/sign-out.ts';
import type { renderTestButton } from '../person/test-button.ts';
import type { CheckTexts } from '../text/en/check.ts';
import { renderCheckSteps, type CheckedStep } from './check-steps.ts';

export interface CheckPageParts {
  renderPage: typeof renderPage;
  problemActor: typeof problemActor;
  renderRemedy: typeof renderRemedy;
  renderSignInButton: typeof renderSignInButton;
  renderTestButton: typeof renderTestButton;
  renderSignOut: typeof renderSignOut;
}

export interface CheckPageView extends PersonContext, SignedIn {
  /** Of the language of `texts`. */
  words: CheckTexts;
  steps: readonly (CheckedStep & { who?: string | undefined; consentUrl?: string })[];
  /** Whether there is a connection of the reader's, even one that has ended by itself. */
  isKnown: boolean;
  /** Where an administrator approves the app. */
  adminConsentUrl: string;
  /** This page, and the own page. */
  checkUrl: string;
  ownPage: string;
}

export function renderCheckPage(parts: CheckPageParts, view: CheckPageView): string {
  const { texts, words, settings, steps, checkUrl, ownPage } = view;
  const { me, test } = texts;
  const { erp, host } = renderParties(settings);
  const failed = steps.find(({ state }) => state === 'failed');
  return parts.renderPage({
    context: view,
    title: words.title,
    mark: failed ? 'bad' : 'good',
    main: html`<p class="lead">${failed ? me.hasProblem(erp, host) : me.works(erp, host)}</p>
      ${renderCheckSteps(view, words, steps)} ${failed ? renderWay(parts, view, failed) : renderActions(parts, view)}
      <p><a href="${checkUrl}">${words.again}</a> · <a href="${ownPage}">${test.seeConnection}</a></p>
      ${parts.renderSignOut(view, view)}`,
  });
}

/** Who must act on the first step that failed, and the primary action. */
function renderWay(
  { problemActor, renderRemedy, renderSignInButton }: CheckPageParts,
  view: CheckPageView,
  { code, upstreamCode, who, consentUrl }: CheckPageView['steps'][number],
): SafeHtml | undefined {
  const { texts, settings, adminConsentUrl, isKnown } = view;
  if (!code) return undefined;
  const connect = isKnown
    ? renderSignInButton(view, { label: texts.me.connectAgain, look: 'primary' })
    : html`<a class="button primary" href="${settings.publicUrl}/authorize">${texts.me.connect}</a>`;
  return html`<div class="note"><p>${texts.me.mustAct(problemActor(code, view))}</p></div>
    ${consentUrl !== undefined && who === 'person' && html`<div class="actions">${connect}</div>`}
    ${renderRemedy(view, { code, upstreamCode, adminConsentUrl })}`;
}

function renderActions({ renderTestButton, renderSignInButton }: CheckPageParts, view: CheckPageView): SafeHtml {
  const { steps, handle, texts } = view;
  const mayGiveMore = steps.some(({ consentUrl }) => consentUrl !== undefined);
  return html`<div class="actions">
    ${renderTestButton(view, handle, texts.test.send, 'primary')}
    ${mayGiveMore && renderSignInButton(view, { label: texts.me.connectAgain })}
  </div>`;
}
