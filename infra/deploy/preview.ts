/**
 * `npm run deploy -- --what-if`: says what a deployment with these settings would do, and what it costs a month. It only reads: no
 * group is created, no provider registered, nothing in Entra changed.
 *
 * Where the group exists, Azure itself compares; where it is new, the resources are listed by type.
 */
import type { Account } from './check-account.ts';
import { checkAddress } from './check-address.ts';
import { checkRights } from './check-rights.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { isOwnRegistration } from './is-own-registration.ts';
import { listResources } from './list-resources.ts';
import { priceMonth } from './price-month.ts';
import { readCustomDomain } from './read-custom-domain.ts';
import { readPlan } from './read-plan.ts';
import { runWhatIf, type Change, type ChangeType } from './run-what-if.ts';

/** Stands for the client id of an application that is not registered yet. */
const NOT_REGISTERED = '00000000-0000-0000-0000-000000000000';

const marks: Readonly<Partial<Record<ChangeType, string>>> = {
  Create: '+ new       ',
  Delete: '- deleted   ',
  Modify: '~ changed   ',
  Deploy: '~ deployed  ',
  NoChange: '= as it is  ',
  NoEffect: '= as it is  ',
};

/** Throws Stop or AzureRefusal as a deployment would before it changes anything. */
export async function preview(context: Context): Promise<void> {
  const { settings, print } = context;
  const { account, target } = await readPlan(context);
  print('\nWhat a deployment would do; nothing is changed now.\n');
  print(`In Entra, tenant ${settings.get('HOST_TENANT_ID')}: ${await describeRegistration(context, account, target)}`);
  for (const line of describeAddress(settings, target)) print(line);
  if (!settings.get('ENTRA_CLIENT_ID')) settings.set('ENTRA_CLIENT_ID', NOT_REGISTERED);
  const resources = await listResources(settings);
  if (target.newGroupLocation) describeNew(context, target, resources);
  else await describeChanges(context, account, target);
  describePrice(context, resources);
}

async function describeRegistration(context: Context, account: Account, target: Target): Promise<string> {
  const clientId = context.settings.get('ENTRA_CLIENT_ID');
  if (!clientId) return 'registers the applications Guestmail and Guestmail caller (ERP).';
  if (await isOwnRegistration(context, account, target, clientId))
    return `brings the application ${clientId} up to date.`;
  await checkAddress(context, account, target, clientId);
  return `leaves the application ${clientId} as it is.`;
}

/** What changes for everybody who has the present address. */
function describeAddress(settings: ReadonlyMap<string, string>, { present }: Target): string[] {
  const domain = readCustomDomain(settings);
  const before = present?.appSettings['PUBLIC_URL'] ?? '';
  const after = domain ? `https://${domain}/api` : settings.get('PUBLIC_URL');
  if (!after || after === before) return [];
  const first = domain
    ? `binds ${domain} to the app, with a certificate of Azure, once its DNS records lead there; then `
    : '';
  return [
    `Address: ${first}becomes ${after}${before && ` instead of ${before}`}, with its redirect URI, and in every link and message.`,
  ];
}

function describeNew({ print }: Context, target: Target, resources: ReadonlyMap<string, number>): void {
  print(`\nIn Azure: creates the resource group ${target.resourceGroup} in ${target.newGroupLocation}, and in it`);
  for (const [type, count] of resources) print(`  ${marks.Create}${type}${count > 1 ? ` (${count})` : ''}`);
}

async function describeChanges(context: Context, account: Account, target: Target): Promise<void> {
  const { print } = context;
  await checkRights(context, account, target.resourceGroup);
  const changes = await runWhatIf(context, target);
  const others = changes.filter(({ changeType }) => changeType === 'Ignore').length;
  print(`\nIn Azure, resource group ${target.resourceGroup}:`);
  for (const change of changes) if (change.changeType !== 'Ignore') print(`  ${describeChange(change)}`);
  if (others > 0) print(`  ${others} other resources of the group stay as they are.`);
  print('  Azure cannot compare the settings of the app, nor what depends on values that only a deployment makes.');
}

function describeChange({ resourceId, changeType, paths }: Change): string {
  const [, name = resourceId] = /\/providers\/(.+)$/.exec(resourceId) ?? [];
  const what = changeType === 'Modify' && paths.length > 0 ? `: ${paths.join(', ')}` : '';
  return `${marks[changeType] ?? '? not known '}${name}${what}`;
}

function describePrice({ settings, print }: Context, resources: ReadonlyMap<string, number>): void {
  const { months, added, without } = priceMonth(settings, resources);
  const show = (dollars: number) => `$${dollars.toFixed(2)}`;
  print('\nA month in US dollars, at list prices (infra/README.md, Cost):');
  for (const { sends, dollars } of months)
    print(`  ${show(dollars).padStart(9)}  with ${sends.toLocaleString('en')} messages`);
  for (const [what, dollars] of added) print(`  ${show(dollars).padStart(9)}  of it for ${what}`);
  print(`  Not in it: ${without.join(', ')}.`);
}
