/**
 * Takes over the settings of the installation that is there, except those meant for one deployment only and those that are given.
 *
 * What its app and its resources say comes first. ARM's history is asked only where these do not say enough: nothing is there yet
 * but a deployment that stopped, or the app is gone. An installation about which neither says who may connect and which keys it
 * uses is not touched, because the defaults would open it.
 */
import type { Context } from './context.ts';
import { isForOneDeployment } from './is-for-one-deployment.ts';
import { readOrNothing } from './read-or-nothing.ts';
import { readParameterFile } from './read-parameter-file.ts';
import { recallInstallation, type Place, type Present, type Value } from './recall-installation.ts';
import { Stop } from './stop.ts';

/** What an earlier release did, where it did not know the parameter: an upgrade takes no right away by itself. */
const asBefore: Readonly<Record<string, string>> = { sendersRole: 'Mail.Send.AsUser' };

type Tags = Record<string, string>;

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
    const mayBeEmpty = otherwise === '' && parameter !== 'hostTenantId' && parameter !== 'entraClientId';
    return mayBeEmpty ? settings.has(variable) : Boolean(settings.get(variable));
  };
  const isComplete = exists && needed.every((parameter) => values[parameter] !== undefined);
  const history = isComplete ? undefined : await readHistory(context, place, historyName);
  if (!exists && !history) return present;
  const taken: string[] = [];
  const unknown: string[] = [];
  for (const [parameter, variable, otherwise] of parameters) {
    const value = values[parameter] ?? history?.[parameter]?.value ?? asBefore[parameter];
    const given = isGiven(parameter, variable, otherwise);
    if (Array.isArray(value) && given) checkAppended(variable, value, settings.get(variable) ?? '');
    if (value === undefined && exists && !given && needed.includes(parameter)) unknown.push(variable);
    if (value === undefined || isForOneDeployment(parameter) || given) continue;
    settings.set(variable, writeValue(value));
    taken.push(variable);
  }
  if (unknown.length > 0) throw new Stop(explainUnknown(place, unknown));
  print(
    `Found the installation ${place.environmentName}; ${taken.length} settings that no variable names stay as they are.`,
  );
  return present;
}

/** As main.bicepparam reads it. */
function writeValue(value: Value | Tags): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Parameters of the last deployment, as ARM keeps them; undefined where it keeps none. */
async function readHistory(context: Context, { resourceGroup }: Place, name: string) {
  type Deployment = { properties: { parameters?: Record<string, { value?: Value | Tags }> } };
  const show = ['deployment', 'group', 'show', '--name', name, '--resource-group', resourceGroup];
  return (await readOrNothing<Deployment>(context, show))?.properties.parameters;
}

function explainUnknown({ environmentName, resourceGroup }: Place, unknown: readonly string[]): string {
  return (
    `${resourceGroup} holds resources of ${environmentName}, but neither the settings of its app nor a deployment says what these were: ` +
    `${unknown.join(', ')}. Defaults could let in everybody and cut the list of keys. Set them, and every other variable that ` +
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
