/**
 * Looks up in Entra what was registered for an installation. Reads only.
 */
import { AzureRefusal } from './azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';

export interface Application {
  id: string;
  appId: string;
  /** Absent for an application that somebody registered by hand. */
  uniqueName?: string | null;
}

/** An application by one of its keys; undefined: there is none. Throws AzureRefusal where this account may not look. */
export async function findApplication(
  { az }: Context,
  { graphUrl }: Account,
  key: 'appId' | 'uniqueName',
  value: string,
): Promise<Application | undefined> {
  const url = `${graphUrl}/v1.0/applications(${key}='${value}')`;
  try {
    return await az.json<Application>(['rest', '--method', 'get', '--url', url, '--resource', `${graphUrl}/`]);
  } catch (error) {
    if (error instanceof AzureRefusal && error.codes.includes('Request_ResourceNotFound')) return undefined;
    throw error;
  }
}

/** The connector and its caller, by their unchangeable keys. */
export async function findRegistration(
  context: Context,
  account: Account,
  name: string,
): Promise<{ connector: Application; caller: Application | undefined } | undefined> {
  const connector = await findApplication(context, account, 'uniqueName', name);
  if (!connector) return undefined;
  return { connector, caller: await findApplication(context, account, 'uniqueName', `${name}-caller`) };
}
