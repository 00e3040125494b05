/**
 * Puts a stand-in for the Azure CLI on the PATH of child processes, with a tenant and a subscription of its own.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Worker } from 'node:worker_threads';

export const graphAppId = '00000003-0000-0000-c000-000000000000';
export const tenantId = 'c0a7050c-0000-4000-8000-000000000001';
export const person = '0be7a704-0000-4000-8000-000000000001';
const clouds = {
  AzureCloud: ['https://graph.microsoft.com/', 'https://login.microsoftonline.com'],
  AzureUSGovernment: ['https://graph.microsoft.us/', 'https://login.microsoftonline.us'],
  AzureChinaCloud: ['https://microsoftgraph.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
} as const;

const START_MAX_MILLISECONDS = 10_000;

// oxlint-disable-next-line typescript/no-explicit-any -- whatever the programs under test sent
export type FakeState = any;

export interface FakeAz {
  /** For child processes. */
  environment: Record<string, string | undefined>;
  state(): FakeState;
  change(edit: (state: FakeState) => void): void;
  remove(): void;
}

/** The account is an owner of an empty subscription and an administrator of the tenant. */
export function installFakeAz(cloud: keyof typeof clouds = 'AzureCloud'): FakeAz {
  const folder = mkdtempSync(join(tmpdir(), 'fake-az-'));
  const path = join(folder, 'state.json');
  const executable = join(folder, 'az');
  writeFileSync(executable, buildCommand((port ??= startServer())));
  chmodSync(executable, 0o755);
  const state = () => JSON.parse(readFileSync(path, 'utf8'));
  const write = (value: FakeState) => writeFileSync(path, JSON.stringify(value));
  write(firstState(cloud));
  return {
    environment: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, FAKE_AZ_STATE: path },
    state,
    change(edit) {
      const value = state();
      edit(value);
      write(value);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One server for the process; its thread does not keep the process alive. */
let port: number | undefined;

function startServer(): number {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  new Worker(new URL('./serve.mjs', import.meta.url), { workerData: answered }).unref();
  if (Atomics.wait(answered, 0, 0, START_MAX_MILLISECONDS) === 'timed-out')
    throw new Error('The stand-in is not there.');
  return Atomics.load(answered, 0);
}

/** The program `az`: carries its command line to the server, and the answer back. */
function buildCommand(at: number): string {
  return `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${at}
{ printf '%s\\0' "$#" "$@"; env -0; printf '\\0'; } >&3
IFS= read -r -d '' code <&3
IFS= read -r -d '' output <&3
IFS= read -r -d '' errors <&3
printf '%s' "$output"
printf '%s' "$errors" >&2
exit "$code"
`;
}

function firstState(cloud: keyof typeof clouds): FakeState {
  const [microsoftGraphResourceId, activeDirectory] = clouds[cloud];
  // As Azure writes them.
  const providers = [
    'microsoft.insights',
    ...['KeyVault', 'ManagedIdentity', 'OperationalInsights', 'Storage', 'Web'].map((name) => `Microsoft.${name}`),
  ];
  return {
    versions: { cli: '2.80.0', bicep: '0.49.2' },
    cloud: { name: cloud, endpoints: { microsoftGraphResourceId, activeDirectory } },
    tenantId,
    signedIn: person,
    account: {
      id: '5ab5c41b-0000-4000-8000-000000000001',
      name: 'Contoso Production',
      tenantDisplayName: 'Contoso',
      user: { name: 'admin@contoso.com', type: 'user' },
    },
    accessToken: 'made-up-access-token',
    tokens: {},
    groups: {},
    providers: Object.fromEntries(providers.map((name) => [name, 'Registered'])),
    permissions: [{ actions: ['*'], notActions: [] }],
    deployments: {},
    resources: [],
    site: {
      name: '',
      properties: {
        sku: 'FlexConsumption',
        defaultHostName: 'guestmail-guestmail-abc123.azurewebsites.net',
        customDomainVerificationId: 'A1B2C3',
        siteScopedCertificatesEnabled: true,
        hostNameSslStates: [],
      },
    },
    syncs: [[]],
    secrets: {},
    certificates: {},
    calls: [],
    commands: [],
    refusals: [],
    applications: [],
    servicePrincipals: [{ appId: graphAppId, id: '9a3e1f52-0000-4000-8000-000000000001' }],
    grants: [],
    roleAssignments: [],
    roleDefinitions: {},
    deletedVaults: [],
    outages: 0,
    opened: 0,
    assignments: [],
  };
}
