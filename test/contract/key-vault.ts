/** A Key Vault of the local stack with the identity that may use it, for suites that run on the real adapters. */
import tls from 'node:tls';
import { ManagedIdentityCredential } from '@azure/identity';
import { vi } from 'vitest';
import { createCertificate } from '../../infra/local/emulators/kit/certificate.ts';
import { startIdentity, type Identity } from '../../infra/local/emulators/identity/start-identity.ts';
import { startKeyVault, type KeyVault } from '../../infra/local/emulators/key-vault/start-key-vault.ts';
import { createTokenSigner } from '../../infra/local/emulators/kit/token-signer.ts';
import { createHttpClient } from '../../shared/http/http-client.ts';
import type { HttpRequest } from '../../shared/http/http-request.ts';
import { useIdentity } from './use-identity.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';

const tenantId = 'c0a7050c-0000-4000-8000-000000000001';
export const clientId = '1de71717-0000-4000-8000-000000000001';
const objectId = '0b1ec700-0000-4000-8000-000000000001';

export interface VaultStack {
  vault: KeyVault;
  identity: Identity;
  credential: ManagedIdentityCredential;
  request: HttpRequest;
  /** Times of keys and secrets; it stands until it is moved. */
  clock: ManualClock;
  /** What the vault was asked since the last look, as `{status} {method} {path}`. */
  takeRequests(): string[];
  stop(): Promise<void>;
}

export async function startVaultStack(): Promise<VaultStack> {
  const certificate = createCertificate(new Date());
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.certificate]);
  // Tokens are checked by the vault's clock and made by that of the identity: one clock for both.
  const clock = createManualClock(new Date().toISOString());
  const shared = { signer: await createTokenSigner(), tenantId, entraUrl: 'https://localhost:7080', port: 0 };
  const options = { ...shared, now: clock.now };
  const identity = await startIdentity({ ...options, identities: [{ clientId, objectId }] });
  const vault = await startKeyVault({ ...options, certificate });
  useIdentity(identity.environment);
  return {
    vault,
    identity,
    credential: new ManagedIdentityCredential({ clientId }),
    request: createHttpClient().keyVault,
    clock,
    takeRequests: () =>
      vault.requests.splice(0).map(({ status, method, path }) => `${status} ${method} ${path.replace(/\?.*/, '')}`),
    async stop() {
      vi.unstubAllEnvs();
      await Promise.all([vault.close(), identity.close()]);
    },
  };
}
