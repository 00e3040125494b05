/**
 * Takes over the settings of the installation that is there, except those meant for one deployment only and those that are given.
 *
 * What its app and its resources say comes first. ARM's history is asked only where these do not say enough: nothing is there yet
 * but a deployment that stopped, or the app is gone. An installation about which neither says who may connect and which keys it
 * uses is not touched, because the defaults would open it.
 */
import { checkNames } from './check-names.ts';
import { tidyList } from './comma-list.ts';
import type { Context } from './context.ts';
import { isForOneDeployment } from './is-for-one-deployment.ts';
import { isPrivateNetwork } from './is-private-network.ts';
import { readOrNothing } from './read-or-nothing.ts';
import { readParameterFile } from './read-parameter-file.ts';
import { keepAllowedTags } from './read-tags.ts';
import { recallInstallation, type Place, type Present, type Value } from './recall-installation.ts';
import { Stop } from './stop.ts';

/** What an earlier release did, where it did not know the parameter: an upgrade takes no right away by itself. */
const asBefore: Readonly<Record<string, string>> = { sendersRole: 'Mail.Send.AsUser' };

type Tags = Record<string, string>;

/** A pipeline sets a variable it has no value for to nothing, and without these nobody could connect, call or be reached. */
const neverEmptied: readonly string[] = [
  'hostTenantId',
  'entraClientId',
  'apiAudience',
  'publicUrl',
  'virtualNetworkId',
  'privateDnsZones',
  'workspaceId',
];

/** What an installation leaves with its private network; Azure keeps the resources that say so. */
const ofNetwork: readonly string[] = ['staticEgress', 'virtualNetworkId', 'privateDnsZones'];

/** Without an order, so that an entry too many is nothing that a row depends on. */
const listsOfIds: readonly string[] = ['callerClientIds', 'allowedHomeTenants'];

/** Every release wrote these: a record without one of them is none. */
const needed: readonly string[] = [
  'hostTenantId',
  'entraClientId',
  'entraCredential',
  'mailPermission',
  'callerClientIds',
  'allowedHomeTenants',
  'tokenKeyNames',
  'tokenPepperNames',
];

/**
 * Returns what is in place. `historyName`: of the deployment in ARM's history. Throws Stop for a list that is not appended to, and
 * where there is no record.
 */
export async function recallSettings(context: Context, place: Place, historyName: string): Promise<Present> {
  const { settings, print } = context;
  const { values, exists, present } = await recallInstallation(context, place);
  const parameters = await readParameterFile();
  const isGiven = (parameter: string, variable: string, otherwise: string) => {
    const mayBeEmpty = otherwise === '' && !neverEmptied.includes(parameter);
    return mayBeEmpty ? settings.has(variable) : Boolean(settings.get(variable));
  };
  const isComplete = exists && needed.every((parameter) => values[parameter] !== undefined);
  const { parameters: kept, isTrue } = await readHistory(context, place, historyName);
  const history = isComplete ? undefined : kept;
  if (!exists && !history) return present;
  const isEarlier = (values['sendersRole'] ?? kept?.['sendersRole']) === undefined;
  const taken: string[] = [];
  const emptied: string[] = [];
  const unknown: string[] = [];
  for (const [parameter, variable, otherwise] of parameters) {
    const given = isGiven(parameter, variable, otherwise);
    let value = values[parameter] ?? history?.[parameter]?.value ?? asBefore[parameter];
    if (/^token(Key|Pepper)Names$/.test(parameter)) {
      value = joinLists(variable, value, isTrue ? kept?.[parameter]?.value : undefined, given);
      if (value && given) checkAppended(variable, value, settings.get(variable) ?? '');
    }
    const isKnown =
      value !== undefined && (!needed.includes(parameter) || !isEmpty(value) || mayBeEmptied(parameter, isEarlier));
    if (!isKnown && exists && !given && needed.includes(parameter)) unknown.push(variable);
    if (given && value && !settings.get(variable)) emptied.push(`${variable} (${writeValue(value)})`);
    if (value === undefined || isForOneDeployment(parameter) || given) continue;
    if (ofNetwork.includes(parameter) && !isPrivateNetwork(settings)) continue;
    const written = writeValue(value);
    const isList = listsOfIds.includes(parameter);
    settings.set(variable, parameter === 'tags' ? keepTags(context, written) : isList ? tidyList(written) : written);
    taken.push(variable);
  }
  if (exists && !taken.includes('GUESTMAIL_RESOURCE_NAMES')) checkNames(settings, present);
  if (unknown.length > 0) throw new Stop(explainUnknown(place, unknown));
  print(
    `Found the installation ${place.environmentName}; ${taken.length} settings that no variable names stay as they are.`,
  );
  if (emptied.length > 0) print(`Emptied, because their variables are set to nothing: ${emptied.join(', ')}.`);
  return present;
}

const isEmpty = (value: unknown) => /^[, ]*$/.test(String(value));

/** In an earlier release an empty list of callers or home tenants was everybody; now it lets nobody in, and nobody knows for how long. */
function mayBeEmptied(parameter: string, isEarlier: boolean): boolean {
  return isEarlier && listsOfIds.includes(parameter);
}

/**
 * The longer of the list that the app has and that of the last deployment; undefined where both are empty. Throws Stop where neither
 * continues the other, until one is given.
 */
function joinLists(variable: string, ofApp: unknown, ofLast: unknown, isGiven: boolean): string[] | undefined {
  const [app, last] = [ofApp, ofLast].map((one) =>
    Array.isArray(one) ? one.map((name) => name.trim()).filter(Boolean) : [],
  ) as [string[], string[]];
  const [short, long] = app.length < last.length ? [app, last] : [last, app];
  const isContinued = short.every((name, position) => name === long[position]);
  if (!isContinued && !isGiven)
    throw new Stop(
      `${variable} is ${app.join(',')} in the app, and was ${last.join(',')} at the last deployment. Set it to the list by which the rows ` +
        'were written, which is that of the app while people connect and send. Nothing was changed.',
    );
  const joined = isContinued ? long : app;
  return joined.length > 0 ? joined : undefined;
}

/** A policy may have added more than GUESTMAIL_TAGS can give; it adds them again. */
function keepTags({ settings, print }: Context, text: string): string {
  const { kept, left } = keepAllowedTags(text, settings);
  if (left.length > 0)
    print(`Left to the policy that wrote them, because GUESTMAIL_TAGS cannot: the tags ${left.join(', ')}.`);
  return kept;
}

/** As main.bicepparam reads it. */
function writeValue(value: Value | Tags): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What ARM keeps of the last deployment; `isTrue`: it was carried out, as far as ARM says. */
async function readHistory(context: Context, { resourceGroup }: Place, name: string) {
  type Properties = { provisioningState?: string; parameters?: Record<string, { value?: Value | Tags }> };
  const show = ['deployment', 'group', 'show', '--name', name, '--resource-group', resourceGroup];
  const { provisioningState = '', parameters } =
    (await readOrNothing<{ properties: Properties }>(context, show))?.properties ?? {};
  return { parameters, isTrue: !['Failed', 'Canceled'].includes(provisioningState) };
}

function explainUnknown({ environmentName, resourceGroup }: Place, unknown: readonly string[]): string {
  return (
    `${resourceGroup} holds resources of ${environmentName}, but neither the settings of its app nor a deployment says what these were: ` +
    `${unknown.join(', ')}. Defaults could let in everybody and cut the list of keys. Set them (an empty list lets nobody in, * everybody), and every other variable that ` +
    'is not to have its default (infra/README.md, Parameters), or choose another AZURE_ENV_NAME. Nothing was changed.'
  );
}

/** These are the lists of keys and peppers: a stored row names the one it was written with by its position. */
function checkAppended(variable: string, last: readonly string[], given: string): void {
  const names = given.replaceAll(' ', '').split(',').filter(Boolean);
  if (last.filter(Boolean).some((name, position) => name !== names[position]))
    throw new Stop(
      `${variable} cannot be "${given}". Names are only ever appended, after those of the last deployment: ${last.join(',')}`,
    );
}
