/**
 * The whole cloud on one machine: every emulator, seeded, and the settings with which the host finds them.
 *
 * Servers run in this process, Azurite in a child. No account key exists; the host gets its tokens from the managed
 * identity endpoint, as in Azure, and may do with them what the deployment assigns. It does not start the host.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificateAuthority, issueCertificate } from './emulators/kit/certificate-authority.ts';
import { createDirectory, type Directory } from './emulators/kit/directory.ts';
import { createRegistrations, type Registrations } from './emulators/entra/registration.ts';
import { startEntra, type Entra } from './emulators/entra/start-entra.ts';
import { startGraph, type Graph } from './emulators/graph/start-graph.ts';
import { startIdentity, type Identity } from './emulators/identity/start-identity.ts';
import { startKeyVault, type KeyVault } from './emulators/key-vault/start-key-vault.ts';
import { createAuthorization, type Authorization } from './emulators/roles/authorization.ts';
import { readDeployed } from './emulators/roles/deployed.ts';
import { startStorage, type SharedAzurite, type Storage } from './emulators/storage/start-storage.ts';
import { createTokenSigner } from './emulators/kit/token-signer.ts';
import type { KeptAuthority } from './keep-certificate-authority.ts';
import type { OperatorAccess } from './operator-access.ts';

/**
 * The host's port and, from nine above it, those of the emulators and of the guide; below 32768, where systems start to assign
 * ports.
 */
export function portsAbove(host: number): Record<PortName | 'guide', number> {
  const step = (steps: number) => host + steps;
  const storage = { table: step(13), queue: step(14), blob: step(15) };
  return { host, entra: step(9), graph: step(10), keyVault: step(11), identity: step(12), ...storage, guide: step(16) };
}

type PortName = 'host' | 'entra' | 'graph' | 'keyVault' | 'identity' | 'table' | 'queue' | 'blob';

/** A free one for each; a caller that starts the host has to choose its port first. */
export const anyPorts: Record<PortName, number> = {
  host: 0,
  entra: 0,
  graph: 0,
  keyVault: 0,
  identity: 0,
  table: 0,
  queue: 0,
  blob: 0,
};

/** The connector's identity in Azure. */
export const connectorIdentity = {
  clientId: '1de47170-0000-4000-8000-00000000c0de',
  objectId: '0b7ec710-0000-4000-8000-00000000c0de',
};

export const mailPermissions = ['Mail.Send', 'Mail.ReadWrite'] as const;
export type MailPermission = (typeof mailPermissions)[number];

export interface StackOptions {
  /** The redirect URI leads to `host`; the others may be 0. */
  ports: Record<PortName, number>;
  /** Guests beyond the named people, for load. */
  extraGuests?: number;
  mailPermission?: MailPermission;
  credential?: 'secret' | 'federated';
  /** What identities may do; default: what the smallest installation assigns. */
  authorization?: Authorization;
  /** An Azurite that runs already; absent: one of its own. */
  sharedAzurite?: SharedAzurite;
  /** Who signs the certificate of the servers; absent: a new authority, whose certificate is written into `folder`. */
  authority?: KeptAuthority;
  folder: string;
}

export interface Stack {
  directory: Directory;
  registrations: Registrations;
  entra: Entra;
  graph: Graph;
  keyVault: KeyVault;
  identity: Identity;
  storage: Storage;
  publicUrl: string;
  /** Everything that the host needs, including port and certificate. */
  environment: Record<string, string>;
  /** How the operator's application asks whether the connector is ready. */
  operatorAccess: OperatorAccess;
  /** An app-only access token of the ERP. */
  callerToken(clientId?: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts everything; when one part cannot start, it closes those that did. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const now = () => new Date();
  const authority = options.authority ?? (await createAuthority(options.folder, now()));
  const certificate = issueCertificate(authority, now());
  setDefaultCACertificates([...getCACertificates('default'), authority.certificate]);

  const {
    ports,
    sharedAzurite: shared,
    authorization = createAuthorization(readDeployed('smallest', connectorIdentity.objectId)),
  } = options;
  const publicUrl = `http://localhost:${ports.host}/api`;
  const directory = createDirectory({ extraGuests: options.extraGuests ?? 0 });
  const signer = await createTokenSigner();
  const tenantId = directory.hostTenant.id;
  const registrations = createRegistrations({
    hostTenantId: tenantId,
    redirectUris: [`${publicUrl}/callback`],
    now: now(),
    identityObjectId: connectorIdentity.objectId,
  });

  const started: { close(): Promise<void> }[] = [];
  const keep = async <Part extends { close(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
    started.push(await part);
    return part;
  };
  const close = async () => void (await Promise.all(started.map((part) => part.close())));
  try {
    const common = { certificate, signer, now, directory };
    const entra = await keep(startEntra({ ...common, port: ports.entra, registrations: registrations.all }));
    const inTenant = { ...common, tenantId, entraUrl: entra.url };
    const [graph, keyVault, identity, storage] = await settled([
      keep(startGraph({ ...common, port: ports.graph })),
      keep(startKeyVault({ ...inTenant, port: ports.keyVault, authorize: authorization.vault })),
      keep(startIdentity({ ...inTenant, port: ports.identity, identities: [connectorIdentity] })),
      keep(startStorage({ ...inTenant, ports, authorize: authorization.storage, ...(shared && { shared }) })),
    ]);
    await keyVault.createKey('token-key');
    keyVault.setSecret('token-pepper', randomBytes(48).toString('base64'));
    keyVault.setSecret('client-secret', registrations.connector.secrets[0]?.value ?? '');
    const parts = { entra, graph, keyVault, identity, storage };
    return {
      ...parts,
      directory,
      registrations,
      publicUrl,
      environment: buildEnvironment(options, parts, {
        tenantId,
        publicUrl,
        certificatePath: authority.path,
        clientId: registrations.connector.clientId,
      }),
      operatorAccess: {
        publicUrl,
        tokenEndpoint: `${entra.url}/${tenantId}/oauth2/v2.0/token`,
        clientId: registrations.operator.clientId,
        clientSecret: registrations.operator.secrets[0]?.value ?? '',
        scope: `${registrations.connector.clientId}/.default`,
        certificate: authority.certificate,
      },
      callerToken: (clientId = registrations.erp.clientId) =>
        requestToken(entra.url, tenantId, registrations, clientId),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createAuthority(folder: string, now: Date): Promise<KeptAuthority> {
  const authority = createCertificateAuthority(now);
  const path = join(folder, 'certificate.pem');
  await mkdir(folder, { recursive: true });
  await writeFile(path, authority.certificate);
  return { ...authority, path };
}

/** Waits for all, so that nothing is still starting when the first failure is thrown. */
async function settled<Promises extends Promise<unknown>[]>(
  parts: [...Promises],
): Promise<{ [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}

type Parts = Pick<Stack, 'entra' | 'graph' | 'keyVault' | 'identity' | 'storage'>;

function buildEnvironment(
  { ports, mailPermission = 'Mail.Send', credential = 'secret' }: StackOptions,
  { entra, graph, keyVault, identity, storage }: Parts,
  {
    tenantId,
    publicUrl,
    certificatePath,
    clientId,
  }: { tenantId: string; publicUrl: string; certificatePath: string; clientId: string },
): Record<string, string> {
  return {
    HOST_TENANT_ID: tenantId,
    API_AUDIENCE: clientId,
    CALLER_CLIENT_IDS: '*',
    SENDERS_ROLE: 'Senders.Manage',
    PUBLIC_URL: publicUrl,
    ENTRA_AUTHORITY: entra.url,
    ENTRA_CLIENT_ID: clientId,
    ENTRA_CREDENTIAL: credential,
    CLIENT_SECRET_NAME: 'client-secret',
    GRAPH_URL: graph.baseUrl,
    MAIL_PERMISSION: mailPermission,
    KEY_VAULT_URL: keyVault.url,
    TOKEN_KEY_NAME: 'token-key',
    TOKEN_PEPPER_NAME: 'token-pepper',
    TABLE_ENDPOINT: storage.endpoints.table,
    QUEUE_ENDPOINT: storage.endpoints.queue,
    BLOB_ENDPOINT: storage.endpoints.blob,
    ALLOWED_HOME_TENANTS: '*',
    AZURE_CLIENT_ID: connectorIdentity.clientId,
    HOST_NAME: 'Contoso',
    ERP_NAME: 'Business Central',
    ERP_URL: 'https://businesscentral.dynamics.com/',
    SUPPORT_CONTACT: 'it-helpdesk@contoso.com',
    PRIVACY_URL: 'https://www.contoso.com/privacy',
    AzureWebJobsStorage__credential: 'managedidentity',
    AzureWebJobsStorage__clientId: connectorIdentity.clientId,
    AzureWebJobsStorage__blobServiceUri: storage.hostEndpoints.blob,
    DataStorage__queueServiceUri: storage.endpoints.queue,
    DataStorage__credential: 'managedidentity',
    DataStorage__clientId: connectorIdentity.clientId,
    AzureWebJobsDisableHomepage: 'true',
    ...identity.environment,
    NODE_EXTRA_CA_CERTS: certificatePath,
    PORT: String(ports.host),
  };
}

async function requestToken(
  entraUrl: string,
  tenantId: string,
  registrations: Registrations,
  clientId: string,
): Promise<string> {
  const secret = registrations.all.find((one) => one.clientId === clientId)?.secrets[0]?.value ?? '';
  const response = await fetch(`${entraUrl}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope: `${registrations.connector.clientId}/.default`,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`The local Entra issued no token (${response.status}).`);
  return token;
}
