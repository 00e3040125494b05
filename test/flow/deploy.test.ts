import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFunctionNames } from '../../infra/build/read-function-names.ts';
import { readVersion } from '../../infra/build/read-version.ts';
import { READINESS_REUSE_SECONDS } from '../../shared/limits.ts';
import { installFakeAz, type FakeAz } from '../infra/fake-az/install-fake-az.ts';
import { startKudu, type Kudu } from '../infra/deploy/start-kudu.ts';
import { startApp, type App } from './app.ts';
import { requestDelegatedToken } from './delegated-token.ts';

const run = join(import.meta.dirname, '../../infra/run.mjs');
let app: App;
let fake: FakeAz;
let kudu: Kudu;
let folder: string;

// The subscription is made up; the installation that it holds is the app on the local stack, and so is its Entra.
beforeAll(async () => {
  app = await startApp();
  // Whoever deploys waits for the first one.
  await app.runTimer('sweep');
  fake = installFakeAz();
  kudu = await startKudu(fake.state().accessToken as string);
  folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  await writeFile(join(folder, 'kudu.pem'), kudu.certificate);
  const { directory, registrations } = app.stack;
  const { clientId } = registrations.connector;
  const token = await requestDelegatedToken(app.stack, 'admin.contoso');
  const functionNames = await readFunctionNames();
  fake.change((state) => {
    state.tenantId = directory.hostTenant.id;
    state.syncs = [functionNames];
    state.publicUrl = app.publicUrl;
    state.tokens = { [`${clientId}/.default`]: token };
    state.applications = [{ uniqueName: 'guestmail-guestmail-abc123', id: clientId, appId: clientId }];
    state.site.properties.hostNameSslStates = [{ name: kudu.host, hostType: 'Repository' }];
  });
});
afterAll(async () => {
  await kudu.close();
  await app.close();
  fake.remove();
  await rm(folder, { recursive: true, force: true });
});

/** As an administrator at a terminal who takes every suggestion. */
async function deploy(settings: Record<string, string>) {
  const { CI: _, ...inherited } = fake.environment;
  const env = { ...inherited, NODE_EXTRA_CA_CERTS: join(folder, 'kudu.pem'), ...settings };
  const child = spawn(process.execPath, [run, 'deploy'], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end('\n\n\n\n');
  const [exitCode] = (await once(child, 'close')) as [number];
  expect(output).not.toMatch(/eyJ/);
  return { exitCode, output };
}

describe('npm run deploy of an app that runs', { timeout: 90_000 }, () => {
  const settings = { ENTRA_CREDENTIAL: 'secret' };
  const forTheErp = () => {
    const { directory, registrations } = app.stack;
    return `For the ERP
  API address      ${app.publicUrl}
  Token scope      ${registrations.connector.clientId}/.default
  Tenant           ${directory.hostTenant.id}
`;
  };

  it('asks the app itself, with the token of whoever deploys, and ends with 0 when every check holds', async () => {
    const { exitCode, output } = await deploy(settings);

    expect(output).toMatch(/\nReady: every check holds\.\n$/);
    expect(output.match(/^ok {4}/gm)).toHaveLength(16);
    expect(exitCode).toBe(0);
    expect(output).toContain(forTheErp());
    expect(output).toContain(`\nPublishing version ${await readVersion()} (`);
    expect(output.match(/made-up-secret-1/g)).toHaveLength(1);
  });

  it('ends with 3 while the client secret is not in the vault, says who writes it, and has printed the values', async () => {
    app.stack.keyVault.disableSecretVersion('client-secret');
    await app.setClock(READINESS_REUSE_SECONDS + 1);
    const { exitCode, output } = await deploy(settings);

    expect(output).toMatch(/^FAIL {2}client-credential +The client secret is missing, .*CLIENT_SECRET_NAME names\.$/m);
    expect(output.match(/^ok {4}/gm)).toHaveLength(15);
    expect(exitCode).toBe(3);
    expect(output).toContain(forTheErp());
    expect(output).toMatch(/az keyvault secret set --vault-name guestmail-abc123 --name client-secret /);
    expect(output).toMatch(/waits for its secret: run the commands above, then start again\.\n$/);
  });
});
