/**
 * `GET /health`: liveness only; calls nobody. `GET /health/ready`: every readiness check, for the operator.
 */
import type { HttpRequest } from '@azure/functions';
import type { Connector } from '../shared/connector.ts';
import type { Methods } from './respond.ts';

export function healthMethods(): Methods {
  return {
    async GET() {
      return { response: { jsonBody: { status: 'alive' } } };
    },
  };
}

export function healthReadyMethods(connector: Connector): Methods {
  return {
    async GET(request: HttpRequest) {
      const { clientId } = await connector.authenticateOperator(request.headers.get('authorization'));
      const { checks, reasons } = await connector.checkReadiness();
      const isReady = checks.every(({ ok }) => ok);
      return { response: { status: isReady ? 200 : 503, jsonBody: { checks } }, ids: { caller: clientId, ...reasons } };
    },
  };
}
