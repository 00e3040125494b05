/**
 * Takes the redirect URIs from the registration of an installation that is deleted: the name of its host becomes free, and whoever
 * takes it would receive the sign-ins of an app that other organisations have approved.
 *
 * The application and the approvals stay; the next deployment writes the redirect URI again. Where this account may not do it, it
 * says who does.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';
import { findRegistration } from './find-registration.ts';

/** What the settings of the app say about its registration; undefined where they could not be read. */
export interface KnownRegistration {
  clientId: string | undefined;
  hostTenantId: string | undefined;
}

/** Returns what is left for another person to do; undefined: nothing. Throws AzureRefusal. */
export async function emptyRedirectUris(
  context: Context,
  account: Account,
  appName: string | undefined,
  known: KnownRegistration,
): Promise<string | undefined> {
  const found = appName ? await findOrNothing(context, account, appName) : undefined;
  const ofOther = known.clientId && explain(known.clientId, known.hostTenantId ?? account.tenantId, account);
  if (!found) return ofOther;
  context.print(`Emptying the redirect URIs of the application ${found.appId} ...`);
  try {
    await patch(context, account, `applications/${found.id}`, { web: { redirectUris: [] } });
    return known.clientId === found.appId ? undefined : ofOther;
  } catch (error) {
    if (!(error instanceof AzureRefusal)) throw error;
    return explain(found.appId, account.tenantId, account);
  }
}

async function findOrNothing(context: Context, account: Account, appName: string) {
  try {
    return (await findRegistration(context, account, appName))?.connector;
  } catch (error) {
    if (error instanceof AzureRefusal) return undefined;
    throw error;
  }
}

/** From a file, because quotation marks do not pass through the shell of Windows. */
async function patch({ az }: Context, { graphUrl }: Account, path: string, body: object): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  try {
    const file = join(folder, 'body.json');
    await writeFile(file, JSON.stringify(body));
    const options = ['--headers', 'Content-Type=application/json', '--body', `@${file}`, '--resource', `${graphUrl}/`];
    await az.text(['rest', '--method', 'patch', '--url', `${graphUrl}/v1.0/${path}`, ...options]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function explain(clientId: string, tenantId: string, { graphUrl }: Account): string {
  return (
    `The application ${clientId} still has the redirect URI of this installation, whose host name others can take now. An Application ` +
    `Administrator of the tenant ${tenantId} removes it there (App registrations, Authentication), or runs in bash:\n` +
    `  az rest --method patch --url "${graphUrl}/v1.0/applications(appId='${clientId}')" --headers Content-Type=application/json ` +
    `--body '{"web":{"redirectUris":[]}}'`
  );
}
