/**
 * Composition root: puts the connector together from the settings, and the handler of every trigger from the connector.
 *
 * A bundle of its own that index.ts loads, so that the host hears of the functions before Azure's SDKs are loaded. Calls nobody.
 */
import { createAzureDependencies } from '../shared/azure/azure-dependencies.ts';
import type { Config, HostStorage } from '../shared/config.ts';
import { createConnector } from '../shared/connector.ts';
import { createHttpHandlers } from './http-handlers.ts';
import { refreshHandler } from './refresh.ts';
import { sweepHandler } from './sweep.ts';

export type Handlers = ReturnType<typeof createHandlers>;

/** Each under the name of its function. */
export function createHandlers(config: Config, hostStorage: HostStorage) {
  const now = () => new Date();
  const connector = createConnector({ config, now, ...createAzureDependencies(config, hostStorage, now) });
  return {
    http: createHttpHandlers(connector),
    timer: { refresh: refreshHandler(connector), sweep: sweepHandler(connector) },
  };
}
