/**
 * `GET /me`: the person's own page. `POST /me/test` and `POST /me/disconnect`: what they can do there.
 *
 * A form acts for the person its page showed, whatever another tab has done since, and its answer leads back to that person's
 * page. A connection of another account than the one that signed in is never shown, only removed. Disconnecting ends the session;
 * its answer leads to a page that only says so.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Config } from '../shared/config.ts';
import { ConnectorError } from '../shared/errors.ts';
import { listContested } from '../shared/grants/claim-names.ts';
import { appOf } from '../shared/grants/describe-sender.ts';
import type { Grant, SealedTokens } from '../shared/grants/grant.ts';
import { isOfAccount, isSuspended } from '../shared/grants/home-account.ts';
import type { JudgedGrant } from '../shared/grants/judge-connection.ts';
import type { Message } from '../shared/outbox/message.ts';
import { renderConnectedPage } from '../shared/pages/person/connected-page.ts';
import { renderDisconnectedPage } from '../shared/pages/person/disconnected-page.ts';
import { renderFormerAccountPage } from '../shared/pages/person/former-account-page.ts';
import { renderMePage } from '../shared/pages/person/me-page.ts';
import { renderTestSentPage } from '../shared/pages/person/test-sent-page.ts';
import { hasCode } from '../shared/errors.ts';
import { formatSender, type Sender } from '../shared/sender.ts';
import type { SignIn } from '../shared/sign-in/sign-in.ts';
import type { Person } from './access.ts';
import { farewellCookies, ownPageUrl, readCookies, sessionCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader, type Reader } from './language.ts';
import { adminConsentUrl, nameSignedIn, page } from './page.ts';

export function meMethods({
  config,
  senders,
  messages,
  signIn,
}: Pick<Connector, 'config' | 'senders' | 'messages' | 'signIn'>) {
  return {
    async GET(request: HttpRequest, person: Person | undefined, context: InvocationContext) {
      const reader = readReader(config, request);
      const farewell = await showFarewell(reader, signIn, request);
      if (farewell) return { response: page(reader, farewell) };
      if (!person) return { response: page(reader, renderMePage({ ...reader, kind: 'signed_out' })) };
      const { sender } = person;
      const found = await senders.read(sender);
      if (found.grant && !isOfAccount(found.grant, person.home))
        return { response: page(reader, showOther(reader, person, found.grant)), ids: { sender: sender.hostObjectId } };
      const { grant, tokens } = found.grant ? await senders.inspect({ ...found, grant: found.grant }) : {};
      const test = request.query.get('test');
      const message = test && grant ? await messages.read(ownPageCaller(sender), test) : undefined;
      const shown =
        message && grant && formatSender(message.sender) === formatSender(sender)
          ? showTest(reader, message, { grant, person, requestId: context.invocationId })
          : showMe(reader, person, grant, tokens);
      return { response: page(reader, shown), ids: { sender: sender.hostObjectId } };
    },
  };
}

export function meTestMethods({ config, senders, messages }: Pick<Connector, 'config' | 'senders' | 'messages'>) {
  return {
    async POST(request: HttpRequest, person: Person) {
      const { hostTenantId, hostObjectId } = person.sender;
      const { grant } = await senders.find(hostTenantId, hostObjectId);
      if (!isOfAccount(grant, person.home))
        throw new ConnectorError(isSuspended(grant) ? 'identity_changed' : 'request_expired');
      const message = await messages.submitOwnTest(ownPageCaller(person.sender), grant.sender);
      return {
        response: backToOwnPage(config, request, person, `&test=${message.id}`),
        ids: { sender: hostObjectId, message: message.id, result: message.status },
      };
    },
  };
}

export function meDisconnectMethods({ config, senders, signIn }: Pick<Connector, 'config' | 'senders' | 'signIn'>) {
  return {
    async POST(request: HttpRequest, person: Person) {
      const { hostTenantId, hostObjectId } = person.sender;
      const { grant } = await senders.find(hostTenantId, hostObjectId);
      // A connection of another account since this sign-in is that person's to end, unless a sign-in has contradicted it.
      const isOwn = isOfAccount(grant, person.home);
      if (!isOwn && !isSuspended(grant)) throw new ConnectorError('request_expired');
      const { mailbox, homeTenantId } = grant;
      await senders.disconnectOwn(grant);
      const farewell = await signIn.startFarewell(readCookies(request).secret ?? '', {
        ...(isOwn && { own: { mailbox, homeTenantId } }),
      });
      const headers = { Location: `${config.publicUrl}/me?disconnected` };
      return {
        response: { status: 303, headers, cookies: farewellCookies(request, person.handle, farewell) },
        ids: { sender: hostObjectId },
      };
    },
  };
}

/** After a disconnect in this browser, whoever else is signed in here: what was deleted. */
async function showFarewell(reader: Reader, signIn: SignIn, request: HttpRequest): Promise<string | undefined> {
  const { farewell, secret } = readCookies(request);
  if (!request.query.has('disconnected') || !farewell) return undefined;
  try {
    return renderDisconnectedPage({ ...reader, own: (await signIn.openFarewell(farewell, secret)).own });
  } catch (error) {
    if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
    throw error;
  }
}

/** In place of an application, where a person sends from their own page. */
function ownPageCaller({ hostTenantId }: Sender): Caller {
  return { hostTenantId, clientId: 'me', rights: [] };
}

function backToOwnPage({ publicUrl }: Config, request: HttpRequest, { handle }: Person, query: string) {
  const headers = { Location: `${ownPageUrl(publicUrl, handle)}${query}` };
  return { status: 303, headers, cookies: sessionCookies(request, handle) };
}

/** The connection of another account: nothing of it is shown. */
function showOther(reader: Reader, person: Person, grant: Grant): string {
  const signedIn = nameSignedIn(person);
  if (isSuspended(grant)) return renderFormerAccountPage({ ...reader, ...signedIn });
  // The session is older than a connection that another account has made since.
  if (grant.status !== 'disconnected') return renderMePage({ ...reader, kind: 'signed_out' });
  return renderMePage({ ...reader, kind: 'not_connected', ...signedIn });
}

function showMe(reader: Reader, person: Person, grant?: JudgedGrant, tokens?: SealedTokens): string {
  const settings = { ...reader.settings, ...(grant && appOf(grant)) };
  const view = { ...reader, settings };
  const signedIn = nameSignedIn(person);
  if (!grant) return renderMePage({ ...view, kind: 'not_connected', ...signedIn });
  const { status, mailbox, homeTenantId, connectedAt, problem, wants } = grant;
  // Connected before, and signed in since: there is nothing to show but the way to connect.
  if (status === 'disconnected') return renderMePage({ ...view, kind: 'not_connected', ...signedIn });
  if (status === 'connected' && person.hasJustConnected)
    return renderConnectedPage({
      ...view,
      ...signedIn,
      mailbox,
      homeTenantId,
      isMailboxUnclear: person.isMailboxUnclear,
      contested: listContested(grant),
    });
  return renderMePage({
    ...view,
    kind: status,
    ...signedIn,
    mailbox,
    homeTenantId,
    connectedAt,
    refreshedAt: tokens?.refreshedAt,
    problem: problem && { ...problem, adminConsentUrl: approvalUrl(settings, grant) },
    wants,
    contested: listContested(grant),
  });
}

function approvalUrl(config: Config, { homeTenantId: tenantId, clientId }: Grant): string {
  return adminConsentUrl(config, { tenantId, clientId });
}

function showTest(
  reader: Reader,
  message: Message,
  { grant, person, requestId }: { grant: Grant; person: Person; requestId: string },
): string {
  const { error, status } = message;
  const isFailure = status === 'failed' && error !== undefined;
  const outcome = isFailure
    ? { kind: 'failed' as const, code: error.code, ...(error.graphCode && { upstreamCode: error.graphCode }) }
    : { kind: status === 'sent' ? ('sent' as const) : ('unknown' as const) };
  return renderTestSentPage({
    ...reader,
    ...nameSignedIn(person),
    mailbox: grant.mailbox,
    ownPage: ownPageUrl(reader.settings.publicUrl, person.handle),
    outcome,
    requestId: message.attempts.at(-1)?.graphRequestId ?? requestId,
  });
}
