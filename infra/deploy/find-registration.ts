/**
 * Looks up the registration of an installation in Entra. Reads only.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';

const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';

export interface Application {
  id: string;
  appId: string;
  /** Absent for an application that was registered by hand. */
  uniqueName?: string | null;
  web?: { redirectUris?: string[] } | null;
}

/** An application by one of its keys; undefined when there is none. Throws AzureRefusal when this account may not look. */
export async function findApplication(
  context: Context,
  account: Account,
  key: 'appId' | 'uniqueName',
  value: string,
): Promise<Application | undefined> {
  return readOrNothing(context, account, `applications(${key}='${value}')`);
}

/** The connector and its caller, by keys that cannot change. */
export async function findRegistration(
  context: Context,
  account: Account,
  name: string,
): Promise<{ connector: Application; caller: Application | undefined } | undefined> {
  const connector = await findApplication(context, account, 'uniqueName', name);
  if (!connector) return undefined;
  return { connector, caller: await findApplication(context, account, 'uniqueName', `${name}-caller`) };
}

/**
 * The scopes of Microsoft Graph that are granted for the whole host tenant: by the registration, and by an administrator since;
 * both are in the same grant. Throws AzureRefusal when this account may not look.
 */
export async function readHostGrant(context: Context, account: Account, clientId: string): Promise<string[]> {
  const principal = async (appId: string) =>
    (await readOrNothing<{ id: string }>(context, account, `servicePrincipals(appId='${appId}')`))?.id;
  const connector = await principal(clientId);
  if (!connector) return [];
  const graph = await principal(MICROSOFT_GRAPH);
  const filter = `clientId eq '${connector}' and resourceId eq '${graph}' and consentType eq 'AllPrincipals'`;
  type Grants = { value: { scope?: string | null }[] };
  const parameters = ['--uri-parameters', `$filter=${filter}`];
  const found = await readOrNothing<Grants>(context, account, 'oauth2PermissionGrants', parameters);
  return (found?.value ?? []).flatMap(({ scope }) => (scope ?? '').split(' ').filter(Boolean));
}

async function readOrNothing<Answer>(
  { az }: Context,
  { graphUrl }: Account,
  path: string,
  more: readonly string[] = [],
): Promise<Answer | undefined> {
  const call = ['rest', '--method', 'get', '--url', `${graphUrl}/v1.0/${path}`, ...more, '--resource', `${graphUrl}/`];
  try {
    return await az.json<Answer>(call);
  } catch (error) {
    if (error instanceof AzureRefusal && error.codes.includes('Request_ResourceNotFound')) return undefined;
    throw error;
  }
}
