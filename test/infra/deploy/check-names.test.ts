import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const names = { functionApp: 'func-mail', keyVault: 'kv-mail', dataStorage: 'stmaildata' };
const chosen = { GUESTMAIL_RESOURCE_NAMES: JSON.stringify(names) };
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const namesOf = () => stage.fake.state().resources.map(({ name }: { name: string }) => name);
const without = (kind: keyof typeof names) => ({ ...names, [kind]: undefined });

describe('the names of an installation', () => {
  it.each<[string, object]>([
    ['none', {}],
    ['no name of the data account', without('dataStorage')],
    ['no name of the vault', without('keyVault')],
    ['no name of the app', without('functionApp')],
    ['another name of the data account', { ...names, dataStorage: 'stother' }],
    ['a name for an account that has a derived one', { ...names, hostStorage: 'sthost' }],
  ])('do not change because a variable gives %s', async (_, given) => {
    await stage.deploy({ settings: chosen });
    const before = [namesOf(), stage.fake.state().applications];
    const { exitCode, output } = await stage.deploy({ settings: { GUESTMAIL_RESOURCE_NAMES: JSON.stringify(given) } });

    expect([exitCode, [namesOf(), stage.fake.state().applications]]).toEqual([1, before]);
    expect(output).toContain('only a new installation can be given names');
  });

  it.each<[string, Record<string, string>]>([
    ['given again', chosen],
    [
      'given for what is not there yet',
      { GUESTMAIL_RESOURCE_NAMES: JSON.stringify({ ...names, network: 'vnet-mail' }) },
    ],
    ['left out', {}],
    ['left empty by a pipeline', { GUESTMAIL_RESOURCE_NAMES: '' }],
  ])('stay as they are, %s', async (_, settings) => {
    await stage.deploy({ settings: chosen });
    const before = namesOf();

    expect([(await stage.deploy({ settings })).exitCode, namesOf()]).toEqual([0, before]);
  });

  it('may be spelt out where they are derived ones', async () => {
    await stage.deploy();
    const before = namesOf();
    const settings = { GUESTMAIL_RESOURCE_NAMES: '{"dataStorage":"gmdataabc123"}' };

    expect([(await stage.deploy({ settings })).exitCode, namesOf()]).toEqual([0, before]);
  });

  it('have to be given where the app is gone, and nobody else knows them', async () => {
    await stage.deploy({ settings: chosen });
    const { appSettings } = stage.fake.state();
    const given = Object.fromEntries(
      Object.entries(appSettings as Record<string, string>).filter(([name]) =>
        /^(HOST_TENANT_ID|ENTRA_.*|MAIL_PERMISSION|CALLER_CLIENT_IDS|ALLOWED_HOME_TENANTS|TOKEN_.*)$/.test(name),
      ),
    );
    const before = namesOf();
    stage.fake.change((state) => {
      state.deployments = {};
      state.resources = state.resources.filter(({ type }: { type: string }) => type !== 'Microsoft.Web/sites');
    });
    const stopped = await stage.deploy({ settings: given });
    const again = await stage.deploy({ settings: { ...given, ...chosen } });

    expect(stopped.exitCode).toBe(1);
    expect(stopped.output).toMatch(/would take the place of .*kv-mail.*stmaildata/);
    expect([again.exitCode, namesOf().toSorted()]).toEqual([0, before.toSorted()]);
  });
});
