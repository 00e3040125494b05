/**
 * Whether the registration that an installation signs people in to is the one that this project made for it, and so brings up to date.
 * Any other, of another installation or made by hand, stays as it is. Reads only.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { findApplication } from './find-registration.ts';
import { readChosenNames } from './read-chosen-names.ts';
import { Stop } from './stop.ts';

/** False where this account may not look. Throws Stop where the tenant has no such application. */
export async function isOwnRegistration(
  context: Context,
  account: Account,
  { present }: Pick<Target, 'present'>,
  clientId: string,
): Promise<boolean> {
  const hostTenantId = context.settings.get('HOST_TENANT_ID') || account.tenantId;
  if (hostTenantId.toLowerCase() !== account.tenantId.toLowerCase()) return false;
  // Its key is the name of the app; without the app, only Azure can compute a derived one.
  const name = present?.siteName ?? readChosenNames(context.settings).functionApp;
  try {
    const application = await findApplication(context, account, 'appId', clientId);
    const key = application?.uniqueName?.toLowerCase() ?? '';
    if (application) return name ? key === name.toLowerCase() : key.startsWith('guestmail-');
  } catch (error) {
    if (isRefusedByEntra(error)) return false;
    throw error;
  }
  throw new Stop(
    `ENTRA_CLIENT_ID is ${clientId}, but the tenant ${account.tenantId} has no such application. If it was deleted by mistake, an ` +
      'Application Administrator restores it (App registrations, Deleted applications); if a teardown has stopped after it, run ' +
      '"npm run teardown -- --with-registration" again, and then deploy; otherwise set ENTRA_CLIENT_ID to an application that is there.',
  );
}

/** Whether this account lacks a right in Entra. */
export function isRefusedByEntra(error: unknown): error is AzureRefusal {
  return (
    error instanceof AzureRefusal &&
    error.codes.some((code) => code === 'Authorization_RequestDenied' || code === 'Forbidden')
  );
}
