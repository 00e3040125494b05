/**
 * Registers the connector and its caller in Entra, or finds their registration.
 *
 * The Microsoft Graph extension of Bicep does it in the worldwide cloud; register.sh does in the others, and where the extension cannot
 * be downloaded. An account without the rights
 * gets the script to hand over, and the next run finds the result. An application that was made by hand is never touched.
 * Makes no secret.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import { checkAddress } from './check-address.ts';
import { deploymentName, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { explainRefusal } from './explain-refusal.ts';
import { findRegistration, readHostGrant } from './find-registration.ts';
import { buildHandOver } from './hand-over.ts';
import { isOwnRegistration, isRefusedByEntra } from './is-own-registration.ts';
import { buildRegisterOptions, registerByScript, type Installation } from './register-by-script.ts';
import { recallOutputs, runDeployment } from './run-deployment.ts';
import { EXIT_WAITING, Stop } from './stop.ts';

/** What the registration grants in the host tenant; the host leg asks for no more. */
const HOST_GRANT = ['openid', 'profile', 'offline_access'];

/** Where there is no Microsoft Graph extension: in other clouds, or because it cannot be downloaded. */
const NEEDS_SCRIPT = 'script';
const RESTORE_FAILED: readonly string[] = ['BCP190', 'BCP192'];

export interface Registration {
  clientId: string;
  /** Undefined when this account cannot find it out. */
  callerClientId: string | undefined;
  /** Whether this run has brought it up to date. */
  isWritten: boolean;
}

/** Throws Stop with EXIT_WAITING when another person has to register, and the script to hand over, or to add a redirect URI. */
export async function register(context: Context, account: Account, target: Target): Promise<Registration> {
  const { settings, print } = context;
  const isSameTenant = settings.get('HOST_TENANT_ID')?.toLowerCase() === account.tenantId.toLowerCase();
  const known = settings.get('ENTRA_CLIENT_ID');
  if (known && !(await isOwnRegistration(context, account, target, known))) {
    await checkAddress(context, account, target, known);
    print('The registration was made elsewhere and stays as it is.');
    return { clientId: known, callerClientId: settings.get('CALLER_CLIENT_ID'), isWritten: false };
  }
  if (isSameTenant) print('Registering the connector and its caller in Entra ...');
  const byBicep =
    isSameTenant && account.cloud === 'global' ? await registerByBicep(context, account, target) : NEEDS_SCRIPT;
  if (typeof byBicep === 'object') return byBicep;
  const installation = await deployIdentity(context, target);
  if (!isSameTenant) throw new Stop(buildHandOver(settings, account, installation), EXIT_WAITING);
  const options = buildRegisterOptions(settings, account, installation);
  const byScript = byBicep === NEEDS_SCRIPT ? await registerByScript(context, options) : undefined;
  if (byScript) return { ...byScript, isWritten: true };
  const found = await findRegistration(context, account, installation.name);
  if (!found)
    throw new Stop(buildHandOver(settings, account, installation, await readOperator(context, account)), EXIT_WAITING);
  await checkAddress(context, account, target, found.connector.appId);
  print('The app is registered; your account may not change the registration, so it stays as it is.');
  return { clientId: found.connector.appId, callerClientId: found.caller?.appId, isWritten: false };
}

/** Undefined where this account lacks the rights. */
async function registerByBicep(
  context: Context,
  account: Account,
  target: Target,
): Promise<Registration | typeof NEEDS_SCRIPT | undefined> {
  const { settings } = context;
  const name = `${deploymentName(target)}-registration`;
  try {
    // The template replaces the whole grant: without this it would revoke what an administrator approved since.
    const known = settings.get('ENTRA_CLIENT_ID') || (await recallOutputs(context, target, name))['ENTRA_CLIENT_ID'];
    const granted = known ? await readHostGrant(context, account, known) : [];
    settings.set('GUESTMAIL_HOST_GRANT', [...new Set([...HOST_GRANT, ...granted])].join(' '));
    const outputs = await runDeployment(context, target, {
      name,
      what: 'Registration',
      file: 'app-registration/main.bicepparam',
    });
    return {
      clientId: outputs['ENTRA_CLIENT_ID'] ?? '',
      callerClientId: outputs['CALLER_CLIENT_ID'],
      isWritten: true,
    };
  } catch (error) {
    if (isRefusedByEntra(error)) return undefined;
    if (!(error instanceof AzureRefusal && error.codes.some((code) => RESTORE_FAILED.includes(code)))) throw error;
    context.print(explainRefusal('Registration', error).message);
    return NEEDS_SCRIPT;
  }
}

/** Object id of the person who deploys, who gets the right to ask whether the connector is ready; undefined for an application. */
async function readOperator({ az }: Context, { isPerson }: Account): Promise<string | undefined> {
  if (!isPerson) return undefined;
  return (await az.json<{ id: string }>(['ad', 'signed-in-user', 'show'])).id;
}

async function deployIdentity(context: Context, target: Target): Promise<Installation> {
  const outputs = await runDeployment(context, target, {
    name: `${deploymentName(target)}-identity`,
    what: 'Identity',
    file: 'app-registration/identity.bicepparam',
  });
  return {
    name: outputs['CONNECTOR_APP_NAME'] ?? '',
    redirectUri: outputs['CONNECTOR_REDIRECT_URI'] ?? '',
    identityPrincipalId: outputs['CONNECTOR_IDENTITY_PRINCIPAL_ID'] ?? '',
  };
}
