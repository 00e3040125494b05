/**
 * Checks that a registration which this run leaves as it is has the redirect URI of the address to come, before a working app gets
 * that address or that registration: Entra would refuse everybody who signs in after it. Changes nothing.
 *
 * Where the registration cannot be read, Entra itself is asked. Where Entra does not say either, the checks at the end do.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { authorities } from './authorities.ts';
import type { Account } from './check-account.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { findApplication } from './find-registration.ts';
import { EXIT_WAITING, Stop } from './stop.ts';

/** The address that a running app has and is to lose; empty where it keeps it, or where there is none. */
export function readEarlierAddress({ settings }: Pick<Context, 'settings'>, { present }: Target): string {
  const before = present?.appSettings['PUBLIC_URL'] ?? '';
  const after = chooseAddress(settings, present);
  return after && !isSameAddress(before, after) ? before : '';
}

/** Throws Stop with EXIT_WAITING where another person has to add the redirect URI first. */
export async function checkAddress(
  context: Context,
  account: Account,
  target: Target,
  clientId: string,
): Promise<void> {
  const { settings } = context;
  const { PUBLIC_URL: before, ENTRA_CLIENT_ID: clientIdBefore } = target.present?.appSettings ?? {};
  const publicUrl = chooseAddress(settings, target.present);
  const isOther = clientIdBefore !== undefined && clientIdBefore.toLowerCase() !== clientId.toLowerCase();
  if (!before || !publicUrl || !(isOther || readEarlierAddress(context, target))) return;
  const tenantId = settings.get('HOST_TENANT_ID') || account.tenantId;
  if ((await isRegistered(context, account, { tenantId, clientId, publicUrl })) !== false) return;
  throw new Stop(
    `People are to sign in to the registration ${clientId} at ${publicUrl}, and it does not have the redirect URI of this address: nobody ` +
      `could connect any more. An Application Administrator of the tenant ${tenantId} opens App registrations, ${clientId}, Authentication, ` +
      `and adds to the redirect URIs of Web, beside those that are there:\n  ${publicUrl}/callback\n` +
      `Then start again, with every variable you set this time. Until then the app stays as it is, at ${before}.`,
    EXIT_WAITING,
  );
}

function chooseAddress(settings: ReadonlyMap<string, string>, present: Target['present']): string {
  return settings.get('PUBLIC_URL') || (present?.hostName ? `https://${present.hostName}/api` : '');
}

/** The app writes the host in lower case, whatever the name of its resource. */
const isSameAddress = (one: string, other: string) => URL.parse(one)?.href === URL.parse(other)?.href;

interface Wanted {
  tenantId: string;
  clientId: string;
  publicUrl: string;
}

async function isRegistered(
  context: Context,
  account: Account,
  { tenantId, clientId, publicUrl }: Wanted,
): Promise<boolean | undefined> {
  const application = await findApplication(context, account, 'appId', clientId).catch((error: unknown) => {
    if (error instanceof AzureRefusal) return undefined;
    throw error;
  });
  if (application) return application.web?.redirectUris?.includes(`${publicUrl}/callback`) ?? false;
  const entraAuthority = authorities[account.cloud];
  return context.askEntra({ entraAuthority, hostTenantId: tenantId, entraClientId: clientId, publicUrl });
}
