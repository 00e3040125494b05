/**
 * The connector's HTTP client as Azure's SDKs call it, so that an abort ends their requests at any moment, also while an answer
 * is being read, which their own transport does not do.
 *
 * Every call of an SDK carries a signal and a text or nothing as its body. Proxies and compression are left out on purpose. An
 * error names its reason and holds neither the request nor the answer.
 */
import { createHttpHeaders, RestError, type HttpClient } from '@azure/core-rest-pipeline';
import type { HttpFault, HttpRequest } from '../http/http-request.ts';

/** `responseMaxBytes`: a longer answer is an error. */
export function createSdkTransport(request: HttpRequest, responseMaxBytes: number): HttpClient {
  return {
    async sendRequest(given) {
      const { url, method, body, abortSignal } = given;
      const answer = await request({
        url,
        method,
        headers: given.headers.toJSON({ preserveCase: true }),
        body: (body ?? undefined) as string | undefined,
        signal: abortSignal as AbortSignal,
        responseMaxBytes,
      }).catch((fault: HttpFault) => {
        throw new RestError(fault.reason, { code: fault.reason });
      });
      if (!answer.isComplete) throw new RestError('incomplete answer', { code: 'incomplete' });
      const headers = createHttpHeaders();
      for (const [name, value] of Object.entries(answer.headers)) {
        if (typeof value === 'string') headers.set(name, value);
      }
      return { request: given, status: answer.status, headers, bodyAsText: answer.body.toString() };
    },
  };
}
