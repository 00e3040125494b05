import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const name = 'guestmail-guestmail-abc123';

describe('register', () => {
  it('hands the one script over where this account lacks the rights, and finds the result the next time', async () => {
    stage.fake.change((state) => (state.entraRights = false));
    const first = await stage.deploy();
    const command = /bash (register\.sh .*)/.exec(first.output)?.[1] ?? '';
    stage.fake.change((state) => (state.entraRights = true));
    const [script = '', ...options] = command.split(' ');
    const by = spawnSync('bash', [`infra/app-registration/${script}`, ...options], {
      encoding: 'utf8',
      env: { ...stage.fake.environment, REGISTER_WAIT_SECONDS: '0' },
    });
    stage.fake.change((state) => (state.entraRights = false));
    const second = await stage.deploy({ answers: [] });

    expect(first.exitCode).toBe(3);
    expect(first.output).toContain('Application Administrator of the tenant c0a7050c-0000-4000-8000-000000000001');
    expect(by.stderr).toBe('');
    expect(second.exitCode).toBe(0);
    expect(second.output).toContain('it stays as it is');
    expect(second.output).toContain(`Client id        ${/CALLER_CLIENT_ID=(\S+)/.exec(by.stdout)?.[1]}\n`);
    expect(second.output).toContain('an owner of the application');
    expect(stage.fake.state().applications[0]).toMatchObject({
      uniqueName: name,
      web: { redirectUris: [`https://${name}.azurewebsites.net/api/callback`] },
      federatedIdentityCredentials: { 'managed-identity': { subject: '1de0717f-0000-4000-8000-000000000001' } },
    });
  });

  it('keeps the registration of the last deployment up to date', async () => {
    await stage.deploy();
    await stage.deploy();

    expect(stage.commands().filter((line) => line.includes('app-registration/main.bicepparam'))).toHaveLength(2);
    expect(stage.fake.state().applications).toHaveLength(2);
  });

  it('never touches an application that somebody made by hand', async () => {
    const clientId = 'a9911ca7-0000-4000-8000-0000000000ff';
    stage.fake.change((state) => state.applications.push({ id: 'x', appId: clientId, uniqueName: null }));
    await stage.deploy({ settings: { ENTRA_CLIENT_ID: clientId } });
    const second = await stage.deploy();

    expect(second.output).toContain('The registration was made elsewhere and stays as it is.');
    expect(second.output).toContain(`Token scope      ${clientId}/.default`);
    expect(stage.fake.state().applications).toHaveLength(1);
  });

  it('refuses a client id that the tenant does not know', async () => {
    const outcome = await stage.deploy({ settings: { ENTRA_CLIENT_ID: 'a9911ca7-0000-4000-8000-0000000000ff' } });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain('has no such application');
  });

  it('leaves the registration to the host tenant where the subscription belongs to another one', async () => {
    const HOST_TENANT_ID = 'fab71ca0-0000-4000-8000-000000000001';
    const settings = { HOST_TENANT_ID, ENTRA_CREDENTIAL: 'certificate' };
    const first = await stage.deploy({ settings });
    const ENTRA_CLIENT_ID = 'a9911ca7-0000-4000-8000-0000000000ff';
    const second = await stage.deploy({ settings: { ...settings, ENTRA_CLIENT_ID } });

    expect(first.exitCode).toBe(3);
    expect(first.output).toContain(`Application Administrator of the tenant ${HOST_TENANT_ID}`);
    expect(first.output).toContain('ENTRA_CLIENT_ID=<...> CALLER_CLIENT_ID=<...> npm run deploy');
    expect(first.output).not.toContain('--identity');
    expect(second.exitCode).toBe(0);
    expect(second.output).toContain('CALLER_CLIENT_ID, as register.sh printed it');
  });
});

describe('register in another cloud', () => {
  it('runs register.sh, because the extension serves the worldwide cloud only', async () => {
    await stage.close();
    stage = await setStage('AzureUSGovernment');
    const outcome = await stage.deploy({ settings: { REGISTER_WAIT_SECONDS: '0' } });

    expect(outcome.exitCode).toBe(0);
    expect(stage.fake.state().applications.map((one: { uniqueName: string }) => one.uniqueName)).toEqual([
      name,
      `${name}-caller`,
    ]);
    expect(stage.commands().filter((line) => line.includes('app-registration/main.bicepparam'))).toEqual([]);
    expect(outcome.output).toContain('https://login.microsoftonline.us/organizations/v2.0/adminconsent?');
  });
});
