/**
 * The connector's HTTP client as Azure's SDKs call it, so that an abort ends their requests at any moment, also while an answer
 * is being read, which their own transport does not do.
 *
 * A body is a text or absent. Proxies and compression are left out on purpose. An error names its reason and holds neither the
 * request nor the answer. It repeats nothing.
 */
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { HttpFault, HttpRequest } from '../http/http-request.ts';

export interface SdkTransportOptions {
  request: HttpRequest;
  /** A longer answer is an error. */
  responseMaxBytes: number;
  /** Of a request without a signal: the vault's SDK asks for later pages of a list without the one that it was given. */
  timeoutMilliseconds: number;
}

/** Its requests throw RestError with the reason as `code` when there is no whole answer. */
export function createSdkTransport({
  request,
  responseMaxBytes,
  timeoutMilliseconds,
}: SdkTransportOptions): HttpClient {
  return {
    async sendRequest(given) {
      const { createHttpHeaders, RestError } = await import('./azure-sdks.ts');
      const { url, method, body, abortSignal } = given;
      const answer = await request({
        url,
        method,
        headers: given.headers.toJSON({ preserveCase: true }),
        body: (body ?? undefined) as string | undefined,
        responseMaxBytes,
        ...(abortSignal ? { signal: abortSignal as AbortSignal } : { timeoutMilliseconds }),
      }).catch((fault: HttpFault) => {
        throw new RestError(fault.reason, { code: fault.reason });
      });
      if (!answer.isComplete) throw new RestError('incomplete', { code: 'incomplete' });
      const headers = createHttpHeaders();
      for (const [name, value] of Object.entries(answer.headers)) {
        if (typeof value === 'string') headers.set(name, value);
      }
      return { request: given, status: answer.status, headers, bodyAsText: answer.body.toString() };
    },
  };
}
