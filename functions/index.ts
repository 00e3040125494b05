/**
 * Trigger table: every route, method and schedule on one screen.
 *
 * The only file with side effects and the environment. Settings are checked before anything is registered; no dependency
 * is called at start. Every route takes every method, so that an unsupported one is answered by us with `Allow`.
 */
import { METHODS } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { app, type HttpMethod } from '@azure/functions';
import { readConfig, readHostStorage } from '../shared/config.ts';
import type { Handlers } from './handlers.ts';

const config = readConfig(process.env);
const hostStorage = readHostStorage(process.env);

/** Loads while the host takes note of the functions. A package that cannot be loaded ends the process. */
const handlers = setImmediate().then(async () => {
  const { createHandlers } = await import('./handlers.ts');
  return createHandlers(config, hostStorage);
});

/** An empty list would let nothing through. Fetch's Request, which hands a request to a handler, refuses these two. */
const methods = METHODS.filter((method) => method !== 'CONNECT' && method !== 'TRACE') as HttpMethod[];

const route = (name: keyof Handlers['http'], path: string) =>
  app.http(name, {
    route: path,
    authLevel: 'anonymous',
    methods,
    handler: async (request, context) => (await handlers).http[name](request, context),
  });

const timer = (name: keyof Handlers['timer'], schedule: string) =>
  app.timer(name, { schedule, handler: async (tick, context) => (await handlers).timer[name](tick, context) });

// For the person
route('authorize', 'authorize');
route('callback', 'callback');
route('me', 'me');
route('meTest', 'me/test');
route('meDisconnect', 'me/disconnect');
route('assets', 'assets/{name}');

// For the caller
route('send', 'send');
route('message', 'messages/{id}');
route('senders', 'senders');
route('sender', 'senders/{sender}');
route('senderTest', 'senders/{sender}/test');
route('health', 'health');

// For the operator
route('healthReady', 'health/ready');

// For nobody
route('unknown', '{*path}');

timer('refresh', '0 7 * * * *');
timer('sweep', '0 */5 * * * *');
