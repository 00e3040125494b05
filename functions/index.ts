/**
 * Composition root and trigger table: every route, method and schedule on one screen.
 *
 * The only file with side effects and the environment. Settings are checked before anything is registered; no dependency
 * is called at start. Every route takes all methods, so that an unsupported one is answered by us with `Allow`.
 */
import { app, type HttpHandler } from '@azure/functions';
import { createAzureDependencies } from '../shared/azure/azure-dependencies.ts';
import { readConfig, readHostStorage } from '../shared/config.ts';
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

const config = readConfig(process.env);
const now = () => new Date();
const connector = createConnector({
  config,
  now,
  ...createAzureDependencies(config, readHostStorage(process.env), now),
});
const asPage = showPage(config);
const asProblem = showProblem(config);

const route = (name: string, path: string, handler: HttpHandler) =>
  app.http(name, {
    route: path,
    authLevel: 'anonymous',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    handler,
  });

// For the person
route('authorize', 'authorize', respond(authorizeMethods(connector), asPage));
route('callback', 'callback', respond(callbackMethods(connector), asPage));
route('me', 'me', respond(meMethods(connector), asPage));
route('meTest', 'me/test', respond(meTestMethods(connector), asPage));
route('meDisconnect', 'me/disconnect', respond(meDisconnectMethods(connector), asPage));
route('assets', 'assets/{name}', respond(assetMethods(), asPage));

// For the caller
route('send', 'send', respond(sendMethods(connector), asProblem));
route('message', 'messages/{id}', respond(messageMethods(connector), asProblem));
route('senders', 'senders', respond(sendersMethods(connector), asProblem));
route('sender', 'senders/{sender}', respond(senderMethods(connector), asProblem));
route('senderTest', 'senders/{sender}/test', respond(senderTestMethods(connector), asProblem));
route('health', 'health', respond(healthMethods(), asProblem));

// For the operator
route('healthReady', 'health/ready', respond(healthReadyMethods(connector), asProblem));

// For nobody
route('unknown', '{*path}', respond({}, asProblem));

// Timers
app.timer('refresh', { schedule: '0 7 * * * *', handler: refreshHandler(connector) });
app.timer('sweep', { schedule: '0 */5 * * * *', handler: sweepHandler(connector) });
