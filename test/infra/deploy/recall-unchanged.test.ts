import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Target } from '../../../infra/deploy/choose-settings.ts';
import { recordDeployment } from '../../../infra/deploy/record-deployment.ts';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
let from: number;
beforeEach(async () => {
  stage = await setStage();
  await stage.deploy();
  // The second run takes over what the first chose; from then on nothing differs.
  from = stage.commands().length;
});
afterEach(() => stage.close());

const templates = () =>
  stage
    .commands()
    .slice(from)
    .filter((line) => /^deployment group create .*infra\/main\./.test(line));
const published = () => stage.kudu.packages.length;

describe('an upgrade of the package alone', () => {
  it('leaves the resources as they are, publishes, and says so', async () => {
    const outcome = await stage.deploy();
    const again = await stage.deploy();

    expect([outcome.exitCode, again.exitCode, templates()]).toEqual([0, 0, []]);
    expect(published()).toBe(3);
    expect(outcome.output).toContain('Nothing has changed since the last deployment: the resources stay as they are.');
    expect(outcome.output).toContain('API address      https://guestmail-guestmail-abc123.azurewebsites.net/api\n');
  });

  const find = (state: FakeState, type: string) => state.resources.find((one: { type: string }) => one.type === type);
  it.each<[string, Record<string, string>, (state: FakeState) => void]>([
    ['a variable', { ERP_NAME: 'Business Central' }, () => undefined],
    ['a tag', { GUESTMAIL_TAGS: '{"a":"b"}' }, () => undefined],
    ['a setting of the app', {}, (state) => (state.appSettings.KEY_VAULT_URL = 'https://elsewhere.vault.azure.net')],
    [
      'a resource',
      {},
      (state) => (find(state, 'Microsoft.Insights/scheduledQueryRules').properties = { criteria: {} }),
    ],
    [
      'what is there',
      {},
      (state) => state.resources.splice(state.resources.indexOf(find(state, 'Microsoft.KeyVault/vaults')), 1),
    ],
    ['the tag of a resource', {}, (state) => (find(state, 'Microsoft.KeyVault/vaults').tags.x = 'y')],
    ['a role', {}, (state) => state.roleAssignments.pop()],
    ['the record', {}, (state) => delete find(state, 'Microsoft.Insights/actionGroups').tags['guestmail-deployed']],
    ['the history of ARM', {}, (state) => (state.deployments = {})],
    [
      'the right to ask',
      {},
      (state) => (state.refusals = [{ of: 'what-if', times: 1, message: '(AuthorizationFailed) No.' }]),
    ],
  ])('is none where %s has changed: everything is deployed', async (_, settings, change) => {
    stage.fake.change(change);
    const outcome = await stage.deploy({ settings });

    expect([outcome.exitCode, templates().length]).toEqual([0, 1]);
    expect(outcome.output).not.toContain('Nothing has changed');
  });

  it('is none after a deployment that was stopped before its end', async () => {
    stage.fake.change(
      (state) => (state.refusals = [{ of: 'host/default/sync', times: 1000, message: '(InternalServerError) No.' }]),
    );
    const stopped = await stage.deploy({ settings: { ERP_NAME: 'Business Central' } });
    stage.fake.change((state) => (state.refusals = []));
    await stage.deploy();

    expect([stopped.exitCode, templates().length]).toEqual([1, 2]);
  });

  it('comes again by itself where Azure did not list what it had made yet', async () => {
    const hide = (isListed: boolean) => (state: FakeState) => {
      for (const one of state.resources)
        if (/(sites|actionGroups)$/.test(one.type)) Object.assign(one, { isListed, tags: { ...one.tags } });
    };
    const { exitCode } = await stage.run({}, async (context) => {
      stage.fake.change(hide(false));
      await recordDeployment(context, { environmentName: 'guestmail', resourceGroup: 'rg-guestmail' } as Target);
    });
    stage.fake.change(hide(true));

    expect([exitCode, (await stage.deploy()).exitCode]).toEqual([0, 0]);
  });

  it('comes again by itself where this account may not write the record', async () => {
    stage.fake.change(
      (state) => (state.refusals = [{ of: 'tag update', times: 1000, message: '(AuthorizationFailed) No.' }]),
    );
    const outcomes = [await stage.deploy({ settings: { ERP_NAME: 'x' } }), await stage.deploy()];

    expect([...outcomes.map(({ exitCode }) => exitCode), templates().length]).toEqual([0, 0, 2]);
  });
});
