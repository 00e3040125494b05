import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
const name = 'guestmail-guestmail-abc123';
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
      { id: '/1', type: 'Microsoft.Web/sites', name, tags },
      { id: '/2', type: 'Microsoft.KeyVault/vaults', name: 'guestmail-abc123', tags },
      { id: '/3', type: 'Microsoft.Storage/storageAccounts', name: 'gmdataabc123', tags },
    ];
    state.applications = [
      { id: 'connector', appId: 'a9911ca7-0000-4000-8000-000000000000', uniqueName: name },
      { id: 'caller', appId: 'a9911ca7-0000-4000-8000-000000000001', uniqueName: `${name}-caller` },
    ];
    state.deployments['rg-guestmail/guestmail-guestmail'] = {};
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
    await stage.teardown({ settings: { GUESTMAIL_CONFIRM: 'guestmail' } });
    const left = stage.fake.state().resources;
    await stage.teardown({
      settings: { AZURE_ENV_NAME: 'test', AZURE_RESOURCE_GROUP: 'rg-guestmail', GUESTMAIL_CONFIRM: 'test' },
    });

    expect(left).toEqual([foreign, shared, link('test')]);
    expect(stage.fake.state().resources).toEqual([foreign]);
  });

  it('says what purge protection keeps, and how to take it back', async () => {
    const { output } = await stage.teardown({ settings: { GUESTMAIL_CONFIRM: 'guestmail' } });

    expect(output).toContain('Purge protection keeps the vault guestmail-abc123 for 90 days');
    expect(output).toContain('GUESTMAIL_RECOVER_VAULT=true npm run deploy');
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
    const settings = { GUESTMAIL_CONFIRM: 'guestmail' };
    const outcome = await stage.teardown({ settings, withRegistration: true });
    const { applications, deletedItems } = stage.fake.state();
    const again = await stage.deploy({ settings: { GUESTMAIL_RECOVER_VAULT: 'true' } });

    expect(outcome.exitCode).toBe(0);
    expect([applications, deletedItems]).toEqual([[], []]);
    expect(again.exitCode).toBe(0);
  });

  it('says what is left to do where this account may not empty the recycle bin', async () => {
    const message = 'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}})';
    stage.fake.change((state) => (state.refusals = [{ of: 'directory/deletedItems', times: 2, message }]));
    const outcome = await stage.teardown({ settings: { GUESTMAIL_CONFIRM: 'guestmail' }, withRegistration: true });

    expect(outcome.exitCode).toBe(0);
    expect(outcome.output).toContain('an Application Administrator deletes it there before the next deployment');
  });

  it('goes on where it was stopped, and has nothing to do at last', async () => {
    const settings = { GUESTMAIL_CONFIRM: 'guestmail' };
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
