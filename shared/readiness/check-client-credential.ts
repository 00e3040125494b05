/**
 * The credential with which the connector proves itself to Entra: present, not expired, and accepted by the host tenant.
 *
 * Proved by asking for a token of the connector itself, which holds no permission and is thrown away. The end of a client
 * secret is what the vault's secret says, because Entra shows it to nobody without further permissions.
 */
import type { Config } from '../config.ts';
import type { Check } from './check.ts';
import { describeExpiry, refuseExpired } from './expiry.ts';

export interface ClientCredentialDependencies {
  kind: Config['entraCredential'];
  /** Undefined where none is recorded. Throws what the vault said. */
  readExpiry: () => Promise<Date | undefined>;
  /** Throws as the token client. */
  proveClient: () => Promise<void>;
  now: () => Date;
}

const remedies = {
  secret: {
    who: 'operator',
    detail:
      'The client secret is missing, disabled, expired, or not one of the app registration: whoever operates the connector makes a new one there and writes it, with its end, to the Key Vault secret that CLIENT_SECRET_NAME names.',
  },
  certificate: {
    who: 'operator',
    detail:
      'The certificate is missing, disabled, expired, or not one of the app registration: whoever operates the connector makes a new one in Key Vault under the name in CLIENT_SECRET_NAME and adds it to the registration.',
  },
  federated: {
    who: 'host_admin',
    detail:
      "Entra does not accept the managed identity: an administrator of the host tenant adds a federated credential for it to the app registration, which must be of the identity's own tenant.",
  },
} as const;

export function checkClientCredential({ kind, readExpiry, proveClient, now }: ClientCredentialDependencies): Check {
  return {
    name: 'client-credential',
    async run() {
      const expiresAt = kind === 'federated' ? undefined : await readExpiry();
      refuseExpired(expiresAt, now(), 'client_credential_refused');
      await proveClient();
      return kind === 'federated'
        ? 'Entra accepts the managed identity.'
        : `Entra accepts the ${kind}; it ${describeExpiry(expiresAt)}.`;
    },
    remedy: remedies[kind],
  };
}
