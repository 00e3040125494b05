/**
 * Compares the app roles and scopes of the registration with those that this version needs (app-registration/roles.json), and its
 * redirect URIs with that of the installation.
 *
 * The connector cannot do it: it has no permission to read registrations. The person at the terminal usually may, so the Azure CLI
 * is asked. Where it does not answer, nothing is compared and the check says so. Changes nothing.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../../shared/readiness/check.ts';
import { AzureCliError, type Az } from '../azure-cli/az.ts';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';

const rolesFile = join(import.meta.dirname, '..', 'app-registration', 'roles.json');

/** An app role, or a scope, which has no member types. */
interface Right {
  id: string;
  value: string | null;
  isEnabled: boolean;
  allowedMemberTypes?: string[];
}
interface Registered {
  appId: string;
  web?: { redirectUris?: string[] } | null;
  appRoles?: Right[];
  api?: { oauth2PermissionScopes?: Right[] } | null;
}

/**
 * Takes PUBLIC_URL, API_AUDIENCE (client id or identifier URI of the API), and ENTRA_CLIENT_ID where people sign in to another
 * application. Never rejects because of Azure.
 */
export async function checkRegistration(
  az: Az,
  settings: Readonly<Record<string, string | undefined>>,
): Promise<CheckResult> {
  const audience = settings['API_AUDIENCE']?.trim() ?? '';
  const clientId = settings['ENTRA_CLIENT_ID']?.trim();
  const registered = await show(az, audience);
  const signsIn = clientId && clientId !== registered?.appId ? await show(az, clientId) : registered;
  const needed = JSON.parse(await readFile(rolesFile, 'utf8')) as {
    appRoles: Right[];
    oauth2PermissionScopes: Right[];
  };
  const redirectUri = `${settings['PUBLIC_URL']?.trim().replace(/\/+$/, '')}/callback`;
  const missing = [
    ...(registered ? listMissing('app role', needed.appRoles, registered.appRoles) : []),
    ...(registered ? listMissing('scope', needed.oauth2PermissionScopes, registered.api?.oauth2PermissionScopes) : []),
    ...(signsIn && !signsIn.web?.redirectUris?.includes(redirectUri) ? [`redirect URI (Web) ${redirectUri}`] : []),
  ];
  if (missing.length === 0 && registered && signsIn)
    return found('It has every app role and scope that this version needs, and the redirect URI.');
  if (missing.length === 0)
    return found(
      'Its app roles, scopes and redirect URIs were not compared: the Azure CLI does not show it to this account.',
    );
  return {
    name: 'registration',
    ok: false,
    detail: `It lacks what this version needs, or has it otherwise: ${missing.join(', ')}. An Application Administrator of the host tenant deploys this version, runs its register.sh, or adds it to a registration made by hand (infra/README.md, Who needs which rights).`,
    who: 'host_admin',
  };
}

async function show(az: Az, id: string): Promise<Registered | undefined> {
  return az.json<Registered>(['ad', 'app', 'show', '--id', id]).catch((error: unknown) => {
    if (error instanceof AzureRefusal || error instanceof AzureCliError) return undefined;
    throw error;
  });
}

function found(detail: string): CheckResult {
  return { name: 'registration', ok: true, detail, who: 'nobody' };
}

/** What another version added does no harm. */
function listMissing(kind: string, needed: readonly Right[], present: readonly Right[] = []): string[] {
  const isThere = ({ id, value, allowedMemberTypes = [] }: Right) =>
    present.some(
      (one) =>
        one.isEnabled &&
        one.id.toLowerCase() === id &&
        one.value === value &&
        allowedMemberTypes.every((type) => one.allowedMemberTypes?.includes(type)),
    );
  return needed.filter((right) => !isThere(right)).map(({ value }) => `${kind} ${value}`);
}
