/**
 * The handlers of every route, each under the name of its function, and whether they speak to a person or to a program.
 *
 * The table of routes (index.ts) says who may call which; its type follows from the handlers, so that a method without a row,
 * a row without a method, or a row whose access does not prove what the handler takes does not compile.
 */
import type { HttpHandler, HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { AccessTokenVerifier } from '../shared/callers/verify-access-token.ts';
import { createAuthenticate, type Access } from './access.ts';
import { assetMethods } from './assets.ts';
import { attachmentMethods } from './attachment.ts';
import { authorizeMethods } from './authorize.ts';
import { authorizeEndedMethods } from './authorize-ended.ts';
import { createHoldBody } from './bodies.ts';
import { callbackMethods } from './callback.ts';
import type { Connector } from './compose.ts';
import { healthMethods, healthReadyMethods } from './health.ts';
import { meDisconnectMethods, meMethods, meTestMethods } from './me.ts';
import { meEraseMethods } from './me-erase.ts';
import {
  changedMessagesMethods,
  messageCancelMethods,
  messageMethods,
  messageResendMethods,
  messagesMethods,
} from './messages.ts';
import { messageContentMethods } from './message-content.ts';
import { meRefuseMethods, meReleaseMethods } from './me-waiting.ts';
import { showPage, showProblem } from './page.ts';
import { deprecationHeaders } from './deprecation.ts';
import { docsErrorsMethods } from './docs.ts';
import { createDrain, type Drain } from './drain.ts';
import { createLateSweep, type AfterAnswer } from './late-sweep.ts';
import { createRequestLog } from './request-log.ts';
import { respond, type Handle, type Method, type Methods, type Route } from './respond.ts';
import { sendMethods } from './send.ts';
import { signOutMethods } from './sign-out.ts';
import {
  changedSendersMethods,
  findSenderMethods,
  senderMethods,
  sendersMethods,
  senderTestMethods,
} from './senders.ts';
import { trustMethods } from './trust.ts';
import { unknownMethods } from './unknown.ts';

/** Answered with pages; an address that does not exist also with JSON. */
function pageMethods(connector: Connector) {
  return {
    authorize: authorizeMethods(connector),
    authorizeEnded: authorizeEndedMethods(connector),
    callback: callbackMethods(connector),
    me: meMethods(connector),
    meTest: meTestMethods(connector),
    meDisconnect: meDisconnectMethods(connector),
    meErase: meEraseMethods(connector),
    meRefuse: meRefuseMethods(connector),
    meRelease: meReleaseMethods(connector),
    meSignOut: signOutMethods(connector),
    docsErrors: docsErrorsMethods(connector),
    trust: trustMethods(connector),
    assets: assetMethods(connector),
    unknown: unknownMethods(connector),
  };
}

/** Answered with JSON. */
function apiMethods(connector: Connector) {
  const holdBody = createHoldBody();
  return {
    send: sendMethods(connector, holdBody),
    attachment: attachmentMethods(connector, holdBody),
    messages: messagesMethods(connector),
    changedMessages: changedMessagesMethods(connector),
    message: messageMethods(connector),
    messageContent: messageContentMethods(connector),
    messageCancel: messageCancelMethods(connector),
    messageResend: messageResendMethods(connector),
    senders: sendersMethods(connector),
    changedSenders: changedSendersMethods(connector),
    findSender: findSenderMethods(connector),
    sender: senderMethods(connector),
    senderTest: senderTestMethods(connector),
    health: healthMethods(),
    healthReady: healthReadyMethods(connector),
  };
}

type AllMethods = ReturnType<typeof pageMethods> & ReturnType<typeof apiMethods>;

/**
 * The accesses that prove what a handler takes; one that takes nothing may stay open to anyone, and need not. A person who looks
 * may have no session, so a handler of GET must expect that; only GET and POST know how to find a session.
 */
type AccessFor<OneHandle, Key> =
  OneHandle extends Handle<infer Who>
    ? unknown extends Who
      ? Access
      : [Who] extends [undefined]
        ? 'anyone'
        : [Who] extends [Caller]
          ? 'caller' | 'reader' | 'manager' | 'operator'
          : Key extends 'POST'
            ? 'person'
            : Key extends 'GET'
              ? undefined extends Who
                ? 'person'
                : never
              : never
    : never;

/** The table of routes, by the names of their functions. */
export type Routes = {
  readonly [Name in keyof AllMethods]: { readonly path: string } & {
    readonly [Key in keyof AllMethods[Name]]: AccessFor<AllMethods[Name][Key], Key>;
  } & { readonly [Key in Exclude<Method, keyof AllMethods[Name]>]?: never };
};

export type RouteName = keyof Routes;

/** What strangers ask for calls nobody afterwards. */
const nothing: AfterAnswer = () => undefined;

function isForAnyone({ path: _path, ...methods }: Route): boolean {
  return Object.values(methods).every((access) => access === 'anyone');
}

/** The handler of each route. */
export function createHttpHandlers(
  connector: Connector,
  verifyAccessToken: AccessTokenVerifier,
  routes: Routes,
  drain: Drain = createDrain(),
): Record<RouteName, HttpHandler> {
  const { config, signIn, contests, now } = connector;
  const log = createRequestLog(now);
  const lateSweep = createLateSweep(connector);
  const headersOf = (request: HttpRequest) => deprecationHeaders(request, config.publicUrl);
  const authenticate = createAuthenticate({ publicUrl: config.publicUrl, signIn, verifyAccessToken });
  const wrap = (methodsByName: Record<string, Methods>, showError: ReturnType<typeof showPage>) =>
    Object.entries(methodsByName).map(([name, methods]) => {
      const route: Route = routes[name as RouteName];
      const afterAnswer = isForAnyone(route) ? nothing : lateSweep;
      const parts = { authenticate, showError, contests, log, headersOf, afterAnswer, drain };
      return [name, respond({ route, methods, ...parts })];
    });
  return Object.fromEntries([
    ...wrap(pageMethods(connector), showPage(config)),
    ...wrap(apiMethods(connector), showProblem(config)),
  ]) as Record<RouteName, HttpHandler>;
}
