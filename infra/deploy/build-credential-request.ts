/**
 * The commands that give the connector its own secret or certificate, where Entra does not trust the identity of the app: for the
 * administrator in Entra, and for the one of the vault. No deployment makes it, reads it or sees it.
 *
 * Pure. The two may be different people in different tenants, so no command needs both rights. The secret is never shown on a terminal.
 */

/** ENTRA_CREDENTIAL. */
export type CredentialKind = 'federated' | 'certificate' | 'secret';

export interface CredentialRequest {
  kind: Exclude<CredentialKind, 'federated'>;
  clientId: string;
  hostTenantId: string;
  keyVault: string;
  now: Date;
  /** Of the terminal: Windows has no umask. */
  platform: NodeJS.Platform;
}

/** Its name in Key Vault: CLIENT_SECRET_NAME of a deployment. */
const NAME = 'client-secret';
const LIFETIME_MILLISECONDS = 365 * 86_400_000;

/** Several lines for the terminal. */
export function buildCredentialRequest(request: CredentialRequest): string {
  const { kind, hostTenantId, keyVault } = request;
  const inEntra = `In the tenant ${hostTenantId}, as an owner of the application:`;
  const inVault = `As Key Vault ${kind === 'secret' ? 'Secrets' : 'Certificates'} Officer of the vault ${keyVault}:`;
  const { entra, vault } = kind === 'secret' ? buildSecretCommands(request) : buildCertificateCommands(request);
  const steps = [
    [inEntra, ...entra],
    [inVault, ...vault],
  ];
  const lines = (kind === 'secret' ? steps : steps.toReversed()).flatMap(([who = '', ...commands]) => [
    `  ${who}`,
    ...commands.map((command) => `    ${command}`),
  ]);
  return `The connector's own ${kind}, unless the vault has it already; the same commands renew it\n${lines.join('\n')}\n`;
}

function buildSecretCommands({ clientId, keyVault, now, platform }: CredentialRequest) {
  const expires = new Date(now.getTime() + LIFETIME_MILLISECONDS).toISOString().replace(/\.\d+/, '');
  const file = `${NAME}.txt`;
  const reset = `az ad app credential reset --id ${clientId} --append --years 1 --query password --output tsv > ${file}`;
  return {
    entra: [platform === 'win32' ? reset : `(umask 077; ${reset})`],
    vault: [
      `az keyvault secret set --vault-name ${keyVault} --name ${NAME} --file ${file} --expires ${expires} --output none`,
      `then delete ${file}`,
    ],
  };
}

function buildCertificateCommands({ clientId, keyVault }: CredentialRequest) {
  const policy = 'infra/app-registration/certificate-policy.json';
  const file = `${NAME}.pem`;
  const named = `--vault-name ${keyVault} --name ${NAME}`;
  return {
    entra: [`az ad app credential reset --id ${clientId} --append --cert @${file}`, `then delete ${file}`],
    vault: [
      `az keyvault certificate create ${named} --policy @${policy}`,
      `az keyvault certificate download ${named} --file ${file}`,
    ],
  };
}
