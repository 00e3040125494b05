/**
 * The person's own page (GET /me): what is connected for them, what was sent as them and what waits, and how to test it, end it, connect again or
 * erase what is kept.
 *
 * Before the sign-in it explains and offers the sign-in, nothing else. It works even when the home account is gone, because it
 * needs only the sign-in at the host tenant. Nobody is offered to connect whose account cannot be connected. Disconnecting and
 * erasing take two steps, without script. Signing out is on every page of a person who is signed in.
 */
import { renderDate } from '../kit/date.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderParties } from '../kit/name.ts';
import { listConnectionFacts, renderContested } from './connection-facts.ts';
import { renderDisconnect } from './disconnect.ts';
import { renderErase, type EraseView } from './erase.ts';
import { renderObstacle, renderProblemNote } from './obstacle.ts';
import type { PersonContext } from './person-context.ts';
import { nameOnMicrosoftsScreen } from './permissions.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { at, renderSentHistory, type SentHistoryView } from './sent-history.ts';
import { renderSignInButton } from './sign-in-button.ts';
import { renderPerson, renderSignOut, type SignedIn } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';
import { releasedFact, renderWaiting, renderWaitingNote, type WaitingNote, type WaitingView } from './waiting.ts';

export type MePageView = PersonContext &
  (
    | { kind: 'signed_out' }
    | ({ kind: 'not_connected' } & Person)
    | ({ kind: 'connected' | 'reconsent_required' } & Connection)
  );

interface Person extends SignedIn {
  /** Why their account cannot be connected. */
  obstacle?: Problem | undefined;
  /** Absent where there is nothing that is theirs to see. */
  sent?: SentHistoryView | undefined;
  /** Absent where nothing of it is theirs to see. */
  waiting?: WaitingView | undefined;
  /** What became of the email of a form of this page. */
  note?: WaitingNote | undefined;
  /** What stays after erasing; absent where nothing is kept of them. */
  kept?: EraseView['kept'] | undefined;
  /** Of their connection, or of the one that ended. */
  homeTenantId?: string | undefined;
}

interface Connection extends Person {
  /** Where it is checked step by step. */
  checkUrl?: string | undefined;
  mailbox: string;
  homeTenantId: string;
  connectedAt: Date;
  refreshedAt?: Date | undefined;
  /** How many emails had waited for it. */
  released?: number | undefined;
  problem?: Problem | undefined;
  /** Permissions that the app now asks for and this connection lacks. */
  wants?: readonly string[] | undefined;
  /** Addresses that a user of another organisation proves, too. */
  contested?: readonly string[] | undefined;
}

export function renderMePage(view: MePageView): string {
  if (view.kind === 'signed_out') return renderSignedOut(view);
  if (view.kind === 'not_connected') return renderNotConnected(view, view);
  return renderConnection(view, view.kind === 'reconsent_required');
}

function renderSignedOut(context: PersonContext): string {
  const { settings, texts } = context;
  const { me } = texts;
  const { erp, host } = renderParties(settings);
  return renderPage({
    context,
    title: me.signedOutTitle,
    main: html`<p class="lead">${me.signedOut(erp, host)}</p>
      <p>${me.signInAs(host)}</p>
      <div class="actions">${renderSignIn(context, me.signIn, 'primary')}</div>
      <p>${me.notYet(linkTo(`${settings.publicUrl}/authorize`))}</p>`,
  });
}

/** Signs in at the host tenant only; Microsoft asks which account. */
function renderSignIn(context: PersonContext, label: string, look?: 'primary'): SafeHtml {
  return renderSignInButton(context, { label, ...(look && { look }), field: { name: 'purpose', value: 'me' } });
}

function renderNotConnected(context: PersonContext, person: Person): string {
  const { settings, texts } = context;
  const { me } = texts;
  const { obstacle, sent, waiting, note, kept, handle, homeTenantId } = person;
  return renderPage({
    context,
    title: me.notConnectedTitle,
    main: html`<p class="lead">${me.notConnected(renderParties(settings).erp, renderPerson(person))}</p>
      ${renderWaitingNote(context, note)}
      ${
        obstacle &&
        html`<p>${me.cannotConnect}</p>
          ${renderObstacle(context, obstacle)}`
      }
      <div class="actions">
        ${!obstacle && html`<a class="button primary" href="${settings.publicUrl}/authorize">${me.connect}</a>`}
        ${renderSignIn(context, me.otherAccount)}
      </div>
      ${waiting && renderWaiting(context, waiting, { handle })} ${sent && renderSentHistory(context, sent)}
      ${kept && renderErase(context, { handle, kept, homeTenantId })} ${renderSignOut(context, person)}`,
  });
}

function renderConnection(view: PersonContext & Connection, isEnded: boolean): string {
  const { texts, problem, wants, contested = [], obstacle, sent, waiting, note, kept, handle, homeTenantId } = view;
  const whose = { handle, ...(!isEnded && { mailbox: view.mailbox }) };
  const { me } = texts;
  const look = problem && isForOthers(problem) ? undefined : 'primary';
  const test = renderTestButton(view, handle, texts.test.send, look);
  const reconnect = !obstacle && renderSignInButton(view, { label: me.connectAgain, ...(look && { look }) });
  const reconnectForMore = !obstacle && renderSignInButton(view, { label: me.connectAgain });
  return renderPage({
    context: view,
    title: isEnded && look ? me.endedTitle : problem ? me.problemTitle : me.title,
    mark: isEnded || problem ? 'bad' : 'good',
    main: html`<p class="lead">${renderAbility(view, isEnded, look !== undefined)}</p>
      ${renderWaitingNote(view, note)} ${problem && renderProblemNote(view, problem)}
      ${renderContested(view, contested)} ${wants && renderWants(view, wants)} ${renderConnectionFacts(view)}
      ${problem && renderRemedy(view, problem)}
      <div class="actions">
        ${isEnded || problem?.code === 'registration_changed' ? reconnect : html`${test} ${wants && reconnectForMore}`}
      </div>
      ${view.checkUrl && html`<p><a href="${view.checkUrl}">${me.check}</a></p>`}
      ${waiting && renderWaiting(view, waiting, whose)} ${sent && renderSentHistory(view, sent)}
      ${renderDisconnect(view)} ${kept && renderErase(view, { handle, kept, homeTenantId })}
      ${renderSignOut(view, view)}`,
  });
}

/** `isOwn`: it is for the person to connect again. */
function renderAbility(view: PersonContext & Connection, isEnded: boolean, isOwn: boolean): SafeHtml {
  const { me } = view.texts;
  const { erp, host } = renderParties(view.settings);
  if (isEnded) return isOwn ? me.hasEndedUntil(erp, host) : me.hasEnded(erp, host);
  return view.problem ? me.hasProblem(erp, host) : me.works(erp, host);
}

/** No problem: what works goes on working. */
function renderWants({ texts }: PersonContext, wants: readonly string[]): SafeHtml {
  const named = wants.map((scope) => nameOnMicrosoftsScreen(scope, texts));
  return html`<div class="note"><p>${texts.me.wants(named.join(', '))}</p></div>`;
}

function renderConnectionFacts(view: PersonContext & Connection): SafeHtml {
  const { texts, mailbox, connectedAt, refreshedAt, released, sent } = view;
  const lastUsedAt = sent && sent.history !== 'not_read' ? sent.history.lastUsedAt : undefined;
  return renderFacts([
    ...listConnectionFacts(view, mailbox, renderPerson(view)),
    releasedFact(view, released),
    { term: texts.me.since, details: renderDate(texts, connectedAt) },
    lastUsedAt && { term: texts.history.lastUsed, details: at(view, lastUsedAt) },
    refreshedAt && { term: texts.me.renewed, details: renderDate(texts, refreshedAt) },
  ]);
}
