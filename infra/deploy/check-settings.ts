/**
 * Checks whether the app would start with the settings to be deployed, by its own rules, before a running installation gets them; and
 * whether the template takes them, where it is stricter.
 *
 * Takes only the variables of main.bicepparam, as Azure does; no other variable of the shell reaches the app.
 */
import { ConfigError, readConfig } from '../../shared/config.ts';
import { checkConcurrency } from './check-concurrency.ts';
import { findListFaults } from './comma-list.ts';
import type { Context } from './context.ts';
import { readParameterFile } from './read-parameter-file.ts';
import { readStayOpen } from './read-stay-open.ts';
import { Stop } from './stop.ts';

/** Plausible values for what the deployment finds out or makes; chosen ones win. */
const known = {
  API_AUDIENCE: 'client-id',
  PUBLIC_URL: 'https://app.azurewebsites.net/api',
  ENTRA_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  CLIENT_SECRET_NAME: 'client-secret',
  KEY_VAULT_URL: 'https://vault.vault.azure.net',
  TABLE_ENDPOINT: 'https://data.table.core.windows.net',
  QUEUE_ENDPOINT: 'https://data.queue.core.windows.net',
  BLOB_ENDPOINT: 'https://data.blob.core.windows.net',
};

/** Throws Stop with every setting that is refused, or for more requests at once than an instance holds. */
export async function checkSettings({ settings }: Pick<Context, 'settings'>): Promise<void> {
  await checkConcurrency({ settings });
  readStayOpen(settings);
  const chosen = (await readParameterFile())
    .map(([, variable, otherwise]) => [variable, settings.get(variable) || otherwise] as const)
    .filter(([, value]) => value);
  const problems = [...findListFaults(settings), ...findConfigFaults({ ...known, ...Object.fromEntries(chosen) })];
  if (problems.length === 0) return;
  throw new Stop(
    `Settings are not valid:\n${problems.join('\n')}\nThe app would not start with these settings, or not be deployed. Nothing was changed.`,
  );
}

function findConfigFaults(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').slice(1);
  }
}
