/**
 * Uploads the built app to the deployment endpoint of the site and waits until it is deployed.
 *
 * Not by `az functionapp deployment source config-zip`: on Flex that command waits for /admin/host/status, which is closed
 * here, and then fails or hangs (azure-cli 31394). This uses the same endpoint with the same token as that command:
 * `/api/publish` on Flex, `/api/zipdeploy` elsewhere. The token stays in memory and goes only to the host that ARM names. It asks
 * for its own deployment by id: `latest`, to which Location also leads, may be another one.
 */
import { readVersion } from '../build/read-version.ts';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { retryWhilePropagating } from './retry-while-propagating.ts';
import { Stop } from './stop.ts';

const REQUEST_MAX_MILLISECONDS = 120_000;
const DEPLOYMENT_MAX_MILLISECONDS = 10 * 60_000;
const PAUSE_MILLISECONDS = 5_000;
/** Kudu's states of a deployment: failed, two kinds of cancelled, partly succeeded. Any other but success is in progress. */
const FAILED: readonly (number | undefined)[] = [3, -1, 5, 6];
const SUCCEEDED = 4;

interface Site {
  properties: { sku: string; hostNameSslStates: { name: string; hostType: string }[] };
}

/** Builds, uploads, waits. Can be repeated: the same package again changes nothing. */
export async function publish(context: Context, account: Account, target: Target, appName: string): Promise<void> {
  const { az, print } = context;
  print('Building the app ...');
  const archive = await context.buildPackage();
  const site = `/subscriptions/${account.subscriptionId}/resourceGroups/${target.resourceGroup}/providers/Microsoft.Web/sites`;
  const url = `${site}/${appName}?api-version=2024-04-01`;
  const { properties } = await az.json<Site>(['rest', '--method', 'get', '--url', url]);
  const host = properties.hostNameSslStates.find(({ hostType }) => hostType === 'Repository')?.name;
  if (!host) throw new Stop(`The app ${appName} has no deployment endpoint.`);
  const isFlex = properties.sku === 'FlexConsumption';
  const path = isFlex
    ? 'publish?RemoteBuild=false&Deployer=guestmail'
    : 'zipdeploy?isAsync=true&trackDeploymentProgress=true';
  print(`Publishing version ${await readVersion()} (${(archive.length / 1024).toFixed(0)} KB) to ${host} ...`);
  await retryWhilePropagating(context, 'Publishing', async () => {
    const { accessToken } = await az.json<{ accessToken: string }>(['account', 'get-access-token']);
    const send = (to: string, init?: RequestInit) => call(`https://${host}/api/${to}`, accessToken, init);
    const headers = { 'Content-Type': 'application/zip' };
    const answer = await send(path, { method: 'POST', body: new Uint8Array(archive), headers });
    const id = isFlex ? (await answer.text()).trim().replaceAll('"', '') : answer.headers.get('SCM-DEPLOYMENT-ID');
    if (!id || !/^[\w-]{1,100}$/.test(id))
      throw new Stop(`${host} took the package but named no deployment: start again.`);
    await waitForDeployment(context, () => send(`deployments/${id}`));
  });
}

/** A new site may refuse at first, because its host name and its roles take a while; those refusals are retried. */
async function call(url: string, accessToken: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${accessToken}`);
  const signal = AbortSignal.timeout(REQUEST_MAX_MILLISECONDS);
  const answer = await fetch(url, { ...init, headers, redirect: 'error', signal }).catch((error: unknown) => {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer';
    throw new AzureRefusal(`${new URL(url).host} cannot be reached: ${reason}`, ['Unreachable']);
  });
  if (answer.ok) return answer;
  await answer.body?.cancel();
  throw new AzureRefusal(`${new URL(url).host} answered ${answer.status}.`, [`HTTP${answer.status}`]);
}

async function waitForDeployment({ print, now, sleep }: Context, read: () => Promise<Response>): Promise<void> {
  const startedAt = now().getTime();
  for (;;) {
    const answer = await read().catch((error: unknown) => {
      if (error instanceof AzureRefusal) return undefined;
      throw error;
    });
    const state = (await answer?.json().catch(() => undefined)) as
      { status?: number; status_text?: string } | undefined;
    if (state?.status === SUCCEEDED) return;
    if (state && FAILED.includes(state.status))
      throw new Stop(`Azure did not take the package: ${state.status_text ?? 'no reason given'}`);
    if (now().getTime() - startedAt > DEPLOYMENT_MAX_MILLISECONDS)
      throw new Stop('Azure has not finished with the package after ten minutes: start again.');
    print('  waiting for the package to be deployed');
    await sleep(PAUSE_MILLISECONDS);
  }
}
