/**
 * `npm run deploy`, step by step: account, settings, deleted vault, group and rights, domain, registration, resources, package,
 * triggers, record, report, a page to hand on, checks.
 *
 * Every step can be repeated and finds what an earlier run left. Azure itself holds the state; nothing that a later run needs is
 * written to this machine.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { bindCustomDomain, explainRecords } from './bind-custom-domain.ts';
import { buildCredentialRequest, type CredentialKind } from './build-credential-request.ts';
import { buildReport } from './build-report.ts';
import { readEarlierAddress } from './check-address.ts';
import type { Context } from './context.ts';
import { deployResources } from './deploy-resources.ts';
import { explainSendersRole } from './explain-senders-role.ts';
import { makeCallerSecret } from './make-caller-secret.ts';
import { prepareGroup } from './prepare-group.ts';
import { publish } from './publish.ts';
import { readPlan } from './read-plan.ts';
import { recordDeployment } from './record-deployment.ts';
import { register } from './register.ts';
import { runPreflight } from './run-preflight.ts';
import { EXIT_WAITING, Stop } from './stop.ts';
import { syncTriggers } from './sync-triggers.ts';
import { writeTrustFile } from './write-trust-file.ts';

/** Throws Stop or AzureRefusal when it cannot continue. */
export async function deploy(context: Context, newCallerSecret: boolean): Promise<void> {
  const { settings, print } = context;
  const { account, target } = await readPlan(context);
  await prepareGroup(context, account, target);
  const isDomainBound = await bindCustomDomain(context, account, target);
  // Until the resources are deployed, the running app has this one; and they may be refused.
  const earlierUrl = readEarlierAddress(context, target);
  settings.set('GUESTMAIL_EARLIER_URL', earlierUrl);
  const { clientId, callerClientId, isWritten } = await register(context, account, target);
  settings.set('ENTRA_CLIENT_ID', clientId);
  const hostTenantId = settings.get('HOST_TENANT_ID') ?? account.tenantId;
  const audience = settings.get('API_AUDIENCE') || clientId;
  const token = account.isPerson ? undefined : await readEarlyToken(context, audience, hostTenantId);

  const outputs = await deployResources(context, account, target);
  const publicUrl = outputs['CONNECTOR_PUBLIC_URL'] ?? '';
  const appName = outputs['CONNECTOR_APP_NAME'] ?? '';
  await publish(context, account, target, appName);
  await syncTriggers(context, account, target, appName);
  await recordDeployment(context, target);
  if (earlierUrl && isWritten) {
    settings.set('GUESTMAIL_EARLIER_URL', '');
    await register(context, account, target);
  }

  // Before the checks, which may wait for a person: stopping them must not lose what was made.
  const secret = callerClientId && (await makeCallerSecret(context, account, callerClientId, newCallerSecret));
  print(
    buildReport({
      cloud: account.cloud,
      publicUrl,
      hostTenantId,
      clientId,
      callerClientId,
      mailPermission: settings.get('MAIL_PERMISSION') === 'Mail.ReadWrite' ? 'Mail.ReadWrite' : 'Mail.Send',
      hostName: settings.get('HOST_NAME') ?? '',
      erpName: settings.get('ERP_NAME') ?? '',
      supportContact: settings.get('SUPPORT_CONTACT') ?? '',
    }),
  );
  const changed = explainSendersRole(settings);
  if (changed) print(changed);
  if (secret)
    print(`The ERP's client secret, for one year. It is shown only once and stored nowhere:\n\n  ${secret}\n`);
  const kind = (settings.get('ENTRA_CREDENTIAL') || 'federated') as CredentialKind;
  if (kind !== 'federated') {
    const keyVault = outputs['CONNECTOR_KEY_VAULT'] ?? '';
    const { platform } = process;
    print(buildCredentialRequest({ kind, clientId, hostTenantId, keyVault, now: context.now(), platform }));
  }
  await writeTrustFile(context, account, target, appName);
  const installation = {
    PUBLIC_URL: publicUrl,
    API_AUDIENCE: audience,
    ENTRA_CLIENT_ID: clientId,
    HOST_TENANT_ID: hostTenantId,
    ...(token && { GUESTMAIL_TOKEN: token }),
  };
  await runPreflight(context, installation, kind);
  if (settings.get('GUESTMAIL_CUSTOM_DOMAIN') && !isDomainBound)
    throw new Stop(await explainRecords(context, account, target, appName), EXIT_WAITING);
}

/**
 * The token for the checks at the end. A pipeline's sign-in expires after some minutes, and then the CLI has only the tokens
 * it got before. Undefined when it has none; the checks say so.
 */
async function readEarlyToken(
  { az, settings }: Context,
  audience: string,
  tenantId: string,
): Promise<string | undefined> {
  const given = settings.get('GUESTMAIL_TOKEN');
  if (given) return given;
  const call = ['account', 'get-access-token', '--scope', `${audience}/.default`, '--tenant', tenantId];
  return az.json<{ accessToken: string }>(call).then(
    ({ accessToken }) => accessToken,
    (error: unknown) => {
      if (error instanceof AzureRefusal) return undefined;
      throw error;
    },
  );
}
