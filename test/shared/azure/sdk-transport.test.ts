import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { createSdkTransport } from '../../../shared/azure/sdk-transport.ts';
import { HttpFault, type HttpAnswer, type HttpRequestOptions } from '../../../shared/http/http-request.ts';

const whole: HttpAnswer = { status: 200, headers: { etag: 'W/"1"' }, body: Buffer.from('ä'), isComplete: true };

/** A transport over a client that gives this answer. */
function over(answer: HttpAnswer | HttpFault) {
  const asked: HttpRequestOptions[] = [];
  const request = async (options: HttpRequestOptions) => {
    asked.push(options);
    if (answer instanceof HttpFault) throw answer;
    return answer;
  };
  return { asked, transport: createSdkTransport({ request, responseMaxBytes: 10, timeoutMilliseconds: 20 }) };
}

const url = 'https://contoso.vault.azure.net/secrets/a';

describe('createSdkTransport', () => {
  it('passes on what the SDK asks, with its signal, and gives the answer as a text', async () => {
    const { asked, transport } = over(whole);
    const { signal: abortSignal } = new AbortController();
    const given = createPipelineRequest({ url, method: 'POST', body: '{"a":1}', abortSignal });
    given.headers.set('X-Ms-Version', '1');
    const { status, headers, bodyAsText, request } = await transport.sendRequest(given);
    expect([status, headers.get('ETag'), bodyAsText, request]).toEqual([200, 'W/"1"', 'ä', given]);
    expect(asked).toEqual([
      {
        url,
        method: 'POST',
        headers: { 'X-Ms-Version': '1' },
        body: '{"a":1}',
        responseMaxBytes: 10,
        signal: abortSignal,
      },
    ]);
  });

  it('bounds a request that came without a signal', async () => {
    const { asked, transport } = over(whole);
    await transport.sendRequest(createPipelineRequest({ url }));
    expect(asked).toMatchObject([{ method: 'GET', body: undefined, timeoutMilliseconds: 20 }]);
  });

  it.each([
    ['no answer', new HttpFault('ECONNREFUSED', { wasSent: false }), 'ECONNREFUSED'],
    ['an answer that was cut', { ...whole, isComplete: false }, 'incomplete'],
  ])('throws the error of the SDK for %s, without the request', async (_case, answer, code) => {
    const { transport } = over(answer);
    const given = createPipelineRequest({ url });
    given.headers.set('Authorization', 'Bearer token');
    const error = await transport.sendRequest(given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RestError);
    expect(error).toMatchObject({ code, request: undefined, response: undefined });
  });
});
