import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../fake-az/install-fake-az.ts';
import { setStage, type Outcome, type Stage } from './stage.ts';

const scope = '/subscriptions/5ab5c41b-0000-4000-8000-000000000001/resourceGroups/rg-guestmail';
const steps = [
  /^version$/,
  /^bicep version$/,
  /^account show$/,
  /^cloud show$/,
  /^group show --name rg-guestmail$/,
  /^keyvault list-deleted --resource-type vault$/,
  /^group create --name rg-guestmail --location westeurope$/,
  /^provider list$/,
  new RegExp(
    `^rest --method get --url ${scope}/providers/Microsoft.Authorization/permissions\\?api-version=2022-04-01$`,
  ),
  /^account get-access-token$/,
  /^deployment group show --name guestmail-guestmail-registration --resource-group rg-guestmail$/,
  /^deployment group create --name guestmail-guestmail-registration .*--parameters \S+\/infra\/app-registration\/main\.bicepparam$/,
  /^deployment group create --name guestmail-guestmail --resource-group rg-guestmail --parameters \S+\/infra\/main\.bicepparam$/,
  /^rest --method get --url \S+\/Microsoft.Web\/sites\/guestmail-guestmail-abc123\?api-version=2024-04-01$/,
  /^account get-access-token$/,
  /^rest --method post --url \S+\/sites\/guestmail-guestmail-abc123\/host\/default\/sync\?api-version=2024-04-01$/,
  /^rest --method get --url \S+\/sites\/guestmail-guestmail-abc123\/functions\?api-version=2024-04-01$/,
  /^resource list --resource-group rg-guestmail$/,
  /^rest --method post --url \S+\/sites\/guestmail-guestmail-abc123\/config\/appsettings\/list\?api-version=2024-04-01$/,
  /^tag update --resource-id \S+\/Microsoft.Insights\/actionGroups\/\S+ --operation Merge --tags guestmail-deployed=[0-9a-f]{64}$/,
  /^ad app credential list --id a9911ca7-0000-4000-8000-000000000001$/,
  /^ad app credential list --id a9911ca7-0000-4000-8000-000000000001 --cert$/,
  /^ad app credential reset --id a9911ca7-0000-4000-8000-000000000001 --append --display-name ERP --years 1$/,
  /^rest --method post --url \S+\/sites\/guestmail-guestmail-abc123\/config\/appsettings\/list\?api-version=2024-04-01$/,
  /^ad app show --id a9911ca7-0000-4000-8000-000000000000$/,
];

/** Milliseconds that the deployment endpoint is waited for. */
const publishing = 10_000;
let stage: Stage;
describe('a first deployment at a terminal', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    stage = await setStage(undefined, { builds: true });
    outcome = await stage.deploy({ answers: [] });
    return () => stage.close();
  });

  it('takes these steps, in this order', () => {
    const commands = stage.commands();

    expect(outcome.exitCode).toBe(0);
    expect(commands).toHaveLength(steps.length);
    for (const [index, step] of steps.entries()) expect(commands[index]).toMatch(step);
  });

  it('asks four questions, each with a suggestion that works', () => {
    expect(outcome.asked).toEqual([
      'Name of this installation',
      'Region ("az account list-locations" lists them)',
      'Name of your organisation, as people see it',
      'E-mail address for alerts, also shown to people who need help',
    ]);
  });

  it('gives the template what was chosen and found out', () => {
    const { parameters } = stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'];

    expect(parameters).toMatchObject({
      environmentName: { value: 'guestmail' },
      hostTenantId: { value: tenantId },
      entraClientId: { value: 'a9911ca7-0000-4000-8000-000000000000' },
      hostName: { value: 'Contoso' },
      alertEmail: { value: 'admin@contoso.com' },
      supportContact: { value: 'admin@contoso.com' },
      cloud: { value: 'global' },
    });
  });

  it('uploads the built app and waits until it is in place', () => {
    expect(stage.kudu.requests).toEqual([
      'POST /api/publish?RemoteBuild=false&Deployer=guestmail',
      'GET /api/deployments/d-1',
      'GET /api/deployments/d-1',
      'GET /api/deployments/d-1',
    ]);
    expect(stage.kudu.packages[0]?.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  });

  it('checks the installation by its address', () => {
    expect(stage.preflightSettings).toEqual([
      {
        PUBLIC_URL: 'https://guestmail-guestmail-abc123.azurewebsites.net/api',
        API_AUDIENCE: 'a9911ca7-0000-4000-8000-000000000000',
        ENTRA_CLIENT_ID: 'a9911ca7-0000-4000-8000-000000000000',
        HOST_TENANT_ID: tenantId,
      },
    ]);
  });

  it('prints what the ERP, the people and their IT departments need', () => {
    expect(outcome.output).toContain('API address      https://guestmail-guestmail-abc123.azurewebsites.net/api\n');
    expect(outcome.output).toContain('Token scope      a9911ca7-0000-4000-8000-000000000000/.default\n');
    expect(outcome.output).toContain(`Tenant           ${tenantId}\n`);
    expect(outcome.output).toContain('Client id        a9911ca7-0000-4000-8000-000000000001\n');
    expect(outcome.output).toMatch(/-abc123\.azurewebsites\.net\/api\/authorize\n[^]*\.net\/api\/trust\n/);
    expect(outcome.files['trust-guestmail.html']).toMatch(new RegExp(`${tenantId}[^]*Azure region westeurope`));
    expect(outcome.output).toMatch(
      /https:\/\/login\.microsoftonline\.com\/organizations\/v2\.0\/adminconsent\?client_id=a9911ca7-0000-4000-8000-000000000000&scope=\S+Mail\.Send&redirect_uri=\S+callback&state=admin/,
    );
  });

  it('shows the secret of the ERP once', () => {
    expect(outcome.output.split('made-up-secret-1')).toHaveLength(2);
    expect(stage.commands().join('\n')).not.toContain('made-up-secret');
    expect(outcome.output).not.toContain('made-up-access-token');
  });
});

describe('a deployment', () => {
  beforeEach(async () => {
    stage = await setStage();
    return () => stage.close();
  });

  it('asks nothing that a variable or the last deployment answers', async () => {
    const settings = { AZURE_LOCATION: 'northeurope', HOST_NAME: 'Northwind', GUESTMAIL_PRIVATE_NETWORK: 'true' };
    stage.fake.change((state) =>
      Object.assign(state.providers, { 'Microsoft.App': 'Registered', 'Microsoft.Network': 'Registered' }),
    );
    const first = await stage.deploy({ settings, answers: ['test', 'it@northwind.example'] });
    const second = await stage.deploy({ answers: ['test'] });

    expect(first.asked).toHaveLength(2);
    expect(second.asked).toEqual(['Name of this installation']);
    expect(stage.fake.state().groups).toEqual({ 'rg-test': { location: 'northeurope' } });
    expect(stage.fake.state().deployments['rg-test/guestmail-test'].parameters).toMatchObject({
      hostName: { value: 'Northwind' },
      alertEmail: { value: 'it@northwind.example' },
      privateNetwork: { value: true },
    });
  });

  it('lets a variable change what the last deployment was given, and empty it', async () => {
    await stage.deploy({ settings: { ERP_URL: 'https://erp.contoso.com', ERP_NAME: 'Business Central' } });
    await stage.deploy({ settings: { ERP_URL: '', GUESTMAIL_RECOVER_VAULT: 'true' } });
    await stage.deploy();

    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters).toMatchObject({
      erpUrl: { value: '' },
      erpName: { value: 'Business Central' },
      recoverVault: { value: false },
    });
  });

  it.each(['CALLER_CLIENT_IDS', 'ALLOWED_HOME_TENANTS'])('opens %s to everybody for * alone', async (variable) => {
    const parameter = variable === 'CALLER_CLIENT_IDS' ? 'callerClientIds' : 'allowedHomeTenants';
    const deployed = () =>
      stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters[parameter].value as string;
    await stage.deploy();
    expect(deployed()).toBe('*');
    await stage.deploy({ settings: { [variable]: tenantId } });
    await stage.deploy({ settings: { [variable]: '' } });
    expect(deployed()).toBe(tenantId);
    const refused = await stage.deploy({ settings: { [variable]: ' , ' } });
    expect(refused.output).toContain(`${variable} is set and names nobody (* is everybody)`);
    expect(deployed()).toBe(tenantId);
    await stage.deploy({ settings: { [variable]: '*' } });
    expect(deployed()).toBe('*');
  });

  it('writes * where an earlier release left a list empty that meant everybody', async () => {
    await stage.deploy();
    stage.fake.change((state) => (state.appSettings.ALLOWED_HOME_TENANTS = ''));
    await stage.deploy();

    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters).toMatchObject({
      allowedHomeTenants: { value: '*' },
    });
  });

  it('leaves callers of an earlier release both rights, says how to part them, and parts them when it is told to', async () => {
    const deployment = 'rg-guestmail/guestmail-guestmail';
    const role = () => stage.fake.state().deployments[deployment].parameters.sendersRole.value as string;
    const first = await stage.deploy();
    expect([role(), first.output.includes('Two rights instead of one')]).toEqual(['Senders.Manage', false]);
    stage.fake.change((state) => delete state.appSettings.SENDERS_ROLE);
    for (const upgrade of [await stage.deploy(), await stage.deploy()]) {
      expect(role()).toBe('Mail.Send.AsUser');
      expect(upgrade.output).toContain('Two rights instead of one');
      expect(upgrade.output).toContain('SENDERS_ROLE=Senders.Manage npm run deploy');
    }
    const parted = await stage.deploy({ settings: { SENDERS_ROLE: 'Senders.Manage' } });
    expect([role(), parted.output.includes('Two rights instead of one')]).toEqual(['Senders.Manage', false]);
    await stage.deploy();
    expect(role()).toBe('Senders.Manage');
  });

  it.each(['token-key,token-key-2', ' token-key, token-key-2 '])('takes the names of "%s"', async (TOKEN_KEY_NAME) => {
    await stage.deploy({ settings: { TOKEN_KEY_NAME } });

    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters).toMatchObject({
      tokenKeyNames: { value: ['token-key', 'token-key-2'] },
      tokenPepperNames: { value: ['token-pepper'] },
    });
  });

  it('names the addresses of its cloud', async () => {
    stage.fake.change((state) => (state.cloud.name = 'AzureUSGovernment'));
    const settings = {
      HOST_TENANT_ID: 'fab71ca0-0000-4000-8000-000000000001',
      ENTRA_CREDENTIAL: 'certificate',
      ENTRA_CLIENT_ID: 'a9911ca7-0000-4000-8000-0000000000ff',
    };
    const { output } = await stage.deploy({ settings });

    expect(output).toContain('https://login.microsoftonline.us/organizations/v2.0/adminconsent?');
    expect(output).toContain('Client id        CALLER_CLIENT_ID, as register.sh printed it');
  });

  it('gives registration and template the outside address as the app reads it', async () => {
    await stage.deploy({ settings: { PUBLIC_URL: ' https://Guestmail.Contoso.com:443/api/ ' } });
    const { deployments } = stage.fake.state();

    for (const name of ['guestmail-guestmail', 'guestmail-guestmail-registration'])
      expect(deployments[`rg-guestmail/${name}`].parameters.publicUrl.value).toBe('https://guestmail.contoso.com/api');
  });

  it.each(['guestmail.contoso.com/api', 'http://guestmail.contoso.com/api', 'https://guestmail.contoso.com/api?a=b'])(
    'refuses %s as outside address before anything is created',
    async (PUBLIC_URL) => {
      const outcome = await stage.deploy({ settings: { PUBLIC_URL } });

      expect(outcome.exitCode).toBe(1);
      expect(outcome.output).toContain('PUBLIC_URL is not an https address');
      expect(stage.fake.state().groups).toEqual({});
    },
  );

  it('takes a variable that a pipeline left empty as not set', async () => {
    const outcome = await stage.deploy({
      settings: { AZURE_ENV_NAME: '', AZURE_RESOURCE_GROUP: '', AZURE_LOCATION: '' },
    });

    expect(outcome.exitCode).toBe(0);
    expect(Object.keys(stage.fake.state().deployments)).toContain('rg-guestmail/guestmail-guestmail');
  });

  it('runs unattended, and then makes no secret that a log would keep', async () => {
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 0, asked: [] });
    expect(stage.fake.state().secrets).toEqual({});
    expect(outcome.output).toContain('Make one in a terminal of your own: az ad app credential reset --id');
  });

  it('asks for the token of a pipeline before the long steps, and goes on where there is none', async () => {
    const api = 'a9911ca7-0000-4000-8000-000000000000/.default';
    stage.fake.change((state) => {
      state.account.user.type = 'servicePrincipal';
      state.tokens[api] = 'made-up-pipeline-token';
    });
    const first = await stage.deploy();
    const order = stage.commands().flatMap((line) => /--scope \S+|infra\/main\.bicepparam/.exec(line) ?? []);
    stage.fake.change((state) => (state.tokens = {}));
    const second = await stage.deploy();

    expect(stage.preflightSettings.map((settings) => settings['GUESTMAIL_TOKEN'])).toEqual([
      'made-up-pipeline-token',
      undefined,
    ]);
    expect(order).toEqual([`--scope ${api}`, 'infra/main.bicepparam']);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(first.output + second.output).not.toContain('made-up-pipeline-token');
  });

  it('makes another secret for the ERP only when it is asked to', async () => {
    await stage.deploy({ answers: [] });
    const second = await stage.deploy({ answers: [] });
    const third = await stage.deploy({ answers: [], newCallerSecret: true });

    expect(second.output).not.toContain('made-up-secret');
    expect(third.output).toContain('made-up-secret-2');
    expect(stage.fake.state().secrets['a9911ca7-0000-4000-8000-000000000001']).toHaveLength(2);
  });

  it('uploads to the older endpoint where the plan is Dedicated', async () => {
    stage.fake.change((state) => (state.site.properties.sku = 'Basic'));
    const outcome = await stage.deploy();

    expect(outcome.exitCode).toBe(0);
    expect(stage.kudu.requests.slice(0, 2)).toEqual([
      'POST /api/zipdeploy?isAsync=true&trackDeploymentProgress=true',
      'GET /api/deployments/d-1',
    ]);
  });

  it.each(['FlexConsumption', 'Basic'])(
    "takes nobody else's deployment for its own where none is named (%s)",
    async (sku) => {
      stage.fake.change((state) => (state.site.properties.sku = sku));
      stage.kudu.deployment = '';
      const outcome = await stage.deploy();

      expect(outcome.exitCode).toBe(1);
      expect(outcome.output).toContain('named no deployment');
      expect(stage.kudu.requests).toHaveLength(1);
    },
  );

  it.each([
    ['group create', 'group create'],
    ['the registration', 'guestmail-guestmail-registration'],
    ['the resources', 'infra/main.bicepparam'],
    ['the site', 'Microsoft.Web/sites'],
    ['the token', 'get-access-token'],
  ])('that was stopped at %s goes on when it is run again', async (_, of) => {
    stage.fake.change((state) => (state.refusals = [{ of, times: 1, message: '(InternalServerError) It broke.' }]));
    const first = await stage.deploy({ answers: [] });
    const second = await stage.deploy({ answers: [] });

    expect(first.exitCode).toBe(1);
    expect(first.output).toContain('InternalServerError');
    expect(second.exitCode).toBe(0);
    expect(stage.fake.state().applications).toHaveLength(2);
    expect(second.output.match(/made-up-secret-1/g)).toHaveLength(1);
  });

  it.each([3, 5, -1, 6])('says so when Azure did not take the package (%i)', async (outcomeOfKudu) => {
    stage.kudu.outcome = outcomeOfKudu;
    const outcome = await stage.deploy();

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output).toContain('Azure did not take the package: said Kudu');
  });
});

describe('what role propagation refuses', () => {
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.close());

  const refusals = [
    ['AuthorizationFailed', '(AuthorizationFailed) The client does not have authorization to perform action.'],
    [
      'PrincipalNotFound',
      '{"status":"Failed","error":{"code":"DeploymentFailed","details":[{"code":"PrincipalNotFound","message":"Principal does not exist."}]}}',
    ],
    [
      'NotReplicated',
      '{"error":{"code":"BadRequest","message":"The appId \'a\' of the service principal does not reference a valid application object."}}',
    ],
    [
      'ForbiddenByRbac',
      '{"error":{"code":"DeploymentFailed","details":[{"code":"Forbidden","message":"Caller is not authorized. Inner error: {\\"code\\": \\"ForbiddenByRbac\\"}"}]}}',
    ],
  ] as const;

  it.each(refusals)('%s is tried again, with a line each time', async (code, message) => {
    stage.fake.change((state) => (state.refusals = [{ of: 'infra/main.bicepparam', times: 3, message }]));
    const outcome = await stage.deploy();

    expect(outcome.exitCode).toBe(0);
    expect(outcome.output.match(new RegExp(`Deployment: ${code}\\. What is new`, 'g'))).toHaveLength(3);
  });

  it('is given up after ten minutes, with who must do what', async () => {
    const [[, message]] = refusals;
    stage.fake.change((state) => (state.refusals = [{ of: 'infra/main.bicepparam', times: 1000, message }]));
    const outcome = await stage.deploy();

    expect(outcome.exitCode).toBe(1);
    expect(outcome.sleptMilliseconds).toBe(600_000);
    expect(outcome.output).toContain('an Owner gives you Contributor and Role Based Access Control Administrator');
  });

  it('is tried again at the deployment endpoint and by preflight', async () => {
    stage.kudu.refusals = [403, 503];
    stage.preflight = [new Error('The token lacks the right.'), ['tables', 'token-key'], ['token-key'], ['token-key']];
    const outcome = await stage.deploy();

    expect(outcome.exitCode).toBe(0);
    expect(outcome.output).toContain('Publishing: HTTP403');
    expect(outcome.output).toContain('ok    token-key ');
    expect(outcome.output).not.toContain('FAIL');
    for (const reason of ['The token lacks the right.', 'waiting for tables, token-key', 'waiting for token-key'])
      expect(outcome.output.match(new RegExp(`^  ${reason}$`, 'gm'))).toHaveLength(1);
    expect(outcome.output.match(/Preflight: NotReady\. What is new/g)).toHaveLength(4);
  });

  it('ends with the failed checks when preflight does not come right', async () => {
    stage.preflight = Array.from({ length: 100 }, () => ['token-key']);
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 1, sleptMilliseconds: publishing + 600_000 });
    expect(outcome.output).toMatch(/^FAIL {2}token-key +Give the role\.$/m);
    expect(outcome.output).toContain('1 of 6 checks failed.\nThe connector is deployed, but not every check holds.');
    expect(outcome.output).toContain('For the ERP\n');
  });
});
