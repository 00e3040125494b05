/**
 * `GET /me`: the person's own page. `POST /me/test` and `POST /me/disconnect`: what they can do there.
 *
 * A form acts for the person its page showed, whatever another tab has done since, and its answer leads back to that person's
 * page. A connection of another account than the one that signed in is never shown, only removed.
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
import { formatSender, type Sender } from '../shared/sender.ts';
import type { Person } from './access.ts';
import { ownPageUrl, sessionCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { adminConsentUrl, page } from './page.ts';

export function meMethods({ config, senders, messages }: Pick<Connector, 'config' | 'senders' | 'messages'>) {
  return {
    async GET(request: HttpRequest, person: Person | undefined, context: InvocationContext) {
      if (!person) return { response: page(renderMePage({ settings: config, kind: 'signed_out' })) };
      const { sender, handle } = person;
      const { grant, tokens } = await senders.read(sender);
      if (grant && !isOfAccount(grant, person.home))
        return { response: page(showOther(config, person, grant)), ids: { sender: sender.hostObjectId } };
      const test = request.query.get('test');
      const message = test && grant ? await messages.read(ownPageCaller(sender), test) : undefined;
      const shown =
        message && grant && formatSender(message.sender) === formatSender(sender)
          ? showTest(config, message, grant, handle, context.invocationId)
          : showMe(config, person, grant, tokens);
      return { response: page(shown), ids: { sender: sender.hostObjectId } };
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
      const message = await messages.submitTest(ownPageCaller(person.sender), grant.sender);
      return {
        response: backToOwnPage(config, request, person, `&test=${message.id}`),
        ids: { sender: hostObjectId, message: message.id, result: message.status },
      };
    },
  };
}

export function meDisconnectMethods({ config, senders }: Pick<Connector, 'config' | 'senders'>) {
  return {
    async POST(request: HttpRequest, person: Person) {
      const { hostTenantId, hostObjectId } = person.sender;
      const { grant } = await senders.find(hostTenantId, hostObjectId);
      // A connection of another account since this sign-in is that person's to end, unless a sign-in has contradicted it.
      if (!isOfAccount(grant, person.home) && !isSuspended(grant)) throw new ConnectorError('request_expired');
      await senders.disconnect(hostTenantId, hostObjectId);
      return { response: backToOwnPage(config, request, person), ids: { sender: hostObjectId } };
    },
  };
}

/** In place of an application, where a person sends from their own page. */
function ownPageCaller({ hostTenantId }: Sender): Caller {
  return { hostTenantId, clientId: 'me', rights: [] };
}

function backToOwnPage({ publicUrl }: Config, request: HttpRequest, { handle }: Person, query = '') {
  const headers = { Location: `${ownPageUrl(publicUrl, handle)}${query}` };
  return { status: 303, headers, cookies: sessionCookies(request, handle) };
}

/** The connection of another account: nothing of it is shown. */
function showOther(settings: Config, { displayAddress: signedInAs, handle }: Person, grant: Grant): string {
  if (isSuspended(grant)) return renderFormerAccountPage({ settings, signedInAs, handle });
  // The session is older than a connection that another account has made since.
  if (grant.status !== 'disconnected') return renderMePage({ settings, kind: 'signed_out' });
  return renderMePage({ settings, kind: 'not_connected', signedInAs });
}

function showMe(settings: Config, person: Person, grant?: JudgedGrant, tokens?: SealedTokens): string {
  const config = { ...settings, ...(grant && appOf(grant)) };
  const { displayAddress: signedInAs, handle } = person;
  if (!grant) return renderMePage({ settings: config, kind: 'not_connected', signedInAs });
  const { status, mailbox, homeTenantId, connectedAt, problem, wants } = grant;
  if (status === 'disconnected') return renderDisconnectedPage({ settings: config, mailbox, homeTenantId });
  if (status === 'connected' && person.hasJustConnected)
    return renderConnectedPage({
      settings: config,
      mailbox,
      signedInAs,
      homeTenantId,
      handle,
      isMailboxUnclear: person.isMailboxUnclear,
      contested: listContested(grant),
    });
  return renderMePage({
    settings: config,
    kind: status,
    signedInAs,
    handle,
    mailbox,
    homeTenantId,
    connectedAt,
    refreshedAt: tokens?.refreshedAt,
    problem: problem && { ...problem, adminConsentUrl: approvalUrl(config, grant) },
    wants,
    contested: listContested(grant),
  });
}

function approvalUrl(config: Config, { homeTenantId: tenantId, clientId }: Grant): string {
  return adminConsentUrl(config, { tenantId, clientId });
}

function showTest(config: Config, message: Message, { mailbox }: Grant, handle: string, requestId: string): string {
  const { error, status } = message;
  const isFailure = status === 'failed' && error !== undefined;
  const outcome = isFailure
    ? { kind: 'failed' as const, code: error.code, ...(error.graphCode && { upstreamCode: error.graphCode }) }
    : { kind: status === 'sent' ? ('sent' as const) : ('unknown' as const) };
  return renderTestSentPage({
    settings: config,
    mailbox,
    ownPage: ownPageUrl(config.publicUrl, handle),
    outcome,
    handle,
    requestId: message.attempts.at(-1)?.graphRequestId ?? requestId,
  });
}
