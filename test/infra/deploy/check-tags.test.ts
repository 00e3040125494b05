import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

const names = {
  GUESTMAIL_RESOURCE_NAMES:
    '{"functionApp":"func-mail","keyVault":"KV-Mail","hostStorage":"sthost","dataStorage":"stdata"}',
};
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const untag = (pattern: RegExp) => (state: FakeState) => {
  for (const one of state.resources) if (pattern.test(one.name)) one.tags = {};
};
const add = (type: string, ...all: string[]) =>
  stage.fake.change((state) => {
    state.groups['rg-guestmail'] = { location: 'westeurope' };
    state.resources.push(...all.map((name) => ({ id: `/${type}/${name}`, type, name, tags: null })));
  });

describe('a resource that has lost its tag', () => {
  it.each<[string, RegExp, Record<string, string>]>([
    ['the data account', /^gmdata/, {}],
    ['the vault', /^guestmail-abc123$/, {}],
    ['the plan', /^plan-/, {}],
    ['the app', /^guestmail-guestmail/, {}],
    ['an account of a chosen name', /^stdata/, names],
    ['a vault of a chosen name', /^KV-/, names],
    ['an app of a chosen name', /^func-/, names],
  ])('stops deployment and teardown before anything is changed: %s', async (_, pattern, settings) => {
    await stage.deploy({ settings });
    stage.fake.change(untag(pattern));
    // The template gives this tag to the app alone.
    stage.fake.change((state) => {
      for (const one of state.resources)
        if (one.name === 'func-mail') one.tags = { ...one.tags, 'azd-service-name': 'guestmail' };
    });
    const before = stage.fake.state();
    const deployed = await stage.deploy({ settings: { GUESTMAIL_PRIVATE_NETWORK: 'true' } });
    const deleted = await stage.teardown({ settings: { GUESTMAIL_CONFIRM: 'guestmail' } });
    const { resources, deployments } = stage.fake.state();

    for (const { exitCode, output } of [deployed, deleted]) {
      expect(exitCode).toBe(1);
      expect(output).toMatch(/lack the tag azd-env-name .* are found: .*A Tag Contributor/);
    }
    expect({ resources, deployments }).toEqual({ resources: before.resources, deployments: before.deployments });
  });

  it.each([
    ['Microsoft.Web/sites', 'guestmail-marketing-site'],
    ['Microsoft.KeyVault/vaults', 'guestmail-marketing'],
    ['Microsoft.Network/virtualNetworks', 'vnet-guestmail-hub-abc123'],
    ['Microsoft.Storage/storageAccounts', 'stmarketing'],
  ])('is not a %s of somebody else, such as %s', async (type, name) => {
    add(type, name);
    expect((await stage.deploy()).exitCode).toBe(0);
  });

  it('is known by its ending where the app is gone', async () => {
    add('Microsoft.Storage/storageAccounts', 'gmdataxyz789');
    add('Microsoft.KeyVault/vaults', 'guestmail-xyz789', 'guestmail-marketing');
    const { exitCode, output } = await stage.deploy();

    expect(exitCode).toBe(1);
    expect(output).toContain('are found: gmdataxyz789, guestmail-xyz789. A Tag');
  });
});
