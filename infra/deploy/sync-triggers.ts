/**
 * Has Azure read the triggers of the published package until it lists every function, for five minutes at most.
 *
 * A deployment is to do that by itself. On Flex it does not always, and then timers never start although requests are answered.
 * What Azure lists it may still not start; that the timers run, preflight finds out.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { readFunctionNames } from '../build/read-function-names.ts';
import type { Account } from './check-account.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { Stop } from './stop.ts';

const SYNC_MAX_MILLISECONDS = 5 * 60_000;
const PAUSE_MILLISECONDS = 10_000;
const version = 'api-version=2024-04-01';

/** Throws Stop when Azure does not list them all in time. */
export async function syncTriggers(context: Context, account: Account, target: Target, appName: string): Promise<void> {
  const { az, print, now, sleep } = context;
  const names = await readFunctionNames();
  const group = `/subscriptions/${account.subscriptionId}/resourceGroups/${target.resourceGroup}`;
  const site = `${group}/providers/Microsoft.Web/sites/${appName}`;
  print(`Starting the ${names.length} functions ...`);
  const startedAt = now().getTime();
  for (;;) {
    const problem = await az
      .text(['rest', '--method', 'post', '--url', `${site}/host/default/sync?${version}`])
      .then(() => findMissing(context, `${site}/functions?${version}`, names))
      .catch((error: unknown) => {
        if (error instanceof AzureRefusal) return error.message;
        throw error;
      });
    if (!problem) return;
    if (now().getTime() - startedAt + PAUSE_MILLISECONDS > SYNC_MAX_MILLISECONDS)
      throw new Stop(
        `The package is published, but after five minutes Azure has not started all of its functions: ${problem}\n` +
          `Start again; if that does not help, run "az functionapp restart --name ${appName} --resource-group ${target.resourceGroup}" first.`,
      );
    print(`  waiting for Azure to list every function: ${problem}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}

/** Names what Azure does not list; undefined: it lists them all. */
async function findMissing({ az }: Context, url: string, names: readonly string[]): Promise<string | undefined> {
  const { value } = await az.json<{ value: { name: string }[] }>(['rest', '--method', 'get', '--url', url]);
  // ARM names a function by its app: guestmail-x/sweep.
  const listed = new Set(value.map(({ name }) => name.split('/').at(-1)?.toLowerCase()));
  const missing = names.filter((name) => !listed.has(name.toLowerCase()));
  return missing.length > 0 ? `${missing.join(', ')} missing` : undefined;
}
