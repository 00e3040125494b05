/**
 * `GET /me`: the person's own page. `POST /me/test` and `POST /me/disconnect`: what they can do there.
 *
 * A form acts for the person its page showed, whatever another tab has done since, and its answer leads back to that person's
 * page. A connection of another account than the one that signed in is never shown, only removed. Disconnecting ends the session;
 * its answer leads to a page that only says so (farewell.ts).
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
import { ERASED_GENERATION_DAYS } from '../shared/limits.ts';
import type { Message } from '../shared/outbox/message.ts';
import { renderConnectedPage } from '../shared/pages/person/connected-page.ts';
import { renderFormerAccountPage } from '../shared/pages/person/former-account-page.ts';
import { renderMePage } from '../shared/pages/person/me-page.ts';
import type { Problem } from '../shared/pages/person/problem-remedy.ts';
import type { SentHistoryView } from '../shared/pages/person/sent-history.ts';
import { renderTestSentPage } from '../shared/pages/person/test-sent-page.ts';
import { formatSender, type Sender } from '../shared/sender.ts';
import type { Person } from './access.ts';
import { ownPageUrl, sessionCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { sayFarewell, showFarewell } from './farewell.ts';
import { readReader, type Reader } from './language.ts';
import { createReadWaiting, type ReadWaiting } from './me-waiting.ts';
import { adminConsentUrl, nameSignedIn, page } from './page.ts';
import type { Answer, Reply } from './respond.ts';
import { createReadKnownApplications, createReadSent, OWN_PAGE_CALLER_ID } from './sent-history.ts';

export function meMethods(connector: Pick<Connector, 'config' | 'tenants' | 'senders' | 'messages' | 'signIn'>) {
  const { config, senders, messages, signIn } = connector;
  const readKnown = createReadKnownApplications(connector);
  const readSent = createReadSent(connector);
  const readWaiting = createReadWaiting(connector);
  return {
    async GET(request: HttpRequest, person: Person | undefined, context: InvocationContext): Promise<Answer> {
      const reader = await readReader(config, request, context);
      const farewell = await showFarewell(reader, signIn, request);
      if (farewell) return { response: page(reader, farewell) };
      if (!person) return { response: page(reader, renderMePage({ ...reader, kind: 'signed_out' })) };
      const { sender } = person;
      const ids = { sender: sender.hostObjectId };
      const found = await senders.read(sender);
      const { grant, tokens } = found;
      const known = await readKnown(sender);
      if (!grant) {
        const { notRead, ...waiting } = await readWaiting(person, found, request.query, known);
        return answer(page(reader, showOther(reader, person, undefined, waiting)), ids, [notRead]);
      }
      if (!isOfAccount(grant, person.home)) return { response: page(reader, showOther(reader, person, grant)), ids };
      const test = request.query.get('test');
      const message = test ? await messages.read(ownPageCaller(sender), test) : undefined;
      if (message?.sender && formatSender(message.sender) === formatSender(sender)) {
        const shown = showTest(reader, message, { grant, person, requestId: context.invocationId });
        return { response: page(reader, shown), ids };
      }
      const [inspected, { sent, notRead }, { notRead: notListed, ...waiting }] = await Promise.all([
        senders.inspect({ grant, ...(tokens && { tokens }) }),
        readSent(grant),
        readWaiting(person, found, request.query, known),
      ]);
      const isAfterConnecting = person.hasJustConnected && request.query.has('tab') && !waiting.note;
      const own = { ...inspected, sent, ...waiting, isAfterConnecting };
      return answer(page(reader, showMe(reader, person, own)), ids, [notRead, notListed]);
    },
  };
}

export function meTestMethods({ config, senders, messages }: Pick<Connector, 'config' | 'senders' | 'messages'>) {
  return {
    async POST(request: HttpRequest, person: Person, context: InvocationContext) {
      const { hostTenantId, hostObjectId } = person.sender;
      const { grant } = await senders.find(hostTenantId, hostObjectId);
      if (!isOfAccount(grant, person.home))
        throw new ConnectorError(isSuspended(grant) ? 'identity_changed' : 'request_expired');
      const { testMessage } = (await readReader(config, request, context)).texts;
      const message = await messages.submitOwnTest(ownPageCaller(person.sender), grant.sender, testMessage);
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
      const farewell = { ...(isOwn && { own: { mailbox, homeTenantId } }) };
      return {
        response: await sayFarewell({ config, signIn }, request, person, farewell),
        ids: { sender: hostObjectId },
      };
    },
  };
}

/** What could not be read is for the log and, but for time, an alarm. */
function answer(response: Reply, ids: object, reasons: readonly ReadWaiting['notRead'][]): Answer {
  const [notRead] = reasons.filter((reason) => reason !== undefined);
  return { response, ids: { ...ids, notRead }, ...(notRead && notRead !== 'time_limit' && { alarms: [notRead] }) };
}

function ownPageCaller({ hostTenantId }: Sender): Caller {
  return { hostTenantId, clientId: OWN_PAGE_CALLER_ID, rights: [] };
}

function backToOwnPage({ publicUrl }: Config, request: HttpRequest, { handle }: Person, query: string) {
  const headers = { Location: `${ownPageUrl(publicUrl, handle)}${query}` };
  return { status: 303, headers, cookies: sessionCookies(request, handle) };
}

/** No connection, or that of another account, of which nothing is shown. */
function showOther(reader: Reader, person: Person, grant?: Grant, waiting: Omit<ReadWaiting, 'notRead'> = {}): string {
  const view = { ...reader, ...nameSignedIn(person), ...obstacleOf(reader, person) };
  if (!grant) return renderMePage({ ...view, ...waiting, kind: 'not_connected' });
  const kept = daysKept(reader.settings);
  if (isSuspended(grant)) return renderFormerAccountPage({ ...view, kept });
  // The session is older than a connection that another account has made since.
  if (grant.status !== 'disconnected') return renderMePage({ ...reader, kind: 'signed_out' });
  return renderMePage({ ...view, kind: 'not_connected', kept });
}

interface OwnConnection extends Omit<ReadWaiting, 'notRead'> {
  grant: JudgedGrant;
  tokens?: SealedTokens | undefined;
  sent: SentHistoryView;
  /** The page that a journey ends with, until something was sent. */
  isAfterConnecting: boolean;
}

function showMe(reader: Reader, person: Person, own: OwnConnection): string {
  const { grant, tokens, sent, waiting, note, isAfterConnecting } = own;
  const { status, mailbox, homeTenantId, connectedAt, wants } = grant;
  const settings = { ...reader.settings, ...appOf(grant) };
  const view = { ...reader, settings, ...nameSignedIn(person), ...obstacleOf(reader, person) };
  const kept = daysKept(settings);
  const listed = { sent, waiting, note };
  if (status === 'disconnected') return renderMePage({ ...view, kind: 'not_connected', ...listed, kept, homeTenantId });
  if (status === 'connected' && isAfterConnecting && !hasBeenUsed(sent, connectedAt))
    return renderConnectedPage({
      ...view,
      mailbox,
      homeTenantId,
      isMailboxUnclear: person.isMailboxUnclear,
      released: person.released,
      contested: listContested(grant),
    });
  return renderMePage({
    ...view,
    kind: status,
    mailbox,
    homeTenantId,
    connectedAt,
    refreshedAt: tokens?.refreshedAt,
    problem: view.obstacle ?? (grant.problem && { ...grant.problem, adminConsentUrl: approvalUrl(settings, grant) }),
    wants: view.obstacle ? undefined : wants,
    contested: listContested(grant),
    released: status === 'connected' ? person.released : undefined,
    checkUrl: ownPageUrl(settings.publicUrl, person.handle, 'me/check'),
    ...listed,
    kept,
  });
}

function hasBeenUsed({ history }: SentHistoryView, connectedAt: Date): boolean {
  // Stryker disable next-line ConditionalExpression,StringLiteral: what was not read has no time of its last use
  const { lastUsedAt = connectedAt } = history === 'not_read' ? {} : history;
  return lastUsedAt > connectedAt;
}

function obstacleOf({ settings }: Reader, { obstacle, home }: Person): { obstacle?: Problem } {
  if (!obstacle) return {};
  return { obstacle: { code: obstacle, adminConsentUrl: adminConsentUrl(settings, { tenantId: home?.homeTenantId }) } };
}

/** In days, after erasing. */
function daysKept({ historyDays: messages }: Config) {
  return { messages, generation: ERASED_GENERATION_DAYS };
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
