/**
 * The App Service managed identity endpoint: plain http, one GET, guarded by a header only the app knows.
 *
 * Protocol version 2019-08-01. It issues tokens by the stack's signer for a closed list of resources. `client_id` alone
 * selects the identity (none: the system-assigned one). What an identity may do is decided where its token is used. It
 * does not cache: each call signs a new token.
 */
import { randomUUID } from 'node:crypto';
import { startEmulator, type EmulatedAnswer, type EmulatedRequest, type Emulator } from '../kit/emulator.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import { buildIdentityClaims, type ManagedIdentity } from './build-identity-claims.ts';

const API_VERSION = '2019-08-01';

const RESOURCES = [
  'https://storage.azure.com',
  'https://vault.azure.net',
  'https://monitor.azure.com',
  'api://AzureADTokenExchange',
];

export interface IdentityOptions {
  port: number;
  signer: TokenSigner;
  identities: ManagedIdentity[];
  /** Base address of Entra without a trailing slash. */
  entraUrl: string;
  tenantId: string;
  now: () => Date;
  /** The value of `X-IDENTITY-HEADER`; default a fresh one. */
  header?: string;
}

export interface Identity extends Emulator {
  /** What a process needs to find the endpoint. */
  environment: { IDENTITY_ENDPOINT: string; IDENTITY_HEADER: string };
}

/** Starts the endpoint at `/msi/token`. Source: learn.microsoft.com/azure/app-service/overview-managed-identity. */
export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  const header = options.header ?? randomUUID().replaceAll('-', '').toUpperCase();
  const emulator = await startEmulator({
    name: 'managed identity',
    port: options.port,
    answer: (request) => answer(options, header, request),
  });
  return {
    ...emulator,
    environment: { IDENTITY_ENDPOINT: `${emulator.url}/msi/token`, IDENTITY_HEADER: header },
  };
}

async function answer(options: IdentityOptions, header: string, request: EmulatedRequest): Promise<EmulatedAnswer> {
  const { searchParams, pathname } = request.url;
  if (pathname !== '/msi/token') return refuse(404, 'No such endpoint.');
  if (request.method !== 'GET') return refuse(405, 'The method is not allowed.');
  if (request.headers['x-identity-header'] !== header) return refuse(401, 'The X-IDENTITY-HEADER header is wrong.');
  if (searchParams.get('api-version') !== API_VERSION) return refuse(400, `api-version must be ${API_VERSION}.`);

  const resource = searchParams.get('resource') ?? '';
  if (!RESOURCES.includes(resource.replace(/\/$/, ''))) return refuse(400, `The resource '${resource}' is not known.`);
  const identity = findIdentity(options.identities, searchParams);
  if (!identity) return refuse(400, 'No managed identity found for the specified parameters.');

  const claims = buildIdentityClaims({ ...options, identity, resource, now: options.now() });
  return {
    status: 200,
    body: {
      access_token: await options.signer.sign(claims),
      expires_on: String(claims.exp),
      resource,
      token_type: 'Bearer',
      client_id: identity.clientId,
    },
  };
}

function findIdentity(identities: ManagedIdentity[], query: URLSearchParams): ManagedIdentity | undefined {
  if (query.has('mi_res_id')) return undefined;
  const clientId = query.get('client_id')?.toLowerCase();
  const objectId = (query.get('object_id') ?? query.get('principal_id'))?.toLowerCase();
  if (clientId === undefined && objectId === undefined) return identities.find((one) => one.isSystemAssigned);
  return identities.find(
    (one) =>
      (clientId === undefined || one.clientId.toLowerCase() === clientId) &&
      (objectId === undefined || one.objectId.toLowerCase() === objectId),
  );
}

function refuse(statusCode: number, message: string): EmulatedAnswer {
  return { status: statusCode, body: { statusCode, message, correlationId: randomUUID() } };
}
