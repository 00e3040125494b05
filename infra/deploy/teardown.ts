/**
 * `npm run teardown`: deletes what carries the name of this installation in its resource group, and on request its registration.
 *
 * Says first what goes and what stays, and asks for the name. Leaves the group and its other resources alone.
 * Can be repeated; the registration goes first, because the app's name leads to it.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { checkAccount, type Account } from './check-account.ts';
import { chooseTarget, deploymentName } from './choose-settings.ts';
import type { Context } from './context.ts';
import { findRegistration } from './find-registration.ts';
import { isTaggedWith, type Tagged } from './is-tagged-with.ts';
import { Stop } from './stop.ts';

interface Resource extends Tagged {
  id: string;
  name: string;
  type: string;
}

/** Throws Stop when the name is not typed exactly, or something that should go stays. */
export async function teardown(context: Context, withRegistration: boolean): Promise<void> {
  const { az, print } = context;
  const account = await checkAccount(context);
  const target = await chooseTarget(context);
  const all = await az.json<Resource[]>(['resource', 'list', '--resource-group', target.resourceGroup]);
  const ours = chooseOurs(all, target.environmentName);
  if (ours.length === 0) {
    print(`Nothing in ${target.resourceGroup} belongs to ${target.environmentName}.`);
    return;
  }
  const appName = ours.find(({ type }) => type === 'Microsoft.Web/sites')?.name;
  const vaultName = ours.find(({ type }) => type === 'Microsoft.KeyVault/vaults')?.name;
  print(describe(target, ours, all.length - ours.length, withRegistration));
  await confirm(context, target.environmentName);
  if (withRegistration) await removeRegistration(context, account, appName);
  print('Deleting ...');
  await az.text(['resource', 'delete', '--ids', ...ours.map(({ id }) => id)]);
  const place = ['--name', deploymentName(target), '--resource-group', target.resourceGroup];
  await az.text(['deployment', 'group', 'delete', ...place]).catch((error: unknown) => {
    if (!(error instanceof AzureRefusal)) throw error;
  });
  print(`Deleted. ${vaultName ? explainVault(vaultName) : ''}`);
}

/** The resources with the name. A private DNS zone may serve several installations: it goes with the last one linked to it. */
function chooseOurs(all: Resource[], environmentName: string): Resource[] {
  const isTagged = isTaggedWith(environmentName);
  return all.filter((one) => {
    const links = all.filter(({ id }) => id.toLowerCase().startsWith(`${one.id}/virtualNetworkLinks/`.toLowerCase()));
    return links.length > 0 ? links.every(isTagged) : isTagged(one);
  });
}

function describe(
  target: { environmentName: string; resourceGroup: string },
  ours: Resource[],
  others: number,
  withRegistration: boolean,
): string {
  return `
This deletes the installation ${target.environmentName} in ${target.resourceGroup}:
${ours.map(({ type, name }) => `  ${type.replace('Microsoft.', '')}  ${name}`).join('\n')}
Every connection and the history of all messages are lost for good: each person would have to connect again.
${withRegistration ? 'The two applications in Entra go as well, with every approval that other organisations gave.' : 'The two applications in Entra stay (--with-registration deletes them).'}
${others > 0 ? `${others} other resources of the group stay.` : 'The empty group stays.'}
`;
}

function explainVault(name: string): string {
  return (
    `Purge protection keeps the vault ${name} for 90 days, with its keys; it cannot be deleted sooner, and nothing else can take ` +
    'its name. To deploy this installation again before that: GUESTMAIL_RECOVER_VAULT=true npm run deploy (the first time only).'
  );
}

async function confirm({ settings, ask }: Context, environmentName: string): Promise<void> {
  const typed =
    settings.get('GUESTMAIL_CONFIRM') ?? (await ask?.('Type the name of the installation to delete it', ''));
  if (typed !== environmentName)
    throw new Stop(`Nothing was deleted: the name was not typed${ask ? '' : ' (--confirm <name>)'}.`);
}

/** Deletes for good, because an application in the recycle bin keeps its key for 30 days and blocks the next deployment. */
async function removeRegistration(context: Context, account: Account, appName: string | undefined): Promise<void> {
  const { az, print } = context;
  if (!appName)
    throw new Stop('Nothing was deleted: the app is already gone, and with it the name of its registration.');
  const found = await findRegistration(context, account, appName);
  const resource = ['--resource', `${account.graphUrl}/`];
  const remove = (path: string) =>
    az.text(['rest', '--method', 'delete', '--url', `${account.graphUrl}/v1.0/${path}`, ...resource]);
  for (const application of [found?.caller, found?.connector]) {
    if (!application) continue;
    print(`Deleting the application ${application.appId} ...`);
    await remove(`applications/${application.id}`);
    await remove(`directory/deletedItems/${application.id}`).catch((error: unknown) => {
      if (!(error instanceof AzureRefusal)) throw error;
      print(
        '  It stays in the recycle bin for 30 days: an Application Administrator deletes it there before the next deployment.',
      );
    });
  }
}
