/**
 * The text for an administrator without rights in Entra: what to hand to whom, and how to continue afterwards.
 *
 * The script contains no secret and makes none, so it may be sent by e-mail.
 */
import type { Account } from './check-account.ts';
import { buildRegisterOptions, registerScript, type Installation } from './register-by-script.ts';

/** Several lines for the terminal. `operator`: object id of the deployer, where the tenant knows it. */
export function buildHandOver(
  settings: Map<string, string>,
  account: Account,
  installation: Installation,
  operator?: string,
): string {
  const hostTenantId = settings.get('HOST_TENANT_ID') ?? account.tenantId;
  const isSameTenant = hostTenantId.toLowerCase() === account.tenantId.toLowerCase();
  const options = [
    ...buildRegisterOptions(settings, account, installation),
    ...(operator ? ['--operator', operator] : []),
  ];
  const command = ['bash', 'register.sh', ...options].join(' ');
  const clientIds = isSameTenant ? [] : ['ENTRA_CLIENT_ID=<...>', 'CALLER_CLIENT_ID=<...>'];
  const again = [...buildSettings(settings, account), ...clientIds, 'npm run deploy'].join(' ');
  const goOn = isSameTenant
    ? 'it finds the registration and continues from here'
    : 'fill in the client ids that the script printed';
  return `An Application Administrator of the tenant ${hostTenantId} has to register the connector in Entra.

1. Send them this file (it contains no secret):
     ${registerScript}
2. They upload it to Azure Cloud Shell (https://shell.azure.com, Bash) in that tenant and run:
     ${command}
3. Then start again, with every other variable you set this time; ${goOn}:
     ${again}`;
}

/** What the next run needs, because no deployment keeps it yet. Defaults are left out. */
function buildSettings(settings: Map<string, string>, { tenantId, cloud }: Account): string[] {
  const usual = {
    AZURE_ENV_NAME: 'guestmail',
    AZURE_RESOURCE_GROUP: `rg-${settings.get('AZURE_ENV_NAME')}`,
    // The CLI cannot tell this one from the other US Government cloud.
    GUESTMAIL_CLOUD: cloud === 'usgovdod' ? 'usgov' : cloud,
    HOST_TENANT_ID: tenantId,
    ENTRA_CREDENTIAL: 'federated',
  };
  return Object.entries(usual).flatMap(([variable, otherwise]) => {
    const value = settings.get(variable) || otherwise;
    // A resource group may have parentheses in its name.
    return value === otherwise ? [] : [`${variable}=${/^[\w.-]+$/.test(value) ? value : `'${value}'`}`];
  });
}
