/**
 * The handlers of every route, each under the name of its function, and whether they speak to a person or to a program.
 *
 * The table of routes (index.ts) says who may call which; its type follows from the handlers, so that a method without a row,
 * a row without a method, or a row whose access does not prove what the handler takes does not compile.
 */
import type { HttpHandler, HttpRequest } from '@azure/functions';
import type { RouteTable } from '../shared/api/list-operations.ts';
import type { Caller, SignedCaller } from '../shared/callers/caller.ts';
import type { AccessTokenVerifier } from '../shared/callers/verify-access-token.ts';
import type { VerifySignature } from '../shared/callers/verify-signature.ts';
import { ConnectorError } from '../shared/errors.ts';
import { UNVERIFIED_BODIES_MAX_BYTES } from '../shared/webhook-limits.ts';
import { createAuthenticate, type Access } from './access.ts';
import { assetMethods } from './assets.ts';
import { attachmentMethods } from './attachment.ts';
import { authorizeMethods } from './authorize.ts';
import { authorizeEndedMethods } from './authorize-ended.ts';
import { auditMethods } from './audit.ts';
import { callbackMethods } from './callback.ts';
import type { Connector } from './compose.ts';
import { consoleEndMethods, consoleMethods } from './console.ts';
import { configurationMethods } from './configuration.ts';
import { createHoldBody, type HoldBody } from './bodies.ts';
import { showGraphError } from './graph-error.ts';
import { graphBatchMethods, graphSendMailMethods, graphUnknownMethods } from './graph-send-mail.ts';
import { healthMethods, healthReadyMethods } from './health.ts';
import { invitationsMethods } from './invitations.ts';
import { meDisconnectMethods, meMethods, meTestMethods } from './me.ts';
import { meCheckMethods } from './me-check.ts';
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
import { offBoardTenantMethods } from './off-board-tenant.ts';
import { showPage, showProblem } from './page.ts';
import { deprecationHeaders } from './deprecation.ts';
import { diagnoseSenderMethods, senderDiagnosisMethods } from './diagnosis.ts';
import { descriptionMethods } from './descriptions.ts';
import { docsErrorsMethods } from './docs.ts';
import { eventsMethods } from './events.ts';
import { createDrain, type Drain } from './drain.ts';
import { createAfterAnswer } from './after-answer.ts';
import type { AfterAnswer } from './late-sweep.ts';
import { createRequestLog } from './request-log.ts';
import { previewTemplateMethods } from './preview-template.ts';
import type { Administrator, EndedAdministrator } from './read-administrator.ts';
import { createReadVisit, type Visit } from './read-visit.ts';
import { respond, type Handle, type Method, type Methods, type Route, type ShowError } from './respond.ts';
import { sendMethods } from './send.ts';
import { sendSignedMethods } from './send-signed.ts';
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
  const inConsole = consoleMethods(connector);
  return {
    authorize: authorizeMethods(connector),
    authorizeEnded: authorizeEndedMethods(connector),
    callback: callbackMethods(connector),
    me: meMethods(connector),
    meCheck: meCheckMethods(connector),
    meTest: meTestMethods(connector),
    meDisconnect: meDisconnectMethods(connector),
    meErase: meEraseMethods(connector),
    meRefuse: meRefuseMethods(connector),
    meRelease: meReleaseMethods(connector),
    meSignOut: signOutMethods(connector),
    console: { GET: inConsole.GET },
    consoleEnd: consoleEndMethods(connector),
    consoleItem: inConsole,
    consolePage: inConsole,
    docsErrors: docsErrorsMethods(connector),
    trust: trustMethods(connector),
    assets: assetMethods(connector),
    unknown: unknownMethods(connector),
  };
}

/** Answered with JSON. */
function apiMethods(connector: Connector, holdBody: HoldBody, routes: RouteTable) {
  return {
    send: sendMethods(connector, holdBody),
    sendSigned: sendSignedMethods(connector, holdBody),
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
    senderDiagnosis: senderDiagnosisMethods(connector),
    events: eventsMethods(connector),
    health: healthMethods(connector),
    healthReady: healthReadyMethods(connector),
    ...descriptionMethods(connector, routes),
    ...configurationMethods(connector),
    audit: auditMethods(connector),
    diagnoseSender: diagnoseSenderMethods(connector),
    invitations: invitationsMethods(connector),
    offBoardTenant: offBoardTenantMethods(connector),
    previewTemplate: previewTemplateMethods(connector),
  };
}

/** Answered as Microsoft Graph answers. */
function graphMethods(connector: Connector, holdBody: HoldBody) {
  const sendMail = graphSendMailMethods(connector, holdBody);
  const sendMailAsMe = graphSendMailMethods(connector, holdBody, () => undefined);
  return {
    graphBatch: graphBatchMethods(),
    graphSendMail: sendMail,
    graphSendMailAsMe: sendMailAsMe,
    graphSendMailAsMeQualified: sendMailAsMe,
    graphSendMailQualified: sendMail,
    graphUnknown: graphUnknownMethods(),
  };
}

type AllMethods = ReturnType<typeof pageMethods> & ReturnType<typeof apiMethods> & ReturnType<typeof graphMethods>;

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
        : [Who] extends [SignedCaller]
          ? 'signed'
          : [Who] extends [Caller | Visit]
            ? [Caller] extends [Who]
              ? 'caller' | 'reader' | 'manager' | 'operator' | 'configurator'
              : 'door'
            : Key extends 'POST'
              ? PersonAccess<Who>
              : Key extends 'GET'
                ? undefined extends Who
                  ? PersonAccess<Who>
                  : never
                : never
    : never;

/** Of a person on their own page, or of an administrator in the console. */
type PersonAccess<Who> = [Exclude<Who, undefined>] extends [Administrator | EndedAdministrator]
  ? 'administrator'
  : 'person';

/** The table of routes, by the names of their functions. */
export type Routes = {
  readonly [Name in keyof AllMethods]: { readonly path: string } & {
    readonly [Key in keyof AllMethods[Name]]: AccessFor<AllMethods[Name][Key], Key>;
  } & { readonly [Key in Exclude<Method, keyof AllMethods[Name]>]?: never };
};

export type RouteName = keyof Routes;

/** Where there are no sources. */
const noSources: VerifySignature = async () => {
  throw new ConnectorError('unauthorized');
};

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
  verifySignature: VerifySignature = noSources,
): Record<RouteName, HttpHandler> {
  const { activity, config, signIn, contests, now } = connector;
  const log = createRequestLog(now, activity.noteAlarm);
  const afterProven = createAfterAnswer(connector);
  // One budget, whoever the messages come from.
  const holdBody = createHoldBody();
  const headersOf = (request: HttpRequest) => deprecationHeaders(request, config.publicUrl);
  const authenticate = createAuthenticate({
    publicUrl: config.publicUrl,
    readTenant: connector.tenants.read,
    signIn,
    verifyAccessToken,
    verifySignature,
    holdUnverified: createHoldBody({ bytes: UNVERIFIED_BODIES_MAX_BYTES, reservedBytes: 0, smallBytes: 0 }),
    readVisit: createReadVisit(connector),
  });
  const wrap = (methodsByName: Record<string, Methods>, showError: ShowError) =>
    Object.entries(methodsByName).map(([name, methods]) => {
      const route: Route = routes[name as RouteName];
      const afterAnswer = isForAnyone(route) ? nothing : afterProven;
      const parts = { authenticate, showError, contests, log, headersOf, afterAnswer, drain };
      return [name, respond({ route, methods, ...parts })];
    });
  return Object.fromEntries([
    ...wrap(pageMethods(connector), showPage(config)),
    ...wrap(apiMethods(connector, holdBody, routes), showProblem(config)),
    ...wrap(graphMethods(connector, holdBody), showGraphError(connector)),
  ]) as Record<RouteName, HttpHandler>;
}
