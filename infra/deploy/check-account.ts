/**
 * Checks who is signed in, where, and with which tools. Decides the Microsoft cloud; refuses what would fail halfway.
 *
 * The CLI cannot tell US Government L4 from L5: both are AzureUSGovernment, so L5 has to be chosen by name.
 */
import { compilerVersion } from '../compile/find-compiler.mjs';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { CloudName, Context } from './context.ts';
import { Stop } from './stop.ts';

/** From this version on a .bicepparam file needs no template beside it. */
const CLI_VERSION_MIN = '2.53.0';

export interface Account {
  cloud: CloudName;
  subscriptionId: string;
  subscription: string;
  tenantId: string;
  /** Display name of the tenant; empty when the CLI does not know it. */
  organisation: string;
  user: string;
  isPerson: boolean;
  /** Root of Microsoft Graph, without a slash at its end. */
  graphUrl: string;
}

interface Shown {
  id: string;
  name: string;
  tenantId: string;
  tenantDisplayName?: string;
  user: { name: string; type: string };
}

const clouds: Readonly<Record<string, readonly CloudName[]>> = {
  AzureCloud: ['global'],
  AzureUSGovernment: ['usgov', 'usgovdod'],
  AzureChinaCloud: ['china'],
};

/** Throws Stop when the tools are too old, no account is signed in, or the cloud is not the one that was chosen. */
export async function checkAccount({ az, settings, print }: Context): Promise<Account> {
  const versions = await az.json<Record<string, string>>(['version']);
  const version = versions['azure-cli'] ?? '0';
  if (isOlder(version, CLI_VERSION_MIN))
    throw new Stop(`The Azure CLI is ${version}; ${CLI_VERSION_MIN} or newer is needed: run "az upgrade".`);
  const bicep = /(\d+\.\d+\.\d+)/.exec(await bicepVersion(az))?.[1] ?? '0';
  if (isOlder(bicep, compilerVersion))
    throw new Stop(`Bicep is ${bicep}; ${compilerVersion} or newer is needed: run "az bicep upgrade".`);
  const shown = await az.json<Shown>(['account', 'show']).catch((error: unknown) => {
    throw error instanceof AzureRefusal ? new Stop('Nobody is signed in: run "az login" and start again.') : error;
  });
  const { name, endpoints } = await az.json<{ name: string; endpoints: Record<string, string> }>(['cloud', 'show']);
  const cloud = chooseCloud(name, settings.get('GUESTMAIL_CLOUD'));
  const account: Account = {
    cloud,
    subscriptionId: shown.id,
    subscription: shown.name,
    tenantId: shown.tenantId,
    organisation: shown.tenantDisplayName ?? '',
    user: shown.user.name,
    isPerson: shown.user.type === 'user',
    graphUrl:
      cloud === 'usgovdod'
        ? 'https://dod-graph.microsoft.us'
        : (endpoints['microsoftGraphResourceId'] ?? '').replace(/\/$/, ''),
  };
  print(`Signed in as ${account.user}, tenant ${account.organisation} ${account.tenantId}`);
  print(`Subscription ${account.subscription} (${account.subscriptionId}), cloud ${cloud}`);
  print('Not these? Stop with Ctrl-C; "az account set --subscription <name>" or "az cloud set" chooses others.');
  return account;
}

function bicepVersion(az: Context['az']): Promise<string> {
  return az.text(['bicep', 'version']).catch((error: unknown) => {
    throw error instanceof AzureRefusal
      ? new Stop('Bicep is not installed: run "az bicep install" and start again.')
      : error;
  });
}

function chooseCloud(name: string, wanted: string | undefined): CloudName {
  const possible = clouds[name];
  const [usual] = possible ?? [];
  if (!possible || !usual) throw new Stop(`The Azure CLI is set to ${name}, which this project does not know.`);
  if (!wanted) return usual;
  const chosen = possible.find((cloud) => cloud === wanted);
  if (chosen) return chosen;
  const [needed = 'the other one'] = Object.entries(clouds).find(([, all]) => all.some((one) => one === wanted)) ?? [];
  throw new Stop(
    `GUESTMAIL_CLOUD is ${wanted}, but the Azure CLI is set to ${name} (${possible.join(' or ')}): ` +
      `run "az cloud set --name ${needed}" and "az login", or leave GUESTMAIL_CLOUD out.`,
  );
}

function isOlder(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, 'en', { numeric: true }) < 0;
}
