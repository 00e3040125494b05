/**
 * Runs one ARM deployment in the resource group of the installation. Can be repeated: deploying twice changes nothing.
 */
import { join } from 'node:path';
import { AzureRefusal, isBusy } from '../azure-cli/azure-refusal.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { retryWhilePropagating } from './retry-while-propagating.ts';

const infra = join(import.meta.dirname, '..');

export interface Deployment {
  name: string;
  /** Its name on the terminal. */
  what: string;
  /** Below `infra/`: a .bicepparam file. */
  file: string;
  /** Runs before the first try, and again where another deployment was waited for. Rejects where nothing may be deployed any more. */
  confirm?(): Promise<void>;
}

interface Deployed {
  properties: { outputs?: Record<string, { value: string }> | null };
}

/** Deploys and returns the outputs. Throws AzureRefusal. */
export async function runDeployment(
  context: Context,
  { resourceGroup }: Pick<Target, 'resourceGroup'>,
  { name, what, file, confirm }: Deployment,
): Promise<Record<string, string>> {
  const place = ['--name', name, '--resource-group', resourceGroup];
  const parts = ['deployment', 'group', 'create', ...place, '--parameters', join(infra, file)];
  const environment = Object.fromEntries(context.settings);
  let isUntried = true;
  const answer = await retryWhilePropagating(context, what, async () => {
    if (isUntried) await confirm?.();
    return context.az.json<Deployed>(parts, environment).catch((error: unknown) => {
      isUntried &&= isBusy(error);
      throw error;
    });
  });
  return readOutputs(answer);
}

/** The outputs of an earlier deployment; none if there was none. Throws AzureRefusal. */
export async function recallOutputs(
  { az }: Context,
  { resourceGroup }: Pick<Target, 'resourceGroup'>,
  name: string,
): Promise<Record<string, string>> {
  const parts = ['deployment', 'group', 'show', '--name', name, '--resource-group', resourceGroup];
  try {
    return readOutputs(await az.json<Deployed>(parts));
  } catch (error) {
    if (error instanceof AzureRefusal && error.codes.includes('DeploymentNotFound')) return {};
    throw error;
  }
}

function readOutputs({ properties }: Deployed): Record<string, string> {
  return Object.fromEntries(Object.entries(properties.outputs ?? {}).map(([key, { value }]) => [key, value]));
}
