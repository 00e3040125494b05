import { once } from 'node:events';
import { createServer } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startHost } from '../../../../infra/local/host/host.ts';
import { fixtureDirectory, startFixture } from './start-fixture.ts';

const environment = {
  TICK_SCHEDULE: '0 0 0 1 1 *',
  WORK_QUEUE: 'work',
  Work__queueServiceUri: 'https://127.0.0.1:9/account',
  'AzureWebJobs.work.Disabled': 'true',
};

const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers });

/** Waits for a condition, for at most five seconds. */
async function until(condition: () => boolean): Promise<void> {
  for (let left = 500; left > 0 && !condition(); left -= 1) await sleep(10);
  expect(condition()).toBe(true);
}

// The fixture's hooks print, the last ones after a test's own clean-up.
beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

describe('startHost', () => {
  it('listens on the loopback address only, under the route prefix of host.json', async () => {
    const { url } = await startFixture('background', { environment });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/hooked`)).status).toBe(202);
    await expect(fetch(`${url.replace('127.0.0.1', '[::1]')}/hooked`)).rejects.toThrow();
  });

  it('serves under api when host.json gives no prefix', async () => {
    const { url } = await startFixture('http');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
    expect((await fetch(url.replace('/api', '/text'))).status).toBe(404);
  });

  it('runs a timer function now and answers 202 before it ends', async () => {
    const { url, told, lines } = await startFixture('background', { environment });
    expect((await post(`${url}/admin/functions/TICK`, '{}')).status).toBe(202);
    expect((await post(`${url}/admin/functions/tick`, '{"input":""}')).status).toBe(202);
    await until(() => told().length === 2);
    expect(told()[0]).toEqual({
      tick: {
        schedule: { adjustForDST: true },
        scheduleStatus: {
          last: '0001-01-01T00:00:00+00:00',
          lastUpdated: '0001-01-01T00:00:00+00:00',
          next: expect.stringMatching(/^\d{4}-01-01T00:00:00\.000\+00:00$/),
        },
        isPastDue: false,
      },
    });
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('runs a queue function now on the input, with its metadata', async () => {
    const { url, told } = await startFixture('background', { environment });
    expect((await post(`${url}/admin/functions/work`, '{"input":"{\\"a\\":1}"}')).status).toBe(202);
    await until(() => told().length === 2);
    expect(told()[0]).toMatchObject({ work: { a: 1 }, metadata: { dequeueCount: 1, queueTrigger: { a: 1 }, a: 1 } });
  });

  it('reports a function that fails when run now, after its hooks, and serves on', async () => {
    const { url, lines } = await startFixture('background', { environment });
    expect((await post(`${url}/admin/functions/fails`, '{}')).status).toBe(202);
    await until(() => lines.length > 0);
    expect(lines[0]!.message).toMatch(/^Function fails failed: Error: the timer failed, says the hook\n/);
    expect((await fetch(`${url}/hooked`)).status).toBe(202);
  });

  it.each([
    ['an unknown function', 'unknown', '{}', {}, 404],
    ['an HTTP function', 'hooked', '{}', {}, 404],
    ['no JSON', 'tick', 'now', {}, 400],
    ['no body', 'tick', '', {}, 400],
    ['an array', 'tick', '[]', {}, 400],
    ['a page of another origin', 'tick', '{}', { origin: 'https://fabrikam.com' }, 403],
  ])('refuses to run %s', async (_, name, body, headers, status) => {
    const { url, told } = await startFixture('background', { environment });
    expect((await post(`${url}/admin/functions/${name}`, body, headers)).status).toBe(status);
    expect((await fetch(`${url}/admin/functions/tick`)).status).toBe(404);
    expect((await fetch(`${url}/ADMIN/host/status`)).status).toBe(404);
    expect(told()).toEqual([]);
  });

  it('runs hooks around the app and around invocations', async () => {
    vi.mocked(console.log).mockClear();
    const { url, host } = await startFixture('background', { environment });
    const response = await fetch(`${url}/hooked`);
    expect([response.status, response.headers.get('x-hook')]).toEqual([202, 'post']);
    await host.close(1_000);
    expect(vi.mocked(console.log).mock.calls).toEqual([['appStart'], ['appTerminate with data of the app']]);
  });

  it('lets log hooks change what is printed', async () => {
    const { url, told } = await startFixture('background', { environment });
    await post(`${url}/admin/functions/work`, '{"input":"a secret"}');
    await until(() => told().length === 2);
    expect(told()[0]).toMatchObject({ work: 'a (removed)' });
  });

  it('does not serve, plan or poll for a function that is disabled', async () => {
    const disabled = { ...environment, 'AzureWebJobs.hooked.Disabled': '1' };
    const { url, lines } = await startFixture('background', { environment: disabled });
    expect((await fetch(`${url}/hooked`)).status).toBe(404);
    expect(lines).toEqual([]);
  });

  it('lets a request, a timer run and an answer under way end when it closes', async () => {
    const { url, host, lines } = await startFixture('http');
    const answer = fetch(`${url}/slow`);
    await until(() => lines.some(({ message }) => message === 'slow started'));
    const closed = host.close(5_000);
    expect(await (await answer).text()).toBe('done ');
    await closed;
    await expect(fetch(`${url}/text`)).rejects.toThrow();
  });

  it('does not wait for a request longer than it may', async () => {
    const { url, host, lines } = await startFixture('http');
    const answer = fetch(`${url}/slow`).then(
      () => 'answered',
      () => 'cut',
    );
    await until(() => lines.some(({ message }) => message === 'slow started'));
    await host.close(1);
    expect(await answer).toBe('cut');
  });

  it.each([
    ['refuses', 'Settings: PUBLIC_URL is missing; HOST_TENANT_ID is missing.'],
    ['broken', 'Cannot read properties of undefined'],
    ['foreign', 'This host does not know these bindings: blob: blobTrigger.'],
    ['bundleless', 'host.json has no extensionBundle, without which no host in Azure knows: deliver: queueTrigger.'],
  ])('rejects with the reason when the app does not start (%s)', async (name, reason) => {
    await expect(startFixture(name)).rejects.toThrow(reason);
  });

  it.each([
    ['a missing schedule setting', { ...environment, TICK_SCHEDULE: '' }, 'TICK_SCHEDULE is not set'],
    ['a missing queue setting', { ...environment, WORK_QUEUE: '' }, 'WORK_QUEUE is not set'],
    ['a missing connection', { ...environment, Work__queueServiceUri: '' }, 'Set Work__queueServiceUri'],
  ])('rejects at the start for %s', async (_, settings, reason) => {
    await expect(startFixture('background', { environment: settings })).rejects.toThrow(reason);
  });

  it('says which port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = { appDirectory: fixtureDirectory('background'), environment, log: () => undefined };
    await expect(startHost({ ...start, port, now: () => new Date() })).rejects.toThrow(
      `Port ${port} is already in use; set PORT to another one.`,
    );
  });

  it('does not load the storage SDK for an app without queues', async () => {
    const loaded: string[] = [];
    const hooks = registerHooks({
      resolve(specifier, context, next) {
        loaded.push(specifier);
        return next(specifier, context);
      },
    });
    onTestFinished(() => hooks.deregister());
    await startFixture('http');
    expect(loaded.filter((name) => name === '@azure/functions')).not.toEqual([]);
    expect(loaded.filter((name) => /storage-queue|azure.identity/.test(name))).toEqual([]);
  });
});
