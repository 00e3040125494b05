/**
 * The text for the administrator who lacks rights in Entra: what to hand to whom, and how to go on afterwards.
 *
 * The script carries no secret and makes none, so it may be sent by e-mail.
 */
import type { Account } from './check-account.ts';
import { buildRegisterOptions, registerScript, type Installation } from './register-by-script.ts';

/** Several lines for the terminal. `operator`: object id of whoever deploys, where the tenant knows it. */
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
  const goOn = isSameTenant
    ? '; it finds the registration and goes on from here.'
    : ` with the client ids that the script printed:
     ENTRA_CLIENT_ID=<...> CALLER_CLIENT_ID=<...> npm run deploy`;
  return `Somebody else has to register the connector in Entra: an Application Administrator of the tenant ${hostTenantId}.

1. Send them this file (it holds no secret):
     ${registerScript}
2. They upload it to Azure Cloud Shell (https://shell.azure.com, Bash) in that tenant and run:
     ${command}
3. Then start "npm run deploy" again${goOn}`;
}
