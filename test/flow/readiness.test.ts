import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RecordedRequest } from '../../infra/local/emulators/kit/emulator.ts';
import type { Fault } from '../../infra/local/emulators/kit/fault.ts';
import { startStack, type Stack } from '../../infra/local/stack.ts';
import { createAzureDependencies } from '../../shared/azure/azure-dependencies.ts';
import { readConfig } from '../../shared/config.ts';
import { readHostStorage } from '../../shared/host-storage.ts';
import type { CheckResult } from '../../shared/readiness/check.ts';
import { createReadiness } from '../../shared/readiness/run-checks.ts';
import { useIdentity } from '../contract/use-identity.ts';
import { takeAzurite } from '../take-azurite.ts';

/** Asked for each request to storage and vault; tests take rights away here. */
const rights = { mayUse: (_service: string, _operation: string, _path: string): boolean => true };
let stack: Stack;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  const ports = { host: 7071, entra: 0, graph: 0, keyVault: 0, identity: 0, table: 0, queue: 0, blob: 0 };
  stack = await startStack({
    ports,
    folder,
    sharedAzurite: takeAzurite(),
    authorization: {
      storage: (_identity, service, { method, path }) => rights.mayUse(service, method, path),
      vault: (_identity, dataAction, path) => rights.mayUse('vault', dataAction, path),
    },
  });
  useIdentity(stack.identity.environment);
  const now = () => new Date();
  const { stores } = createAzureDependencies(readConfig(stack.environment), readHostStorage(stack.environment), now);
  await stores.runTimes.note('sweep', now());
  stack.storage.table.requests.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  rights.mayUse = () => true;
  for (const { faults } of [stack.entra, stack.graph, stack.keyVault, stack.identity]) faults.clear();
  for (const { faults } of [stack.storage.table, stack.storage.queue, stack.storage.blob]) faults.clear();
  const [secret] = stack.registrations.connector.secrets;
  stack.keyVault.setSecret('client-secret', secret?.value ?? '');
});

/** A new process: nothing is remembered from the run before. */
async function check(changes: Record<string, string> = {}): Promise<CheckResult[]> {
  const environment = { ...stack.environment, ...changes };
  const now = () => new Date();
  const { checks } = createAzureDependencies(readConfig(environment), readHostStorage(environment), now);
  const report = await createReadiness({ checks, now })();
  expectNothingSecret(report);
  return report.checks;
}

async function findFailures(changes?: Record<string, string>): Promise<string[]> {
  const failed = (await check(changes)).filter(({ ok }) => !ok);
  return failed.map(({ name, who }) => `${name}: ${who}`);
}

function expectNothingSecret(report: object): void {
  const text = JSON.stringify(report);
  const secrets = stack.registrations.all.flatMap((one) => one.secrets.map(({ value }) => value));
  for (const secret of [...secrets, 'localhost', 'https:', 'eyJ']) expect(text).not.toContain(secret);
}

const always = (path: string, action: Fault['action']): Fault => ({ path, times: 1_000, action });

describe('the readiness checks on the local stack', () => {
  it('all hold, and tell what they found', async () => {
    const checks = await check();

    expect(checks.map(({ name, ok, who }) => `${name} ${ok} ${who}`)).toEqual(
      [
        'settings',
        'identity',
        'tables',
        'queue',
        'blobs',
        'host-storage',
        'token-key',
        'pepper',
        'timers',
        'client-credential',
        'redirect-uri',
        'host-grant',
        'graph',
        'mailboxes',
      ].map((name) => `${name} true nobody`),
    );
    for (const { detail } of checks) expect(detail).toMatch(/^[A-Z][^\n]+\.$/);
  });

  it('make a missing queue and container, and leave nothing in them', async () => {
    await check();

    const done = ({ requests }: { requests: RecordedRequest[] }, method: string, path: RegExp) =>
      requests.filter((one) => one.method === method && path.test(one.path) && one.status < 300).length;
    const { table, queue, blob } = stack.storage;
    const runs = done(table, 'POST', /\/due$/);
    expect(runs).toBeGreaterThan(0);
    expect(done(table, 'DELETE', /\/due\(PartitionKey='probe'/)).toBe(runs);
    expect(done(queue, 'PUT', /\/deliver$/)).toBe(1);
    expect([done(queue, 'POST', /\/deliver\/messages/), done(queue, 'DELETE', /\/deliver\/messages/)]).toEqual([
      runs,
      runs,
    ]);
    expect(done(blob, 'PUT', /\/messages\?restype=container/)).toBe(1);
    for (const probe of [/\/messages\/probe-/, /\/azure-webjobs-hosts\/probe-/])
      expect([done(blob, 'PUT', probe), done(blob, 'DELETE', probe)]).toEqual([runs, runs]);
  });
});

describe('a readiness check on the local stack', () => {
  const refuses = (service: string, operation: string, path = /^/) => {
    rights.mayUse = (one, oneOperation, onePath) =>
      !(one === service && oneOperation === operation && path.test(onePath));
  };

  it.each([
    ['tables', 'write', () => refuses('table', 'POST')],
    ['tables', 'read', () => refuses('table', 'GET')],
    ['tables', 'delete', () => refuses('table', 'DELETE')],
    ['queue', 'put', () => refuses('queue', 'POST')],
    ['queue', 'peek', () => refuses('queue', 'GET')],
    ['queue', 'delete', () => refuses('queue', 'DELETE')],
    ['blobs', 'write', () => refuses('blob', 'PUT', /\/messages/)],
    ['blobs', 'read', () => refuses('blob', 'GET', /\/messages\/probe-/)],
    ['blobs', 'delete', () => refuses('blob', 'DELETE', /\/messages/)],
    ['host-storage', 'write', () => refuses('blob', 'PUT', /\/azure-webjobs-hosts/)],
    ['host-storage', 'read', () => refuses('blob', 'GET', /\/azure-webjobs-hosts/)],
    ['host-storage', 'delete', () => refuses('blob', 'DELETE', /\/azure-webjobs-hosts/)],
    ['token-key', 'read', () => refuses('vault', 'keys/read')],
    ['token-key', 'unwrap', () => refuses('vault', 'keys/unwrap/action')],
    ['pepper', 'be read', () => refuses('vault', 'secrets/getSecret/action', /token-pepper/)],
    ['client-credential', 'be read', () => refuses('vault', 'secrets/getSecret/action', /client-secret/)],
  ])('fails alone, for the operator, when the role on %s does not let it %s', async (name, _action, refuse) => {
    refuse();

    expect(await findFailures()).toEqual([`${name}: operator`]);
  });

  it.each([
    ['tables', () => stack.storage.table],
    ['queue', () => stack.storage.queue],
    ['graph', () => stack.graph],
  ])('fails alone, for nobody, when %s hangs or is out of order', async (name, emulator) => {
    emulator().faults.add(always('.', { kind: 'hang' }));
    const hanging = await findFailures();
    emulator().faults.clear();
    emulator().faults.add(always('.', { kind: 'answer', status: 503 }));

    expect([hanging, await findFailures()]).toEqual([[`${name}: nobody`], [`${name}: nobody`]]);
  });

  it('fails for nobody when Entra is down, wherever Entra is needed', async () => {
    stack.entra.faults.add(always('.', { kind: 'cut-before-reading' }));

    expect(await findFailures()).toEqual(['client-credential: nobody', 'redirect-uri: nobody', 'host-grant: nobody']);
  });

  it('fails for the operator when the identity is not there, with everything that needs it', async () => {
    const unknown = '00000000-0000-4000-8000-00000000dead';
    const failures = await findFailures({ AZURE_CLIENT_ID: unknown, AzureWebJobsStorage__clientId: unknown });

    expect(failures).toEqual(
      ['identity', 'tables', 'queue', 'blobs', 'host-storage', 'token-key', 'pepper', 'client-credential'].map(
        (name) => `${name}: operator`,
      ),
    );
  });

  it('fails alone, for the operator, when the key is disabled or has expired', async () => {
    stack.keyVault.disableKeyVersion('token-key');
    const disabled = await findFailures();
    stack.keyVault.enableKeyVersion('token-key');
    await stack.keyVault.createKey('ended', { attributes: { exp: Math.floor(Date.now() / 1000) - 60 } });
    const expired = await findFailures({ TOKEN_KEY_NAME: 'token-key,ended' });

    expect([disabled, expired]).toEqual([['token-key: operator'], ['token-key: operator']]);
  });

  it('looks at every key and every pepper that is listed', async () => {
    stack.keyVault.setSecret('second-pepper', Buffer.alloc(32, 7).toString('base64'));
    const both = { TOKEN_PEPPER_NAME: 'token-pepper,second-pepper', TOKEN_KEY_NAME: 'token-key,absent' };
    expect(await findFailures(both)).toEqual(['token-key: operator']);
    expect(await findFailures({ TOKEN_PEPPER_NAME: 'absent,second-pepper' })).toEqual(['pepper: operator']);
  });

  it.each([
    ['too short', Buffer.alloc(31, 1).toString('base64')],
    ['not base64', 'not base64! '.repeat(6)],
  ])('fails alone, for the operator, when the pepper is %s', async (_what, value) => {
    stack.keyVault.setSecret('bad-pepper', value);

    expect(await findFailures({ TOKEN_PEPPER_NAME: 'bad-pepper' })).toEqual(['pepper: operator']);
  });

  it('fails alone, for the operator, when the client secret is missing, wrong or has expired', async () => {
    const missing = await findFailures({ CLIENT_SECRET_NAME: 'absent' });
    stack.keyVault.setSecret('client-secret', 'not-the-one');
    const wrong = await findFailures();
    const value = stack.registrations.connector.secrets[0]?.value ?? '';
    stack.keyVault.setSecret('client-secret', value, { attributes: { exp: Math.floor(Date.now() / 1000) - 60 } });
    const expired = await findFailures();

    const only = ['client-credential: operator'];
    expect([missing, wrong, expired]).toEqual([only, only, only]);
  });

  it('says when the client secret ends', async () => {
    const value = stack.registrations.connector.secrets[0]?.value ?? '';
    stack.keyVault.setSecret('client-secret', value, { attributes: { exp: Date.UTC(2099, 4, 17) / 1000 } });

    const found = (await check()).find(({ name }) => name === 'client-credential');
    expect(found?.detail).toBe('Entra accepts the secret; it expires on 2099-05-17.');
  });

  it('accepts the managed identity as a credential, and fails for the host administrator when Entra does not', async () => {
    const federated = { ENTRA_CREDENTIAL: 'federated', CLIENT_SECRET_NAME: '' };
    expect(await findFailures(federated)).toEqual([]);
    const { federatedCredentials } = stack.registrations.connector;
    const taken = federatedCredentials.splice(0);
    const failures = await findFailures(federated);
    federatedCredentials.push(...taken);

    expect(failures).toEqual(['client-credential: host_admin']);
  });

  it('fails alone, for the host administrator, when the redirect URI is not registered', async () => {
    expect(await findFailures({ PUBLIC_URL: 'http://localhost:7071/other' })).toEqual(['redirect-uri: host_admin']);
  });

  it('fails for the host administrator when the host tenant does not know the app', async () => {
    stack.entra.faults.add(
      always('/token', {
        kind: 'answer',
        status: 401,
        body: { error: 'unauthorized_client', error_codes: [7000229], error_description: 'AADSTS7000229: absent' },
      }),
    );

    expect(await findFailures()).toEqual(['client-credential: operator', 'host-grant: host_admin']);
  });

  it('fails alone, for the operator, when GRAPH_URL leads elsewhere, or the host keeps its things or reads the queue elsewhere', async () => {
    expect(await findFailures({ GRAPH_URL: `${stack.entra.url}/v1.0` })).toEqual(['graph: operator']);
    expect(await findFailures({ AzureWebJobsStorage__blobServiceUri: '' })).toEqual(['host-storage: operator']);
    for (const elsewhere of ['', 'https://localhost:9'])
      expect(await findFailures({ DataStorage__queueServiceUri: elsewhere })).toEqual(['queue: operator']);
  });
});
