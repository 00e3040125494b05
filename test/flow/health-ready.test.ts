import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeOperatorAccess } from '../../infra/local/operator-access.ts';
import { askReadiness } from '../../infra/preflight/ask-readiness.ts';
import { findTarget } from '../../infra/preflight/find-target.ts';
import { READINESS_REUSE_SECONDS } from '../../shared/limits.ts';
import { startApp, submission } from './app.ts';
import { requestDelegatedToken } from './delegated-token.ts';

const app = await startApp({ settings: { CALLER_CLIENT_IDS: 'e4b00000-0000-4000-8000-00000000c002' } });
const operator = app.stack.registrations.operator.clientId;
afterAll(() => app.close());
beforeAll(() => app.runTimer('sweep'));
afterEach(async () => {
  app.stack.graph.faults.clear();
  await passReuse();
});

let aheadSeconds = 0;
/** Whoever asks next gets a report of its own. */
const passReuse = () => app.setClock((aheadSeconds += READINESS_REUSE_SECONDS + 1));

const named = (checks: { name: string; ok: boolean }[]) => checks.filter(({ ok }) => !ok).map(({ name }) => name);
const breakGraph = () => app.stack.graph.faults.add({ times: 1_000, action: { kind: 'answer', status: 503 } });

describe('GET /health/ready', () => {
  it('answers an application with the role Operate, which is on no list of callers, and nobody else', async () => {
    const ready = await app.call('GET', '/health/ready', { as: operator });
    expect([ready.status, named(ready.json['checks'])]).toEqual([200, []]);
    expect(ready.headers.get('cache-control')).toBe('no-store');

    const { outsider } = app.stack.registrations;
    const refused = [
      await app.call('GET', '/health/ready', { headers: { Authorization: '' } }),
      await app.call('GET', '/health/ready'),
      await app.call('GET', '/health/ready', { as: outsider.clientId }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 403, 403]);
    expect((await app.call('GET', '/health')).json).toEqual({ status: 'alive' });
  });

  it('gives the role Operate no right to send', async () => {
    const answers = [
      await app.call('POST', '/send', { as: operator, body: submission(app.senderOf('ann'), 'none') }),
      await app.call('GET', '/senders', { as: operator }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  });

  it('takes the token of a person with the role Operate, on this route alone', async () => {
    const stranger = { Authorization: `Bearer ${await requestDelegatedToken(app.stack, 'mia')}` };
    expect((await app.call('GET', '/health/ready', { headers: stranger })).status).toBe(403);
    const token = await requestDelegatedToken(app.stack, 'admin.contoso');
    const headers = { Authorization: `Bearer ${token}` };
    expect((await app.call('GET', '/health/ready', { headers })).status).toBe(200);
    expect((await app.call('GET', '/senders', { headers })).status).toBe(401);
    expect((await app.call('POST', '/send', { headers, body: submission('x', 'none') })).status).toBe(401);
  });

  it('answers 503 and names what failed, once for everybody who asks at the time', async () => {
    breakGraph();
    const before = app.stack.graph.requests.length;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.call('GET', '/health/ready', { as: operator })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(named(answers[0]?.json['checks'])).toEqual(['graph']);
    expect(app.stack.graph.requests.length - before).toBe(1);
    expect(app.host.lines.some((line) => line.includes('"graph":"graph_unavailable"'))).toBe(true);
  });

  it('answers another method with 405 and Allow', async () => {
    const { status, headers } = await app.call('POST', '/health/ready', { as: operator });
    expect([status, headers.get('allow')]).toEqual([405, 'GET']);
  });
});

describe('npm run preflight', () => {
  async function preflight(environment: Record<string, string>) {
    const program = join(import.meta.dirname, '../../infra/preflight/main.ts');
    const child = spawn(process.execPath, [program], { env: environment });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number];
    return { exitCode, output };
  }

  it('prints a line for every check and ends with 0, or with 1 when one failed', async () => {
    const token = await app.stack.callerToken(operator);
    const environment = { PUBLIC_URL: app.publicUrl, GUESTMAIL_TOKEN: token };
    const good = await preflight(environment);
    expect(good.exitCode).toBe(0);
    expect(good.output.match(/^ok {4}\S/gm)).toHaveLength(15);
    expect(good.output).toMatch(/^note {2}publisher .*infra\/README\.md, Publisher verification\.$/m);
    expect(good.output).toContain('Ready: every check holds.');
    await passReuse();
    breakGraph();
    const bad = await preflight(environment);
    expect(bad.exitCode).toBe(1);
    expect(bad.output).toMatch(/^FAIL {2}graph +There was no answer/m);
    expect(bad.output).toContain('Not ready: 1 of 15 checks failed.');
    for (const { output } of [good, bad]) expect(output).not.toMatch(/eyJ|localhost/);
  });

  it('finds the local stack that is running by the file it leaves, which nobody else may read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
    const remove = await writeOperatorAccess(app.stack.operatorAccess, folder);
    const [file = ''] = await readdir(folder);
    expect((await stat(join(folder, file))).mode & 0o077).toBe(0);

    const { publicUrl, readToken } = await findTarget({}, folder);
    expect(named(await askReadiness(publicUrl, await readToken()))).toEqual([]);
    await remove();
    await expect(findTarget({}, folder)).rejects.toThrow(/npm start/);
    await rm(folder, { recursive: true });
  });
});

describe('the timer sweep', () => {
  it('logs what it measured, and an alarm for a poison message and for a secret that ends soon', async () => {
    const { stack } = app;
    const quiet = await app.runTimer('sweep');
    expect(quiet).toMatchObject({ outcome: 'ok', poisonMessages: 0, overdueSeconds: 0 });
    expect(quiet).not.toHaveProperty('notMeasured');

    // As the app, with the token that it has just used.
    const used = stack.storage.queue.requests.findLast(({ headers }) => headers.authorization)?.headers.authorization;
    const token = { token: (used ?? '').replace(/^Bearer /, ''), expiresOnTimestamp: Date.now() + 3_600_000 };
    const poison = new QueueClient(`${stack.storage.endpoints.queue}/deliver-poison`, { getToken: async () => token });
    await poison.createIfNotExists();
    await poison.sendMessage('cGFja2V0');
    const value = stack.registrations.connector.secrets[0]?.value ?? '';
    const exp = Math.floor(Date.now() / 1000) + 5 * 86_400 + 60;
    stack.keyVault.setSecret('client-secret', value, { attributes: { exp } });

    expect(await app.runTimer('sweep')).toMatchObject({ poisonMessages: 1, secretDaysLeft: 5, transactions: 0 });
    const line = app.host.lines.findLast((one) => one.startsWith('{"function":"sweep"'));
    expect(line?.split('} ').at(-1)?.split(' ').toSorted()).toEqual(['alarm=poison_queue', 'alarm=secret_expiry']);
  });

  it('goes on with its work when it cannot measure', async () => {
    app.stack.storage.queue.faults.add({ times: 100, action: { kind: 'answer', status: 500 } });
    const swept = await app.runTimer('sweep');
    app.stack.storage.queue.faults.clear();
    expect(swept).toMatchObject({
      transactions: 0,
      keyVersions: expect.any(Object),
      onlyCurrentKeyVersion: expect.any(Boolean),
      notMeasured: { poisonMessages: 'storage_unavailable' },
    });
  });
});
