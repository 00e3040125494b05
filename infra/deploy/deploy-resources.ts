/**
 * Deploys the resources unless nothing has changed, and returns the outputs of the template.
 *
 * An open installation that is to become private takes two deployments: the first makes the network and the private endpoints and
 * moves the app into it, the second closes what is public. In one, the running app would lose its data until it has moved.
 */
import type { Account } from './check-account.ts';
import { deploymentName, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { isPrivateNetwork } from './is-private-network.ts';
import { recallUnchanged } from './recall-unchanged.ts';
import { recoveringVault } from './recover-vault.ts';
import { runDeployment } from './run-deployment.ts';

/** Throws AzureRefusal. */
export async function deployResources(
  context: Context,
  account: Account,
  target: Target,
): Promise<Record<string, string>> {
  const { settings, print } = context;
  const unchanged = await recallUnchanged(context, account, target);
  if (unchanged) {
    print('Nothing has changed since the last deployment: the resources stay as they are.');
    return unchanged;
  }
  const main = { name: deploymentName(target), what: 'Deployment', file: 'main.bicepparam' };
  const run = () => recoveringVault(context, () => runDeployment(context, target, main));
  print('Deploying the resources (three to six minutes the first time) ...');
  const closes = isPrivateNetwork(settings) && target.present?.isOpen === true;
  if (!closes || settings.get('GUESTMAIL_CLOSE_PUBLIC_ACCESS') === 'false') return run();
  settings.set('GUESTMAIL_CLOSE_PUBLIC_ACCESS', 'false');
  await run();
  print('The private endpoints are there and the app uses them; closing public access ...');
  settings.set('GUESTMAIL_CLOSE_PUBLIC_ACCESS', 'true');
  return run();
}
