/**
 * Trigger table: every route with its methods and who may call them, every schedule and every queue, on one screen.
 *
 * The only file with side effects and the environment. Settings are checked before anything is registered; no dependency
 * is called at start. The host passes every method on, so that an unsupported one is answered by us with `Allow`.
 */
import { METHODS } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { app, type HttpMethod } from '@azure/functions';
import { readConfig } from '../shared/config.ts';
import { readHostStorage } from '../shared/host-storage.ts';
import { readRequestLimits } from '../shared/request-limits.ts';
import { readRegion } from '../shared/read-region.ts';
import { DELIVERY_QUEUE } from '../shared/storage-names.ts';
import type { RouteName, Routes } from './http-handlers.ts';

// prettier-ignore
export const routes: Routes = {
  // The person, in a browser
  authorize:    { path: 'authorize',             GET: 'anyone', HEAD: 'anyone', POST: 'anyone' },
  authorizeEnded: { path: 'authorize/ended',     GET: 'anyone', HEAD: 'anyone' },
  callback:     { path: 'callback',              GET: 'anyone' },
  me:           { path: 'me',                    GET: 'person' },
  meCheck:      { path: 'me/check',              GET: 'person' },
  meTest:       { path: 'me/test',               POST: 'person' },
  meDisconnect: { path: 'me/disconnect',         POST: 'person' },
  meErase:      { path: 'me/erase',              POST: 'person' },
  meRefuse:     { path: 'me/waiting/{id}/refuse', POST: 'person' },
  meRelease:    { path: 'me/waiting/{id}/release', POST: 'person' },
  meSignOut:    { path: 'me/sign-out',           POST: 'anyone' },
  assets:       { path: 'assets/{name}',         GET: 'anyone', HEAD: 'anyone' },
  docsErrors:   { path: 'docs/errors',           GET: 'anyone', HEAD: 'anyone' },
  trust:        { path: 'trust',                 GET: 'anyone', HEAD: 'anyone' },
  // The administrator, in a browser. The host keeps every route and function that begins with `admin` for itself, so `/admin` is told by `unknown`
  console:      { path: 'console',               GET: 'administrator' },
  // Sorts before `consolePage`
  consoleEnd:   { path: 'console/sign-out',      POST: 'anyone' },
  consoleItem:  { path: 'console/{page}/{item}', GET: 'administrator', POST: 'administrator' },
  consolePage:  { path: 'console/{page}',        GET: 'administrator', POST: 'administrator' },
  // The caller
  send:         { path: 'send',                  POST: 'caller' },
  // A source of webhooks, which signs in place of a token
  sendSigned:   { path: 'send/{source}',         POST: 'signed' },
  attachment:   { path: 'attachments/{name}',    GET: 'reader', PUT: 'caller' },
  messages:     { path: 'messages',              GET: 'reader' },
  // Azure takes the first function by name that fits the path, so this one sorts before `message`
  changedMessages: { path: 'messages/changes',   GET: 'reader' },
  message:      { path: 'messages/{id}',         GET: 'reader' },
  messageContent: { path: 'messages/{id}/content', GET: 'reader' },
  messageCancel: { path: 'messages/{id}/cancel', POST: 'caller' },
  messageResend: { path: 'messages/{id}/resend', POST: 'caller' },
  // The caller, as a client of Microsoft Graph; Azure takes the first by name, so the one for all other addresses sorts last
  graphBatch:   { path: 'v1.0/$batch',           POST: 'caller' },
  graphSendMail: { path: 'v1.0/users/{user}/sendMail', POST: 'caller' },
  graphSendMailAsMe: { path: 'v1.0/me/sendMail', POST: 'caller' },
  // As libraries before 2023 name it
  graphSendMailAsMeQualified: { path: 'v1.0/me/microsoft.graph.sendMail', POST: 'caller' },
  graphSendMailQualified: { path: 'v1.0/users/{user}/microsoft.graph.sendMail', POST: 'caller' },
  graphUnknown: { path: 'v1.0/{*path}',          GET: 'anyone', HEAD: 'anyone' },
  // Whoever looks after senders
  senders:      { path: 'senders',               GET: 'manager' },
  // Both sort before `sender`, for the same reason
  changedSenders: { path: 'senders/changes',     GET: 'manager' },
  findSender:   { path: 'senders/find',          POST: 'manager' },
  sender:       { path: 'senders/{sender}',      GET: 'manager', DELETE: 'manager' },
  senderTest:   { path: 'senders/{sender}/test', POST: 'manager' },
  senderDiagnosis: { path: 'senders/{sender}/diagnosis', GET: 'manager', POST: 'manager' },
  // An ERP that tells of events; who has no secret yet only gets its handshake back
  events:       { path: 'events/{door}',         GET: 'anyone', POST: 'door', OPTIONS: 'anyone' },
  // Whoever writes a client
  openApi:      { path: 'openapi.json',          GET: 'anyone', HEAD: 'anyone' },
  swagger:      { path: 'swagger.json',          GET: 'anyone', HEAD: 'anyone' },
  // The operator, and whatever watches the app
  health:       { path: 'health',                GET: 'anyone', HEAD: 'anyone' },
  healthReady:  { path: 'health/ready',          GET: 'operator' },
  // The operator, who says what host tenants and app registrations there are beside the settings
  audit:        { path: 'audit',                 GET: 'configurator' },
  invitations:  { path: 'invitations',           POST: 'configurator' },
  registrations: { path: 'registrations',        GET: 'configurator' },
  registration: { path: 'registrations/{name}',  GET: 'configurator', PUT: 'configurator', DELETE: 'configurator' },
  registrationVersions: { path: 'registrations/{name}/versions', GET: 'configurator' },
  tenants:      { path: 'tenants',               GET: 'configurator' },
  tenant:       { path: 'tenants/{tenant}',      GET: 'configurator', PUT: 'configurator', DELETE: 'configurator' },
  tenantDocuments: { path: 'tenants/{tenant}/{collection}', GET: 'configurator' },
  tenantDocument: { path: 'tenants/{tenant}/{collection}/{name}', GET: 'configurator', PUT: 'configurator', DELETE: 'configurator' },
  documentVersions: { path: 'tenants/{tenant}/{collection}/{name}/versions', GET: 'configurator' },
  previewTemplate: { path: 'tenants/{tenant}/templates/{name}/preview', POST: 'configurator' },
  // Both sort before `tenantDocuments`
  diagnoseSender: { path: 'tenants/{tenant}/diagnosis', POST: 'configurator' },
  offBoardTenant: { path: 'tenants/{tenant}/off-boarding', POST: 'configurator' },
  // Everything else does not exist; the prefix itself leads to the consent page
  unknown:      { path: '{*path}',               GET: 'anyone', HEAD: 'anyone' },
};

/** In UTC. */
export const schedules = { refresh: '0 7 * * * *', sweep: '0 */5 * * * *', callbacks: '30 * * * * *' };

/** In the data account. How many items one instance takes at once is in host.json. */
export const queues = { deliver: DELIVERY_QUEUE };

const config = readConfig(process.env);
const hostStorage = readHostStorage(process.env);
const region = readRegion(process.env);
const requestLimits = readRequestLimits(process.env, config);

/** Loads while the host takes note of the functions. A package that cannot be loaded ends the process. */
const handlers = setImmediate().then(async () => {
  const { createHandlers } = await import('./handlers.ts');
  return createHandlers(config, { hostStorage, region, requestLimits }, routes);
});

/** An empty list would let nothing through. Fetch's Request, which hands a request to a handler, refuses these two. */
const methods = METHODS.filter((method) => method !== 'CONNECT' && method !== 'TRACE') as HttpMethod[];

for (const [name, { path }] of Object.entries(routes) as [RouteName, { path: string }][])
  app.http(name, {
    route: path,
    authLevel: 'anonymous',
    methods,
    handler: async (request, context) => (await handlers).http[name](request, context),
  });

for (const [name, schedule] of Object.entries(schedules) as [keyof typeof schedules, string][])
  app.timer(name, { schedule, handler: async (tick, context) => (await handlers).timer[name](tick, context) });

for (const [name, queueName] of Object.entries(queues) as [keyof typeof queues, string][])
  app.storageQueue(name, {
    queueName,
    connection: 'DataStorage',
    handler: async (item, context) => (await handlers).queue[name](item, context),
  });

app.hook.appTerminate(async () => (await handlers).end());
