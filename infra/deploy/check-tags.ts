/**
 * Checks that no resource of an installation has lost the tag by which it is found: what is not found would get its default, or stay
 * when everything else is deleted.
 *
 * A resource counts as one of the installation where the settings of its app name it, or where its derived name ends as theirs do.
 * Nobody else's are touched: a name that only begins alike says nothing. Changes nothing.
 */
import { readTag } from './is-tagged-with.ts';
import { isType } from './is-type.ts';
import type { Listed } from './list-own.ts';
import { readToken } from './recall-names.ts';
import { Stop } from './stop.ts';

const isSite = isType('Microsoft.Web/sites');
const isVault = isType('Microsoft.KeyVault/vaults');
const isAccount = isType('Microsoft.Storage/storageAccounts');
/** Of the name of an installation, in those of its resources. As modules/names.bicep. */
const READABLE_MAX_CHARACTERS = 8;

/** `tagged`: those of `all` with its tag; `settings`: of its app, empty without it. Throws Stop. */
export function checkTags(
  all: readonly Listed[],
  tagged: readonly Listed[],
  settings: Readonly<Record<string, string>>,
  { environmentName, resourceGroup }: { environmentName: string; resourceGroup: string },
): void {
  const tokens = readTokens(all, tagged, environmentName);
  const hasApp = tagged.some(isSite);
  // With a name of its own only this tag says whose it is.
  const isApp = (one: Listed) =>
    !hasApp && isSite(one) && readTag(one, 'azd-service-name') === 'guestmail' && !readTag(one, 'azd-env-name');
  const lost = all.filter(
    (one) => !tagged.includes(one) && (isNamed(one, settings) || isAlike(one, tokens) || isApp(one)),
  );
  if (lost.length === 0) return;
  throw new Stop(
    `In ${resourceGroup}, these may belong to ${environmentName}, but lack the tag azd-env-name by which the resources of an installation ` +
      `are found: ${lost.map(({ name }) => name).join(', ')}. A Tag Contributor on the resource group gives each of them the name of its ` +
      `installation, and you start again:\n` +
      `  az tag update --resource-id <id> --operation Merge --tags azd-env-name=${environmentName}\nNothing was changed.`,
  );
}

function isNamed(one: Listed, settings: Readonly<Record<string, string>>): boolean {
  const isHostOf = (setting: string) =>
    URL.parse(settings[setting] ?? '')?.hostname.split('.')[0] === one.name.toLowerCase();
  return isVault(one)
    ? isHostOf('KEY_VAULT_URL')
    : isAccount(one) && (isHostOf('TABLE_ENDPOINT') || isHostOf('AzureWebJobsStorage__blobServiceUri'));
}

function isAlike(one: Listed, tokens: ReadonlySet<string>): boolean {
  const token = readToken(one);
  return !readTag(one, 'azd-env-name') && token !== undefined && tokens.has(token);
}

/** How the derived names of an installation end. Without its app, those of an untagged app of its name, and of untagged accounts, too. */
function readTokens(all: readonly Listed[], tagged: readonly Listed[], environmentName: string): ReadonlySet<string> {
  const part = environmentName
    .toLowerCase()
    .replace(/[_.()]/g, '-')
    .slice(0, READABLE_MAX_CHARACTERS);
  const untagged = tagged.some(isSite) ? [] : all.filter((one) => !readTag(one, 'azd-env-name'));
  const alike = untagged.filter((one) => (isSite(one) ? one.name.startsWith(`guestmail-${part}`) : isAccount(one)));
  return new Set([...tagged, ...alike].map(readToken).filter((token) => token !== undefined));
}
