import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPlan } from '../../../infra/deploy/read-plan.ts';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

const erp = 'e4b00000-0000-4000-8000-00000000c002';
const fabrikam = 'fab21ca3-0000-4000-8000-000000000002';
const chosen = {
  CALLER_CLIENT_IDS: erp,
  ALLOWED_HOME_TENANTS: fabrikam,
  GUESTMAIL_PRIVATE_NETWORK: 'true',
  TOKEN_KEY_NAME: 'token-key,token-key-2',
  GUESTMAIL_LOG_RETENTION_DAYS: '90',
  ERP_NAME: 'Business Central',
};
const deployment = 'rg-guestmail/guestmail-guestmail';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  stage.fake.change((state) =>
    Object.assign(state.providers, { 'Microsoft.App': 'Registered', 'Microsoft.Network': 'Registered' }),
  );
  await stage.deploy({ settings: chosen });
});
afterEach(() => stage.close());

const parameters = (): Record<string, { value: unknown }> => stage.fake.state().deployments[deployment]?.parameters;
const forget = (state: FakeState) => (state.deployments = {});
const removeApp = (state: FakeState) =>
  (state.resources = state.resources.filter(({ type }: { type: string }) => type !== 'Microsoft.Web/sites'));

const group = '/subscriptions/5ab5c41b-0000-4000-8000-000000000009/resourceGroups/rg-hub';
/** What an organisation brings. */
const brought = {
  GUESTMAIL_RESOURCE_NAMES: '{"functionApp":"func-mail","keyVault":"kv-mail","dataStorage":"stmaildata"}',
  GUESTMAIL_VIRTUAL_NETWORK_ID: `${group}/providers/Microsoft.Network/virtualNetworks/vnet-hub`,
  GUESTMAIL_APP_SUBNET_NAME: 'snet-mail',
  GUESTMAIL_ENDPOINT_SUBNET_NAME: 'snet-endpoints',
  GUESTMAIL_PRIVATE_DNS_ZONES: group,
  GUESTMAIL_WORKSPACE_ID: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-hub`,
  GUESTMAIL_PRIVATE_NETWORK: 'true',
  GUESTMAIL_ZONE_REDUNDANT: 'true',
  GUESTMAIL_DATA_STORAGE_SKU: 'Standard_ZRS',
};

const needed = ['CALLER_CLIENT_IDS', 'ALLOWED_HOME_TENANTS', 'TOKEN_KEY_NAME', 'TOKEN_PEPPER_NAME', 'HOST_TENANT_ID'];

describe('a later deployment', () => {
  it.each([
    ['with its history', () => undefined],
    ['without it', forget],
    ['without its app', removeApp],
  ])('leaves an installation where its organisation put it, %s', async (_name, change) => {
    const name = { AZURE_ENV_NAME: 'mail', AZURE_RESOURCE_GROUP: 'rg-guestmail' };
    stage.fake.change((state) => void (state.applications = []));
    const first = await stage.deploy({ settings: { ...name, ...brought } });
    const parametersOf = () => stage.fake.state().deployments['rg-guestmail/guestmail-mail']?.parameters;
    const before = parametersOf();
    stage.fake.change((state) => {
      change(state);
      // Another one is in the same group.
      state.resources = state.resources.filter(({ tags }: { tags: object }) => Object.values(tags).includes('mail'));
    });
    const { exitCode, output } = await stage.deploy({ settings: name });

    expect([first.exitCode, exitCode]).toEqual([0, 0]);
    // The registration has the chosen name of the app.
    expect(output).not.toContain('made elsewhere');
    // Names that nothing proves to be derived are named, which changes none.
    const named = parametersOf();
    expect(named.resourceNames.value).toMatchObject(JSON.parse(brought.GUESTMAIL_RESOURCE_NAMES));
    expect({ ...named, resourceNames: 0 }).toEqual({ ...before, resourceNames: 0 });
  });

  it.each([
    ['is empty', forget],
    [
      'is wrong',
      (state: FakeState) => {
        const { parameters: kept } = state.deployments[deployment];
        Object.assign(kept, {
          callerClientIds: { value: '*' },
          allowedHomeTenants: { value: '*' },
          privateNetwork: { value: false },
          tokenKeyNames: { value: ['token-key'] },
          erpName: { value: '' },
        });
      },
    ],
  ])('changes nothing by itself when the history of ARM %s', async (_name, change) => {
    const before = parameters();
    stage.fake.change((state) => {
      change(state);
      // Without the record of the last deployment everything is deployed.
      for (const { tags } of state.resources) delete tags['guestmail-deployed'];
    });
    const { exitCode, output } = await stage.deploy();

    expect([exitCode, parameters()]).toEqual([0, before]);
    expect(output).toContain('Found the installation guestmail;');
  });

  it('holds to the list of keys that the app has, whatever the history says', async () => {
    stage.fake.change((state) => void forget(state));
    const cut = await stage.deploy({ settings: { TOKEN_KEY_NAME: 'token-key' } });

    expect([cut.exitCode, parameters()]).toEqual([1, undefined]);
    expect(cut.output).toContain('after those of the last deployment: token-key,token-key-2');
  });

  it.each(needed)(
    'touches nothing when neither the app nor the history knows %s, until it is given',
    async (variable) => {
      const before = stage.fake.state();
      stage.fake.change((state) => {
        forget(state);
        delete state.appSettings[variable];
      });
      const stopped = await stage.deploy();
      expect([stopped.exitCode, parameters()]).toEqual([1, undefined]);
      expect(stopped.output).toContain(`says what these were: ${variable}. Defaults could let in everybody`);

      const given = await stage.deploy({ settings: { [variable]: before.appSettings[variable] } });
      expect([given.exitCode, stage.fake.state().appSettings]).toEqual([0, before.appSettings]);
    },
  );

  it('takes from the history what the app does not know, and everything when the app is gone', async () => {
    const before = parameters();
    stage.fake.change((state) => {
      delete state.appSettings.CALLER_CLIENT_IDS;
      state.deployments[deployment].parameters.allowedHomeTenants = { value: '*' };
    });
    expect([(await stage.deploy()).exitCode, parameters()]).toEqual([0, before]);
    stage.fake.change((state) => void removeApp(state));
    expect([(await stage.deploy()).exitCode, parameters()]).toEqual([0, before]);
  });

  it('finds resources and its own record in whatever case Azure writes types', async () => {
    const before = parameters();
    stage.fake.change((state) => {
      forget(state);
      for (const one of state.resources) {
        one.type = one.type.toLowerCase();
        delete one.tags['guestmail-deployed'];
      }
    });
    const { exitCode } = await stage.deploy();
    stage.fake.change((state) => {
      for (const one of state.resources) one.type = one.type.toUpperCase();
    });
    const unchanged = await stage.deploy();

    expect([exitCode, parameters()]).toEqual([0, before]);
    expect(unchanged.output).toContain('Nothing has changed since the last deployment');
  });

  it('leaves a network open that was opened, though Azure keeps what the template no longer names', async () => {
    const opened = { GUESTMAIL_PRIVATE_NETWORK: 'false', GUESTMAIL_STATIC_EGRESS: 'false' };
    await stage.deploy({ settings: { GUESTMAIL_STATIC_EGRESS: 'true' } });
    await stage.deploy({ settings: opened });
    const { exitCode } = await stage.deploy();

    expect(exitCode).toBe(0);
    expect(parameters()).toMatchObject({ privateNetwork: { value: false }, staticEgress: { value: false } });
  });

  it('leaves an address that only begins with the name of the app', async () => {
    const settings = { AZURE_ENV_NAME: 'mail', AZURE_RESOURCE_GROUP: 'rg-guestmail' };
    const PUBLIC_URL = 'https://mailer.contoso.com/api';
    const names = { GUESTMAIL_RESOURCE_NAMES: '{"functionApp":"mailer"}' };
    stage.fake.change((state) => void (state.resources = []));
    await stage.deploy({ settings: { ...settings, ...names, PUBLIC_URL } });
    const { exitCode } = await stage.deploy({ settings });

    expect([exitCode, stage.fake.state().appSettings.PUBLIC_URL]).toEqual([0, PUBLIC_URL]);
  });

  it('does not use a fixed address again that was given up, though Azure keeps its gateway', async () => {
    await stage.deploy({ settings: { GUESTMAIL_STATIC_EGRESS: 'true' } });
    await stage.deploy();
    expect(parameters()['staticEgress']).toMatchObject({ value: true });
    await stage.deploy({ settings: { GUESTMAIL_STATIC_EGRESS: 'false' } });
    await stage.deploy();

    expect(parameters()).toMatchObject({ privateNetwork: { value: true }, staticEgress: { value: false } });
  });

  it('takes nothing into the open that needs a private network', async () => {
    const settings = { AZURE_ENV_NAME: 'mail', AZURE_RESOURCE_GROUP: 'rg-guestmail' };
    stage.fake.change((state) => void Object.assign(state, { resources: [], applications: [] }));
    await stage.deploy({ settings: { ...settings, ...brought } });
    for (const more of [{ GUESTMAIL_PRIVATE_NETWORK: 'false' }, {}]) {
      const { exitCode } = await stage.deploy({ settings: { ...settings, ...more } });
      expect(exitCode).toBe(0);
      expect(stage.fake.state().deployments['rg-guestmail/guestmail-mail'].parameters).toMatchObject({
        privateNetwork: { value: false },
        virtualNetworkId: { value: '' },
        privateDnsZones: { value: '' },
        workspaceId: { value: brought.GUESTMAIL_WORKSPACE_ID },
      });
    }
  });

  it('lets a variable that is set to nothing move neither audience, network, zones nor workspace', async () => {
    const settings = { AZURE_ENV_NAME: 'mail', AZURE_RESOURCE_GROUP: 'rg-guestmail' };
    const given = { ...brought, API_AUDIENCE: 'api://guestmail' };
    stage.fake.change((state) => void Object.assign(state, { resources: [], applications: [] }));
    await stage.deploy({ settings: { ...settings, ...given } });
    const parametersOf = () => stage.fake.state().deployments['rg-guestmail/guestmail-mail'].parameters;
    const before = parametersOf();
    const nothing = Object.fromEntries(Object.keys(given).map((variable) => [variable, '']));
    const { exitCode, output } = await stage.deploy({ settings: { ...settings, ...nothing } });

    expect([exitCode, output.includes('Emptied')]).toEqual([0, false]);
    expect({ ...parametersOf(), resourceNames: 0 }).toEqual({ ...before, resourceNames: 0 });
  });

  it('knows from the plan that it is Dedicated, where the app and the history are gone', async () => {
    const { appSettings } = stage.fake.state();
    const known = Object.fromEntries(
      [...needed, 'ENTRA_CREDENTIAL', 'MAIL_PERMISSION', 'ENTRA_CLIENT_ID'].map((name) => [name, appSettings[name]]),
    );
    const settings = { AZURE_ENV_NAME: 'test', AZURE_RESOURCE_GROUP: 'rg-guestmail' };
    stage.fake.change((state) => void (state.site.properties.sku = 'Basic'));
    await stage.deploy({ settings: { ...settings, GUESTMAIL_PLAN: 'Dedicated', GUESTMAIL_DEDICATED_SKU: 'B2' } });
    stage.fake.change((state) => {
      forget(state);
      removeApp(state);
    });
    const { exitCode } = await stage.deploy({ settings: { ...settings, ...known } });

    expect(exitCode).toBe(0);
    expect(stage.fake.state().deployments['rg-guestmail/guestmail-test'].parameters).toMatchObject({
      plan: { value: 'Dedicated' },
      dedicatedSku: { value: 'B2' },
    });
  });

  it('finds its tags and its record in whatever case Azure gives their names back', async () => {
    await stage.deploy();
    stage.fake.change((state) => {
      for (const one of state.resources)
        one.tags = Object.fromEntries(Object.entries(one.tags).map(([tag, value]) => [tag.toUpperCase(), value]));
    });
    const { exitCode, output } = await stage.run({}, async (context) => readPlan(context));

    expect([exitCode, output]).toEqual([0, expect.stringContaining('Found the installation guestmail;')]);
  });

  it('does not fall over what an earlier release allowed and this one refuses', async () => {
    stage.fake.change((state) => {
      const rule = state.resources.find(({ name }: { name: string }) => name.endsWith('-vault-unwraps'));
      rule.properties.criteria.allOf[0].query = 'where unwraps > 500';
    });
    await stage.deploy();
    expect(parameters()['unwrapThreshold']).toMatchObject({ value: 1600 });
  });

  it.each<[string, RegExp]>([
    ['its app', /sites$/],
    ['app, vault and accounts', /(sites|vaults|storageAccounts)$/],
    ['everything but its alerts', /^(?!.*actionGroups)/],
  ])('does not take what an installation without %s and its history left for a new one', async (_name, gone) => {
    stage.fake.change((state) => {
      forget(state);
      state.resources = state.resources.filter(({ type }: { type: string }) => !gone.test(type));
    });
    const { exitCode, output } = await stage.deploy();

    expect([exitCode, parameters()]).toEqual([1, undefined]);
    expect(output).toMatch(/rg-guestmail holds resources of guestmail, but .*CALLER_CLIENT_IDS.*TOKEN_PEPPER_NAME\./);
  });

  it('is a first one under another name beside it', async () => {
    const settings = { AZURE_ENV_NAME: 'test', AZURE_RESOURCE_GROUP: 'rg-guestmail' };
    const { exitCode, output } = await stage.deploy({ settings });

    expect(exitCode).toBe(0);
    expect(output).not.toContain('Found the installation');
    expect(stage.fake.state().deployments['rg-guestmail/guestmail-test'].parameters).toMatchObject({
      callerClientIds: { value: '*' },
    });
  });

  it('does not pass over an app that has lost its tag', async () => {
    stage.fake.change((state) => {
      forget(state);
      for (const one of state.resources) delete one.tags;
    });
    const { exitCode, output } = await stage.deploy();

    expect([exitCode, parameters()]).toEqual([1, undefined]);
    expect(output).toContain(
      'lack the tag azd-env-name by which the resources of an installation are found: guestmail-guestmail-abc123',
    );
  });

  it('does not choose between two apps of one name', async () => {
    stage.fake.change((state) => {
      const app = state.resources.find(({ type }: { type: string }) => type === 'Microsoft.Web/sites');
      state.resources.push({ ...app, id: `${app.id}-2`, name: `${app.name}-2` });
    });
    expect((await stage.deploy()).output).toContain('several apps with the tag azd-env-name guestmail');
  });
});
