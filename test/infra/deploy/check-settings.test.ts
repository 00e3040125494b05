import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const guid = 'e4b00000-0000-4000-8000-00000000c002';
const isDeployment = (line: string) => line.startsWith('deployment group create');

describe('npm run deploy', () => {
  it.each([
    ['HOST_TENANT_ID', 'contoso.com', 'is not a GUID'],
    ['ENTRA_CLIENT_ID', 'guestmail', 'is not a GUID'],
    ['ALLOWED_HOME_TENANTS', 'fabrikam.com', 'is not a GUID'],
    ['CALLER_CLIENT_IDS', 'Contoso ERP', 'is not a GUID'],
    ['API_AUDIENCE', 'a'.repeat(256), 'is longer than 255 characters'],
    ['ERP_NAME', 'a'.repeat(101), 'is longer than 100 characters'],
    ['ERP_URL', 'http://erp.contoso.com', 'is not an https address'],
    ['PRIVACY_URL', 'contoso.com/privacy', 'is not an https address'],
    ['SUPPORT_CONTACT', 'a'.repeat(300), 'is longer than 200 characters'],
    ['TOKEN_KEY_NAME', 'token_key', 'is not a Key Vault object name (letters, digits, hyphens)'],
    ['TOKEN_PEPPER_NAME', 'token_pepper', 'is not a Key Vault object name (letters, digits, hyphens)'],
    ['TOKEN_KEY_NAME', 'token-key,token-key-2,', 'has an empty entry: a comma too many'],
    ['TOKEN_PEPPER_NAME', 'token-pepper,Token-Pepper', 'has an entry twice'],
    ['CALLER_CLIENT_IDS', `${guid},,`, 'has an empty entry: a comma too many'],
    ['ALLOWED_HOME_TENANTS', `${guid},${guid}`, 'has an entry twice'],
    ['MAIL_PERMISSION', 'Mail.Read', 'is not Mail.Send or Mail.ReadWrite'],
    ['ENTRA_CREDENTIAL', 'password', 'is not secret, certificate or federated'],
    ['HISTORY_DAYS', '7', 'is not between 30 and 3650'],
  ])('creates nothing with a %s that the app or the template refuses', async (variable, value, problem) => {
    const outcome = await stage.deploy({ settings: { [variable]: value } });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain(`\n  ${variable} ${problem}\n`);
    expect(stage.fake.state().groups).toEqual({});
  });

  it('leaves an installation as it is, and names everything that is refused at once', async () => {
    await stage.deploy();
    const before = stage.commands().filter(isDeployment).length;
    const settings = { ALLOWED_HOME_TENANTS: ',fabrikam.com', PRIVACY_URL: 'contoso.com/privacy' };
    const outcome = await stage.deploy({ settings });

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toMatch(
      /ALLOWED_HOME_TENANTS has an empty entry: .*\n {2}ALLOWED_HOME_TENANTS is not a GUID\n {2}PRIVACY_URL is not an https address\n/,
    );
    expect(stage.commands().filter(isDeployment)).toHaveLength(before);
  });

  it('goes by what reaches the app, not by what else the shell knows', async () => {
    const settings = { KEY_VAULT_URL: 'http://another', GRAPH_URL: 'another', AZURE_CLIENT_ID: 'another' };

    expect((await stage.deploy({ settings })).exitCode).toBe(0);
  });
});
