/**
 * `npm run teardown`: deletes what carries the name of this installation in its resource group, and on request its registration.
 *
 * Says first what goes and what stays, and asks for the name. Leaves the group and its other resources alone. A registration that
 * stays loses its redirect URIs. Can be repeated; the registration comes first, because the app's name leads to it.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { checkAccount, type Account } from './check-account.ts';
import { checkTags } from './check-tags.ts';
import { chooseTarget, deploymentName, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { emptyRedirectUris, type KnownRegistration } from './empty-redirect-uris.ts';
import { explainRefusal } from './explain-refusal.ts';
import { findAppName } from './find-app-name.ts';
import { findRegistration } from './find-registration.ts';
import { isTaggedWith } from './is-tagged-with.ts';
import { isType } from './is-type.ts';
import { listOwn, type Listed } from './list-own.ts';
import { readOrNothing } from './read-or-nothing.ts';
import { Stop } from './stop.ts';

/** What Azure gives an app in each cloud, as `siteSuffix` of modules/clouds.bicep. */
const OWN_HOST = /\.(azurewebsites\.net|azurewebsites\.us|chinacloudsites\.cn)$/;

/** Throws Stop when the name is not typed exactly, or something that should go stays. */
export async function teardown(context: Context, withRegistration: boolean): Promise<void> {
  const { az, print } = context;
  const account = await checkAccount(context);
  const target = await chooseTarget(context);
  const list = ['resource', 'list', '--resource-group', target.resourceGroup];
  const all = (await readOrNothing<Listed[]>(context, list)) ?? [];
  const ours = listOwn(all, target.environmentName);
  const site = ours.find(isType('Microsoft.Web/sites'));
  const settings = site ? await readSettings(context, site) : {};
  checkTags(all, all.filter(isTaggedWith(target.environmentName)), settings, target);
  const appName = await findAppName(context, account, target, ours);
  if (ours.length === 0 && !(withRegistration && appName && (await findRegistration(context, account, appName)))) {
    await deleteHistory(context, target);
    print(`Nothing in ${target.resourceGroup} belongs to ${target.environmentName}.`);
    if (withRegistration) print(explainRegistration(account, undefined));
    return;
  }
  const vaultName = ours.find(isType('Microsoft.KeyVault/vaults'))?.name;
  print(describe(target, ours, all.length - ours.length, withRegistration));
  await confirm(context, target.environmentName);
  const known = { clientId: settings['ENTRA_CLIENT_ID'], hostTenantId: settings['HOST_TENANT_ID'] };
  const left = withRegistration
    ? await removeRegistration(context, account, appName, known)
    : await emptyRedirectUris(context, account, appName, known);
  if (ours.length > 0) {
    print('Deleting ...');
    await az.text(['resource', 'delete', '--ids', ...ours.map(({ id }) => id)]).catch((error: unknown) => {
      throw error instanceof AzureRefusal ? explainLeft(error, ours) : error;
    });
    print(`The resources are deleted. ${vaultName ? explainVault(vaultName) : ''}`);
  }
  const host = URL.parse(settings['PUBLIC_URL'] ?? '')?.hostname;
  if (host && !OWN_HOST.test(host))
    print(`Remove the DNS records of ${host} as well: they lead to a name that others can take now.`);
  if (left) print(left);
  await deleteHistory(context, target);
  print('Deleted.');
}

/**
 * The record of the last deployment, from which the next one would take its settings where there is nothing else to read them from.
 * Throws Stop where it stays.
 */
async function deleteHistory(
  { az }: Context,
  target: Pick<Target, 'environmentName' | 'resourceGroup'>,
): Promise<void> {
  const place = ['--name', deploymentName(target), '--resource-group', target.resourceGroup];
  await az.text(['deployment', 'group', 'delete', ...place]).catch((error: unknown) => {
    if (!(error instanceof AzureRefusal)) throw error;
    if (error.codes.some((code) => ['DeploymentNotFound', 'ResourceGroupNotFound'].includes(code))) return;
    throw new Stop(
      `${explainRefusal('Deleting the record of the last deployment', error).message}\n` +
        'It is all that is left of the installation. While it is there, a deployment of this name takes its settings over; run the ' +
        'teardown again once this is put right.',
    );
  });
}

/** Of the app; empty where this account may not read them. */
async function readSettings({ az }: Context, { id }: Listed): Promise<Record<string, string>> {
  const call = ['rest', '--method', 'post', '--url', `${id}/config/appsettings/list?api-version=2024-04-01`];
  return az.json<{ properties: Record<string, string> }>(call).then(
    ({ properties }) => properties,
    (error: unknown) => {
      if (error instanceof AzureRefusal) return {};
      throw error;
    },
  );
}

/** The CLI names what it could not delete, and not why. A network is what Azure keeps for a while after its app is gone. */
function explainLeft(refusal: AzureRefusal, ours: readonly Listed[]): Stop {
  const kept = ours.filter(({ id }) => refusal.message.toLowerCase().includes(id.toLowerCase()));
  const isNetwork = kept.length > 0 && kept.every(({ type }) => /^Microsoft\.Network\//i.test(type));
  const codes = isNetwork ? [...refusal.codes, 'InUseSubnetCannotBeDeleted'] : refusal.codes;
  return explainRefusal('Deleting', new AzureRefusal(refusal.message, codes));
}

function describe(
  target: { environmentName: string; resourceGroup: string },
  ours: Listed[],
  others: number,
  withRegistration: boolean,
): string {
  return `
This deletes the installation ${target.environmentName} in ${target.resourceGroup}:
${ours.map(({ type, name }) => `  ${type.replace(/^Microsoft\./i, '')}  ${name}`).join('\n') || '  Nothing of it is left but its registration.'}
Every connection and the history of all messages are lost for good: each person would have to connect again.
${withRegistration ? 'The two applications in Entra go as well, with every approval that other organisations gave.' : 'The two applications in Entra stay, without redirect URIs (--with-registration deletes them).'}
${others > 0 ? `${others} other resources of the group stay.` : 'The empty group stays.'}
`;
}

function explainVault(name: string): string {
  return (
    `Purge protection keeps the vault ${name} for 90 days, with its keys; it cannot be deleted sooner, and nothing else can take ` +
    'its name. Deploying this installation again before that takes it back.'
  );
}

async function confirm({ settings, ask }: Context, environmentName: string): Promise<void> {
  const typed =
    settings.get('GUESTMAIL_CONFIRM') || (await ask?.('Type the name of the installation to delete it', ''));
  if (typed !== environmentName)
    throw new Stop(`Nothing was deleted: the name was not typed${ask ? '' : ' (--confirm <name>)'}.`);
}

/**
 * Deletes for good, because an application in the recycle bin keeps its key for 30 days and blocks the next deployment. Returns what is
 * left for another person to do; undefined: nothing.
 */
async function removeRegistration(
  context: Context,
  account: Account,
  appName: string | undefined,
  known: KnownRegistration,
): Promise<string | undefined> {
  const { az, print } = context;
  const found = appName ? await findRegistration(context, account, appName) : undefined;
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
  const isOther = known.clientId !== undefined && known.clientId !== found?.connector.appId;
  return found && !isOther ? undefined : explainRegistration(account, known);
}

/** It was made by hand, or in another tenant, or is gone. */
function explainRegistration({ tenantId }: Account, known: KnownRegistration | undefined): string {
  const which = known?.clientId ? `The application ${known.clientId}` : 'A registration of this installation';
  return (
    `${which} was not deleted, because this account finds none that this program made. If there is one, an Application Administrator of ` +
    `the tenant ${known?.hostTenantId ?? tenantId} deletes it, and that of its caller (App registrations).`
  );
}
