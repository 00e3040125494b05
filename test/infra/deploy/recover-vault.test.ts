import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.deploy();
  await stage.teardown({ settings: { GUESTMAIL_CONFIRM: 'guestmail' } });
});
afterEach(() => stage.close());

const deleted = () => (stage.fake.state().deletedVaults as { name: string }[]).map(({ name }) => name);
const mainDeployments = (from: number) =>
  stage
    .commands()
    .slice(from)
    .filter((line) => line.endsWith('infra/main.bicepparam')).length;

describe('a deployment after a teardown', () => {
  it('looks the deleted vault up and takes it back, once', async () => {
    expect(deleted()).toEqual(['guestmail-abc123']);
    const from = stage.commands().length;
    const again = await stage.deploy();
    const upgrade = await stage.deploy({ settings: { GUESTMAIL_RECOVER_VAULT: 'true', ERP_NAME: 'x' } });

    expect([again.exitCode, upgrade.exitCode]).toEqual([0, 0]);
    expect(again.output).toContain(
      'The vault guestmail-abc123 of an earlier installation is taken back, with its keys.',
    );
    expect(mainDeployments(from)).toBe(2);
    expect(deleted()).toEqual([]);
    // What is there cannot be recovered, even where a pipeline goes on saying so.
    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters.recoverVault.value).toBe(
      false,
    );
  });

  it.each([
    ['another group', { vaultId: '/subscriptions/s/resourceGroups/rg-other/providers/Microsoft.KeyVault/vaults/x' }],
    ['another installation', { tags: { 'azd-env-name': 'test' } }],
    ['no installation', { tags: null }],
    ['somebody else, though it is tagged alike', {}],
  ])('takes nothing back that is of %s', async (_, other) => {
    stage.fake.change((state) => {
      const [vault] = state.deletedVaults;
      state.deletedVaults = [{ name: 'x', properties: { ...vault.properties, ...other } }];
    });
    const again = await stage.deploy();

    expect(again.exitCode).toBe(0);
    expect(again.output).not.toContain('taken back');
  });

  it.each<[string, Record<string, string>, string]>([
    ['the name that it was given', { GUESTMAIL_RESOURCE_NAMES: '{"keyVault":"kv-mail"}' }, 'kv-mail'],
    ['a derived name', {}, 'guestmail-abc123'],
  ])('looks for %s', async (_, settings, name) => {
    stage.fake.change((state) => (state.deletedVaults[0].name = name));
    expect((await stage.deploy({ settings })).exitCode).toBe(0);
    expect(deleted()).toEqual([]);
  });

  it('says before anything is made where Azure keeps the vault of another region', async () => {
    stage.fake.change((state) => {
      state.groups = {};
      state.deletedVaults[0].properties.location = 'West Europe';
    });
    const elsewhere = await stage.deploy({ settings: { AZURE_LOCATION: 'northeurope' } });
    const groups = stage.fake.state().groups;
    const there = await stage.deploy({ settings: { AZURE_LOCATION: 'westeurope' } });

    expect([elsewhere.exitCode, groups, there.exitCode, deleted()]).toEqual([1, {}, 0, []]);
    expect(elsewhere.output).toContain('Azure cannot take it back in northeurope. Deploy into West Europe');
  });

  it('makes a new one where Azure finds none to take back, and does not try a third time', async () => {
    stage.fake.change((state) => (state.deletedVaults[0].name = 'guestmail-ghi789'));
    const from = stage.commands().length;
    const again = await stage.deploy();

    expect([again.exitCode, mainDeployments(from)]).toEqual([0, 2]);
    expect(again.output).toContain('Azure has no deleted vault of this installation; a new one is made.');
    expect(deleted()).toEqual(['guestmail-ghi789']);
  });

  it('tries once more with the deleted vault where this account may not look it up', async () => {
    const message = "(AuthorizationFailed) No authorization to perform action 'Microsoft.KeyVault/deletedVaults/read'.";
    stage.fake.change((state) => (state.refusals = [{ of: 'keyvault list-deleted', times: 1, message }]));
    const from = stage.commands().length;
    const again = await stage.deploy();

    expect(again.exitCode).toBe(0);
    expect(again.output).toContain('The vault of an earlier installation is taken back');
    expect([mainDeployments(from), deleted()]).toEqual([2, []]);
  });

  it('does not try a second time', async () => {
    const message = 'A vault with the same name already exists in deleted state.';
    stage.fake.change((state) => (state.refusals = [{ of: 'infra/main.bicepparam', times: 9, message }]));
    const from = stage.commands().length;
    const again = await stage.deploy();

    expect([again.exitCode, mainDeployments(from)]).toEqual([1, 1]);
    expect(again.output).toContain('could not be taken back');
  });
});
