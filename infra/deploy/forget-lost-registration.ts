/**
 * Forgets the client id of an application that was deleted, where it comes from ARM's history of an installation without an app:
 * the teardown of both has stopped before the history, and every later deployment would stop at that id.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';
import { findApplication } from './find-registration.ts';

/** Keeps it where this account cannot tell. */
export async function forgetLostRegistration(context: Context, account: Account): Promise<void> {
  const { settings, print } = context;
  const clientId = settings.get('ENTRA_CLIENT_ID');
  const tenantId = settings.get('HOST_TENANT_ID') || account.tenantId;
  if (!clientId || tenantId.toLowerCase() !== account.tenantId.toLowerCase()) return;
  const isThere = await findApplication(context, account, 'appId', clientId).then(
    (application) => application !== undefined,
    (error: unknown) => {
      if (error instanceof AzureRefusal) return true;
      throw error;
    },
  );
  if (isThere) return;
  print(`The application ${clientId} of an earlier installation was deleted; a new one takes its place.`);
  settings.set('ENTRA_CLIENT_ID', '');
}
