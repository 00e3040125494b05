/**
 * The result of the test email: sent, refused with the reason, or unknown.
 *
 * "Sent" means that Exchange accepted it; the page never claims delivery.
 */
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderBoldName } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';
import { actorFact } from './problem-actor.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';

export interface TestSentPageView extends PersonContext, SignedIn {
  mailbox: string;
  /** The address of this person's page in this tab. */
  ownPage: string;
  outcome: { kind: 'sent' } | { kind: 'unknown' } | ({ kind: 'failed' } & Problem);
  requestId?: string | undefined;
}

export function renderTestSentPage(view: TestSentPageView): string {
  const { texts, mailbox, ownPage, outcome, handle, requestId } = view;
  const { test } = texts;
  const connection = html`<p>${linkTo(ownPage)(test.seeConnection)}</p>`;
  if (outcome.kind === 'failed') return renderFailed(view, outcome, connection);
  const isSent = outcome.kind === 'sent';
  const name = renderBoldName(mailbox);
  return renderPage({
    context: view,
    title: isSent ? test.sentTitle : test.unknownTitle,
    mark: isSent ? 'good' : 'bad',
    requestId: isSent ? undefined : requestId,
    main: html`<p class="lead">${isSent ? test.sent(name) : test.unknown(name)}</p>
      <p>${isSent ? test.sentNext : test.unknownNext}</p>
      ${!isSent && renderAgain(view, handle, 'primary')} ${connection} ${renderSignOut(view, view)}`,
  });
}

function renderFailed(view: TestSentPageView, problem: Problem, connection: SafeHtml): string {
  const { texts, handle, requestId } = view;
  return renderPage({
    context: view,
    title: texts.test.failedTitle,
    mark: 'bad',
    requestId,
    main: html`<p class="lead">${texts.sentences[problem.code]}</p>
      ${renderFacts([actorFact(problem.code, view)])} ${renderRemedy(view, { ...problem, requestId })}
      ${renderAgain(view, handle, isForOthers(problem) ? undefined : 'primary')} ${connection}
      ${renderSignOut(view, view)}`,
  });
}

function renderAgain(context: PersonContext, handle: string, look?: 'primary'): SafeHtml {
  return html`<div class="actions">${renderTestButton(context, handle, context.texts.test.sendAnother, look)}</div>`;
}
