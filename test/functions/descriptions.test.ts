import { describe, expect, it } from 'vitest';
import { descriptionMethods } from '../../functions/descriptions.ts';
import { createMemoryConnector, publicUrl } from '../fakes/memory-connector.ts';
import { invoke, respondTo } from './invoke.ts';
import { routes } from './routes.ts';

const { openApi, swagger } = descriptionMethods(createMemoryConnector().connector, routes);

describe('descriptionMethods', () => {
  it.each([
    ['openApi', openApi, { openapi: '3.1.0', servers: [{ url: publicUrl }] }],
    ['swagger', swagger, { swagger: '2.0', basePath: '/api' }],
  ])('give %s to anyone, to be kept for an hour and asked for by its tag', async (_name, methods, members) => {
    const handler = respondTo(methods);
    const answer = await invoke(handler, 'GET');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(answer.json).toMatchObject(members);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    const etag = answer.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await invoke(handler, 'GET', { headers: { 'if-none-match': known } });
      expect([again.status, again.body, again.headers.get('etag')], known).toEqual([304, '', etag]);
    }
    const other = await invoke(handler, 'HEAD', { headers: { 'if-none-match': '"other"' } });
    expect([other.status, other.body, other.headers.get('etag')]).toEqual([200, '', etag]);
  });

  it('have two tags', async () => {
    const [one, other] = await Promise.all([openApi, swagger].map((methods) => invoke(respondTo(methods), 'HEAD')));
    expect(one!.headers.get('etag')).not.toBe(other!.headers.get('etag'));
  });
});
