/**
 * Prepares the subscription for a deployment: the group exists, the resource providers are registered, and the account may
 * deploy and assign roles. Each needs its own right; where this account lacks one, the message says who has it.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import { checkRights } from './check-rights.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { explainRefusal } from './explain-refusal.ts';
import { isPrivateNetwork } from './is-private-network.ts';
import { readTags } from './read-tags.ts';
import { Stop } from './stop.ts';

const always = ['Insights', 'KeyVault', 'ManagedIdentity', 'OperationalInsights', 'Storage', 'Web'];
const REGISTRATION_MAX_MILLISECONDS = 10 * 60_000;
const PAUSE_MILLISECONDS = 10_000;

/** Creates the group when it is new. Throws Stop when another person has to act first. */
export async function prepareGroup(context: Context, account: Account, target: Target): Promise<void> {
  const { az, settings, print } = context;
  const { resourceGroup, newGroupLocation } = target;
  if (newGroupLocation) {
    print(`Creating the resource group ${resourceGroup} in ${newGroupLocation} ...`);
    const tags = Object.entries(readTags(settings)).map(([name, value]) => `${name}=${value}`);
    const tagged = tags.length > 0 ? ['--tags', ...tags] : [];
    const group = ['group', 'create', '--name', resourceGroup, '--location', newGroupLocation, ...tagged];
    await az.json(group).catch((error: unknown) => {
      if (!(error instanceof AzureRefusal)) throw error;
      throw new Stop(
        `${explainRefusal('Creating the resource group', error).message}\n` +
          `Or a Contributor on the subscription runs: az group create --name ${resourceGroup} --location ${newGroupLocation}`,
      );
    });
  }
  await registerProviders(context);
  await checkRights(context, account, resourceGroup);
}

async function registerProviders({ az, settings, print, now, sleep }: Context): Promise<void> {
  const needed = [...always, ...(isPrivateNetwork(settings) ? ['App', 'Network'] : [])];
  const missing = async () => {
    type Provider = { namespace: string; registrationState: string };
    const list = await az.json<Provider[]>(['provider', 'list']);
    // Azure writes some in another case: microsoft.insights.
    const registered = new Set(
      list
        .filter(({ registrationState }) => registrationState === 'Registered')
        .map(({ namespace }) => namespace.toLowerCase()),
    );
    const isRegistered = (name: string) => registered.has(`microsoft.${name}`.toLowerCase());
    return needed.filter((name) => !isRegistered(name)).map((name) => `Microsoft.${name}`);
  };
  const first = await missing().catch((error: unknown) => {
    if (!(error instanceof AzureRefusal) || !error.codes.includes('AuthorizationFailed')) throw error;
    // Rights on the group are enough to deploy, but do not show what is registered in the subscription.
    print(
      'Your account may not see which resource providers are registered; the deployment will say if one is missing.',
    );
    return [];
  });
  if (first.length === 0) return;
  print(`Registering ${first.join(', ')} ...`);
  for (const namespace of first) {
    await az.text(['provider', 'register', '--namespace', namespace]).catch((error: unknown) => {
      if (!(error instanceof AzureRefusal)) throw error;
      const commands = first.map((name) => `  az provider register --namespace ${name}`).join('\n');
      throw new Stop(
        `${namespace} is not registered, and your account may not register it. A Contributor on the ` +
          `subscription runs:\n${commands}`,
      );
    });
  }
  const startedAt = now().getTime();
  for (let rest = await missing(); rest.length > 0; rest = await missing()) {
    if (now().getTime() - startedAt > REGISTRATION_MAX_MILLISECONDS)
      throw new Stop(`${rest.join(', ')} is still being registered after ten minutes: start again later.`);
    print(`  waiting for ${rest.join(', ')}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
