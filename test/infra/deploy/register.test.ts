import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../../infra/deploy/check-account.ts';
import { checkTenant } from '../../../infra/deploy/check-tenant.ts';
import { chooseSettings } from '../../../infra/deploy/choose-settings.ts';
import { register, type Registration } from '../../../infra/deploy/register.ts';
import { setStage, type Given, type Outcome, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => enter());
afterEach(() => stage.close());

const name = 'guestmail-guestmail-abc123';

async function enter(cloud?: Parameters<typeof setStage>[0]): Promise<void> {
  stage = await setStage(cloud);
  stage.fake.change((state) => (state.groups['rg-guestmail'] = { location: 'westeurope' }));
}

interface Run extends Outcome {
  registration: Registration | undefined;
  settings: Record<string, string>;
}

/** The step alone, with the steps that it builds on. */
async function run(given: Given = {}): Promise<Run> {
  let registration: Registration | undefined;
  let settings = {};
  const outcome = await stage.run(given, async (context) => {
    const account = await checkAccount(context);
    const target = await chooseSettings(context, account);
    checkTenant(context, account);
    settings = Object.fromEntries(context.settings);
    registration = await register(context, account, target);
  });
  return { ...outcome, registration, settings };
}

/** The line that starts it again, as it was printed. */
const readCommand = ({ output }: Outcome) => /^ +(.*npm run deploy)$/m.exec(output)?.[1] ?? '';
/** What a shell makes of the settings before the command. */
function settingsOf(command: string): Record<string, string> {
  const { stdout } = spawnSync('bash', ['-c', command.replace('npm run deploy', 'env -0')], {
    encoding: 'utf8',
    env: {},
  });
  return Object.fromEntries(
    [...stdout.matchAll(/([^=\0]+)=([^\0]*)\0/g)].map(([, variable = '', value = '']) => [variable, value]),
  );
}

describe('register', () => {
  it('hands the one script over where this account lacks the rights, and finds the result the next time', async () => {
    stage.fake.change((state) => (state.entraRights = false));
    const first = await run();
    const command = /bash (register\.sh .*)/.exec(first.output)?.[1] ?? '';
    stage.fake.change((state) => (state.entraRights = true));
    const [script = '', ...options] = command.split(' ');
    const deployer = stage.fake.state().signedIn;
    stage.fake.change((state) => (state.signedIn = '0be7a704-0000-4000-8000-00000000ad17'));
    const by = spawnSync('bash', [`infra/app-registration/${script}`, ...options], {
      encoding: 'utf8',
      env: { ...stage.fake.environment, REGISTER_WAIT_SECONDS: '0' },
    });
    stage.fake.change((state) => (state.entraRights = false));
    const second = await run();

    expect(first.exitCode).toBe(3);
    expect(first.output).toContain('Application Administrator of the tenant c0a7050c-0000-4000-8000-000000000001');
    expect(by.stderr).toBe('');
    expect(stage.fake.state().assignments).toContainEqual(
      expect.objectContaining({ principalId: deployer, appRoleId: '6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e12' }),
    );
    expect(second.exitCode).toBe(0);
    expect(second.output).toContain('it stays as it is');
    expect(by.stdout).toContain(
      `ENTRA_CLIENT_ID=${second.registration?.clientId}\nCALLER_CLIENT_ID=${second.registration?.callerClientId}\n`,
    );
    expect(stage.fake.state().applications[0]).toMatchObject({
      uniqueName: name,
      web: { redirectUris: [`https://${name}.azurewebsites.net/api/callback`] },
      federatedIdentityCredentials: { 'managed-identity': { subject: '1de0717f-0000-4000-8000-000000000001' } },
    });
  });

  it('registers with the script where the extension of Bicep cannot be downloaded, and says who lets it be', async () => {
    const message =
      'connector.bicep(4,11) : Error BCP192: Unable to restore the artifact with reference "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0": No such host is known.';
    stage.fake.change((state) => (state.refusals = [{ of: 'app-registration/main.bicepparam', times: 1, message }]));
    const { exitCode, output, registration } = await run();

    expect(exitCode).toBe(0);
    expect(output).toContain('your network administrator lets this machine reach mcr.microsoft.com');
    expect(stage.fake.state().applications[0]).toMatchObject({ uniqueName: name, appId: registration?.clientId });
  });

  it('keeps the registration of the last deployment up to date', async () => {
    const first = await run();
    const second = await run({ settings: { ENTRA_CLIENT_ID: first.registration?.clientId ?? '' } });

    expect(second.registration).toEqual(first.registration);
    expect(stage.commands().filter((line) => line.includes('app-registration/main.bicepparam'))).toHaveLength(2);
    expect(stage.fake.state().applications).toHaveLength(2);
  });

  it('keeps what an administrator of the host tenant approved meanwhile', async () => {
    const first = await run();
    const granted = () => stage.fake.state().grants.map(({ scope }: { scope: string }) => scope);
    const before = granted();
    stage.fake.change((state) => {
      state.grants[0].scope = 'User.Read Mail.Send openid';
      state.grants.push({ ...state.grants[0], id: 'another', resourceId: 'x', scope: 'of another resource' });
    });
    await run({ settings: { ENTRA_CLIENT_ID: first.registration?.clientId ?? '' } });

    expect(before).toEqual(['openid profile offline_access']);
    expect(granted()).toEqual(['openid profile offline_access User.Read Mail.Send', 'of another resource']);
  });

  it('keeps it also when it goes on from a deployment that ended after the registration', async () => {
    await run();
    stage.fake.change((state) => (state.grants[0].scope = 'Mail.Send'));
    await run();

    expect(stage.fake.state().grants).toEqual([
      expect.objectContaining({ scope: 'openid profile offline_access Mail.Send' }),
    ]);
  });

  it('registers again where the copy in the host tenant was deleted', async () => {
    const first = await run();
    stage.fake.change((state) => (state.servicePrincipals = state.servicePrincipals.slice(0, 1)));
    const second = await run({ settings: { ENTRA_CLIENT_ID: first.registration?.clientId ?? '' } });

    expect(second.exitCode).toBe(0);
    expect(stage.fake.state().servicePrincipals).toHaveLength(2);
  });

  it('never touches an application that somebody made by hand', async () => {
    const clientId = 'a9911ca7-0000-4000-8000-0000000000ff';
    stage.fake.change((state) => state.applications.push({ id: 'x', appId: clientId, uniqueName: null }));
    const outcome = await run({ settings: { ENTRA_CLIENT_ID: clientId } });

    expect(outcome.output).toContain('The registration was made elsewhere and stays as it is.');
    expect(outcome.registration).toEqual({ clientId, callerClientId: undefined, isWritten: false });
    expect(stage.fake.state().applications).toHaveLength(1);
  });

  it('refuses a client id that the tenant does not know', async () => {
    const outcome = await run({ settings: { ENTRA_CLIENT_ID: 'a9911ca7-0000-4000-8000-0000000000ff' } });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain('has no such application');
  });

  it('leaves the registration to the host tenant where the subscription belongs to another one', async () => {
    const HOST_TENANT_ID = 'fab71ca0-0000-4000-8000-000000000001';
    const settings = {
      HOST_TENANT_ID,
      ENTRA_CREDENTIAL: 'certificate',
      AZURE_ENV_NAME: 'test',
      AZURE_RESOURCE_GROUP: 'mail-(test)',
    };
    stage.fake.change((state) => (state.groups['mail-(test)'] = { location: 'westeurope' }));
    const first = await run({ settings });
    const ids = ['a9911ca7-0000-4000-8000-0000000000ff', 'a9911ca7-0000-4000-8000-0000000000fe'];
    const [clientId, callerClientId] = ids;
    const printed = readCommand(first).replaceAll('<...>', () => ids.shift() ?? '');
    const second = await run({ settings: settingsOf(printed) });

    expect(first.exitCode).toBe(3);
    expect(first.output).toContain(`Application Administrator of the tenant ${HOST_TENANT_ID}`);
    expect(first.output).not.toContain('--identity');
    expect(second.exitCode).toBe(0);
    expect(second.registration).toEqual({ clientId, callerClientId, isWritten: false });
    expect(second.settings).toMatchObject(settings);
  });

  it.each([
    [{}, 'npm run deploy'],
    [{ ENTRA_CREDENTIAL: 'secret' }, 'ENTRA_CREDENTIAL=secret npm run deploy'],
  ])(
    'says what to start again in the same tenant with %o, and nothing that is so by itself',
    async (settings, command) => {
      stage.fake.change((state) => (state.entraRights = false));

      expect(readCommand(await run({ settings }))).toBe(command);
    },
  );
});

describe('register in another cloud', () => {
  it('runs register.sh, because the extension serves the worldwide cloud only', async () => {
    await stage.close();
    await enter('AzureUSGovernment');
    const outcome = await run({ settings: { REGISTER_WAIT_SECONDS: '0' } });

    expect(outcome.exitCode).toBe(0);
    expect(stage.fake.state().applications.map((one: { uniqueName: string }) => one.uniqueName)).toEqual([
      name,
      `${name}-caller`,
    ]);
    expect(stage.commands().filter((line) => line.includes('app-registration/main.bicepparam'))).toEqual([]);
    expect(outcome.registration?.callerClientId).toBe(stage.fake.state().applications[1].appId);
  });

  it.each([
    ['usgovdod', 'usgovdod'],
    ['usgov', undefined],
  ])('starts again in the cloud %s, which is named where the CLI cannot tell it', async (cloud, named) => {
    await stage.close();
    await enter('AzureUSGovernment');
    const elsewhere = { HOST_TENANT_ID: 'fab71ca0-0000-4000-8000-000000000001', ENTRA_CREDENTIAL: 'secret' };
    const printed = readCommand(await run({ settings: { ...elsewhere, GUESTMAIL_CLOUD: cloud } }));

    expect(settingsOf(printed.replaceAll('<...>', 'x'))).toMatchObject(elsewhere);
    expect(settingsOf(printed.replaceAll('<...>', 'x'))['GUESTMAIL_CLOUD']).toBe(named);
  });

  it('is made under the chosen name of the app, and found by it', async () => {
    const settings = { GUESTMAIL_RESOURCE_NAMES: '{"functionApp":"func-mail"}' };
    const made = await run({ settings });
    const known = { ...settings, ENTRA_CLIENT_ID: made.registration?.clientId ?? '' };
    const again = await run({ settings: known });
    const other = await run({ settings: { ENTRA_CLIENT_ID: known.ENTRA_CLIENT_ID } });

    expect(stage.fake.state().applications.map(({ uniqueName }: { uniqueName: string }) => uniqueName)).toContain(
      'func-mail',
    );
    expect(again.output).not.toContain('made elsewhere');
    expect(other.output).toContain('made elsewhere');
  });
});
