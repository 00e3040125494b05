import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { outcomes } from '../../../shared/outcomes.ts';
import { createGraph, type Graph } from '../../../shared/graph/graph-client.ts';
import { createHttpClient } from '../../../shared/http/http-client.ts';
import { HttpFault, type HttpAnswer, type HttpRequestOptions } from '../../../shared/http/http-request.ts';
import { GRAPH_RESPONSE_MAX_BYTES, GRAPH_TIMEOUT_MILLISECONDS } from '../../../shared/limits.ts';
import { closeServers, serve, serveRaw } from '../http/http-server-sample.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.b2YtQW5u.c2lnbmF0dXJl';
const now = () => new Date('2026-11-01T00:00:00Z');

interface Fake {
  graph: Graph;
  requests: HttpRequestOptions[];
}

/** Graph behind a request that gives this answer, or throws this. */
function fake(reply: Partial<HttpAnswer> | Error): Fake {
  const requests: HttpRequestOptions[] = [];
  const graph = createGraph({
    graphUrl: 'https://graph.microsoft.com/v1.0',
    now,
    request: (options) => {
      requests.push(options);
      if (reply instanceof Error) return Promise.reject(reply);
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0), isComplete: true, ...reply });
    },
  });
  return { graph, requests };
}

const errorBody = (code: unknown, innerError?: unknown) =>
  Buffer.from(JSON.stringify({ error: { code, message: 'ErrorAccessDenied', innerError } }));
const send = (reply: Partial<HttpAnswer> | Error) => fake(reply).graph.sendMail(token, '{}');
/** As Graph itself answers. */
const answered = (status: number, code = 'SomethingNew', headers = {}) => ({
  status,
  headers: { 'request-id': 'r-1', ...headers },
  body: errorBody(code),
});
/** As something on the way answers. */
const html = (status: number, headers = {}) => ({ status, headers, body: Buffer.from('<html>ErrorMailboxNotFound') });
const lost = new HttpFault('ECONNRESET', { wasSent: true });
const unopened = new HttpFault('ECONNREFUSED', { wasSent: false });

afterEach(closeServers);

describe('sendMail', () => {
  it('posts the body with the token, an id of its own and a trace that is well-formed', async () => {
    const { graph, requests } = fake({ status: 202 });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await graph.sendMail(token, '{"message":{}}', traceparent);
    await graph.sendMail(token, '{"message":{}}', 'x\r\ny: z');
    expect(requests[0]).toMatchObject({
      url: 'https://graph.microsoft.com/v1.0/me/sendMail',
      method: 'POST',
      body: '{"message":{}}',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', traceparent },
      timeoutMilliseconds: GRAPH_TIMEOUT_MILLISECONDS,
      responseMaxBytes: GRAPH_RESPONSE_MAX_BYTES,
    });
    const ids = requests.map(({ headers }) => headers['client-request-id']);
    expect(new Set(ids).size).toBe(2);
    expect(requests[1]?.headers).not.toHaveProperty('traceparent');
  });

  it('posts a MIME message as text, and finds the recipients that Graph refuses in what says for whom it is', async () => {
    const message = { toRecipients: [{ emailAddress: { address: 'Mia@contoso.com' } }] };
    const { graph, requests } = fake({
      ...answered(400),
      body: Buffer.from(
        JSON.stringify({ error: { code: 'ErrorInvalidRecipients', message: "'mia@contoso.com' is not" } }),
      ),
    });
    const outcome = await graph.sendMail(token, JSON.stringify({ message }), undefined, 'RnJvbTo=');
    expect(requests[0]).toMatchObject({ body: 'RnJvbTo=', headers: { 'Content-Type': 'text/plain' } });
    expect(outcome).toMatchObject({ kind: 'refused', refusedRecipients: ['mia@contoso.com'] });
  });

  it('takes 202 alone for success, whatever its body and headers', async () => {
    expect(await send({ status: 202, headers: { 'request-id': 'r-1', 'retry-after': '120' } })).toEqual({
      kind: 'sent',
      requestId: 'r-1',
    });
    expect(await send({ status: 202, body: errorBody('ErrorAccessDenied'), isComplete: false })).toEqual({
      kind: 'sent',
    });
  });

  it.each([
    [400, 'message_refused'],
    [403, 'access_denied'],
    [404, 'mailbox_not_found'],
    [413, 'message_too_large'],
    [429, 'mailbox_throttled'],
  ])('takes %i without a known code for %s', async (status, code) => {
    const graphCode = 'SomethingNew';
    expect(await send(answered(status, graphCode))).toEqual({ kind: 'refused', code, graphCode, requestId: 'r-1' });
  });

  it.each([400, 401, 403, 404, 413, 429])('takes %i that Graph did not write itself for unknown', async (status) => {
    const unknown = { kind: 'unknown', reason: `status ${status}` };
    const withoutId = { status, body: errorBody('ErrorAccessDenied') };
    expect(await send(html(status))).toEqual(unknown);
    expect(await send({ status })).toEqual(unknown);
    expect(await send(html(status, { 'request-id': 'r-1' }))).toEqual({ ...unknown, requestId: 'r-1' });
    expect(await send(withoutId)).toEqual({ ...unknown, graphCode: 'ErrorAccessDenied' });
  });

  it.each(['RequestBodyRead', 'UnableToDeserializePostBody'])(
    'blames no caller for a message that Graph could not read: %s',
    async (graphCode) => {
      const code = 'mailbox_on_premises';
      expect(await send(answered(400, graphCode))).toMatchObject({ kind: 'refused', code, graphCode });
      expect(outcomes[code].who).toBe('home_admin');
    },
  );

  it.each([
    [400, 'ErrorInvalidRecipients', 'invalid_recipients'],
    [400, 'ERRORMESSAGESIZEEXCEEDED', 'message_too_large'],
    [403, 'ErrorSendAsDenied', 'send_as_denied'],
    [403, 'ErrorMessageSubmissionBlocked', 'mailbox_blocked'],
    [404, 'MailboxNotEnabledForRESTAPI', 'mailbox_not_found'],
    [429, 'ErrorExceededMessageLimit', 'sending_limit_reached'],
  ])('lets the code of a %i decide: %s', async (status, graphCode, code) => {
    expect(await send(answered(status, graphCode))).toMatchObject({ kind: 'refused', code, graphCode });
  });

  it('says how long a refusal or an ambiguous answer asks to wait', async () => {
    const headers = { 'retry-after': '2.128' };
    expect(await send(answered(429, 'TooManyRequests', headers))).toEqual({
      kind: 'refused',
      code: 'mailbox_throttled',
      graphCode: 'TooManyRequests',
      requestId: 'r-1',
      retryAfterSeconds: 3,
    });
    expect(await send(answered(503, undefined, headers))).toMatchObject({ kind: 'unknown', retryAfterSeconds: 3 });
  });

  it.each([
    200, 201, 204, 300, 301, 307, 402, 405, 406, 408, 409, 411, 412, 415, 422, 423, 424, 500, 501, 502, 503, 504, 507,
    509,
  ])('takes %i for unknown, whatever code it carries', async (status) => {
    expect(await send(answered(status, 'ErrorInvalidRecipients'))).toEqual({
      kind: 'unknown',
      reason: `status ${status}`,
      graphCode: 'ErrorInvalidRecipients',
      requestId: 'r-1',
    });
  });

  it('takes a lost answer for unknown and a connection that was never opened for a refusal', async () => {
    expect(await send(lost)).toEqual({ kind: 'unknown', reason: 'ECONNRESET' });
    expect(await send(unopened)).toEqual({ kind: 'refused', code: 'graph_unreachable' });
  });

  it('reports a refused token with its claims challenge', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    expect(await send(answered(401, 'InvalidAuthenticationToken', { 'www-authenticate': challenge }))).toEqual({
      kind: 'unauthorized',
      graphCode: 'InvalidAuthenticationToken',
      requestId: 'r-1',
      claims,
    });
    expect(await send(answered(401))).toEqual({ kind: 'unauthorized', graphCode: 'SomethingNew', requestId: 'r-1' });
  });

  it('passes a bug on', async () => {
    await expect(send(new TypeError('bug'))).rejects.toThrow('bug');
  });

  it('takes no request id that does not look like one', async () => {
    for (const id of ['a b', 'x'.repeat(65), '<script>', ''])
      expect(await send({ status: 202, headers: { 'request-id': id } })).toEqual({ kind: 'sent' });
  });

  it('gives one of its outcomes for any status and body', async () => {
    const bodies = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(`{"error":${text}}`)),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 599 }), bodies, async (status, body) => {
        const { kind } = await send({ status, body: Buffer.from(body) });
        expect(kind === 'sent').toBe(status === 202);
        // Neither has a request id.
        expect(kind).toBe(status === 202 ? 'sent' : 'unknown');
      }),
    );
  });
});

describe('sendMail over the wire', () => {
  const real = (url: string) => createGraph({ graphUrl: `${url}/v1.0`, request: createHttpClient().graph, now });

  it('neither follows a redirect nor repeats anything', async () => {
    const paths: string[] = [];
    const { url } = await serve((request, response) => {
      paths.push(`${request.method} ${request.url}`);
      request.resume().on('end', () => response.writeHead(307, { Location: `${url}/other` }).end());
    });
    expect(await real(url).sendMail(token, '{}')).toEqual({ kind: 'unknown', reason: 'status 307' });
    const cut = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await real(cut.url).sendMail(token, '{}')).toMatchObject({ kind: 'unknown' });
    expect([paths, cut.connections()]).toEqual([['POST /v1.0/me/sendMail'], 1]);
  });

  it('bounds what it reads of an error, and then knows only the status', async () => {
    const { url } = await serve((request, response) => {
      request.resume().on('end', () => response.writeHead(400).end(Buffer.alloc(4 * GRAPH_RESPONSE_MAX_BYTES, 'x')));
    });
    expect(await real(url).sendMail(token, '{}')).toEqual({ kind: 'unknown', reason: 'status 400' });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const { url } = await serve(() => undefined);
    await closeServers();
    expect(await real(url).sendMail(token, '{}')).toEqual({ kind: 'refused', code: 'graph_unreachable' });
  });
});

describe('probeMailbox', () => {
  const probe = (reply: Partial<HttpAnswer> | Error) => fake(reply).graph.probeMailbox(token);

  it('posts an empty message', async () => {
    const { graph, requests } = fake({ status: 400 });
    await graph.probeMailbox(token);
    expect(requests).toMatchObject([{ method: 'POST', body: '{"message":{}}' }]);
    expect(requests[0]?.url).toMatch(/\/me\/sendMail$/);
  });

  it('takes recipients that are missed for a mailbox and 404 with a mailbox code for none', async () => {
    expect(await probe(answered(400, 'ErrorInvalidRecipients'))).toEqual({ kind: 'exists' });
    for (const code of ['MailboxNotEnabledForRESTAPI', 'ErrorMailboxNotFound'])
      expect(await probe(answered(404, code))).toEqual({ kind: 'missing', code });
  });

  it.each([
    [html(404), 'status 404'],
    [html(400), 'status 400'],
    [{ status: 400, body: errorBody('ErrorInvalidRecipients') }, 'ErrorInvalidRecipients'],
    [{ status: 404, body: errorBody('ErrorMailboxNotFound') }, 'ErrorMailboxNotFound'],
    [answered(400, 'RequestBodyRead'), 'RequestBodyRead', 'mailbox_on_premises'],
    [answered(400, 'UnableToDeserializePostBody'), 'UnableToDeserializePostBody', 'mailbox_on_premises'],
    [answered(400, 'SomethingNew'), 'SomethingNew'],
    [answered(404, 'UnknownError'), 'UnknownError'],
    [answered(403, 'MailboxNotEnabledForRESTAPI'), 'MailboxNotEnabledForRESTAPI', 'mailbox_not_found'],
    [{ status: 202 }, 'status 202'],
    [answered(401, 'InvalidAuthenticationToken'), 'InvalidAuthenticationToken', 'unauthorized'],
    [answered(429, 'TooManyRequests'), 'TooManyRequests', 'mailbox_throttled'],
    [answered(503, 'TooManyRequests'), 'TooManyRequests'],
    [answered(500), 'SomethingNew'],
  ])(
    'takes anything else for unclear, and says what a send would be refused for: %j',
    async (reply, code, refusal?) => {
      expect(await probe(reply)).toEqual({ kind: 'unclear', code, ...(refusal && { refusal }) });
    },
  );

  it('takes a network fault for unclear', async () => {
    expect(await probe(lost)).toEqual({ kind: 'unclear' });
    expect(await probe(unopened)).toEqual({ kind: 'unclear' });
    await expect(probe(new TypeError('bug'))).rejects.toThrow('bug');
  });
});

describe('readProfile', () => {
  const profile = { userPrincipalName: 'ann@fabrikam.com', mail: 'ann@fabrikam.com', proxyAddresses: [] };

  it('reads only what it needs of the signed-in person', async () => {
    const { graph, requests } = fake({ body: Buffer.from(JSON.stringify(profile)) });
    expect(await graph.readProfile(token)).toEqual({
      address: 'ann@fabrikam.com',
      userPrincipalName: 'ann@fabrikam.com',
      addresses: expect.any(Array) as string[],
    });
    expect(requests).toMatchObject([
      { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me?$select=mail,userPrincipalName,proxyAddresses' },
    ]);
    expect(requests[0]).not.toHaveProperty('body');
  });

  it.each([
    [answered(401, 'InvalidAuthenticationToken'), 'InvalidAuthenticationToken'],
    [{ status: 500 }, undefined],
    [{ status: 200, body: Buffer.from('<html>') }, undefined],
    [{ status: 200, body: Buffer.from(JSON.stringify(profile)), isComplete: false }, undefined],
    [lost, undefined],
  ])('throws graph_unavailable without the token for %#', async (reply, upstreamCode) => {
    const error: unknown = await fake(reply)
      .graph.readProfile(token)
      .catch((reason: unknown) => reason);
    if (!(error instanceof ConnectorError)) throw error;
    expect(error).toMatchObject({ code: 'graph_unavailable', upstreamCode });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token);
  });
});
