/**
 * `GET /health`: liveness only; calls nobody. `GET /health/ready`: every readiness check, for the operator.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Connector } from './compose.ts';

export function healthMethods() {
  const show = async () => ({ response: { jsonBody: { status: 'alive' } } });
  return { GET: show, HEAD: show };
}

export function healthReadyMethods({ operations }: Pick<Connector, 'operations'>) {
  return {
    async GET(_request: HttpRequest, { clientId }: Caller) {
      const { checks, reasons } = await operations.checkReadiness();
      const isReady = checks.every(({ ok }) => ok);
      return { response: { status: isReady ? 200 : 503, jsonBody: { checks } }, ids: { caller: clientId, ...reasons } };
    },
  };
}
