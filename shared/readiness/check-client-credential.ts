/**
 * The credential with which the connector proves itself to Entra: present, not expired, and accepted by the host tenant.
 *
 * The proof is a token for the connector itself, which holds no permission and is thrown away. The expiry is the one that the
 * vault records, because reading it from Entra needs a further permission.
 */
import type { Config } from '../config.ts';
import { describeExpiry, refuseExpired } from './expiry.ts';

export interface ClientCredentialDependencies {
  kind: Config['entraCredential'];
  /** Undefined where none is recorded. Throws what the vault said. */
  readExpiry: () => Promise<Date | undefined>;
  /** Throws as the token client. */
  proveClient: () => Promise<void>;
  now: () => Date;
}

/** Says what Entra accepts. Throws as its dependencies, and `client_credential_refused` for an expired credential. */
export async function checkClientCredential(dependencies: ClientCredentialDependencies): Promise<string> {
  const { kind, readExpiry, proveClient, now } = dependencies;
  const expiresAt = kind === 'federated' ? undefined : await readExpiry();
  refuseExpired(expiresAt, now(), 'client_credential_refused');
  await proveClient();
  return kind === 'federated'
    ? 'Entra accepts the managed identity.'
    : `Entra accepts the ${kind}; it ${describeExpiry(expiresAt)}.`;
}
