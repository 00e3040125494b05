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
import { linkTo } from '../kit/link.ts';
import { renderBoldName, renderName, renderParties } from '../kit/name.ts';
import { listConnectionFacts, renderContested } from './connection-facts.ts';
import { renderDisconnect } from './disconnect.ts';
import type { PersonContext } from './person-context.ts';
import { nameOnMicrosoftsScreen } from './permissions.ts';
import { problemActor } from './problem-actor.ts';
import { isForOthers, renderRemedy, type Problem } from './problem-remedy.ts';
import { renderSignInButton } from './sign-in-button.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';
import { renderTestButton } from './test-button.ts';

export type MePageView = PersonContext &
  (
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

function renderNotConnected(context: PersonContext, person: SignedIn): string {
  const { settings, texts } = context;
  const { me } = texts;
  return renderPage({
    context,
    title: me.notConnectedTitle,
    main: html`<p class="lead">${me.notConnected(renderParties(settings).erp, renderName(person.signedInAs))}</p>
      <div class="actions">
        <a class="button primary" href="${settings.publicUrl}/authorize">${me.connect}</a>
        ${renderSignIn(context, me.otherAccount)}
      </div>
      ${renderSignOut(context, person)}`,
  });
}

function renderConnection(view: PersonContext & Connection, isEnded: boolean): string {
  const { texts, problem, wants, contested = [] } = view;
  const { me } = texts;
  const look = problem && isForOthers(problem) ? undefined : 'primary';
  const test = renderTestButton(view, view.handle, texts.test.send, look);
  const reconnect = renderSignInButton(view, { label: me.connectAgain, ...(look && { look }) });
  const reconnectForMore = renderSignInButton(view, { label: me.connectAgain });
  return renderPage({
    context: view,
    title: isEnded && look ? me.endedTitle : problem ? me.problemTitle : me.title,
    mark: isEnded || problem ? 'bad' : 'good',
    main: html`<p class="lead">${renderAbility(view, isEnded, look !== undefined)}</p>
      ${problem && renderProblem(view, problem)} ${renderContested(view, contested)}
      ${wants && renderWants(view, wants)} ${renderConnectionFacts(view)} ${problem && renderRemedy(view, problem)}
      <div class="actions">
        ${isEnded || problem?.code === 'registration_changed' ? reconnect : html`${test} ${wants && reconnectForMore}`}
      </div>
      ${renderDisconnect(view)} ${renderSignOut(view, view)}`,
  });
}

/** `isOwn`: it is for the person to connect again. */
function renderAbility(view: PersonContext & Connection, isEnded: boolean, isOwn: boolean): SafeHtml {
  const { me } = view.texts;
  const { erp, host } = renderParties(view.settings);
  const mailbox = renderBoldName(view.mailbox);
  if (isEnded) return isOwn ? me.hasEndedUntil(erp, host, mailbox) : me.hasEnded(erp, host, mailbox);
  return view.problem ? me.hasProblem(erp, host, mailbox) : me.works(erp, host, mailbox);
}

function renderProblem(context: PersonContext, { code }: Problem): SafeHtml {
  const { me, sentences } = context.texts;
  return html`<div class="note">
    <p>${sentences[code]}</p>
    <p>${me.mustAct(problemActor(code, context))}</p>
  </div>`;
}

/** No problem: what works goes on working. */
function renderWants({ texts }: PersonContext, wants: readonly string[]): SafeHtml {
  const named = wants.map((scope) => nameOnMicrosoftsScreen(scope, texts));
  return html`<div class="note"><p>${texts.me.wants(named.join(', '))}</p></div>`;
}

function renderConnectionFacts(view: PersonContext & Connection): SafeHtml {
  const { texts, mailbox, signedInAs, connectedAt, refreshedAt } = view;
  return renderFacts([
    ...listConnectionFacts(view, mailbox, signedInAs),
    { term: texts.me.since, details: renderDate(texts, connectedAt) },
    refreshedAt && { term: texts.me.renewed, details: renderDate(texts, refreshedAt) },
  ]);
}
