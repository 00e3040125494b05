/**
 * Binds the domain of GUESTMAIL_CUSTOM_DOMAIN to the app, with a certificate that Azure makes and renews, before the registration and
 * the settings use it: until it is bound, everybody goes on using the address that works.
 *
 * Azure binds a domain only when its records lead to the app, so the first time the app has to be there. Then this program prints the
 * records and ends with 3, and the next run binds. Writes no DNS records.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import { deploymentName, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { readCustomDomain } from './read-custom-domain.ts';
import { runDeployment } from './run-deployment.ts';
import { Stop } from './stop.ts';

interface Site {
  properties: {
    sku: string;
    defaultHostName?: string;
    customDomainVerificationId?: string;
    siteScopedCertificatesEnabled?: boolean;
    hostNameSslStates: { name: string; sslState?: string }[];
  };
}

/** Whether the domain is bound, from now on as the outside address. Throws Stop, AzureRefusal. */
export async function bindCustomDomain(context: Context, account: Account, target: Target): Promise<boolean> {
  const { settings, print } = context;
  const domain = readCustomDomain(settings);
  const siteName = target.present?.siteName;
  if (!domain) return false;
  if (!siteName) {
    // Of an app that is gone: the next one is bound when it is there.
    if (settings.get('PUBLIC_URL') === `https://${domain}/api`) settings.set('PUBLIC_URL', '');
    return false;
  }
  const { properties } = await readSite(context, account, target, siteName);
  // Also with a certificate of the organisation, by whatever address: binding it again would take that away.
  const isBound = properties.hostNameSslStates.some(
    ({ name, sslState }) => name.toLowerCase() === domain && sslState !== undefined && sslState !== 'Disabled',
  );
  if (!isBound) {
    const isFlex = properties.sku === 'FlexConsumption';
    if (isFlex && properties.siteScopedCertificatesEnabled === false) throw new Stop(explainOldApp(siteName, domain));
    print(`Binding ${domain} to the app; its certificate takes some minutes ...`);
    settings.set('GUESTMAIL_APP_NAME', siteName);
    settings.set('GUESTMAIL_APP_ON_FLEX', String(isFlex));
    const tags = { ...JSON.parse(settings.get('GUESTMAIL_TAGS') || '{}'), 'azd-env-name': target.environmentName };
    settings.set('GUESTMAIL_DOMAIN_TAGS', JSON.stringify(tags));
    const file = 'custom-domain/main.bicepparam';
    try {
      await runDeployment(context, target, { name: `${deploymentName(target)}-domain`, what: 'Domain', file });
    } catch (error) {
      if (error instanceof AzureRefusal && error.codes.includes('DomainNotProven')) return false;
      throw error;
    }
  }
  settings.set('PUBLIC_URL', `https://${domain}/api`);
  return true;
}

/** The records that lead the domain to the app, for the administrator of its DNS. Throws AzureRefusal. */
export async function explainRecords(
  context: Context,
  account: Account,
  target: Target,
  siteName: string,
): Promise<string> {
  const domain = readCustomDomain(context.settings) ?? '';
  const { properties } = await readSite(context, account, target, siteName);
  return `The connector works at its own address, and waits for the records of ${domain}.
1. The administrator of the DNS of ${domain.slice(domain.indexOf('.') + 1)} writes
     CNAME  ${domain}  ${properties.defaultHostName ?? ''}
     TXT    asuid.${domain}  ${properties.customDomainVerificationId ?? ''}
   and no CAA record that keeps DigiCert from making the certificate.
2. When they can be seen (nslookup -type=CNAME ${domain}), start again: GUESTMAIL_CUSTOM_DOMAIN=${domain} npm run deploy
   It binds the domain, has Azure make the certificate, and changes the redirect URI and the address of the connector.
3. Give the ERP and the people who send the new addresses, which are then printed. The old API address goes on working. Whoever opens
   an old page is led to the new one with "Start again"; the approval links in messages that you have sent before work no more: send the
   new message to who has not approved yet.`;
}

async function readSite({ az }: Context, account: Account, target: Target, siteName: string): Promise<Site> {
  const group = `/subscriptions/${account.subscriptionId}/resourceGroups/${target.resourceGroup}`;
  const url = `${group}/providers/Microsoft.Web/sites/${siteName}?api-version=2024-11-01`;
  return az.json<Site>(['rest', '--method', 'get', '--url', url]);
}

function explainOldApp(siteName: string, domain: string): string {
  return (
    `The app ${siteName} was made by an earlier release, and on Flex such an app can have no certificate for ${domain}. Put a gateway ` +
    'such as Azure Front Door in front and set PUBLIC_URL, or deploy a second installation under another AZURE_ENV_NAME. Nothing was changed.'
  );
}
