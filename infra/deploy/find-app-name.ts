/**
 * Finds the name of the app of an installation, which is the key of its registration, also where the app is gone: a teardown that has
 * stopped must lead to the registration when it is run again. Reads only.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import { deploymentName } from './choose-settings.ts';
import type { Context } from './context.ts';
import { findApplication } from './find-registration.ts';
import { isType } from './is-type.ts';
import type { Listed } from './list-own.ts';
import type { Place } from './recall-installation.ts';
import { recallOutputs } from './run-deployment.ts';

/** From the app itself, what its deployments said, or its network, which may be all that is left. */
export async function findAppName(
  context: Context,
  account: Account,
  place: Place,
  ours: readonly Listed[],
): Promise<string | undefined> {
  const site = ours.find(isType('Microsoft.Web/sites'));
  if (site) return site.name;
  const network = ours.find(isType('Microsoft.Network/virtualNetworks'));
  const deployed = await recallName(context, account, place).catch((error: unknown) => {
    if (error instanceof AzureRefusal) return undefined;
    throw error;
  });
  return deployed ?? /^vnet-(guestmail-.+)$/.exec(network?.name ?? '')?.[1];
}

async function recallName(context: Context, account: Account, place: Place): Promise<string | undefined> {
  const name = deploymentName(place);
  const { CONNECTOR_APP_NAME: deployed } = await recallOutputs(context, place, name);
  if (deployed) return deployed;
  const { ENTRA_CLIENT_ID: clientId } = await recallOutputs(context, place, `${name}-registration`);
  return (clientId && (await findApplication(context, account, 'appId', clientId))?.uniqueName) || undefined;
}
