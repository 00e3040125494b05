/**
 * Records on the installation what was deployed to it, so that the next deployment can tell whether anything has changed: a digest
 * of templates, parameters and the settings of the app, as a tag of the action group. Every deployment of the template takes the
 * tag away, so it stands only for one that was ended.
 *
 * Not on the app, whose change could restart it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { readParameterFile } from './read-parameter-file.ts';
import { isTaggedWith, RECORD_TAG, type Tagged } from './is-tagged-with.ts';
import { isForOneDeployment } from './is-for-one-deployment.ts';
import { isType } from './is-type.ts';

const infra = join(import.meta.dirname, '..');

/** `appSettings`: of the app as it is, so that a change in the portal shows. */
export async function buildDigest(
  settings: ReadonlyMap<string, string>,
  appSettings: Readonly<Record<string, string>>,
): Promise<string> {
  // With the texts that they load.
  const entries = await readdir(join(infra, 'modules'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const modules = files.map((file) => relative(infra, file)).toSorted();
  const hash = createHash('sha256');
  for (const file of ['main.bicep', 'main.bicepparam', ...modules])
    hash.update(`${file}\0${(await readFile(join(infra, file), 'utf8')).replaceAll('\r\n', '\n')}\0`);
  const parameters = (await readParameterFile())
    .filter(([parameter]) => !isForOneDeployment(parameter))
    .map(([, variable, otherwise]) => [variable, settings.get(variable) ?? otherwise]);
  hash.update(JSON.stringify([parameters, Object.entries(appSettings).toSorted(([a], [b]) => (a < b ? -1 : 1))]));
  return hash.digest('hex');
}

interface Listed extends Tagged {
  id: string;
  type: string;
}

/** Where it cannot be written, because this account may write no tags or Azure does not list the resources yet, the next deployment deploys everything again. Throws AzureRefusal for what else fails. */
export async function recordDeployment({ az, settings }: Context, target: Target): Promise<void> {
  const all = await az.json<Listed[]>(['resource', 'list', '--resource-group', target.resourceGroup]);
  const ours = all.filter(isTaggedWith(target.environmentName));
  const find = (type: string) => ours.find(isType(type))?.id;
  const [site, id] = [find('Microsoft.Web/sites'), find('Microsoft.Insights/actionGroups')];
  // Azure lists what is new after a while.
  if (!site || !id) return;
  const url = `${site}/config/appsettings/list?api-version=2024-04-01`;
  type Listing = { properties: Record<string, string> };
  const { properties } = await az.json<Listing>(['rest', '--method', 'post', '--url', url]);
  const tag = ['--operation', 'Merge', '--tags', `${RECORD_TAG}=${await buildDigest(settings, properties)}`];
  await az.text(['tag', 'update', '--resource-id', id, ...tag]).catch((error: unknown) => {
    if (!(error instanceof AzureRefusal)) throw error;
  });
}
