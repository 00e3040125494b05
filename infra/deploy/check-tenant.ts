/**
 * Checks whether the app can prove itself to Entra in the chosen way: a federated credential works within one tenant only.
 *
 * Runs after the settings of the last deployment were recalled, because it looks at what will be deployed.
 */
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';
import { Stop } from './stop.ts';

/** Throws Stop when a federated credential would need the identity of another tenant. */
export function checkTenant({ settings }: Pick<Context, 'settings'>, { tenantId }: Account): void {
  const host = settings.get('HOST_TENANT_ID');
  const isFederated = (settings.get('ENTRA_CREDENTIAL') || 'federated') === 'federated';
  if (isFederated && host?.toLowerCase() !== tenantId.toLowerCase())
    throw new Stop(
      `HOST_TENANT_ID is ${host}, but the subscription belongs to the tenant ${tenantId}: use a subscription of the host ` +
        'tenant, or set ENTRA_CREDENTIAL=certificate.',
    );
}
