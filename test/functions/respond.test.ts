import { describe, expect, it } from 'vitest';
import { problem, type Methods, type ShowError } from '../../functions/respond.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { invoke, lineOf, respondTo, textOf } from './invoke.ts';

const ok: Methods = { GET: async () => ({ response: { jsonBody: { a: 1 } }, ids: { message: 'm1' } }) };
const failing = (error: unknown): Methods => ({
  GET: async () => {
    throw error;
  },
});

describe('respond', () => {
  it('calls the handler of the method, adds the headers of every answer, and logs one line', async () => {
    const answer = await invoke(respondTo(ok), 'GET');
    expect([answer.status, answer.json]).toEqual([200, { a: 1 }]);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'invocation-1',
    });
    expect(lineOf(answer)).toMatchObject({ function: 'test', outcome: 'ok', status: 200, message: 'm1' });
  });

  it.each([ok, failing(new ConnectorError('unauthorized'))])(
    'answers HEAD as GET, without the body, where it is offered (%#)',
    async ({ GET }) => {
      const handler = respondTo({ GET: GET!, HEAD: GET! });
      const [get, head] = [await invoke(handler, 'GET'), await invoke(handler, 'HEAD')];
      expect([head.status, head.body, Object.fromEntries(head.headers)]).toEqual([
        get.status,
        '',
        Object.fromEntries(get.headers),
      ]);
      expect(head.headers.get('content-type')).toMatch(/json/);
    },
  );

  it('never runs a handler of GET for HEAD', async () => {
    let calls = 0;
    const handler = respondTo({ GET: async () => ((calls += 1), { response: {} }) });
    const head = await invoke(handler, 'HEAD');
    expect([head.status, head.body, calls]).toEqual([405, '', 0]);
  });

  it('keeps what a handler says about caching', async () => {
    const handler = respondTo({ GET: async () => ({ response: { headers: { 'Cache-Control': 'public' } } }) });
    expect((await invoke(handler, 'GET')).headers.get('cache-control')).toBe('public');
  });

  it.each([
    [ok, 'POST', 'GET'],
    [{ POST: ok.GET!, DELETE: ok.GET! }, 'GET', 'POST, DELETE'],
    [{ POST: ok.GET! }, 'HEAD', 'POST'],
    [ok, 'HEAD', 'GET'],
    [{ ...ok, HEAD: ok.GET! }, 'OPTIONS', 'GET, HEAD'],
  ] as [Methods, string, string][])(
    'refuses an unsupported verb with 405 and Allow (%#)',
    async (methods, verb, allow) => {
      const handler = respondTo(methods);
      const answer = await invoke(handler, verb);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
      if (verb !== 'HEAD') expect(answer.json['code']).toBe('method_not_allowed');
    },
  );

  it('knows nothing behind the route of every other address, whatever the method', async () => {
    const route = { path: '{*path}', GET: 'anyone' } as const;
    for (const method of ['POST', 'PUT', 'HEAD']) {
      const answer = await invoke(
        respondTo({ GET: async () => ({ response: {} }) }, undefined, undefined, route),
        method,
      );
      expect([answer.status, answer.headers.has('allow')]).toEqual([404, false]);
    }
  });

  it('tells and logs a refusal that is shown elsewhere by its own status', async () => {
    const error = new ConnectorError('wrong_account');
    const answer = await invoke(
      respondTo({ GET: async () => ({ response: { status: 303 }, error, isLogged: true }) }),
      'GET',
    );
    expect(answer.status).toBe(303);
    expect(lineOf(answer)).toMatchObject({ outcome: 'wrong_account', status: 403 });
  });

  it('answers a bug with a fixed 500, keeps its stack in the log and raises the alarm', async () => {
    const answer = await invoke(respondTo(failing(new TypeError('secret detail'))), 'GET');
    expect([answer.status, answer.json['code']]).toEqual([500, 'internal_error']);
    expect(answer.body).not.toContain('secret');
    const line = lineOf(answer);
    expect(line).toMatchObject({ level: 'error', outcome: 'internal_error', alarm: 'internal_error' });
    expect(line['cause']).toMatch(/TypeError.*secret detail[^]*respond\.test\.ts/);
  });

  it.each(['a text', undefined, null, { code: 'not_found' }])('answers even when %o is thrown', async (thrown) => {
    const answer = await invoke(respondTo(failing(thrown)), 'GET');
    expect([answer.status, answer.json['code']]).toEqual([500, 'internal_error']);
    expect(answer.lines).toHaveLength(1);
  });

  it('shows known outcomes through the given view', async () => {
    const handler = respondTo(failing(new ConnectorError('wrong_account')), (error, { invocationId }) => ({
      status: 418,
      body: `${error.code} ${invocationId}`,
    }));
    const answer = await invoke(handler, 'GET');
    expect([answer.status, answer.body]).toEqual([418, 'wrong_account invocation-1']);
  });

  it.each([
    [new ConnectorError('storage_unavailable'), '10'],
    [new ConnectorError('too_many_requests', { retryAfterSeconds: 5 }), '5'],
    [new ConnectorError('entra_unavailable', { retryAfterSeconds: 0.2 }), '1'],
    [new ConnectorError('entra_unavailable', { retryAfterSeconds: 1.5 }), '2'],
    [new ConnectorError('entra_unavailable', { retryAfterSeconds: 30 }), '20'],
    [new ConnectorError('vault_unavailable', { retryAfterSeconds: 86_400 }), '20'],
    [new ConnectorError('not_found'), null],
    // Only the operator can put these right, so waiting is of no use.
    [new ConnectorError('client_credential_refused', { retryAfterSeconds: 30 }), null],
    [new ConnectorError('vault_access_refused'), null],
    [new ConnectorError('storage_access_refused'), null],
    [new ConnectorError('sealed_record_refused'), null],
  ])('says when to come back, whoever asks (%#)', async (error, expected) => {
    const asPage: ShowError = ({ code }) => ({ status: outcomes[code].status, body: code });
    for (const show of [undefined, asPage])
      expect((await invoke(respondTo(failing(error), show), 'GET')).headers.get('retry-after')).toBe(expected);
  });
});

const context = { publicUrl: 'https://guestmail.contoso.com/api', requestId: 'r1' };

describe('every outcome that is not success', () => {
  it.each(Object.keys(outcomes) as ErrorCode[])(
    '%s never lets a client wait long, or repeat what may have been sent',
    async (code) => {
      for (const options of [{}, ...[0, 1.5, 30, 86_400].map((retryAfterSeconds) => ({ retryAfterSeconds }))]) {
        const { status, headers } = await invoke(respondTo(failing(new ConnectorError(code, options))), 'GET');
        expect(status).not.toBeOneOf([408, 502, 504]);
        const isRepeated = status === 429 || status === 503;
        const seconds = headers.get('retry-after');
        if (!isRepeated || outcomes[code].who === 'operator') expect([code, seconds]).toEqual([code, null]);
        else expect(['1', '2', '10', '20']).toContain(seconds);
        // Then nothing was sent, and the sentence does not leave it open.
        if (isRepeated) expect(outcomes[code].detail).not.toMatch(/may have been sent/);
      }
    },
  );
});

describe('problem', () => {
  it('is problem details with a stable code, who must act, and the request id', () => {
    const { status, headers, body } = problem(new ConnectorError('consent_required'), context, {
      consentUrl: 'https://a',
    });
    expect(status).toBe(409);
    expect(headers).toEqual({ 'Content-Type': 'application/problem+json' });
    expect(JSON.parse(textOf(body))).toEqual({
      type: 'https://guestmail.contoso.com/api/docs/errors#consent_required',
      title: 'consent required',
      status: 409,
      detail: expect.stringMatching(/consentUrl/),
      code: 'consent_required',
      who: 'person',
      requestId: 'r1',
      consentUrl: 'https://a',
    });
  });

  it('lists faults and names the upstream code, never the cause', () => {
    const faults = [{ pointer: '/sender', detail: 'is missing' }];
    const error = new ConnectorError('invalid_request', { faults, upstreamCode: 'X1', cause: new Error('inside') });
    const text = textOf(problem(error, context).body);
    expect(JSON.parse(text)).toMatchObject({ errors: faults, upstreamCode: 'X1' });
    expect(text).not.toContain('inside');
  });

  it('asks for a bearer token with 401', () => {
    const challengeOf = (error: ConnectorError) => new Headers(problem(error, context).headers).get('www-authenticate');
    expect(challengeOf(new ConnectorError('unauthorized'))).toBe('Bearer');
    const challenge = 'Bearer error="invalid_token"';
    expect(challengeOf(new ConnectorError('unauthorized', { challenge }))).toBe(challenge);
    expect(challengeOf(new ConnectorError('forbidden'))).toBeNull();
  });
});
