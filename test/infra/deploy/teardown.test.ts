import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
const name = 'guestmail-guestmail-abc123';
const settings = { GUESTMAIL_CONFIRM: 'guestmail' };
const foreign = {
  id: '/subscriptions/s/resourceGroups/rg-guestmail/providers/Microsoft.Sql/servers/payroll',
  type: 'Microsoft.Sql/servers',
  name: 'payroll',
  tags: null,
};

beforeEach(async () => {
  stage = await setStage();
  stage.fake.change((state) => {
    const tags = { 'azd-env-name': 'guestmail' };
    state.groups['rg-guestmail'] = { location: 'westeurope' };
    state.resources = [
      foreign,
      { id: `/1/Microsoft.Web/sites/${name}`, type: 'Microsoft.Web/sites', name, tags },
      { id: '/2', type: 'Microsoft.KeyVault/vaults', name: 'guestmail-abc123', tags },
      { id: '/3', type: 'Microsoft.Storage/storageAccounts', name: 'gmdataabc123', tags },
    ];
    state.applications = [
      {
        id: 'connector',
        appId: 'a9911ca7-0000-4000-8000-000000000000',
        uniqueName: name,
        web: { redirectUris: [`https://${name}.azurewebsites.net/api/callback`] },
      },
      { id: 'caller', appId: 'a9911ca7-0000-4000-8000-000000000001', uniqueName: `${name}-caller` },
    ];
    state.deployments['rg-guestmail/guestmail-guestmail'] = {};
    state.site.name = name;
    state.appSettings = {
      ENTRA_CLIENT_ID: 'a9911ca7-0000-4000-8000-000000000000',
      HOST_TENANT_ID: 'c0a7050c-0000-4000-8000-000000000001',
      PUBLIC_URL: `https://${name}.azurewebsites.net/api`,
    };
  });
});
afterEach(() => stage.close());

describe('teardown', () => {
  it('says what goes and what stays, and deletes what belongs to the installation', async () => {
    const outcome = await stage.teardown({ answers: ['guestmail', 'guestmail'] });
    const { resources, groups, applications, deployments } = stage.fake.state();

    expect(outcome.exitCode).toBe(0);
    expect(outcome.output).toContain('  KeyVault/vaults  guestmail-abc123\n');
    expect(outcome.output).toContain('1 other resources of the group stay.');
    expect(outcome.output).toContain('each person would have to connect again');
    expect(resources).toEqual([foreign]);
    expect(Object.keys(groups)).toEqual(['rg-guestmail']);
    expect(applications).toHaveLength(2);
    expect(deployments).not.toHaveProperty('rg-guestmail/guestmail-guestmail');
  });

  it('keeps a private DNS zone that another installation is linked to, and deletes it with the last', async () => {
    const [zone, type] = ['/zones/privatelink.blob', 'Microsoft.Network/privateDnsZones'];
    const link = (environment: string) => ({
      id: `${zone}/virtualNetworkLinks/vnet-${environment}`,
      type: `${type}/virtualNetworkLinks`,
      name: `vnet-${environment}`,
      tags: { 'azd-env-name': environment },
    });
    // Whoever deployed last has written the tag.
    const shared = { id: zone, type, name: 'privatelink.blob', tags: { 'azd-env-name': 'guestmail' } };
    stage.fake.change((state) => state.resources.push(shared, link('guestmail'), link('test')));
    await stage.teardown({ settings });
    const left = stage.fake.state().resources;
    await stage.teardown({
      settings: { AZURE_ENV_NAME: 'test', AZURE_RESOURCE_GROUP: 'rg-guestmail', GUESTMAIL_CONFIRM: 'test' },
    });

    expect(left).toEqual([foreign, shared, link('test')]);
    expect(stage.fake.state().resources).toEqual([foreign]);
  });

  it('takes the redirect URIs from the registration that stays, and from no other', async () => {
    const other = {
      id: 'other',
      appId: 'x',
      uniqueName: 'guestmail-test-abc123',
      web: { redirectUris: ['https://other'] },
    };
    stage.fake.change((state) => state.applications.push(other));
    const outcome = await stage.teardown({ settings });
    const uris = stage.fake.state().applications.map(({ web }: { web?: object }) => web);
    const again = await stage.deploy();

    expect([outcome.exitCode, again.exitCode]).toEqual([0, 0]);
    expect(stage.fake.state().applications[0].web.redirectUris).toHaveLength(1);
    expect(uris).toEqual([{ redirectUris: [] }, undefined, other.web]);
    expect(outcome.output).not.toContain('An Application Administrator');
  });

  it.each([
    ['may not change it', { entraRights: false }],
    ['does not find it in its tenant', { applications: [] }],
  ])('says who takes the redirect URI away where this account %s', async (_, change) => {
    stage.fake.change((state) => Object.assign(state, change));
    const { exitCode, output } = await stage.teardown({ settings });

    expect(exitCode).toBe(0);
    expect(output).toContain(
      'An Application Administrator of the tenant c0a7050c-0000-4000-8000-000000000001 removes it there',
    );
    expect(output).toContain("applications(appId='a9911ca7-0000-4000-8000-000000000000')");
    expect(stage.fake.state().resources).toEqual([foreign]);
  });

  it('says which records of a domain of your own to remove', async () => {
    stage.fake.change((state) => (state.appSettings.PUBLIC_URL = 'https://guestmail.contoso.com/api'));

    expect((await stage.teardown({ settings })).output).toContain('Remove the DNS records of guestmail.contoso.com');
  });

  it('says so also where the domain begins with the name of the app, and of no address of Azure', async () => {
    stage.fake.change((state) => (state.appSettings.PUBLIC_URL = `https://${name}.contoso.com/api`));
    expect((await stage.teardown({ settings })).output).toContain(`Remove the DNS records of ${name}.contoso.com`);
    await stage.deploy();
    expect((await stage.teardown({ settings })).output).not.toContain('DNS');
  });

  it('takes the redirect URIs of its own registration, and says who does it for the one that people signed in to', async () => {
    stage.fake.change((state) => (state.appSettings.ENTRA_CLIENT_ID = 'a9911ca7-0000-4000-8000-0000000000ff'));
    const { output } = await stage.teardown({ settings });

    expect(stage.fake.state().applications[0].web).toEqual({ redirectUris: [] });
    expect(output).toContain('The application a9911ca7-0000-4000-8000-0000000000ff still has the redirect URI');
  });

  it('deletes the rule that Azure added to its Application Insights, untagged, and no other', async () => {
    const rule = (component: string) => ({
      id: `/rules/${component}`,
      type: 'microsoft.alertsmanagement/smartDetectorAlertRules',
      name: `Failure Anomalies - ${component}`,
    });
    const [ours, others] = [rule(`appi-${name}`), rule('appi-payroll')];
    const component = {
      id: '/4',
      type: 'microsoft.insights/components',
      name: `appi-${name}`,
      tags: { 'azd-env-name': 'guestmail' },
    };
    stage.fake.change((state) => state.resources.push(ours, others, component));
    const outcome = await stage.teardown({ settings });

    expect(outcome.output).toContain(`Failure Anomalies - appi-${name}\n`);
    expect(stage.fake.state().resources).toEqual([foreign, others]);
  });

  it.each([true, false])(
    'explains the lock on a subnet, and ends when it is gone (registration: %s)',
    async (withRegistration) => {
      const type = 'Microsoft.Network/virtualNetworks';
      const network = {
        id: `/networks/${type}/vnet`,
        type,
        name: `vnet-${name}`,
        tags: { 'azd-env-name': 'guestmail' },
      };
      stage.fake.change((state) => {
        state.resources.push(network);
        state.lockedTypes = [type];
      });
      const first = await stage.teardown({ settings, withRegistration });
      const left = stage.fake.state().resources;
      stage.fake.change((state) => (state.lockedTypes = []));
      const second = await stage.teardown({ settings, withRegistration });

      expect([first.exitCode, second.exitCode]).toEqual([1, 0]);
      expect(first.output).toContain('until the instances of the deleted app are gone');
      expect(left).toEqual([foreign, network]);
      expect(stage.fake.state().resources).toEqual([foreign]);
    },
  );

  it('does not take what else cannot be deleted for a network', async () => {
    stage.fake.change((state) => (state.lockedTypes = ['Microsoft.Storage/storageAccounts']));
    const { exitCode, output } = await stage.teardown({ settings });

    expect(exitCode).toBe(1);
    expect(output).toContain('Some resources failed to be deleted');
    expect(output).not.toContain('lock on the subnet');
  });

  it('says what purge protection keeps, and how to take it back', async () => {
    const { output } = await stage.teardown({ settings });

    expect(output).toContain('Purge protection keeps the vault guestmail-abc123 for 90 days');
    expect(output).toContain('Deploying this installation again before that takes it back.');
  });

  it.each([
    ['another name', { answers: ['guestmail', 'yes'] }],
    ['nobody there', {}],
    ['another confirmation', { settings: { GUESTMAIL_CONFIRM: 'test' } }],
  ])('deletes nothing with %s', async (_, given) => {
    const outcome = await stage.teardown({ ...given, withRegistration: true });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain('Nothing was deleted');
    expect(stage.fake.state().resources).toHaveLength(4);
    expect(stage.fake.state().applications).toHaveLength(2);
  });

  it('deletes the registration for good on request, so that the next deployment can make it anew', async () => {
    const outcome = await stage.teardown({ settings, withRegistration: true });
    const { applications, deletedItems } = stage.fake.state();
    const again = await stage.deploy();

    expect(outcome.exitCode).toBe(0);
    expect([applications, deletedItems]).toEqual([[], []]);
    expect(again.exitCode).toBe(0);
  });

  it.each<[string, (state: FakeState) => unknown]>([
    ['is in another tenant', (state) => (state.applications = [])],
    ['was made by hand', ({ applications }) => delete applications[0].uniqueName],
  ])('says who deletes a registration that %s', async (_, change) => {
    stage.fake.change((state) => void change(state));
    const { exitCode, output } = await stage.teardown({ settings, withRegistration: true });

    expect(exitCode).toBe(0);
    expect(output).toMatch(
      /application a9911ca7-0000-4000-8000-000000000000 was not deleted,.* an Application Administrator of the tenant c0a7050c/,
    );
  });

  it.each<[string, boolean]>([
    ['at its end', false],
    ['half way', true],
  ])('deletes the registration where it is asked to after a teardown that has stopped %s', async (_, isStopped) => {
    stage.fake.change((state) => {
      const outputs = { ENTRA_CLIENT_ID: { value: state.applications[0].appId } };
      state.deployments['rg-guestmail/guestmail-guestmail-registration'] = { outputs };
      state.lockedTypes = isStopped ? ['Microsoft.Storage/storageAccounts'] : [];
    });
    await stage.teardown({ settings });
    stage.fake.change((state) => (state.lockedTypes = []));
    const nobody = await stage.teardown({ withRegistration: true });
    const kept = stage.fake.state().applications;
    const { exitCode } = await stage.teardown({ settings, withRegistration: true });
    const last = await stage.teardown({ settings, withRegistration: true });

    expect([nobody.exitCode, kept.length]).toEqual([1, 2]);
    expect([exitCode, stage.fake.state().applications, stage.fake.state().resources]).toEqual([0, [], [foreign]]);
    expect(last.output).toMatch(
      /Nothing in rg-guestmail belongs[^]*A registration of this installation was not deleted/,
    );
  });

  it('has nothing to do in a group that is gone', async () => {
    stage.fake.change((state) => Object.assign(state, { groups: {}, resources: [], deployments: {} }));
    const { exitCode, output } = await stage.teardown({ settings });

    expect([exitCode, output]).toEqual([0, expect.stringContaining('Nothing in rg-guestmail belongs to guestmail.')]);
  });

  it('asks for the name at a terminal where the variable is empty', async () => {
    const outcome = await stage.teardown({ settings: { GUESTMAIL_CONFIRM: '' }, answers: ['', 'guestmail'] });
    expect([outcome.exitCode, stage.fake.state().resources]).toEqual([0, [foreign]]);
  });

  it('says what is left to do where this account may not empty the recycle bin', async () => {
    const message = 'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}})';
    stage.fake.change((state) => (state.refusals = [{ of: 'directory/deletedItems', times: 2, message }]));
    const outcome = await stage.teardown({ settings, withRegistration: true });

    expect(outcome.exitCode).toBe(0);
    expect(outcome.output).toContain('an Application Administrator deletes it there before the next deployment');
  });

  it('says so where the record of the last deployment stays, and deletes it the next time', async () => {
    const history = 'rg-guestmail/guestmail-guestmail';
    stage.fake.change(
      (state) => (state.refusals = [{ of: 'group delete', times: 2, message: '(AuthorizationFailed) You may not.' }]),
    );
    const runs = [await stage.teardown({ settings }), await stage.teardown({ settings })];
    const kept = stage.fake.state().deployments;
    const last = await stage.teardown({ settings });

    for (const { exitCode, output } of runs) {
      expect(exitCode).toBe(1);
      expect(output).toContain('a deployment of this name takes its settings over; run the teardown again');
    }
    expect(kept).toHaveProperty(history);
    expect([last.exitCode, stage.fake.state().deployments]).toEqual([0, {}]);
  });

  it('knows its resources in whatever case Azure writes their types', async () => {
    stage.fake.change((state) => {
      for (const one of state.resources) one.type = one.type.replace('sites', 'Sites').replace('Vault/', 'vault/');
    });
    const { output } = await stage.teardown({ settings });

    expect(output).toContain('Emptying the redirect URIs');
    expect(output).toContain('Purge protection keeps the vault guestmail-abc123');
  });

  it('goes on where it was stopped, and has nothing to do at last', async () => {
    stage.fake.change(
      (state) => (state.refusals = [{ of: 'resource delete', times: 1, message: '(ScopeLocked) It is locked.' }]),
    );
    const first = await stage.teardown({ settings, withRegistration: true });
    const second = await stage.teardown({ settings, withRegistration: true });
    const third = await stage.teardown({ settings });

    expect([first.exitCode, second.exitCode, third.exitCode]).toEqual([1, 0, 0]);
    expect(first.output).toContain('an Owner removes it');
    expect(third.output).toContain('Nothing in rg-guestmail belongs to guestmail.');
  });
});
