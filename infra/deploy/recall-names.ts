/**
 * Recalls which names an installation was given: those of its resources that are not the derived ones.
 *
 * Derived names end with a token that only Azure can compute, so it is read from those that have a prefix of their own; a name that
 * is not certainly derived counts as given, which changes nothing. Pure.
 */
import { isType } from './is-type.ts';

export interface Named {
  name: string;
  type: string;
}

/** Property of the parameter `resourceNames`, type, and what stands before the token in a derived name. */
const kinds: readonly [kind: string, type: string, prefix: string][] = [
  ['functionApp', 'Microsoft.Web/sites', 'guestmail-.*-'],
  ['plan', 'Microsoft.Web/serverfarms', 'plan-guestmail-.*-'],
  ['identity', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'id-guestmail-.*-'],
  ['hostStorage', 'Microsoft.Storage/storageAccounts', 'gmhost'],
  ['dataStorage', 'Microsoft.Storage/storageAccounts', 'gmdata'],
  ['keyVault', 'Microsoft.KeyVault/vaults', 'guestmail-'],
  ['logAnalytics', 'Microsoft.OperationalInsights/workspaces', 'log-guestmail-.*-'],
  ['applicationInsights', 'Microsoft.Insights/components', 'appi-guestmail-.*-'],
  ['actionGroup', 'Microsoft.Insights/actionGroups', 'ag-guestmail-.*-'],
  ['network', 'Microsoft.Network/virtualNetworks', 'vnet-guestmail-.*-'],
  ['natGateway', 'Microsoft.Network/natGateways', 'ng-guestmail-.*-'],
  ['publicAddress', 'Microsoft.Network/publicIPAddresses', 'pip-guestmail-.*-'],
];

/** What ends the name of a resource where the name is a derived one; undefined for any other name. */
export function readToken({ name, type }: Named): string | undefined {
  const found = kinds
    .filter(([, of]) => isType(of)({ type }))
    .map(([, , prefix]) => new RegExp(`^${prefix}([a-z0-9]+)$`).exec(name)?.[1]);
  return found.find(Boolean);
}

/** Which of the storage accounts is the host's and which holds the data, as the settings of the app say, or their derived names. */
export function findAccounts<One extends Named>(
  ours: readonly One[],
  settings: Readonly<Record<string, string>>,
): { host?: One; data?: One } {
  const accounts = ours.filter(isType('Microsoft.Storage/storageAccounts'));
  const find = (setting: string, derived: RegExp) => {
    const named = URL.parse(settings[setting] ?? '')?.hostname.split('.')[0];
    return accounts.find(({ name }) => (named ? name === named : derived.test(name)));
  };
  const host = find('AzureWebJobsStorage__blobServiceUri', /^gmhost/);
  const data = find('TABLE_ENDPOINT', /^gmdata/);
  return { ...(host && { host }), ...(data && { data }) };
}

/** As the parameter is written in its variable. */
export function recallNames(ours: readonly Named[], { host, data }: { host?: Named; data?: Named }): string {
  const vault = ours.find(isType('Microsoft.KeyVault/vaults'));
  const token = findToken(host?.name, data?.name, vault?.name);
  const accounts: Record<string, Named | undefined> = { hostStorage: host, dataStorage: data };
  const given = kinds.flatMap(([kind, type, prefix]) => {
    const found = Object.hasOwn(accounts, kind) ? accounts[kind] : ours.find(isType(type));
    const isDerived = token && new RegExp(`^${prefix}${token}$`).test(found?.name ?? '');
    return found && !isDerived ? [[kind, found.name]] : [];
  });
  return JSON.stringify(Object.fromEntries(given));
}

/** The resources that names so chosen would leave behind, each for a new one. `chosen`: by kind; those left out are derived. */
export function listRenamed(
  ours: readonly Named[],
  settings: Readonly<Record<string, string>>,
  chosen: Readonly<Record<string, string>>,
): Named[] {
  const accounts = findAccounts(ours, settings);
  const hasApp = ours.some(isType('Microsoft.Web/sites'));
  const isUsed = (one: Named) =>
    !hasApp || !isType('Microsoft.Storage/storageAccounts')(one) || one === accounts.host || one === accounts.data;
  const vault = ours.find(isType('Microsoft.KeyVault/vaults'));
  const ending = findToken(accounts.host?.name, accounts.data?.name, vault?.name) ?? '[a-z0-9]+';
  const keeps = (one: Named) => (kind: string, prefix: string) =>
    Object.hasOwn(chosen, kind)
      ? chosen[kind]?.toLowerCase() === one.name.toLowerCase()
      : new RegExp(`^${prefix}${ending}$`).test(one.name);
  return ours.filter((one) => {
    const possible = kinds.filter(([, type]) => isType(type)(one));
    return possible.length > 0 && isUsed(one) && !possible.some(([kind, , prefix]) => keeps(one)(kind, prefix));
  });
}

/** The ending that two of the three share, each behind its own prefix. */
function findToken(host = '', data = '', vault = ''): string | undefined {
  const endings = [
    /^gmhost([a-z0-9]+)$/.exec(host),
    /^gmdata([a-z0-9]+)$/.exec(data),
    /^guestmail-([a-z0-9]+)$/.exec(vault),
  ];
  const tokens = endings.map((found) => found?.[1]);
  return tokens.find((token, index) => token && tokens.indexOf(token) !== index);
}
