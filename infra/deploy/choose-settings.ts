/**
 * Chooses what to deploy: variables and options first, then what the installation has, then at most four questions.
 *
 * The installation is read from Azure, so an upgrade from another machine changes only what it is told to change.
 * Nothing is kept on this machine.
 */
import type { Account } from './check-account.ts';
import type { CloudName, Context } from './context.ts';
import { checkPlan } from './check-plan.ts';
import { forgetLostRegistration } from './forget-lost-registration.ts';
import { readChosenNames } from './read-chosen-names.ts';
import { readOrNothing } from './read-or-nothing.ts';
import { readParameterFile } from './read-parameter-file.ts';
import type { Present } from './recall-installation.ts';
import { readCustomDomain } from './read-custom-domain.ts';
import { readTags } from './read-tags.ts';
import { recallSettings } from './recall-settings.ts';
import { isSameRegion } from './is-same-region.ts';
import { Stop } from './stop.ts';

const regions: Record<CloudName, string> = {
  global: 'westeurope',
  usgov: 'usgovvirginia',
  usgovdod: 'usdodeast',
  china: 'chinanorth3',
};

export interface Target {
  environmentName: string;
  resourceGroup: string;
  /** Where to create the group; undefined when it exists. */
  newGroupLocation: string | undefined;
  /** What is in place; undefined where the group is new. */
  present: Present | undefined;
  /** Region of the group, and so of everything that is deployed into it. */
  location: string;
}

/** Fills the settings and returns where they go. Throws Stop for a value that cannot be used. */
export async function chooseSettings(context: Context, account: Account): Promise<Target> {
  const { settings } = context;
  const target = await chooseTarget(context);
  const group = await readOrNothing<{ location: string }>(context, ['group', 'show', '--name', target.resourceGroup]);
  if (group) checkRegion(settings, group.location, target.resourceGroup);
  const known = settings.get('ENTRA_CLIENT_ID');
  const present = group ? await recallSettings(context, target, deploymentName(target)) : undefined;
  if (!known && present && !present.siteName) await forgetLostRegistration(context, account);
  const newGroupLocation = group ? undefined : await chooseRegion(context, account.cloud);
  await choose(context, 'HOST_NAME', 'Name of your organisation, as people see it', account.organisation, isText);
  await choose(
    context,
    'GUESTMAIL_ALERT_EMAIL',
    'E-mail address for alerts, also shown to people who need help',
    account.user.includes('@') ? account.user : '',
    (value) => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(value) || 'That is not an e-mail address.',
  );
  const alertEmail = settings.get('GUESTMAIL_ALERT_EMAIL') ?? '';
  if (!settings.has('SUPPORT_CONTACT')) settings.set('SUPPORT_CONTACT', alertEmail);
  if (!settings.get('HOST_TENANT_ID')) settings.set('HOST_TENANT_ID', account.tenantId);
  // The CLI cannot tell the two US Government clouds apart, so an upgrade could move an installation from one to the other.
  const cloud = settings.get('GUESTMAIL_CLOUD') || account.cloud;
  if (cloud !== account.cloud)
    throw new Stop(`This installation is in the cloud ${cloud}, not ${account.cloud}: set GUESTMAIL_CLOUD=${cloud}.`);
  settings.set('GUESTMAIL_CLOUD', cloud);
  const publicUrl = settings.get('PUBLIC_URL');
  if (publicUrl) settings.set('PUBLIC_URL', normaliseAddress(publicUrl));
  await fillEmpty(context);
  readTags(settings);
  readChosenNames(settings);
  readCustomDomain(settings);
  checkPlan(settings, present);
  return { ...target, newGroupLocation, location: newGroupLocation ?? group?.location ?? '', present };
}

/** Name and resource group; the same for a teardown. */
export async function chooseTarget(context: Context): Promise<Pick<Target, 'environmentName' | 'resourceGroup'>> {
  const isName = (value: string) =>
    /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/i.test(value) || 'A name has 1 to 40 letters, digits and hyphens.';
  const environmentName = await choose(context, 'AZURE_ENV_NAME', 'Name of this installation', 'guestmail', isName);
  const resourceGroup = context.settings.get('AZURE_RESOURCE_GROUP') || `rg-${environmentName}`;
  if (!/^[\w.()-]{1,89}[\w()-]$/.test(resourceGroup))
    throw new Stop(`AZURE_RESOURCE_GROUP is not the name of a resource group: ${resourceGroup}`);
  return { environmentName, resourceGroup };
}

/** The name under which ARM keeps what was deployed. */
export function deploymentName({ environmentName }: Pick<Target, 'environmentName'>): string {
  return `guestmail-${environmentName}`;
}

/** Everything goes where the group is; another region may be one that the organisation has ruled out. Throws Stop. */
function checkRegion(settings: ReadonlyMap<string, string>, location: string, resourceGroup: string): void {
  const wanted = settings.get('AZURE_LOCATION');
  if (!wanted || isSameRegion(wanted, location)) return;
  throw new Stop(
    `AZURE_LOCATION is ${wanted}, but the resource group ${resourceGroup} is in ${location}, and everything is deployed there: leave ` +
      'AZURE_LOCATION out, or choose another AZURE_RESOURCE_GROUP. Nothing was changed.',
  );
}

async function chooseRegion(context: Context, cloud: CloudName): Promise<string> {
  const isRegion = (value: string) => /^[a-z0-9]{4,30}$/.test(value) || 'A region is written like westeurope.';
  return choose(context, 'AZURE_LOCATION', 'Region ("az account list-locations" lists them)', regions[cloud], isRegion);
}

const isText = (value: string) => (value.length > 0 && value.length <= 100) || 'Between 1 and 100 characters.';

/** As the app reads it: the redirect URI of the registration starts with it, and Entra compares character by character. */
function normaliseAddress(text: string): string {
  const url = URL.parse(text.trim());
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash)
    throw new Stop(`PUBLIC_URL is not an https address like https://guestmail.contoso.com/api: ${text}`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** A setting, else an answer; without a terminal, the suggestion. */
async function choose(
  { settings, ask }: Context,
  variable: string,
  question: string,
  suggestion: string,
  check: (value: string) => true | string,
): Promise<string> {
  const isOptional = variable === 'HOST_NAME' || variable === 'GUESTMAIL_ALERT_EMAIL';
  // A pipeline sets a variable it has no value for to nothing.
  const given = settings.get(variable) || (isOptional ? settings.get(variable) : undefined);
  const value = given ?? (ask ? (await ask(question, suggestion)) || suggestion : suggestion);
  const verdict = isOptional && !value ? true : check(value);
  if (verdict !== true) throw new Stop(`${variable} cannot be "${value}". ${verdict}`);
  settings.set(variable, value);
  return value;
}

/** A pipeline sets a variable it has no value for to nothing, which is no value for a number or a choice. */
async function fillEmpty({ settings }: Context): Promise<void> {
  for (const [, variable, otherwise] of await readParameterFile())
    if (otherwise && settings.get(variable) === '') settings.set(variable, otherwise);
}
