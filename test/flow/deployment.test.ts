import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthorization, type Authorization } from '../../infra/local/emulators/roles/authorization.ts';
import { readDeployed } from '../../infra/local/emulators/roles/deployed.ts';
import { roleDefinitions } from '../../infra/local/emulators/roles/role-definitions.ts';
import { connectorIdentity, type Stack } from '../../infra/local/stack.ts';
import { installations, ofType, readResources, type Installation } from '../infra/expanded.ts';
import { createRsaCertificate } from '../infra/local/emulators/entra/rsa-certificate.ts';
import { startApp, type App } from './app.ts';
import { buildDeployedSettings } from './deployed-settings.ts';
import { findBrokenStep } from './journey.ts';

interface DeployedApp {
  app: App;
  /** The key that writes. */
  keyName: string;
  /** Gives the identity these assignments and no others; what it was refused is counted anew. */
  assign(assignments: typeof deployed.smallest.assignments): void;
  /** What was refused, as `{service or action} {method or path}`. */
  refused: string[];
}

const deployed = Object.fromEntries(
  installations.map((installation) => [installation, readDeployed(installation, connectorIdentity.objectId)]),
) as Record<Installation, ReturnType<typeof readDeployed>>;

/** The app with the settings, keys, secrets and roles of an installation. */
async function startDeployed(installation: Installation): Promise<DeployedApp> {
  const refused: string[] = [];
  let judge = createAuthorization(deployed[installation]);
  const note = (isAllowed: boolean, what: string) => {
    if (!isAllowed) refused.push(what);
    return isAllowed;
  };
  const authorization: Authorization = {
    storage: (id, service, request) => note(judge.storage(id, service, request), `${service} ${request.path}`),
    vault: (id, action, path) => note(judge.vault(id, action, path), `${action} ${path}`),
  };
  const app = await startApp({ authorization, environment: (stack) => buildDeployedSettings(installation, stack) });
  try {
    await furnish(installation, app.stack);
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    app,
    keyName: inVault(installation, 'keys').at(-1)!.name,
    refused,
    assign(assignments) {
      judge = createAuthorization({ ...deployed[installation], assignments });
      refused.length = 0;
    },
  };
}

/** Puts what the installation holds into the vault, and registers what its credential needs. */
async function furnish(installation: Installation, { entra, keyVault, registrations }: Stack): Promise<void> {
  for (const { name, properties } of inVault(installation, 'keys'))
    await keyVault.createKey(name, { keySize: Number(properties['keySize']), keyOperations: properties['keyOps'] });
  for (const { name } of inVault(installation, 'secrets')) keyVault.setSecret(name, 'A'.repeat(64));
  if (installation === 'everything') {
    // Users may not consent to Mail.ReadWrite: the administrator of the home tenant has.
    const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send', 'Mail.ReadWrite'];
    entra.grantConsent({ tenantId: 'fabrikam.com', clientId: registrations.connector.clientId, scopes });
    const { certificate, privateKey } = createRsaCertificate();
    registrations.connector.certificates.push(certificate);
    keyVault.setSecret('client-secret', `${privateKey}${certificate}`);
  }
}

/** The keys or secrets that the deployment makes, in their order. */
function inVault(installation: Installation, kind: 'keys' | 'secrets') {
  const found = ofType(readResources(installation), `KeyVault/vaults/${kind}`);
  return found.map(({ name, properties }) => ({ name: name.split('/')[1] ?? '', properties }));
}

/** What is at the root of the site, and at the prefix of the app. */
async function readRoots({ publicUrl }: App): Promise<(number | string)[]> {
  const root = await fetch(new URL('/', publicUrl));
  const prefix = await fetch(publicUrl, { redirect: 'manual' });
  return [root.status, `${prefix.status} ${prefix.headers.get('location')}`];
}

/** A journey has two starts of the host in it, and other tests run beside it. */
const JOURNEY_MAX_MILLISECONDS = 180_000;

/** That of an organisation's own network and names has the settings of one of these under other names. */
const different = installations.filter((installation) => installation !== 'brought');

describe.each(different)('the app as the installation %s deploys it', (installation) => {
  it(
    'makes the whole journey with these settings, and is allowed every call by these roles',
    async () => {
      const { app, keyName, refused } = await startDeployed(installation);
      try {
        expect(await readRoots(app)).toEqual([204, `303 ${app.publicUrl}/authorize`]);
        expect(await findBrokenStep(app, keyName)).toBeUndefined();
        expect(refused).toEqual([]);
      } finally {
        await app.close();
      }
    },
    JOURNEY_MAX_MILLISECONDS,
  );
});

describe('without one role assignment, the journey breaks', () => {
  const { assignments } = deployed.smallest;
  const isTelemetry = ({ roleId }: { roleId: string }) =>
    roleDefinitions[roleId]?.name === 'Monitoring Metrics Publisher';
  const names = assignments.map(
    ({ roleId, scope }) => `${roleDefinitions[roleId]?.name} on ${scope.split('/').slice(7).join('/')}`,
  );
  let started: DeployedApp;

  beforeAll(async () => {
    started = await startDeployed('smallest');
  });
  afterAll(() => started.app.close());

  it.each(names.filter((_name, index) => !isTelemetry(assignments[index]!)))(
    '%s',
    async (name) => {
      started.assign(assignments.filter((_assignment, index) => names[index] !== name));
      await started.app.restartHost();

      expect(await findBrokenStep(started.app, started.keyName)).toBeDefined();
      expect(started.refused).not.toEqual([]);
    },
    JOURNEY_MAX_MILLISECONDS,
  );

  it('but for that of telemetry, which only the host of Azure uses', () => {
    expect(names.filter((_name, index) => isTelemetry(assignments[index]!))).toHaveLength(1);
  });
});
