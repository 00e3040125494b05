/**
 * Composition root: puts the connector together from the settings, and the handler of every trigger from the connector.
 *
 * A bundle of its own that index.ts loads once the functions are registered. Azure's SDKs are loaded by what first needs them. It calls no
 * service.
 */
import type { InvocationContext } from '@azure/functions';
import { createAzureDependencies } from '../shared/azure/azure-dependencies.ts';
import { createVerifySignature } from '../shared/callers/verify-signature.ts';
import type { Config } from '../shared/config.ts';
import type { HostStorage } from '../shared/host-storage.ts';
import type { RequestLimits } from '../shared/request-limits.ts';
import { callbacksHandler } from './callbacks.ts';
import { compose } from './compose.ts';
import { deliverHandler } from './deliver.ts';
import { createDrain } from './drain.ts';
import { createHttpHandlers, type Routes } from './http-handlers.ts';
import { createDoorSources, createListCallbacks, createReadSource } from './kept-documents.ts';
import { refreshHandler } from './refresh.ts';
import { sweepHandler } from './sweep.ts';

/** For the files that are loaded later (infra/build/build-app.ts). */
export { ConnectorError, hasCode } from '../shared/errors.ts';

/** What the host and Azure say, beside the settings. */
export interface Surroundings {
  hostStorage: HostStorage;
  region: string | undefined;
  requestLimits: RequestLimits;
}

/** Each under the name of its function; `end` lets the process end in order. */
export function createHandlers(config: Config, { hostStorage, region, requestLimits }: Surroundings, routes: Routes) {
  const now = () => new Date();
  const { verifyAccessToken, readSecret, ...dependencies } = createAzureDependencies(config, hostStorage, now);
  const { configuration, tenants, signingSecrets: secrets } = dependencies;
  const verifySignature = createVerifySignature({ tenants, readSource: createReadSource(configuration), secrets, now });
  const connector = compose({
    config,
    region,
    requestLimits,
    now,
    doorSources: createDoorSources(configuration, readSecret),
    listCallbacks: createListCallbacks(configuration),
    ...dependencies,
  });
  // Nobody can be told of a failure any more.
  const drain = createDrain(() => connector.activity.flush({ isForced: true }).catch(() => undefined));
  const tracked =
    <Given>(run: (given: Given, context: InvocationContext) => unknown) =>
    (given: Given, context: InvocationContext) =>
      drain.track(async () => run(given, context));
  return {
    http: createHttpHandlers(connector, verifyAccessToken, routes, drain, verifySignature),
    timer: {
      refresh: tracked(refreshHandler(connector)),
      sweep: tracked(sweepHandler(connector)),
      callbacks: tracked(callbacksHandler(connector)),
    },
    queue: { deliver: tracked(deliverHandler(connector, drain)) },
    end: drain.end,
  };
}
