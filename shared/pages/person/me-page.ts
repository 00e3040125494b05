/**
 * The person's own page (GET /me): what is connected for them, and how to test it, end it or connect again.
 *
 * Before the sign-in it explains and offers the sign-in, nothing else. It works even when the home account is gone, because it
 * needs only the sign-in at the host tenant. Disconnecting takes two steps, without script. Signing out is on every page of a person
 * who is signed in.
 */
import { renderDate } from '../kit/date.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { listConnectionFacts, renderContested } from './connection-facts.ts';
import { renderDisconnect } from './disconnect.ts';
import type { PersonSettings } from './person-settings.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { nameOnMicrosoftsScreen } from './permissions.ts';
import { problemActor, problemSentence } from './problem-texts.ts';
import { renderSignInButton } from './sign-in-button.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';

export type MePageView = { settings: PersonSettings } & (
  | { kind: 'signed_out' }
  | ({ kind: 'not_connected' } & SignedIn)
  | ({ kind: 'connected' | 'reconsent_required' } & Connection)
);

interface Connection extends SignedIn {
  mailbox: string;
  homeTenantId: string;
  connectedAt: Date;
  refreshedAt?: Date | undefined;
  problem?: Problem | undefined;
  /** Permissions that the app now asks for and this connection lacks. */
  wants?: readonly string[] | undefined;
  /** Addresses that a user of another organisation proves, too. */
  contested?: readonly string[] | undefined;
}

export function renderMePage(view: MePageView): string {
  if (view.kind === 'signed_out') return renderSignedOut(view.settings);
  if (view.kind === 'not_connected') return renderNotConnected(view.settings, view);
  return renderConnection(view.settings, view, view.kind === 'reconsent_required');
}

function renderSignedOut(settings: PersonSettings): string {
  const { erpName, hostName, publicUrl } = settings;
  return renderPage({
    settings,
    title: 'See or end your connection',
    main: html`<p class="lead">
        Here you see which mailbox <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> uses to send email as you. You can
        send a test email, or disconnect.
      </p>
      <p>
        Sign in as the user you are at <bdi>${hostName}</bdi>. Microsoft asks which account, and asks for no permission.
      </p>
      <div class="actions">${renderSignIn(settings, 'Sign in with Microsoft', 'primary')}</div>
      <p>Not connected yet? <a href="${publicUrl}/authorize">Read what connecting means.</a></p>`,
  });
}

/** Signs in at the host tenant only; Microsoft asks which account. */
function renderSignIn(settings: PersonSettings, label: string, look?: 'primary'): SafeHtml {
  return renderSignInButton(settings, { label, ...(look && { look }), field: { name: 'purpose', value: 'me' } });
}

function renderNotConnected(settings: PersonSettings, person: SignedIn): string {
  const { erpName, publicUrl } = settings;
  return renderPage({
    settings,
    title: 'No mailbox is connected',
    main: html`<p class="lead">
        <bdi>${erpName}</bdi> cannot send email as you. Nothing is connected for <bdi>${person.signedInAs}</bdi>.
      </p>
      <div class="actions">
        <a class="button primary" href="${publicUrl}/authorize">Connect a mailbox</a>
        ${renderSignIn(settings, 'Sign in with another account')}
      </div>
      ${renderSignOut(settings, person)}`,
  });
}

function renderConnection(settings: PersonSettings, connection: Connection, isEnded: boolean): string {
  const { mailbox, problem, wants, contested = [] } = connection;
  const { erpName, hostName } = settings;
  const look = problem && isForOthers(problem) ? undefined : 'primary';
  const test = renderTestButton(settings, connection.handle, 'Send a test email to me', look);
  const reconnect = renderSignInButton(settings, { label: 'Connect again', ...(look && { look }) });
  const reconnectForMore = renderSignInButton(settings, { label: 'Connect again' });
  const ability = isEnded ? 'can no longer send' : problem ? 'may be unable to send' : 'can send';
  return renderPage({
    settings,
    title:
      isEnded && look ? 'Connect your mailbox again' : problem ? 'Your connection has a problem' : 'Your connection',
    mark: isEnded || problem ? 'bad' : 'good',
    main: html`<p class="lead">
        <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> ${ability} email from <b><bdi>${mailbox}</bdi></b
        >${isEnded ? look && ' until you connect again' : problem && ' at the moment'}.
      </p>
      ${problem && renderProblem(settings, problem)} ${renderContested(settings, contested)}
      ${wants && renderWants(wants)} ${renderConnectionFacts(settings, connection)}
      ${problem && renderRemedy(settings, problem)}
      <div class="actions">
        ${isEnded || problem?.code === 'registration_changed' ? reconnect : html`${test} ${wants && reconnectForMore}`}
      </div>
      ${renderDisconnect({ settings, ...connection })} ${renderSignOut(settings, connection)}`,
  });
}

function renderProblem(settings: PersonSettings, problem: Problem): SafeHtml {
  return html`<div class="note">
    <p>${problemSentence(problem.code)}</p>
    <p>Who must act: ${problemActor(problem.code, settings)}</p>
  </div>`;
}

/** No problem: what works goes on working. */
function renderWants(wants: readonly string[]): SafeHtml {
  return html`<div class="note">
    <p>
      This app now asks for another permission: ${wants.map(nameOnMicrosoftsScreen).join(', ')}. Sending works without
      it. Connect again to give it.
    </p>
  </div>`;
}

function renderConnectionFacts(settings: PersonSettings, connection: Connection): SafeHtml {
  const { mailbox, signedInAs, connectedAt, refreshedAt } = connection;
  return renderFacts([
    ...listConnectionFacts(settings, mailbox, signedInAs),
    { term: 'Connected since', details: renderDate(connectedAt) },
    refreshedAt && { term: 'Last renewed', details: renderDate(refreshedAt) },
  ]);
}
