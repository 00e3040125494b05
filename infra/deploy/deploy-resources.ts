/**
 * Deploys the resources unless nothing has changed, and returns the outputs of the template.
 *
 * What is open and is to become private takes two deployments: the first makes network and private endpoints, moves the app into the
 * network and leaves open what is open, the second closes it. In one, the running app would lose what is closed before it can reach
 * it from inside. What is closed stays so in both.
 */
import type { Account } from './check-account.ts';
import { deploymentName, type Target } from './choose-settings.ts';
import { confirmSettings } from './confirm-settings.ts';
import type { Context } from './context.ts';
import { isPrivateNetwork } from './is-private-network.ts';
import { recallUnchanged } from './recall-unchanged.ts';
import { recoveringVault } from './recover-vault.ts';
import { readStayOpen, STAY_OPEN } from './read-stay-open.ts';
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
  let isChanged = false;
  const confirm = async () => (isChanged ? undefined : confirmSettings(context, target));
  const main = { name: deploymentName(target), what: 'Deployment', file: 'main.bicepparam', confirm };
  const run = () => recoveringVault(context, () => runDeployment(context, target, main));
  print('Deploying the resources (three to six minutes the first time) ...');
  const given = readStayOpen(settings);
  const open = isPrivateNetwork(settings) ? (target.present?.open ?? []) : [];
  const closing = open.filter((name) => !given.includes(name));
  if (closing.length === 0) return run();
  settings.set(STAY_OPEN, JSON.stringify([...given, ...closing]));
  await run();
  isChanged = true;
  print('The private endpoints are there and the app uses them; closing public access ...');
  settings.set(STAY_OPEN, JSON.stringify(given));
  return run();
}
