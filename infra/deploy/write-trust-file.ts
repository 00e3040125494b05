/**
 * Writes the page for IT and data protection of an installation to a file of this machine, for whoever hands it on. The app serves the
 * same page, so a deployment needs the file for nothing: where it cannot be made, that is said, and the deployment goes on.
 */
import { ConfigError, readConfig } from '../../shared/config.ts';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { buildTrustFile } from './build-trust-file.ts';
import type { Account } from './check-account.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';

/** From the settings of the app, which is what it says itself. */
export async function writeTrustFile(
  context: Context,
  { subscriptionId }: Pick<Account, 'subscriptionId'>,
  { environmentName, resourceGroup, location }: Pick<Target, 'environmentName' | 'resourceGroup' | 'location'>,
  appName: string,
): Promise<void> {
  const { az, now, print, writeFile } = context;
  const site = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Web/sites/${appName}`;
  const url = `${site}/config/appsettings/list?api-version=2024-04-01`;
  try {
    const call = ['rest', '--method', 'post', '--url', url];
    const { properties } = await az.json<{ properties: Record<string, string> }>(call);
    const path = await writeFile(
      `trust-${environmentName}.html`,
      buildTrustFile(readConfig(properties), location, now()),
    );
    print(`The page for IT and data protection, as a file to send or print:\n\n  ${path}\n`);
  } catch (error) {
    const isKnown =
      error instanceof AzureRefusal || error instanceof ConfigError || (error instanceof Error && 'code' in error);
    if (!isKnown) throw error;
    print(`The page for IT and data protection could not be written to a file: ${error.message}`);
  }
}
