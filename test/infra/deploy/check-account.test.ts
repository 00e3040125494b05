import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compilerVersion } from '../../../infra/compile/find-compiler.mjs';
import { checkAccount } from '../../../infra/deploy/check-account.ts';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Given, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const check = (given: Given = {}) => stage.run(given, checkAccount);

describe('checkAccount', () => {
  it.each([
    [
      'an old CLI',
      (state) => (state.versions.cli = '2.9.1'),
      /The Azure CLI is 2\.9\.1; 2\.53\.0 or newer.*"az upgrade"/,
    ],
    [
      'an old compiler',
      (state) => (state.versions.bicep = '0.9.1'),
      /Bicep is 0\.9\.1; \S+ or newer.*"az bicep upgrade"/,
    ],
    ['no compiler', (state) => delete state.versions.bicep, /Bicep is not installed: run "az bicep install"/],
    ['nobody signed in', (state) => (state.account = null), /Nobody is signed in: run "az login"/],
    ['an unknown cloud', (state) => (state.cloud.name = 'AzureStack'), /AzureStack, which this project does not know/],
  ] as const satisfies [string, (state: FakeState) => void, RegExp][])('refuses %s', async (_, edit, sentence) => {
    stage.fake.change(edit);
    const outcome = await check({ answers: [] });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toMatch(sentence);
  });

  it('takes the compiler that the snapshots were written with', async () => {
    stage.fake.change((state) => (state.versions.bicep = compilerVersion));

    expect((await check()).exitCode).toBe(0);
  });
});

describe('checkAccount in another cloud', () => {
  it.each([
    ['AzureUSGovernment', {}, 'usgov'],
    ['AzureUSGovernment', { GUESTMAIL_CLOUD: 'usgovdod' }, 'usgovdod'],
    ['AzureChinaCloud', {}, 'china'],
  ] as const)('decides the cloud of %s with %o', async (name, settings, cloud) => {
    stage.fake.change((state) => (state.cloud.name = name));
    const outcome = await check({ settings });

    expect(outcome.output).toContain(`cloud ${cloud}\n`);
  });

  it.each([
    ['AzureCloud', 'usgov', 'AzureUSGovernment'],
    ['AzureUSGovernment', 'china', 'AzureChinaCloud'],
    ['AzureChinaCloud', 'global', 'AzureCloud'],
  ])('refuses %s for %s and says how to change it', async (name, wanted, needed) => {
    stage.fake.change((state) => (state.cloud.name = name));
    const outcome = await check({ settings: { GUESTMAIL_CLOUD: wanted } });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain(`run "az cloud set --name ${needed}" and "az login"`);
  });
});
