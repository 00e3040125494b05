import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

const erp = 'e4b00000-0000-4000-8000-00000000c002';
const fabrikam = 'fab21ca3-0000-4000-8000-000000000002';
const deployment = 'rg-guestmail/guestmail-guestmail';
const chosen = {
  CALLER_CLIENT_IDS: erp,
  ALLOWED_HOME_TENANTS: fabrikam,
  TOKEN_KEY_NAME: 'token-key,k2',
  PUBLIC_URL: 'https://gateway.contoso.com/api',
  GUESTMAIL_ALERT_EMAIL: 'it@contoso.com',
};
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.deploy({ settings: chosen });
});
afterEach(() => stage.close());

const change = (edit: (state: FakeState) => unknown) => stage.fake.change((state) => void edit(state));
const settings = (): Record<string, string> => stage.fake.state().appSettings;

describe('a list that somebody has emptied in the app', () => {
  it.each(['CALLER_CLIENT_IDS', 'ALLOWED_HOME_TENANTS'])('stays so: %s opens to nobody by itself', async (variable) => {
    for (const emptied of ['', ' , ']) {
      change(({ appSettings }) => (appSettings[variable] = emptied));
      const before = settings();
      const { exitCode, output } = await stage.deploy();

      expect([exitCode, settings()]).toEqual([1, before]);
      expect(output).toContain(`says what these were: ${variable}.`);
      expect(output).toContain('an empty list lets nobody in, * everybody');
    }
    expect((await stage.deploy({ settings: { [variable]: '*' } })).exitCode).toBe(0);
    expect(settings()).toMatchObject({ [variable]: '*' });
  });

  it('was everybody in the release before this one', async () => {
    change(({ appSettings, deployments }) => {
      for (const variable of ['SENDERS_ROLE', 'CALLER_CLIENT_IDS']) delete appSettings[variable];
      delete deployments[deployment].parameters.sendersRole;
      Object.assign(appSettings, { CALLER_CLIENT_IDS: '', ALLOWED_HOME_TENANTS: '' });
    });
    expect((await stage.deploy()).exitCode).toBe(0);
    expect(settings()).toMatchObject({ CALLER_CLIENT_IDS: '*', ALLOWED_HOME_TENANTS: '*' });
  });
});

describe('a list that somebody has written in the app with an entry too many', () => {
  it('becomes what the app reads, and stops no deployment', async () => {
    change(({ appSettings }) => {
      Object.assign(appSettings, { CALLER_CLIENT_IDS: `${erp}, `, ALLOWED_HOME_TENANTS: `${fabrikam},,${fabrikam}` });
      appSettings.TOKEN_KEY_NAME = ' token-key, k2,';
    });
    expect((await stage.deploy()).exitCode).toBe(0);
    expect(settings()).toMatchObject({
      CALLER_CLIENT_IDS: erp,
      ALLOWED_HOME_TENANTS: fabrikam,
      TOKEN_KEY_NAME: 'token-key,k2',
    });
  });
});

describe('a list of keys that somebody has changed in the app', () => {
  it.each(['', 'token-key'])('is that of the last deployment again, when it is cut to "%s"', async (cut) => {
    change(({ appSettings }) => (appSettings.TOKEN_KEY_NAME = cut));
    const given = await stage.deploy({ settings: { TOKEN_KEY_NAME: 'token-key' } });
    expect([given.exitCode, settings()['TOKEN_KEY_NAME']]).toEqual([1, cut]);
    expect((await stage.deploy()).exitCode).toBe(0);
    expect(settings()).toMatchObject({ TOKEN_KEY_NAME: chosen.TOKEN_KEY_NAME });
  });

  it('is not touched where it is another one, nor where it is empty and nobody knows more', async () => {
    change(({ appSettings }) => (appSettings.TOKEN_KEY_NAME = 'token-key,k3'));
    const other = await stage.deploy();
    expect(other.exitCode).toBe(1);
    expect(other.output).toContain('is token-key,k3 in the app, and was token-key,k2 at the last deployment');
    const TOKEN_KEY_NAME = 'token-key,k3,k4';
    expect((await stage.deploy({ settings: { TOKEN_KEY_NAME } })).exitCode).toBe(0);
    expect(settings()).toMatchObject({ TOKEN_KEY_NAME });
    change((state) => {
      state.appSettings.TOKEN_KEY_NAME = '';
      state.deployments = {};
    });
    const { exitCode, output } = await stage.deploy();
    expect([exitCode, settings()['TOKEN_KEY_NAME']]).toEqual([1, '']);
    expect(output).toContain('says what these were: TOKEN_KEY_NAME.');
  });

  it('is not compared with a deployment that failed', async () => {
    change(({ deployments }) => {
      deployments[deployment].provisioningState = 'Failed';
      deployments[deployment].parameters.tokenKeyNames.value = ['token-key', 'tokne-key-2'];
    });
    expect((await stage.deploy()).exitCode).toBe(0);
    expect(settings()).toMatchObject({ TOKEN_KEY_NAME: chosen.TOKEN_KEY_NAME });
  });
});

describe('a variable that a pipeline sets to nothing', () => {
  it('leaves the address as it is, and is said where it takes something away', async () => {
    const { exitCode, output } = await stage.deploy({ settings: { PUBLIC_URL: '', GUESTMAIL_ALERT_EMAIL: '' } });

    expect([exitCode, settings()['PUBLIC_URL']]).toEqual([0, chosen.PUBLIC_URL]);
    expect(output).toContain(
      'Emptied, because their variables are set to nothing: GUESTMAIL_ALERT_EMAIL (it@contoso.com).',
    );
    expect((await stage.deploy({ settings: { GUESTMAIL_ALERT_EMAIL: '' } })).output).not.toContain('Emptied');
  });
});
