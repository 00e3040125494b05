/**
 * The Key Vault of the local stack: keys and secrets over the vault's REST interface.
 *
 * A request without a good token gets the challenge by which the SDKs find out where to ask for one. Tests seed it in
 * process, or from another process through `/__vault/…`, which is the same interface without token and api-version
 * (`PUT /__vault/secrets/{name}`, `POST /__vault/keys/{name}/rotate`, `PATCH /__vault/keys/{name}/{version}` …).
 * Throttling and outages are scripted faults. Everything is in memory and gone when it closes.
 */
import { createAccessTokenCheck, type AccessTokenCheck, type AccessTokenProblem } from '../kit/access-token.ts';
import type { Certificate } from '../kit/certificate.ts';
import { startEmulator, type EmulatedAnswer, type EmulatedRequest, type Emulator } from '../kit/emulator.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import { createKeys, type KeyOptions } from './keys.ts';
import { parseBody } from './read-body.ts';
import { createRotationPolicies } from './rotation-policies.ts';
import { createVaultRoutes, type VaultRoute } from './routes.ts';
import { createSecrets, type SecretOptions } from './secrets.ts';
import { badParameter, buildVaultErrorAnswer, VaultError } from './vault-error.ts';

const CONTROL_PREFIX = '/__vault/';
const RESOURCE = 'https://vault.azure.net';

/** Whether this identity may do this below `Microsoft.KeyVault/vaults/` (`keys/unwrap/action`) on this path. */
export type VaultAuthorize = (identityObjectId: string, dataAction: string, path: string) => boolean;

export interface KeyVaultOptions {
  certificate: Certificate;
  port: number;
  signer: TokenSigner;
  now: () => Date;
  tenantId: string;
  /** Base address of Entra without a trailing slash. */
  entraUrl: string;
  /** Bits of a key whose creation names no size; default 2048, because larger ones take seconds to make. */
  keySize?: number;
  /** Absent: every identity of the tenant may do everything. */
  authorize?: VaultAuthorize;
}

/** In-process seeding; versions are 32 hexadecimal digits, absent ones mean the latest. */
export interface KeyVault extends Emulator {
  setSecret(name: string, value: string, options?: SecretOptions): string;
  disableSecretVersion(name: string, version?: string): void;
  createKey(name: string, options?: KeyOptions): Promise<string>;
  rotateKey(name: string): Promise<string>;
  disableKeyVersion(name: string, version?: string): void;
  enableKeyVersion(name: string, version?: string): void;
}

/** Starts an empty vault. */
export async function startKeyVault(options: KeyVaultOptions): Promise<KeyVault> {
  const keys = createKeys({ ...options, keySize: options.keySize ?? 2048 });
  const secrets = createSecrets(options);
  const routes = createVaultRoutes(keys, secrets, createRotationPolicies(options));
  const check = createAccessTokenCheck({ ...options, audiences: [RESOURCE] });
  const emulator = await startEmulator({
    name: 'key vault',
    certificate: options.certificate,
    port: options.port,
    controlPrefix: CONTROL_PREFIX,
    answer: (request) => answer(options, check, routes, request),
  });
  return {
    ...emulator,
    setSecret: (name, value, secretOptions) => secrets.set(name, value, secretOptions).version,
    disableSecretVersion: (name, version) => void secrets.update(name, version, { enabled: false }),
    createKey: async (name, keyOptions) => (await keys.create(name, keyOptions)).version,
    rotateKey: async (name) => (await keys.rotate(name)).version,
    disableKeyVersion: (name, version) => void keys.update(name, version, { enabled: false }),
    enableKeyVersion: (name, version) => void keys.update(name, version, { enabled: true }),
  };
}

async function answer(
  options: KeyVaultOptions,
  check: AccessTokenCheck,
  routes: VaultRoute[],
  request: EmulatedRequest,
): Promise<EmulatedAnswer> {
  const isControl = request.path.startsWith(CONTROL_PREFIX);
  const path = isControl ? request.url.pathname.slice(CONTROL_PREFIX.length - 1) : request.url.pathname;
  const route = routes.find((one) => one.method === request.method && one.path.test(path));
  try {
    if (!isControl) {
      const claims = await check(request.headers.authorization);
      if (typeof claims === 'string') return challenge(options, claims);
      if (claims.tid !== options.tenantId) return challenge(options, 'issuer');
      const version = request.url.searchParams.get('api-version') ?? '';
      if (!/^(7\.\d|20\d\d-\d\d-\d\d)(-preview(\.\d+)?)?$/.test(version)) throw badParameter('api-version is invalid.');
      refuseUnauthorized(options, String(claims.oid), route, path);
    }
    if (!route) throw new VaultError(404, 'NotFound', 'The resource is not known to this vault.');
    const { name = '', version } = route.path.exec(path)?.groups ?? {};
    const body = parseBody(request.body.toString('utf8'));
    return {
      status: 200,
      body: await route.handle({ url: request.url, name, version, body }),
    };
  } catch (error) {
    if (error instanceof VaultError) return buildVaultErrorAnswer(error);
    throw error;
  }
}

function refuseUnauthorized(
  { authorize }: KeyVaultOptions,
  objectId: string,
  route: VaultRoute | undefined,
  path: string,
): void {
  if (!authorize || !route || authorize(objectId, route.dataAction, path)) return;
  throw new VaultError(
    403,
    'Forbidden',
    `Caller is not authorized to perform action on resource. Action: 'Microsoft.KeyVault/vaults/${route.dataAction}'`,
    'ForbiddenByRbac',
  );
}

const PROBLEMS: Record<AccessTokenProblem | 'issuer', string> = {
  missing: 'AKV10000: Request is missing a Bearer or PoP token.',
  malformed: 'AKV10001: Bearer or PoP token is not well formed.',
  signature: 'AKV10014: The signature of the token is not valid.',
  expired: '[TokenExpired] The token is expired.',
  early: 'AKV10013: The token is not yet valid.',
  audience: `AKV10022: Invalid audience. Expected ${RESOURCE}.`,
  issuer: 'AKV10032: Invalid issuer.',
};

function challenge({ entraUrl, tenantId }: KeyVaultOptions, problem: AccessTokenProblem | 'issuer'): EmulatedAnswer {
  return {
    status: 401,
    headers: { 'WWW-Authenticate': `Bearer authorization="${entraUrl}/${tenantId}", resource="${RESOURCE}"` },
    body: { error: { code: 'Unauthorized', message: PROBLEMS[problem] } },
  };
}
