import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { createMemoryConnector, publicUrl } from '../fakes/memory-connector.ts';
import { codeOf, invoke } from './invoke.ts';
import { routes } from './routes.ts';

const fake = createMemoryConnector();
const handlers = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const typeOf = (headers: Headers) => headers.get('content-type');

describe('unknownMethods', () => {
  it('leads from the prefix to the consent page, whoever asks', async () => {
    for (const headers of [browser, {}])
      for (const method of ['GET', 'HEAD']) {
        const answer = await invoke(handlers.unknown, method, { headers });
        expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/authorize`]);
      }
  });

  it.each([
    ['unknown', 'GET', { path: 'nothing' }, 404, 'not_found'],
    ['unknown', 'POST', { path: 'nothing' }, 404, 'not_found'],
    ['unknown', 'POST', {}, 404, 'not_found'],
    ['assets', 'GET', { name: 'none.css' }, 404, 'not_found'],
    ['me', 'POST', {}, 405, 'method_not_allowed'],
    ['callback', 'POST', {}, 405, 'method_not_allowed'],
  ] as const)('answers %s %s %j with a page or a document, as is asked', async (name, method, params, status, code) => {
    const page = await invoke(handlers[name], method, { headers: browser, params });
    expect([page.status, codeOf(page), typeOf(page.headers)]).toEqual([status, code, 'text/html; charset=utf-8']);
    expect(page.headers.get('vary')).toBe('Accept, Accept-Language, Cookie');
    const document = await invoke(handlers[name], method, { params });
    expect([document.status, document.json['code'], typeOf(document.headers)]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
    expect(document.headers.get('vary')).toBe('Accept');
    for (const { headers } of [page, document]) expect(headers.has('allow')).toBe(status === 405);
  });

  it('keeps pages for every other refusal of a person’s routes, and documents for a caller’s', async () => {
    const refused = await invoke(handlers.authorize, 'POST', { headers: {} });
    expect([codeOf(refused), typeOf(refused.headers)]).toEqual(['cross_site_request', 'text/html; charset=utf-8']);
    const called = await invoke(handlers.send, 'GET', { headers: browser });
    expect([called.json['code'], typeOf(called.headers)]).toEqual(['method_not_allowed', 'application/problem+json']);
  });
});
