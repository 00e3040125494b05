/**
 * `GET /health`: liveness only; calls nobody.
 */
import type { Methods } from './respond.ts';

export function healthMethods(): Methods {
  return {
    async GET() {
      return { response: { jsonBody: { status: 'alive' } } };
    },
  };
}
