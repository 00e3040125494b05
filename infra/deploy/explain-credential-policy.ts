/**
 * The text for an administrator whose tenant forbids the ERP's secret: what the policy says, and the commands that it allows.
 *
 * Reads the policies of the tenant for applications, where this account may; makes no credential. A certificate's key is made on the
 * machine of whoever runs the command, and stays there until they give it to the ERP.
 * Source: tenantAppManagementPolicy and appManagementPolicy of Microsoft Graph.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Context } from './context.ts';
import { adviseOn } from './explain-refusal.ts';

interface Restriction {
  restrictionType: string;
  state?: string;
  maxLifetime?: string | null;
  restrictForAppsCreatedAfterDateTime?: string | null;
}
interface Restrictions {
  passwordCredentials?: Restriction[];
  keyCredentials?: Restriction[];
}
interface TenantPolicy {
  displayName?: string;
  isEnabled: boolean;
  applicationRestrictions?: Restrictions;
}
interface AppPolicy {
  displayName?: string;
  isEnabled: boolean;
  restrictions?: Restrictions;
}

const DAY_MILLISECONDS = 86_400_000;

/** Several lines for the terminal. */
export async function explainCredentialPolicy(
  context: Context,
  { graphUrl }: { graphUrl: string },
  callerClientId: string,
  refusal: AzureRefusal,
): Promise<string> {
  const root = `${graphUrl}/v1.0`;
  const tenant = await read<TenantPolicy>(context, graphUrl, `${root}/policies/defaultAppManagementPolicy`);
  const path = `${root}/applications(appId='${callerClientId}')/appManagementPolicies`;
  const own = await read<{ value: AppPolicy[] }>(context, graphUrl, path);
  const all = [
    ...(tenant?.isEnabled ? [{ name: tenant.displayName, restrictions: tenant.applicationRestrictions }] : []),
    ...(own?.value ?? [])
      .filter(({ isEnabled }) => isEnabled)
      .map(({ displayName, restrictions }) => ({ name: displayName, restrictions })),
  ];
  const policies = all.map(({ name, restrictions }) => describe(name ?? 'of the tenant', restrictions ?? {}));
  const shown = policies.length > 0 ? policies : ['  Your account may not read it (Policy.Read.All).'];
  const options = listOptions(callerClientId, all, context.now());
  return [`The ERP has no secret: ${refusal.message}`, adviseOn(refusal), 'The policy:', ...shown, ...options].join(
    '\n',
  );
}

async function read<Answer>({ az }: Context, graphUrl: string, url: string): Promise<Answer | undefined> {
  try {
    return await az.json<Answer>(['rest', '--method', 'get', '--url', url, '--resource', `${graphUrl}/`]);
  } catch (error) {
    if (error instanceof AzureRefusal) return undefined;
    throw error;
  }
}

const isOn = ({ state }: Restriction) => state !== 'disabled';

function describe(name: string, { passwordCredentials = [], keyCredentials = [] }: Restrictions): string {
  const lines = [...passwordCredentials, ...keyCredentials]
    .filter(isOn)
    .map(({ restrictionType, maxLifetime, restrictForAppsCreatedAfterDateTime: after }) =>
      [
        `    ${restrictionType}`,
        maxLifetime && `at most ${maxLifetime}`,
        after && `for applications created after ${after}`,
      ]
        .filter(Boolean)
        .join(', '),
    );
  return [`  ${name}`, ...lines].join('\n');
}

/** What can be made instead: a shorter secret where only its lifetime is restricted, and a certificate. */
function listOptions(
  clientId: string,
  all: readonly { restrictions?: Restrictions | undefined }[],
  now: Date,
): string[] {
  const secrets = all.flatMap(({ restrictions }) => restrictions?.passwordCredentials ?? []).filter(isOn);
  const keys = all.flatMap(({ restrictions }) => restrictions?.keyCredentials ?? []).filter(isOn);
  const reset = `az ad app credential reset --id ${clientId} --append`;
  const isLifetimeAlone =
    secrets.length > 0 && secrets.every(({ restrictionType }) => restrictionType === 'passwordLifetime');
  const shorter = isLifetimeAlone
    ? [`A secret that it allows, on a terminal of your own:\n  ${reset} --display-name ERP ${buildEnd(secrets, now)}`]
    : [];
  return [
    ...shorter,
    `A certificate instead; the file that it names holds the private key, for the ERP alone:\n  ${reset} --create-cert ${buildEnd(keys, now)}`,
  ];
}

/** The latest end that every lifetime allows, a year at most. */
function buildEnd(restrictions: readonly Restriction[], now: Date): string {
  const days = restrictions.map(({ maxLifetime }) => countDays(maxLifetime ?? '')).filter((count) => count > 0);
  if (days.length === 0 || Math.min(...days) > 365) return '--years 1';
  // Entra counts from its own clock.
  const end = new Date(now.getTime() + Math.min(...days) * DAY_MILLISECONDS - DAY_MILLISECONDS / 24);
  return `--end-date ${end.toISOString().slice(0, 19)}Z`;
}

/** Of an ISO 8601 duration, counted low; 0 where it cannot be read. */
function countDays(duration: string): number {
  const [, years = 0, months = 0, weeks = 0, days = 0] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(duration) ?? [];
  return Number(years) * 365 + Number(months) * 28 + Number(weeks) * 7 + Number(days);
}
