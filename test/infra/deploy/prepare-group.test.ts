import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../../infra/deploy/check-account.ts';
import { chooseSettings } from '../../../infra/deploy/choose-settings.ts';
import { prepareGroup } from '../../../infra/deploy/prepare-group.ts';
import { setStage, type Given, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const wasCalled = (command: string) => stage.commands().some((line) => line.startsWith(command));

const prepare = (given: Given = {}) =>
  stage.run(given, async (context) => {
    const account = await checkAccount(context);
    await prepareGroup(context, account, await chooseSettings(context, account));
  });

describe('prepareGroup', () => {
  it('uses a group that is there, in its own region', async () => {
    stage.fake.change((state) => (state.groups['rg-guestmail'] = { location: 'swedencentral' }));
    const outcome = await prepare({ answers: [] });

    expect(outcome.exitCode).toBe(0);
    expect(outcome.asked).toHaveLength(3);
    expect(wasCalled('group create')).toBe(false);
  });

  it('says who creates a group where this account may not', async () => {
    const message =
      '(AuthorizationFailed) The client may not perform Microsoft.Resources/subscriptions/resourcegroups/write.';
    stage.fake.change((state) => (state.refusals = [{ of: 'group create', times: 1, message }]));
    const outcome = await prepare();

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain(
      'a Contributor on the subscription runs: az group create --name rg-guestmail --location westeurope',
    );
  });

  it('registers the providers that are missing, and waits for them', async () => {
    stage.fake.change((state) => (state.providers['Microsoft.Web'] = 'NotRegistered'));
    const outcome = await prepare();

    expect(outcome.exitCode).toBe(0);
    expect(stage.commands().filter((line) => line.startsWith('provider register'))).toEqual([
      'provider register --namespace Microsoft.Web',
    ]);
    expect(outcome.output).toContain('waiting for Microsoft.Web');
  });

  it.each(['true', 'True'])('needs more providers for a private network (%s)', async (GUESTMAIL_PRIVATE_NETWORK) => {
    await prepare({ settings: { GUESTMAIL_PRIVATE_NETWORK } });

    expect(wasCalled('provider register --namespace Microsoft.App')).toBe(true);
    expect(wasCalled('provider register --namespace Microsoft.Network')).toBe(true);
  });

  it('goes on where rights on the group do not show what is registered', async () => {
    const message =
      "(AuthorizationFailed) The client does not have authorization to perform action 'Microsoft.Resources/subscriptions/providers/read'.";
    stage.fake.change((state) => (state.refusals = [{ of: 'provider list', times: 1, message }]));
    const outcome = await prepare();

    expect(outcome.exitCode).toBe(0);
    expect(outcome.output).toContain('may not see which resource providers are registered');
    expect(wasCalled('provider register')).toBe(false);
  });

  it('says who registers a provider where this account may not', async () => {
    const refusals = [{ of: 'provider register', times: 1, message: '(AuthorizationFailed) No.' }];
    stage.fake.change((state) => Object.assign(state, { refusals, providers: {} }));
    const outcome = await prepare();

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toMatch(
      /A Contributor on the subscription runs:\n(  az provider register --namespace Microsoft\.\w+\n){6}/,
    );
  });

  const contributor = {
    actions: ['*'],
    notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
  };
  const administrator = { actions: ['Microsoft.Authorization/roleAssignments/write', '*/read'], notActions: [] };

  it('goes on with Contributor and Role Based Access Control Administrator', async () => {
    stage.fake.change((state) => (state.permissions = [contributor, administrator]));

    expect((await prepare()).exitCode).toBe(0);
  });

  it.each([
    ['Contributor', [administrator]],
    ['Role Based Access Control Administrator', [contributor]],
  ])('says who gives the missing role %s', async (role, permissions) => {
    stage.fake.change((state) => (state.permissions = permissions));
    const outcome = await prepare();

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toMatch(
      new RegExp(
        `An Owner runs:\\n  az role assignment create --assignee "admin@contoso.com" --role "${role}" --scope /subscriptions/\\S+/resourceGroups/rg-guestmail\\n$`,
      ),
    );
  });
});
