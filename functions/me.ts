/**
 * `GET /me`: the person's own page. `POST /me/test` and `POST /me/disconnect`: what they can do there.
 *
 * The session stands in cookies for the page and in a hidden field for its forms, so a form acts for the person whom its
 * page showed, whatever another tab has done since; its answer leads back to the page of that person.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Connector } from '../shared/connector.ts';
import { hasCode } from '../shared/errors.ts';
import type { Grant, SealedTokens } from '../shared/grants/grant.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Sender } from '../shared/sender.ts';
import type { Session } from '../shared/sign-in/transaction.ts';
import { renderConnectedPage } from '../shared/pages/person/connected-page.ts';
import { renderDisconnectedPage } from '../shared/pages/person/disconnected-page.ts';
import { renderMePage } from '../shared/pages/person/me-page.ts';
import { renderTestSentPage } from '../shared/pages/person/test-sent-page.ts';
import { ownPageUrl, readCookies, readForm, sessionCookies } from './browser.ts';
import { page } from './page.ts';
import type { Methods } from './respond.ts';

/** The calling application of a message that a person sends from their own page. */
const OWN_PAGE = 'me';
const callerOf = ({ hostTenantId }: Sender): Caller => ({ hostTenantId, clientId: OWN_PAGE, rights: [] });

export function meMethods(connector: Connector): Methods {
  const { config } = connector;
  return {
    async GET(request: HttpRequest, context) {
      const { session: handle, secret } = readCookies(request);
      const session = handle && (await openSession(connector, handle, secret));
      if (!session) return { response: page(renderMePage({ settings: config, kind: 'signed_out' })) };
      const { grant, tokens } = await connector.readGrant(session.sender);
      const test = request.query.get('test');
      const message = test && grant ? await connector.readMessage(callerOf(session.sender), test) : undefined;
      const isOwn = message?.sender.hostObjectId === session.hostObjectId;
      const shown =
        isOwn && grant
          ? showTest(connector, message, grant, handle, context.invocationId)
          : showMe(connector, session, handle, grant, tokens);
      return { response: page(shown), ids: { sender: session.hostObjectId } };
    },
  };
}

export function meTestMethods(connector: Connector): Methods {
  return {
    async POST(request: HttpRequest) {
      const { sender, hostObjectId, ownPage, cookies } = await readSession(connector, request);
      const message = await connector.sendTest(sender.hostObjectId, callerOf(sender));
      const headers = { Location: `${ownPage}&test=${message.id}` };
      return {
        response: { status: 303, headers, cookies },
        ids: { sender: hostObjectId, message: message.id, result: message.status },
      };
    },
  };
}

export function meDisconnectMethods(connector: Connector): Methods {
  return {
    async POST(request: HttpRequest) {
      const { sender, hostObjectId, ownPage, cookies } = await readSession(connector, request);
      await connector.disconnect(sender.hostObjectId);
      return {
        response: { status: 303, headers: { Location: ownPage }, cookies },
        ids: { sender: hostObjectId },
      };
    },
  };
}

async function readSession(connector: Connector, request: HttpRequest) {
  const form = await readForm(request, connector.config.publicUrl);
  const handle = form.get('handle') ?? '';
  const session = await connector.openSession(handle, readCookies(request).secret);
  return {
    ...session,
    ownPage: ownPageUrl(connector.config.publicUrl, handle),
    cookies: sessionCookies(request, handle),
  };
}

async function openSession(connector: Connector, handle: string, secret: string | undefined) {
  return connector.openSession(handle, secret).catch((error: unknown) => {
    if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
    throw error;
  });
}

function showMe({ config }: Connector, session: Session, handle: string, grant?: Grant, tokens?: SealedTokens): string {
  const signedInAs = session.displayAddress;
  if (!grant) return renderMePage({ settings: config, kind: 'not_connected', signedInAs });
  const { status, mailbox, homeTenantId, connectedAt, problem } = grant;
  if (status === 'disconnected') return renderDisconnectedPage({ settings: config, mailbox, homeTenantId });
  if (status === 'connected' && session.hasJustConnected)
    return renderConnectedPage({
      settings: config,
      mailbox,
      signedInAs,
      homeTenantId,
      handle,
      isMailboxUnclear: session.isMailboxUnclear,
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
    problem,
  });
}

function showTest(
  { config }: Connector,
  message: Message,
  { mailbox }: Grant,
  handle: string,
  requestId: string,
): string {
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
