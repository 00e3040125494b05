/**
 * Composition root: puts the connector together from the settings, and the handler of every trigger from the connector.
 *
 * A bundle of its own that index.ts loads, so that the host hears of the functions before Azure's SDKs are loaded. Calls nobody.
 */
import { createAzureDependencies } from '../shared/azure/azure-dependencies.ts';
import type { Config, HostStorage } from '../shared/config.ts';
import { createConnector } from '../shared/connector.ts';
import { assetMethods } from './assets.ts';
import { authorizeMethods } from './authorize.ts';
import { callbackMethods } from './callback.ts';
import { healthMethods, healthReadyMethods } from './health.ts';
import { meDisconnectMethods, meMethods, meTestMethods } from './me.ts';
import { messageMethods } from './messages.ts';
import { showPage, showProblem } from './page.ts';
import { refreshHandler } from './refresh.ts';
import { respond } from './respond.ts';
import { sendMethods } from './send.ts';
import { senderMethods, sendersMethods, senderTestMethods } from './senders.ts';
import { sweepHandler } from './sweep.ts';

export type Handlers = ReturnType<typeof createHandlers>;

/** Each under the name of its function. */
export function createHandlers(config: Config, hostStorage: HostStorage) {
  const now = () => new Date();
  const connector = createConnector({ config, now, ...createAzureDependencies(config, hostStorage, now) });
  const asPage = showPage(config);
  const asProblem = showProblem(config);
  return {
    http: {
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
    },
    timer: { refresh: refreshHandler(connector), sweep: sweepHandler(connector) },
  };
}
