/**
 * `GET /me`: the person's own page. `POST /me/test` and `POST /me/disconnect`: what they can do there.
 *
 * A form acts for the person its page showed, whatever another tab has done since, and its answer leads back to that person's
 * page. Disconnecting ends the session; its answer leads to a page that only says so.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Config } from '../shared/config.ts';
import { appOf } from '../shared/grants/describe-sender.ts';
import type { Grant, SealedTokens } from '../shared/grants/grant.ts';
import type { Message } from '../shared/outbox/message.ts';
import { renderConnectedPage } from '../shared/pages/person/connected-page.ts';
import { renderDisconnectedPage } from '../shared/pages/person/disconnected-page.ts';
import { renderMePage } from '../shared/pages/person/me-page.ts';
import { renderTestSentPage } from '../shared/pages/person/test-sent-page.ts';
import { hasCode } from '../shared/errors.ts';
import { formatSender, type Sender } from '../shared/sender.ts';
import type { SignIn } from '../shared/sign-in/sign-in.ts';
import type { Person } from './access.ts';
import { farewellCookies, ownPageUrl, readCookies, sessionCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { nameSignedIn, page } from './page.ts';

export function meMethods({
  config,
  senders,
  messages,
  signIn,
}: Pick<Connector, 'config' | 'senders' | 'messages' | 'signIn'>) {
  return {
    async GET(request: HttpRequest, person: Person | undefined, context: InvocationContext) {
      const farewell = await showFarewell(config, signIn, request);
      if (farewell) return { response: page(farewell) };
      if (!person) return { response: page(renderMePage({ settings: config, kind: 'signed_out' })) };
      const { sender } = person;
      const { grant, tokens } = await senders.inspect(await senders.read(sender));
      const test = request.query.get('test');
      const message = test && grant ? await messages.read(ownPageCaller(sender), test) : undefined;
      const shown =
        message && grant && formatSender(message.sender) === formatSender(sender)
          ? showTest(config, message, { grant, person, requestId: context.invocationId })
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
      const { mailbox, homeTenantId } = await senders.disconnect(hostTenantId, hostObjectId);
      const farewell = await signIn.startFarewell(readCookies(request).secret ?? '', { mailbox, homeTenantId });
      const headers = { Location: `${config.publicUrl}/me?disconnected` };
      return {
        response: { status: 303, headers, cookies: farewellCookies(request, person.handle, farewell) },
        ids: { sender: hostObjectId },
      };
    },
  };
}

/** After a disconnect in this browser, whoever else is signed in here: what was deleted. */
async function showFarewell(settings: Config, signIn: SignIn, request: HttpRequest): Promise<string | undefined> {
  const { farewell, secret } = readCookies(request);
  if (!request.query.has('disconnected') || !farewell) return undefined;
  try {
    return renderDisconnectedPage({ settings, ...(await signIn.openFarewell(farewell, secret)) });
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

function showMe(settings: Config, person: Person, grant?: Grant, tokens?: SealedTokens): string {
  const config = { ...settings, ...(grant && appOf(grant)) };
  const signedIn = nameSignedIn(person);
  if (!grant) return renderMePage({ settings: config, kind: 'not_connected', ...signedIn });
  const { status, mailbox, homeTenantId, connectedAt, problem } = grant;
  // Connected before, and signed in since: there is nothing to show but the way to connect.
  if (status === 'disconnected') return renderMePage({ settings: config, kind: 'not_connected', ...signedIn });
  if (status === 'connected' && person.hasJustConnected)
    return renderConnectedPage({
      settings: config,
      ...signedIn,
      mailbox,
      homeTenantId,
      isMailboxUnclear: person.isMailboxUnclear,
    });
  return renderMePage({
    settings: config,
    kind: status,
    ...signedIn,
    mailbox,
    homeTenantId,
    connectedAt,
    refreshedAt: tokens?.refreshedAt,
    problem,
  });
}

function showTest(
  config: Config,
  message: Message,
  { grant, person, requestId }: { grant: Grant; person: Person; requestId: string },
): string {
  const { error, status } = message;
  const isFailure = status === 'failed' && error !== undefined;
  const outcome = isFailure
    ? { kind: 'failed' as const, code: error.code, ...(error.graphCode && { upstreamCode: error.graphCode }) }
    : { kind: status === 'sent' ? ('sent' as const) : ('unknown' as const) };
  return renderTestSentPage({
    settings: config,
    ...nameSignedIn(person),
    mailbox: grant.mailbox,
    ownPage: ownPageUrl(config.publicUrl, person.handle),
    outcome,
    requestId: message.attempts.at(-1)?.graphRequestId ?? requestId,
  });
}
