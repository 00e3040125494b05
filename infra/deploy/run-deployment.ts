/**
 * One ARM deployment in the resource group of the installation. May be repeated: deploying twice changes nothing.
 */
import { join } from 'node:path';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { retryWhilePropagating } from './retry-while-propagating.ts';

const infra = join(import.meta.dirname, '..');

export interface Deployment {
  name: string;
  /** What the terminal says of it. */
  what: string;
  /** Below `infra/`: a .bicepparam file, or a .bicep file with its parameters. */
  file: string;
  parameters?: readonly string[];
}

/** Deploys and answers the outputs. Throws AzureRefusal. */
export async function runDeployment(
  context: Context,
  { resourceGroup }: Pick<Target, 'resourceGroup'>,
  { name, what, file, parameters = [] }: Deployment,
): Promise<Record<string, string>> {
  type Answer = { properties: { outputs?: Record<string, { value: string }> | null } };
  const path = join(infra, file);
  const given = file.endsWith('.bicepparam')
    ? ['--parameters', path]
    : ['--template-file', path, '--parameters', ...parameters];
  const parts = ['deployment', 'group', 'create', '--name', name, '--resource-group', resourceGroup, ...given];
  const environment = Object.fromEntries(context.settings);
  const answer = await retryWhilePropagating(context, what, () => context.az.json<Answer>(parts, environment));
  const outputs = Object.entries(answer.properties.outputs ?? {});
  return Object.fromEntries(outputs.map(([key, { value }]) => [key, value]));
}
