import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphAppId, installFakeAz, person, tenantId, type FakeAz } from '../fake-az/install-fake-az.ts';

const registration = join(import.meta.dirname, '../../../infra/app-registration');
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const mailSend = 'e383f46e-2787-4529-855e-0e479a3ffac0';
const mailReadWrite = '024d486e-b451-40bb-833d-3e66d98c5c73';
const identity = '1de0717f-0000-4000-8000-000000000001';
const needed = ['--name', 'guestmail-contoso-abc', '--redirect-uri', 'https://guestmail.contoso.com/api/callback'];

let fake: FakeAz;
const state = () => fake.state();
const prepare = () => void (fake = installFakeAz());
const remove = () => fake.remove();

describe('register.sh in a new tenant', () => {
  let after: ReturnType<typeof state>;
  let answer: ReturnType<typeof register>;
  beforeAll(() => {
    prepare();
    answer = register(...needed);
    after = state();
    return remove;
  });

  it('registers the connector as a multi-tenant application that says who a guest is', () => {
    const [connector] = after.applications;

    expect(answer.stderr).toBe('');
    expect(connector).toMatchObject({
      uniqueName: 'guestmail-contoso-abc',
      signInAudience: 'AzureADMultipleOrgs',
      web: {
        redirectUris: ['https://guestmail.contoso.com/api/callback'],
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      },
      api: { requestedAccessTokenVersion: 2 },
      optionalClaims: {
        accessToken: [{ name: 'idtyp' }],
        idToken: [
          { name: 'upn', additionalProperties: ['include_externally_authenticated_upn'] },
          { name: 'login_hint' },
          { name: 'email' },
          { name: 'xms_edov' },
          { name: 'auth_time' },
        ],
      },
    });
    expect(connector).not.toHaveProperty('identifierUris');
  });

  it('declares the roles and the scope of roles.json, and lets az ask for the scope', () => {
    const [{ appRoles, api }] = after.applications;
    const { appRoles: roles, oauth2PermissionScopes: scopes } = JSON.parse(
      readFileSync(join(registration, 'roles.json'), 'utf8'),
    ) as { appRoles: unknown; oauth2PermissionScopes: { id: string }[] };

    expect(appRoles).toEqual(roles);
    expect(api.oauth2PermissionScopes).toEqual(scopes);
    expect(api.preAuthorizedApplications).toEqual([
      { appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', delegatedPermissionIds: scopes.map(({ id }) => id) },
    ]);
  });

  it('asks for no more than the delegated permissions it needs', () => {
    expect(after.applications[0].requiredResourceAccess).toEqual([
      { resourceAppId: graphAppId, resourceAccess: [userRead, mailSend].map((id) => ({ id, type: 'Scope' })) },
    ]);
  });

  it('trusts nobody without being told whom', () => {
    expect(after.applications[0].federatedIdentityCredentials).toBeUndefined();
  });

  it('spares the tenant the question for signing in', () => {
    expect(after.grants).toEqual([
      expect.objectContaining({ consentType: 'AllPrincipals', scope: 'openid profile offline_access' }),
    ]);
  });

  it('gives the caller its two roles, and whoever runs it the third', () => {
    const { assignments, servicePrincipals, applications } = after;
    const [connector, caller] = servicePrincipals.filter(({ appId }: { appId: string }) => appId !== graphAppId);
    const [send, operate, manage] = applications[0].appRoles;

    expect(assignments).toEqual([
      { principalId: caller.id, resourceId: connector.id, appRoleId: send.id },
      { principalId: caller.id, resourceId: connector.id, appRoleId: manage.id },
      { principalId: person, resourceId: connector.id, appRoleId: operate.id },
    ]);
    expect(applications[1]).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      requiredResourceAccess: [
        {
          resourceAppId: applications[0].appId,
          resourceAccess: [send, manage].map(({ id }) => ({ id, type: 'Role' })),
        },
      ],
    });
  });

  it('prints what the deployment needs, and neither makes nor asks for a secret', () => {
    expect(answer.stdout.trim().split('\n')).toEqual([
      `HOST_TENANT_ID=${tenantId}`,
      `ENTRA_CLIENT_ID=${after.applications[0].appId}`,
      `CALLER_CLIENT_ID=${after.applications[1].appId}`,
    ]);
    expect(after.calls.filter((call: string) => /password|secret|keyCredential/i.test(call))).toEqual([]);
  });
});

describe('register.sh', () => {
  beforeEach(prepare);
  afterEach(remove);

  it('keeps the redirect URI of the earlier address beside the new one while it is told to', () => {
    const earlier = 'https://guestmail-contoso-abc.azurewebsites.net/api/callback';
    register(...needed, '--earlier-redirect-uri', earlier);
    expect(state().applications[0].web.redirectUris).toEqual([needed.at(-1), earlier]);
    register(...needed);
    expect(state().applications[0].web.redirectUris).toEqual([needed.at(-1)]);
    expect(register(...needed, '--earlier-redirect-uri', 'http://x/callback').status).toBe(1);
  });

  it.each([
    ['AzureCloud', 'https://login.microsoftonline.com', 'api://AzureADTokenExchange'],
    ['AzureUSGovernment', 'https://login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
    ['AzureChinaCloud', 'https://login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina'],
  ] as const)('trusts the managed identity in %s', (cloud, authority, audience) => {
    remove();
    fake = installFakeAz(cloud);
    register(...needed, '--identity', identity);

    expect(state().applications[0].federatedIdentityCredentials).toEqual({
      'managed-identity': {
        description: 'The identity of the function app.',
        issuer: `${authority}/${tenantId}/v2.0`,
        subject: identity,
        audiences: [audience],
      },
    });
  });

  it('changes nothing when it runs again but what is missing, and prints the same', () => {
    const first = register(...needed, '--mail-permission', 'Mail.ReadWrite');
    const { calls: _before, commands: _first, ...before } = state();
    fake.change((directory) => Object.assign(directory.grants[0], { scope: 'Mail.Send openid' }));
    const second = register(...needed, '--mail-permission', 'Mail.ReadWrite');
    const { calls: _after, commands: _second, ...after } = state();

    expect(second.stdout).toBe(first.stdout);
    expect(after).toEqual({
      ...before,
      grants: [{ ...before.grants[0], scope: 'Mail.Send openid profile offline_access' }],
    });
    expect(after.applications[0].requiredResourceAccess[0].resourceAccess.map(({ id }: { id: string }) => id)).toEqual([
      userRead,
      mailSend,
      mailReadWrite,
    ]);
  });

  it.each([
    ['no name', ['--redirect-uri', 'https://guestmail.contoso.com/api/callback']],
    ['a redirect URI without TLS', ['--name', 'guestmail', '--redirect-uri', 'http://guestmail.contoso.com/callback']],
    ['a redirect URI that breaks out', ['--name', 'guestmail', '--redirect-uri', 'https://x"],"a":["/callback']],
    ['an identity that is no object id', [...needed, '--identity', 'id-guestmail']],
    ['an unknown permission', [...needed, '--mail-permission', 'Mail.Read']],
    ['an unknown option', [...needed, '--secret', 'x']],
  ])('refuses %s before it calls anybody', (_, options) => {
    const answer = register(...options);

    expect(answer.status).not.toBe(0);
    expect(state().calls).toEqual([]);
  });

  it('stops where the recycle bin keeps the application, and says so', () => {
    fake.change((directory) => (directory.deletedItems = [{ uniqueName: 'guestmail-contoso-abc' }]));
    const answer = register(...needed);

    expect(answer.status).toBe(1);
    expect(answer.stderr).toContain('property uniqueName already exists');
    expect(state().calls).toHaveLength(1);
  });

  it('stops at a refusal and says what was refused', () => {
    fake.change((directory) => (directory.cloud.endpoints.microsoftGraphResourceId = 'https://elsewhere.example/'));
    const answer = register(...needed, '--graph', 'https://graph.microsoft.com');

    expect(answer.status).toBe(1);
    expect(answer.stderr).toMatch(/^register: patch applications\(uniqueName='guestmail-contoso-abc'\): /);
  });
});

describe('allow-directory.sh', () => {
  beforeEach(prepare);
  afterEach(remove);
  const client = 'a9911ca7-0000-4000-8000-0000000000c1';
  const allow = (...options: string[]) => run('allow-directory.sh', ...options);
  const given = ['--client-id', client, '--permission', 'User.Read.All'];
  const know = () =>
    fake.change((directory) =>
      directory.servicePrincipals.push({ appId: client, id: '0b1ec700-0000-4000-8000-0000000000c1' }),
    );

  it('gives the app one permission of Graph in this tenant, once', () => {
    know();
    const answers = [allow(...given), allow(...given)];
    expect(answers.map(({ status, stderr }) => [status, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(state().assignments).toEqual([
      {
        principalId: '0b1ec700-0000-4000-8000-0000000000c1',
        resourceId: expect.any(String) as string,
        appRoleId: 'df021288-bdef-4463-88db-98f22de89214',
      },
    ]);
    expect(state().applications).toEqual([]);
  });

  it('says what is missing where the tenant does not know the app, or the account may not', () => {
    expect(allow(...given).stderr).toContain(`this tenant does not know ${client}`);
    know();
    fake.change((directory) => (directory.entraRights = false));
    expect(allow(...given).stderr).toContain('Insufficient privileges');
  });

  it.each([
    [['--client-id', 'guestmail', '--permission', 'User.Read.All']],
    [['--client-id', client, '--permission', 'User.ReadWrite.All']],
    [[...given, '--all', 'yes']],
  ])('refuses %j before it calls anybody', (options) => {
    expect(allow(...options).status).toBe(2);
    expect(state().calls).toEqual([]);
  });
});

function register(...options: string[]) {
  return run('register.sh', ...options);
}

function run(script: string, ...options: string[]) {
  return spawnSync('bash', [join(registration, script), ...options], {
    encoding: 'utf8',
    env: { ...fake.environment, REGISTER_WAIT_SECONDS: '0' },
  });
}
