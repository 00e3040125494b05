import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askReadiness } from '../../../infra/preflight/ask-readiness.ts';

const check = { name: 'tables', ok: true, detail: 'Found.', who: 'nobody' };
let server: Server;
let publicUrl: string;
let answer: { status: number; body: string; headers?: Record<string, string> };
let seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterAll(() => void server.close());

function ask(status: number, body: unknown = '', headers: Record<string, string> = {}) {
  seen = [];
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body), headers };
  return askReadiness(publicUrl, 'token');
}

describe('askReadiness', () => {
  it.each([200, 503])('takes the checks of an answer %d, whether they hold or not', async (status) => {
    expect(await ask(status, { checks: [check] })).toEqual([check]);
    expect(seen).toEqual(['/api/health/ready Bearer token']);
  });

  it.each([
    [401, /refused the token/],
    [403, /lacks the right: .* the app role Operate, then you sign in again/],
    [404, /route prefix/],
    [500, /status 500/],
    [503, /status 503/],
  ])('says in one sentence what an answer %d means', async (status, sentence) => {
    await expect(ask(status, '{"code":"x"}')).rejects.toThrow(sentence);
  });

  it.each(['not JSON', '{}', '{"checks":[]}', '{"checks":[{"name":"tables","ok":"true"}]}', 'null'])(
    'never takes %s for a connector that is ready',
    async (body) => {
      await expect(ask(200, body)).rejects.toThrow(/no checks/);
    },
  );

  it('carries the token nowhere else', async () => {
    await expect(ask(302, '', { Location: `${publicUrl}/elsewhere` })).rejects.toThrow(/status 302/);
    expect(seen).toHaveLength(1);
  });

  it('says that nothing answers', async () => {
    await expect(askReadiness('http://127.0.0.1:9', 'token')).rejects.toThrow(/Nothing answers at PUBLIC_URL/);
  });
});
