/**
 * `GET /health`: liveness only; calls nobody, and says where the API is described (RFC 8631). `GET /health/ready`: every readiness
 * check, for the operator.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { ReadinessAnswer } from '../shared/readiness/readiness-answer.ts';
import type { Connector } from './compose.ts';

export function healthMethods({ config }: Pick<Connector, 'config'>) {
  const headers = { Link: `<${config.publicUrl}/openapi.json>; rel="service-desc"; type="application/json"` };
  const show = async () => ({ response: { headers, jsonBody: { status: 'alive' } } });
  return { GET: show, HEAD: show };
}

export function healthReadyMethods({ operations }: Pick<Connector, 'operations'>) {
  return {
    async GET(_request: HttpRequest, { clientId }: Caller) {
      const { checks, reasons } = await operations.checkReadiness();
      const jsonBody: ReadinessAnswer = { checks };
      const isReady = checks.every(({ ok }) => ok);
      return { response: { status: isReady ? 200 : 503, jsonBody }, ids: { caller: clientId, ...reasons } };
    },
  };
}
