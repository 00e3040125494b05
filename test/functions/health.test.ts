import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { Check } from '../../shared/readiness/check.ts';
import { routes } from './routes.ts';
import { createMemoryConnector, erp, publicUrl } from '../fakes/memory-connector.ts';
import { invoke, lineOf } from './invoke.ts';

const remedy = { who: 'operator', detail: 'Give the role.' } as const;
const holds: Check = { name: 'queue', run: async () => 'It works.', remedy };
const fails: Check = {
  name: 'tables',
  run: () => Promise.reject(new ConnectorError('storage_access_refused', { upstreamCode: 'AuthorizationFailure' })),
  remedy,
};

const directory = {
  name: 'host-directory',
  ok: true,
  detail: 'No host tenant has its directory watched.',
  who: 'nobody',
};

function ask(checks: Check[], method = 'GET', authorization = 'Bearer operator') {
  const { connector, verifyAccessToken } = createMemoryConnector(() => ({ checks }));
  return invoke(createHttpHandlers(connector, verifyAccessToken, routes).healthReady, method, {
    headers: { authorization },
  });
}

describe('healthMethods', () => {
  it('answers without a token', async () => {
    const { connector, verifyAccessToken } = createMemoryConnector();
    const answer = await invoke(createHttpHandlers(connector, verifyAccessToken, routes).health, 'GET');
    expect([answer.status, answer.json]).toEqual([200, { status: 'alive' }]);
    expect(answer.headers.get('link')).toBe(`<${publicUrl}/openapi.json>; rel="service-desc"; type="application/json"`);
  });
});

describe('healthReadyMethods', () => {
  it('answers 200 with every check when all hold', async () => {
    const { status, json } = await ask([holds]);
    expect([status, json]).toEqual([
      200,
      { checks: [{ name: 'queue', ok: true, detail: 'It works.', who: 'nobody' }, directory] },
    ]);
  });

  it('answers 503 with every check when one fails, and names the reason in the log alone', async () => {
    const answer = await ask([fails, holds]);
    expect([answer.status, answer.json['checks']]).toEqual([
      503,
      [
        { name: 'tables', ok: false, detail: 'Give the role.', who: 'operator' },
        { name: 'queue', ok: true, detail: 'It works.', who: 'nobody' },
        directory,
      ],
    ]);
    expect(lineOf(answer)).toMatchObject({ tables: 'storage_access_refused AuthorizationFailure', caller: 'operator' });
    expect(answer.body).not.toContain('refused');
  });

  it('lets in nobody but the operator', async () => {
    const answers = await Promise.all([ask([fails], 'GET', ''), ask([fails], 'GET', `Bearer ${erp}`)]);
    expect(answers.map(({ status }) => status)).toEqual([401, 403]);
    expect(answers.map(({ json }) => json['checks'])).toEqual([undefined, undefined]);
  });

  it('answers another method with 405 and Allow', async () => {
    const { status, headers } = await ask([holds], 'POST');
    expect([status, headers.get('allow')]).toEqual([405, 'GET']);
  });
});
