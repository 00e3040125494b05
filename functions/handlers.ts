/**
 * Composition root: puts the connector together from the settings, and the handler of every trigger from the connector.
 *
 * A bundle of its own that index.ts loads, so that the host registers the functions before Azure's SDKs are loaded. It
 * calls no service.
 */
import { createAzureDependencies } from '../shared/azure/azure-dependencies.ts';
import type { Config, HostStorage } from '../shared/config.ts';
import { compose } from './compose.ts';
import { createHttpHandlers, type Routes } from './http-handlers.ts';
import { refreshHandler } from './refresh.ts';
import { sweepHandler } from './sweep.ts';

/** Each under the name of its function. */
export function createHandlers(config: Config, hostStorage: HostStorage, routes: Routes) {
  const now = () => new Date();
  const { verifyAccessToken, ...dependencies } = createAzureDependencies(config, hostStorage, now);
  const connector = compose({ config, now, ...dependencies });
  return {
    http: createHttpHandlers(connector, verifyAccessToken, routes),
    timer: { refresh: refreshHandler(connector), sweep: sweepHandler(connector) },
  };
}
