import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../../infra/deploy/check-account.ts';
import { chooseSettings } from '../../../infra/deploy/choose-settings.ts';
import { tenantId } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

async function choose(settings: Record<string, string> = {}) {
  let chosen: Record<string, string> = {};
  const outcome = await stage.run({ settings }, async (context) => {
    await chooseSettings(context, await checkAccount(context));
    chosen = Object.fromEntries(context.settings);
  });
  return { ...outcome, chosen };
}

const deployed = (parameters: Record<string, string | number | string[]>) =>
  stage.fake.change((state) => {
    const values = Object.entries(parameters).map(([name, value]) => [name, { value }]);
    state.groups['rg-guestmail'] = { location: 'westeurope' };
    state.deployments['rg-guestmail/guestmail-guestmail'] = { parameters: Object.fromEntries(values) };
  });

describe('chooseSettings', () => {
  const nothing = { ENTRA_CREDENTIAL: '', HISTORY_DAYS: '', HOST_TENANT_ID: '', GUESTMAIL_CLOUD: '', ERP_NAME: '' };

  it('takes the default where a variable that cannot be empty is set to nothing', async () => {
    expect((await choose(nothing)).chosen).toMatchObject({
      ENTRA_CREDENTIAL: 'federated',
      HISTORY_DAYS: '30',
      HOST_TENANT_ID: tenantId,
      GUESTMAIL_CLOUD: 'global',
      ERP_NAME: '',
    });
  });

  it('lets a variable that is set to nothing empty what may be empty, and nothing else of the last deployment', async () => {
    const hostTenantId = 'fab71ca0-0000-4000-8000-000000000001';
    deployed({ entraCredential: 'certificate', historyDays: 365, hostTenantId, erpName: 'Business Central' });

    expect((await choose(nothing)).chosen).toMatchObject({
      ENTRA_CREDENTIAL: 'certificate',
      HISTORY_DAYS: '365',
      HOST_TENANT_ID: hostTenantId,
      ERP_NAME: '',
    });
  });

  it.each([
    ['northeurope', 1],
    ['West Europe', 0],
    ['', 0],
  ])('takes "%s" for the region only where the group is there', async (AZURE_LOCATION, exitCode) => {
    deployed({});
    const outcome = await choose({ AZURE_LOCATION });

    expect(outcome.exitCode).toBe(exitCode);
    if (exitCode) expect(outcome.output).toContain('the resource group rg-guestmail is in westeurope');
  });

  it('moves no installation from one US Government cloud to the other', async () => {
    stage.fake.change((state) => (state.cloud.name = 'AzureUSGovernment'));
    deployed({ cloud: 'usgovdod' });
    const moved = await choose();

    expect(moved.exitCode).toBe(1);
    expect(moved.output).toContain('in the cloud usgovdod, not usgov: set GUESTMAIL_CLOUD=usgovdod.');
    expect((await choose({ GUESTMAIL_CLOUD: 'usgovdod' })).chosen).toMatchObject({ GUESTMAIL_CLOUD: 'usgovdod' });
  });

  describe.each([
    ['TOKEN_KEY_NAME', 'tokenKeyNames'],
    ['TOKEN_PEPPER_NAME', 'tokenPepperNames'],
  ])('of %s', (variable, parameter) => {
    const names = ['first', 'second'];
    beforeEach(() => deployed({ [parameter]: names }));

    it.each(['first', 'second', 'second,first', 'third,first,second', 'first,third'])(
      'refuses %s, with which stored rows would be read by another name than they were written with',
      async (value) => {
        const outcome = await choose({ [variable]: value });

        expect(outcome.exitCode).toBe(1);
        expect(outcome.output).toContain(`${variable} cannot be "${value}". Names are only ever appended`);
        expect(outcome.output).toContain(`after those of the last deployment: first,second`);
      },
    );

    it.each(['first,second', 'first,second,third', ' first, second, third'])('takes %s', async (value) => {
      expect((await choose({ [variable]: value })).chosen).toMatchObject({ [variable]: value });
    });

    it('is not held to a comma too many, which Azure refused', async () => {
      deployed({ [parameter]: ['first', '', 'second'] });

      expect((await choose({ [variable]: 'first,second' })).exitCode).toBe(0);
      expect((await choose({ [variable]: 'first' })).exitCode).toBe(1);
    });

    it('keeps the list where it is not named', async () => {
      expect((await choose({ [variable]: '' })).chosen).toMatchObject({ [variable]: 'first,second' });
    });
  });
});
