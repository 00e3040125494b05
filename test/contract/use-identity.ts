/**
 * Points this process at another managed identity endpoint.
 *
 * The SDK keeps the first endpoint and all tokens in static members for the life of a process, and test files share theirs: it
 * is made to forget both, as in a new process.
 */
import { ManagedIdentityApplication } from '@azure/msal-node';
import { vi } from 'vitest';

/** Sets the endpoint until `vi.unstubAllEnvs`; no token of an earlier one is used. */
export function useIdentity(environment: { IDENTITY_ENDPOINT: string; IDENTITY_HEADER: string }): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { constructor: client } = Reflect.get(new ManagedIdentityApplication(), 'managedIdentityClient') as object;
  Reflect.set(client, 'identitySource', undefined);
  Reflect.set(ManagedIdentityApplication, 'nodeStorage', undefined);
}
