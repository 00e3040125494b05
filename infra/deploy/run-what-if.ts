/**
 * Asks Azure what a deployment of the resources would change. Changes nothing.
 *
 * Azure does not give back the settings of an app, so it reports them as changed at every time; `paths` leaves that out. What depends
 * on values that only exist at deployment it may leave out altogether.
 * Source: Bicep what-if operation; its known noise in Azure/arm-template-whatif.
 */
import { join } from 'node:path';
import { deploymentName, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { RECORD_TAG } from './is-tagged-with.ts';

const parameterFile = join(import.meta.dirname, '..', 'main.bicepparam');

/** As ARM names them; any other is one of a later time. */
export type ChangeType = 'Create' | 'Delete' | 'Deploy' | 'Ignore' | 'Modify' | 'NoChange' | 'NoEffect' | 'Unsupported';

export interface Change {
  resourceId: string;
  changeType: ChangeType;
  /** Of `Modify`: what changes, as a path each. */
  paths: string[];
}

interface Delta {
  path: string;
  children?: Delta[] | null;
}
interface Answer {
  changes?: { resourceId: string; changeType: ChangeType; delta?: Delta[] | null }[] | null;
}

/** Throws AzureRefusal. */
export async function runWhatIf({ az, settings }: Context, target: Target): Promise<Change[]> {
  const place = ['--name', deploymentName(target), '--resource-group', target.resourceGroup];
  const parts = ['deployment', 'group', 'what-if', ...place, '--parameters', parameterFile, '--no-pretty-print'];
  const { changes } = await az.json<Answer>(parts, Object.fromEntries(settings));
  return (changes ?? []).map(({ resourceId, changeType, delta }) => {
    const paths = listPaths(delta ?? []).filter((path) => !isNoise(resourceId, path));
    return { resourceId, changeType: changeType === 'Modify' && paths.length === 0 ? 'NoChange' : changeType, paths };
  });
}

function listPaths(deltas: readonly Delta[], prefix = ''): string[] {
  return deltas.flatMap(({ path, children }) =>
    children && children.length > 0 ? listPaths(children, `${prefix}${path}.`) : [`${prefix}${path}`],
  );
}

function isNoise(resourceId: string, path: string): boolean {
  if (path === `tags.${RECORD_TAG}`) return true;
  return (
    /\/Microsoft\.Web\/sites\/[^/]+$/i.test(resourceId) &&
    /^properties\.(siteConfig|functionsRuntime|siteScopedCertificates)/.test(path)
  );
}
