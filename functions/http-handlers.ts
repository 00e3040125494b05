/**
 * The handler of every route, each under the name of its function: what it answers, and whether to a person or to a caller.
 */
import type { Connector } from '../shared/connector.ts';
import { assetMethods } from './assets.ts';
import { authorizeMethods } from './authorize.ts';
import { callbackMethods } from './callback.ts';
import { healthMethods, healthReadyMethods } from './health.ts';
import { meDisconnectMethods, meMethods, meTestMethods } from './me.ts';
import { messageMethods } from './messages.ts';
import { showPage, showProblem } from './page.ts';
import { respond } from './respond.ts';
import { sendMethods } from './send.ts';
import { senderMethods, sendersMethods, senderTestMethods } from './senders.ts';

export function createHttpHandlers(connector: Connector) {
  const asPage = showPage(connector.config);
  const asProblem = showProblem(connector.config);
  return {
    authorize: respond(authorizeMethods(connector), asPage),
    callback: respond(callbackMethods(connector), asPage),
    me: respond(meMethods(connector), asPage),
    meTest: respond(meTestMethods(connector), asPage),
    meDisconnect: respond(meDisconnectMethods(connector), asPage),
    assets: respond(assetMethods(), asPage),
    send: respond(sendMethods(connector), asProblem),
    message: respond(messageMethods(connector), asProblem),
    senders: respond(sendersMethods(connector), asProblem),
    sender: respond(senderMethods(connector), asProblem),
    senderTest: respond(senderTestMethods(connector), asProblem),
    health: respond(healthMethods(), asProblem),
    healthReady: respond(healthReadyMethods(connector), asProblem),
    unknown: respond({}, asProblem),
  };
}
