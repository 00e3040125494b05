import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../../infra/deploy/check-account.ts';
import { checkTenant } from '../../../infra/deploy/check-tenant.ts';
import { chooseSettings } from '../../../infra/deploy/choose-settings.ts';
import { setStage, type Stage } from './stage.ts';

const HOST_TENANT_ID = 'fab71ca0-0000-4000-8000-000000000001';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const check = (settings: Record<string, string>) =>
  stage.run({ settings }, async (context) => {
    const account = await checkAccount(context);
    await chooseSettings(context, account);
    checkTenant(context, account);
  });
/** What an earlier deployment was given. */
const deployed = (parameters: Record<string, string>) =>
  stage.fake.change((state) => {
    const values = Object.entries(parameters).map(([name, value]) => [name, { value }]);
    state.groups['rg-guestmail'] = { location: 'westeurope' };
    state.deployments['rg-guestmail/guestmail-guestmail'] = { parameters: Object.fromEntries(values) };
  });

describe('checkTenant', () => {
  it('refuses a host tenant in which the identity of the app means nothing', async () => {
    const outcome = await check({ HOST_TENANT_ID });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toMatch(/HOST_TENANT_ID is fab71ca0\S+, but .*ENTRA_CREDENTIAL=certificate/);
  });

  it('takes the credential of the last deployment where none is named', async () => {
    deployed({ hostTenantId: HOST_TENANT_ID, entraCredential: 'certificate' });

    expect((await check({ HOST_TENANT_ID })).exitCode).toBe(0);
    expect((await check({ ENTRA_CREDENTIAL: 'federated' })).output).toContain(`HOST_TENANT_ID is ${HOST_TENANT_ID}`);
  });
});

describe('npm run deploy', () => {
  it('creates nothing for a host tenant in which the identity of the app means nothing', async () => {
    const outcome = await stage.deploy({ settings: { HOST_TENANT_ID } });

    expect(outcome.exitCode).toBe(1);
    expect(stage.fake.state().groups).toEqual({});
  });

  it('tears down whatever the host tenant is', async () => {
    expect((await stage.teardown({ settings: { HOST_TENANT_ID } })).exitCode).toBe(0);
  });
});
