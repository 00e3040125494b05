import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AzureRefusal, isPropagating, readAzureRefusal } from '../../../infra/azure-cli/azure-refusal.ts';
import { explainRefusal } from '../../../infra/deploy/explain-refusal.ts';
import { refusals } from '../../../infra/deploy/refusals.ts';
import { setStage, type Stage } from './stage.ts';

/** Rows of the table in infra/README.md: codes, and the sentence. */
const readme = readFileSync(join(import.meta.dirname, '../../../infra/README.md'), 'utf8');
const [, section = ''] = readme.split('## When a deployment fails\n');
const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`.+`) +\| (.+?) +\|$/gm)].map(
  ([, codes = '', sentence = '']) => ({
    codes: [...codes.matchAll(/`(\w+)`/g)].map(([, code = '']) => code),
    sentence,
  }),
);

const nested = (code: string, message: string) =>
  `{"status":"Failed","error":{"code":"DeploymentFailed","message":"At least one resource deployment operation failed.","details":[{"code":"${code}","message":"${message}"}]}}`;
const signIn = (code: string) =>
  `${code}: The refresh token has expired. Trace ID: 7bc1\nRun the command below to authenticate interactively:\naz login`;
const inWords: Record<string, string> = {
  AADSTS700024:
    'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-09-03T17:59:55Z, expiry time of assertion 2026-09-03T17:09:47Z.\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login',
  NotSignedIn: "Please run 'az login' to setup account.",
  BCP190:
    '/infra/app-registration/connector.bicep(4,11) : Error BCP190: The artifact with reference "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" has not been restored.',
  BCP192:
    '/infra/app-registration/connector.bicep(4,11) : Error BCP192: Unable to restore the artifact with reference "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0": No such host is known. (mcr.microsoft.com:443)',
  VaultIsDeleted: nested(
    'ConflictError',
    'A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault.',
  ),
  RequestDisallowedByAzure: nested(
    'RequestDisallowedByAzure',
    "Resource 'plan' was disallowed by Azure: This policy maintains a set of best available regions where your subscription can deploy resources.",
  ),
  InUseSubnetCannotBeDeleted:
    '(InUseSubnetCannotBeDeleted) Subnet app is in use by /subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/app/serviceAssociationLinks/legionservicelink and cannot be deleted.',
  QuotaExceeded: nested(
    'Unauthorized',
    'Operation cannot be completed without additional quota. Current Limit (Basic VMs): 0 Amount required for this deployment (Basic VMs): 1',
  ),
  DeploymentActive:
    "Unable to edit or replace deployment 'guestmail-guestmail': previous deployment from '11/29/2026 1:58:12 PM' is still active (expiration time is '12/6/2026 1:58:00 PM').",
  AnotherOperationInProgress: nested(
    'Conflict',
    'Cannot modify this site because another operation is in progress. Details: Id: 1, OperationName: Update.',
  ),
  RoleAssignmentRefused: nested(
    'AuthorizationFailed',
    "The client 'admin' with object id 'o' does not have authorization or an ABAC condition not fulfilled to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '/subscriptions/s' or the scope is invalid.",
  ),
  HTTP403: 'Forbidden({"Message":"No."})',
  CredentialPolicy: "Credential type not allowed as per assigned policy 'Block secrets'.",
  ApplicationDeleted: nested(
    'Request_BadRequest',
    'Another object with the same value for property uniqueName already exists.',
  ),
  Authorization_RequestDenied: 'Insufficient privileges to complete the operation.',
  DomainNotProven: nested(
    'BadRequest',
    'A CNAME record pointing from guestmail.contoso.com to guestmail-x.azurewebsites.net was not found. Alternative record: asuid.guestmail.contoso.com',
  ),
  NotReplicated: nested(
    'BadRequest',
    "The appId 'a' of the service principal does not reference a valid application object.",
  ),
};
/** As the Azure CLI writes it. */
const exampleOf = (code: string) => inWords[code] ?? (code.startsWith('AADSTS') ? signIn(code) : nested(code, 'No.'));
const waitedFor = ['DeploymentActive', 'AnotherOperationInProgress'];

describe('the table of infra/README.md', () => {
  it('is the table of the program', () => {
    expect(rows).toEqual(refusals);
  });

  it('has a sentence for every refusal whose words are known here', () => {
    const codes = refusals.flatMap((one) => one.codes);
    expect(Object.keys(inWords).filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('names each code once, and nothing twice', () => {
    const codes = rows.flatMap((row) => row.codes);

    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(rows.map(({ sentence }) => sentence)).size).toBe(rows.length);
  });
});

describe('explainRefusal', () => {
  it('shows only the words of Azure for a code that nobody has met', () => {
    const { message } = explainRefusal('Deployment', new AzureRefusal('It broke.', ['InternalServerError']));

    expect(message).toBe('Deployment failed [InternalServerError]: It broke.');
  });

  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
    return () => stage.close();
  });
  afterAll(() =>
    expect(stage.fake.state().resources.map(({ name }: { name: string }) => name)).toEqual([
      'id-guestmail-guestmail-abc123',
    ]),
  );

  const examples = rows.flatMap(({ codes, sentence }) => codes.map((code) => [code, sentence] as const));
  it.each(examples)('%s ends a deployment with who must do what, when it does not pass', async (code, sentence) => {
    const message = exampleOf(code);
    const refusal = readAzureRefusal(`ERROR: ${code === 'Unreachable' ? nested(code, 'No answer.') : message}`);
    expect(refusal.codes).toContain(code);
    stage.fake.change((state) => (state.refusals = [{ of: 'infra/main.bicepparam', times: 1000, message }]));
    const outcome = await stage.deploy();

    expect(outcome.exitCode).toBe(1);
    expect(outcome.output.trimEnd().split('\n').at(-1)).toBe(sentence);
    const minutes = waitedFor.includes(code) ? 30 : isPropagating(refusal) ? 10 : 0;
    expect(outcome.sleptMilliseconds).toBe(minutes * 60_000);
  });
});
